package org.liyorke.random;

import java.util.Arrays;

/**
 * Every number is the float nearest to the given one; takes no word.
 *
 * @param value finite in float32
 */
public record ConstantLaw(double value) implements Law {
  /** Checks the value. */
  public ConstantLaw {
    Checks.finite("constant", value);
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  @Override
  public float fromWord(int word) {
    return (float) value;
  }

  @Override
  public void transform(int[] words, int wordOffset, float[] out, int outOffset, int count) {
    Arrays.fill(out, outOffset, outOffset + count, (float) value);
  }

  @Override
  public ConstantLaw scaledBy(double factor) {
    return new ConstantLaw(Checks.factor(factor) * value);
  }

  @Override
  public LawRecipe recipe() {
    throw new IllegalStateException("a constant law takes no word");
  }

  @Override
  public double mean() {
    return value;
  }

  @Override
  public double variance() {
    return 0;
  }
}
