package org.liyorke.random;

import java.util.Arrays;
import java.util.Objects;

/**
 * Normal numbers by the inverse distribution function.
 *
 * <p>With y the word's {@link Position} and x = 2^32 - |y|, 2^33 times the probability of the tail
 * beyond it, the standard number is z = (float) (y * P(x)), P the {@link OctaveCubic} table of |z|
 * / |y|. That is right to 0.51 units in the last place of a float for every word, near 0 and in the
 * tails alike, and odd: complementing the word changes the sign. The number is z * sd, one float
 * product, and one float sum with the mean if that is not 0.
 *
 * <p>A variance of 0 makes a constant law, which takes no word.
 */
public final class NormalLaw implements Law {
  private static final long serialVersionUID = 1L;
  private static final double[] TABLE = buildTable();

  private final double mean;
  private final double variance;
  private final double factor;
  private final float floatMean;
  private final float standardDeviation;

  /**
   * The law N(mean, variance).
   *
   * @param mean finite in float32
   * @param variance finite, at least 0
   */
  public NormalLaw(double mean, double variance) {
    this(mean, variance, 1);
  }

  private NormalLaw(double mean, double variance, double factor) {
    if (!(variance >= 0 && variance <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("variance " + variance + " must be finite and at least 0");
    }
    this.mean = mean;
    this.variance = variance;
    this.factor = factor;
    double sd = factor * StrictMath.sqrt(variance);
    floatMean = (float) Checks.finite("mean", factor * mean);
    standardDeviation = Checks.scale("standard deviation", sd, Checks.LARGEST_NORMAL);
    Checks.finite("largest number", Math.abs(factor * mean) + Checks.LARGEST_NORMAL * sd);
  }

  private static double[] buildTable() {
    double[] table = new double[OctaveCubic.COEFFICIENTS];
    OctaveCubic.fit(NormalLaw::ratio, table, 0);
    return table;
  }

  /** |z| / |y| at x = 2^32 - |y|. */
  private static double ratio(double x) {
    double q = (Position.END - x) * Position.UNIT;
    return NormalQuantile.isCentral(q)
        ? NormalQuantile.centralRatio(q) * Position.UNIT
        : NormalQuantile.fromTail(x * Position.UNIT) / (Position.END - x);
  }

  /** A copy of the table of P, 2048 rows of four coefficients, for other implementations. */
  public static double[] coefficients() {
    return TABLE.clone();
  }

  @Override
  public boolean isConstant() {
    return standardDeviation == 0;
  }

  @Override
  public float fromWord(int word) {
    if (isConstant()) {
      return floatMean;
    }
    float number = standard(word) * standardDeviation;
    return floatMean == 0 ? number : number + floatMean;
  }

  @Override
  public void transform(int[] words, int wordOffset, float[] out, int outOffset, int count) {
    if (isConstant()) {
      Arrays.fill(out, outOffset, outOffset + count, floatMean);
      return;
    }
    float sd = standardDeviation;
    for (int i = 0; i < count; i++) {
      out[outOffset + i] = standard(words[wordOffset + i]) * sd;
    }
    if (floatMean != 0) {
      addMean(out, outOffset, count);
    }
  }

  private void addMean(float[] out, int outOffset, int count) {
    for (int i = outOffset; i < outOffset + count; i++) {
      out[i] += floatMean;
    }
  }

  /** The standard normal number z of a word. */
  static float standard(int word) {
    double y = Position.of(word);
    double x = Position.END - Math.abs(y);
    int at = OctaveCubic.at(x);
    double p = Math.fma(TABLE[at + 3], x, TABLE[at + 2]);
    p = Math.fma(p, x, TABLE[at + 1]);
    p = Math.fma(p, x, TABLE[at]);
    return (float) (y * p);
  }

  /** For a positive factor: the standard deviation becomes (float) (factor * sqrt(variance)). */
  @Override
  public NormalLaw scaledBy(double by) {
    return new NormalLaw(mean, variance, factor * Checks.factor(by));
  }

  @Override
  public LawRecipe recipe() {
    if (isConstant()) {
      throw new IllegalStateException("a normal law of variance 0 takes no word");
    }
    float least = Float.NEGATIVE_INFINITY;
    float most = Float.POSITIVE_INFINITY;
    return new LawRecipe(
        1, 0, LawRecipe.readOnly(TABLE), 0, least, most, standardDeviation, floatMean);
  }

  @Override
  public double mean() {
    return factor * mean;
  }

  @Override
  public double variance() {
    return factor * factor * variance;
  }

  /** The float that multiplies every standard number. */
  public float standardDeviation() {
    return standardDeviation;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NormalLaw law
        && mean == law.mean
        && variance == law.variance
        && factor == law.factor;
  }

  @Override
  public int hashCode() {
    return Objects.hash(mean, variance, factor);
  }

  @Override
  public String toString() {
    return "N(" + mean() + ", " + variance() + ")";
  }
}
