package org.liyorke.random;

/** Checks of the parameters of laws; every failure is one line with name, value and limit. */
final class Checks {
  /** No word gives a standard normal number farther from 0: the one for w = 0 is 6.33... */
  static final double LARGEST_NORMAL = 6.34;

  private Checks() {}

  static double finite(String name, double value) {
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be within float32, +-" + Float.MAX_VALUE);
    }
    return value;
  }

  static double factor(double value) {
    if (!(value > 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "factor " + value + " must be above 0 and at most " + Float.MAX_VALUE);
    }
    return value;
  }

  /**
   * A standard deviation as the float that multiplies every number; one above 0 must not vanish in
   * float32.
   */
  static float scale(String name, double value, double largest) {
    if (!(value >= 0 && value * largest <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name
              + " "
              + value
              + " must be at least 0 and at most "
              + (float) (Float.MAX_VALUE / largest)
              + " (float32)");
    }
    if (value > 0 && !((float) value > 0)) {
      throw new IllegalArgumentException(
          name + " " + value + " must be 0 or at least " + Float.MIN_VALUE);
    }
    return (float) value;
  }
}
