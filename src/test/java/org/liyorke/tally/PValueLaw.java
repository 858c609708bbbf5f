package org.liyorke.tally;

import java.util.Arrays;

/** Whether simulated p-values are uniform. */
final class PValueLaw {
  private PValueLaw() {}

  /** Kolmogorov's distance between the p-values and the uniform law. */
  static double distance(double[] pValues) {
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      distance =
          Math.max(
              distance,
              Math.max(
                  sorted[i] - (double) i / sorted.length, (i + 1.0) / sorted.length - sorted[i]));
    }
    return distance;
  }

  /**
   * The distance that uniform p-values pass with probability {@code alpha}: alpha = 2 exp(-2 n
   * d^2), an upper bound.
   */
  static double limit(int n, double alpha) {
    return Math.sqrt(Math.log(2 / alpha) / (2.0 * n));
  }

  /** The share of p-values at most {@code level}. */
  static double rejections(double[] pValues, double level) {
    return Arrays.stream(pValues).filter(p -> p <= level).count() / (double) pValues.length;
  }
}
