package org.liyorke.random;

/**
 * Uniform between two numbers.
 *
 * <p>With y the word's {@link Position}, the number is fma(y, (hi - lo) * 2^-33, lo / 2 + hi / 2)
 * in double, rounded to float, then clamped into [(float) lo, (float) hi]. A range symmetric about
 * 0 is odd: complementing the word changes the sign.
 *
 * @param lo lower end, finite in float32
 * @param hi upper end, finite in float32, above lo
 */
public record UniformLaw(double lo, double hi) implements Law {
  /** Checks the ends. */
  public UniformLaw {
    Checks.finite("uniform lower end", lo);
    Checks.finite("uniform upper end", hi);
    if (!(lo < hi)) {
      throw new IllegalArgumentException(
          "uniform lower end " + lo + " must be below the upper end " + hi);
    }
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  public float fromWord(int word) {
    return number(word, step(), middle(), (float) lo, (float) hi);
  }

  @Override
  public void transform(int[] words, int wordOffset, float[] out, int outOffset, int count) {
    double step = step();
    double middle = middle();
    float least = (float) lo;
    float most = (float) hi;
    for (int i = 0; i < count; i++) {
      out[outOffset + i] = number(words[wordOffset + i], step, middle, least, most);
    }
  }

  private static float number(int word, double step, double middle, float least, float most) {
    float number = (float) Math.fma(Position.of(word), step, middle);
    return number < least ? least : number > most ? most : number;
  }

  private double step() {
    return (hi - lo) * Position.UNIT;
  }

  private double middle() {
    return lo / 2 + hi / 2;
  }

  @Override
  public UniformLaw scaledBy(double factor) {
    return new UniformLaw(Checks.factor(factor) * lo, factor * hi);
  }

  @Override
  public LawRecipe recipe() {
    return LawRecipe.uniform(step(), middle(), (float) lo, (float) hi);
  }

  @Override
  public double mean() {
    return middle();
  }

  @Override
  public double variance() {
    return (hi - lo) * (hi - lo) / 12;
  }
}
