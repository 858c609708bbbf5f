package org.liyorke.dynamics;

/**
 * Rounds an exact map on its core to a {@link CoreMap}, for guesses that exact arithmetic then
 * checks and for proofs that leave room for rounding.
 *
 * <p>Every A, B and breakpoint is rounded with a relative error below 2^-50. With a and b the
 * greatest |A| and |B|, a computed value is within 2^-50 (a |x| + b) by the rounding of A and B,
 * 2^-52 (a |x| + b) by evaluation, and 2^-50 * 2a |x| by taking the wrong one of two pieces next to
 * a rounded breakpoint: in all less than 2^-48 (a |x| + b).
 */
final class ApproximateMap {
  private static final double RELATIVE = 0x1p-48;

  /** Magnitudes between which no rounding loses bits to the ends of a double's range. */
  private static final double SMALLEST = 0x1p-900;

  private static final double LARGEST = 0x1p400;

  private ApproximateMap() {}

  static CoreMap of(PiecewiseLinearMap f, ExactCore core) {
    CoreMap g = new CoreMap();
    g.lo = core.lo().lower();
    g.hi = core.hi().upper();
    // The rounded ends may lie beyond a breakpoint next to the core.
    int first = f.piece(Rational.of(g.lo));
    g.m = f.piece(Rational.of(g.hi)) - first;
    g.reserve(g.m);
    g.floor = Double.NEGATIVE_INFINITY;
    g.ceiling = Double.POSITIVE_INFINITY;
    double a = 0;
    double b = 0;
    for (int i = 0; i <= g.m; i++) {
      g.slope[i] = f.slope(first + i).approximation();
      g.offset[i] = f.offset(first + i).approximation();
      a = Math.max(a, Math.abs(g.slope[i]));
      b = Math.max(b, Math.abs(g.offset[i]));
      if (i < g.m) {
        g.x[i] = f.x(first + i).approximation();
        g.radius[i] = RELATIVE * Math.abs(g.x[i]);
        g.value[i] = Math.fma(g.slope[i], g.x[i], g.offset[i]);
      }
    }
    g.slopeError = RELATIVE * a;
    g.errorSlope = RELATIVE * a;
    g.errorOffset = RELATIVE * b;
    return g;
  }

  /**
   * Whether all numbers of the rounded map are so far from the ends of the range that its bounds
   * hold.
   */
  static boolean isRigorous(CoreMap g) {
    boolean good = inRange(g.lo) && inRange(g.hi);
    for (int i = 0; i <= g.m; i++) {
      good &= inRange(g.slope[i]) && inRange(g.offset[i]);
      good &= i == g.m || inRange(g.x[i]) && inRange(g.value[i]);
    }
    return good;
  }

  private static boolean inRange(double v) {
    double size = Math.abs(v);
    return size == 0 || size > SMALLEST && size < LARGEST;
  }
}
