package org.liyorke.dynamics.orbits;

/**
 * exp(x) with a relative error below 2^-31, by operations that IEEE 754 rounds exactly, so the same
 * bits everywhere; several times as fast as {@link StrictMath#exp}.
 *
 * <p>x = k log 2 + r with |r| at most 0.3466, and Taylor's polynomial of degree 8: what it leaves
 * out is below r^9 / 9! exp(r) = 2.8e-10 = 2^-31.7, and rounding adds less than 2^-42, most of it
 * in k log 2.
 */
final class QuickExp {
  /** exp(+-700) are doubles of full precision. */
  private static final double LARGEST = 700;

  private static final double LOG_2 = StrictMath.log(2);
  private static final double INVERSE_LOG_2 = 1 / LOG_2;
  private static final int EXPONENT_BIAS = 1_023;
  private static final int MANTISSA_BITS = 52;

  private QuickExp() {}

  /** exp(x) for x in [-700, 700], the nearer end's value beyond it, NaN for NaN. */
  static double of(double x) {
    double bounded = Math.max(-LARGEST, Math.min(LARGEST, x));
    double k = Math.rint(bounded * INVERSE_LOG_2);
    double power = Double.longBitsToDouble((long) k + EXPONENT_BIAS << MANTISSA_BITS);
    return polynomial(bounded - k * LOG_2) * power;
  }

  private static double polynomial(double r) {
    double p = 1.0 / 40_320;
    p = p * r + 1.0 / 5_040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 1.0 / 2;
    p = p * r + 1;
    return p * r + 1;
  }
}
