package org.liyorke.dynamics;

/** Bounds of a product of chord slopes of f, one from each of several intervals. */
final class SlopeProduct {
  private static final double PAD = 0x1p-40;

  private double low = 1;
  private double high = 1;

  /** Whether f is monotone on every interval. */
  private boolean monotone = true;

  /** If so, whether the composition falls. */
  private boolean falls;

  /** Takes an interval with slopes from {@code least} to {@code greatest} into the product. */
  void multiply(double least, double greatest) {
    monotone &= least >= 0 || greatest <= 0;
    falls ^= greatest <= 0;
    double a = low * least;
    double b = low * greatest;
    double c = high * least;
    double d = high * greatest;
    low = Math.min(Math.min(a, b), Math.min(c, d));
    high = Math.max(Math.max(a, b), Math.max(c, d));
    // Wide enough for the rounding of the products, also where they underflow.
    low -= PAD * Math.abs(low) + Double.MIN_NORMAL;
    high += PAD * Math.abs(high) + Double.MIN_NORMAL;
  }

  /**
   * Notes the periods of orbits that go round the intervals: their number if every product is above
   * -1, that or twice it if the composition falls.
   *
   * @param length how many intervals were taken in
   * @return false if neither is sure; then nothing is noted
   */
  boolean notePeriods(int length, PeriodSet periods) {
    // Not so for NaN, the product of 0 and an infinite bound.
    boolean aboveMinusOne = low > -1;
    if (!aboveMinusOne && !monotone) {
      return false;
    }
    periods.addDivisorsOf(aboveMinusOne || !falls ? length : 2L * length);
    return true;
  }
}
