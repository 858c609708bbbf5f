package org.liyorke.random;

import java.util.Objects;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/**
 * The standard normal distribution restricted to (a, b), then multiplied by a scale: numbers z *
 * (float) scale, one float product, with z from {@link TruncatedQuantile}.
 *
 * <p>A range symmetric about 0 is odd: complementing the word changes the sign. Every z lies in [a,
 * b].
 */
public final class TruncatedNormalLaw implements Law {
  private static final long serialVersionUID = 1L;

  private final double a;
  private final double b;
  private final double scale;
  private final float floatScale;
  private final transient TruncatedQuantile quantile;

  /**
   * The truncated law.
   *
   * @param a lower end before scaling, in standard deviations; may be -infinity
   * @param b upper end before scaling, above a; may be infinity; the range must come within 37 of 0
   * @param scale standard deviation of the law before truncation, above 0
   */
  public TruncatedNormalLaw(double a, double b, double scale) {
    this(a, b, scale, new TruncatedQuantile(a, b));
  }

  private TruncatedNormalLaw(double a, double b, double scale, TruncatedQuantile quantile) {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("scale " + scale + " must be above 0");
    }
    this.a = a;
    this.b = b;
    this.scale = scale;
    this.quantile = quantile;
    floatScale =
        Checks.scale("scale", scale, Math.max(Math.abs(standard(0)), Math.abs(standard(-1))));
  }

  /** The table is made again rather than sent. */
  private Object readResolve() {
    return new TruncatedNormalLaw(a, b, scale);
  }

  /** Lower end before scaling, in standard deviations. */
  public double lower() {
    return a;
  }

  /** Upper end before scaling, in standard deviations. */
  public double upper() {
    return b;
  }

  /** The standard deviation of the law before truncation. */
  public double scale() {
    return scale;
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  public float fromWord(int word) {
    return standard(word) * floatScale;
  }

  private float standard(int word) {
    return number(word, quantile.table, upperHalf(quantile.table), quantile);
  }

  @Override
  public void transform(int[] words, int wordOffset, float[] out, int outOffset, int count) {
    TruncatedQuantile q = quantile;
    double[] table = q.table;
    int upperHalf = upperHalf(table);
    float sd = floatScale;
    for (int i = 0; i < count; i++) {
      out[outOffset + i] = number(words[wordOffset + i], table, upperHalf, q) * sd;
    }
  }

  /** Where the coefficients of the upper half of the words begin. */
  private static int upperHalf(double[] table) {
    return table.length - OctaveCubic.COEFFICIENTS;
  }

  private static float number(int word, double[] table, int upperHalf, TruncatedQuantile q) {
    double y = Position.of(word);
    double x = Position.END - Math.abs(y);
    int at = OctaveCubic.at(x) + (word >> 31 & upperHalf);
    double p = Math.fma(table[at + 3], x, table[at + 2]);
    p = Math.fma(p, x, table[at + 1]);
    p = Math.fma(p, x, table[at]);
    float z = (float) (Math.fma(y, q.slope, q.shift) * p);
    return z < q.least ? q.least : z > q.most ? q.most : z;
  }

  @Override
  public TruncatedNormalLaw scaledBy(double factor) {
    return new TruncatedNormalLaw(a, b, Checks.factor(factor) * scale, quantile);
  }

  @Override
  public LawRecipe recipe() {
    TruncatedQuantile q = quantile;
    return new LawRecipe(
        q.slope,
        q.shift,
        LawRecipe.readOnly(q.table),
        upperHalf(q.table),
        q.least,
        q.most,
        floatScale,
        0);
  }

  /** The mean; commons-statistics computes it and the variance, to about 1e-10. */
  @Override
  public double mean() {
    return scale * distribution().getMean();
  }

  @Override
  public double variance() {
    return scale * scale * distribution().getVariance();
  }

  private TruncatedNormalDistribution distribution() {
    return TruncatedNormalDistribution.of(0, 1, a, b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TruncatedNormalLaw law
        && a == law.a
        && b == law.b
        && scale == law.scale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(a, b, scale);
  }

  @Override
  public String toString() {
    return scale + " * N(0, 1) restricted to (" + a + ", " + b + ")";
  }
}
