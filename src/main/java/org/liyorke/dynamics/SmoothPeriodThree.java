package org.liyorke.dynamics;

import java.util.ArrayDeque;

/**
 * Decides by branch and bound whether a {@link NetworkBounds} map has a point of least period three
 * in an interval that holds all periodic orbits. An interval I is dropped when
 *
 * <ul>
 *   <li>f^3(I), each image clipped to the core, misses I; or
 *   <li>on the hull of I, f(I) and f^2(I), which holds every orbit of period three through I, f is
 *       monotone, or has no slope of -1 or less: its periods there are at most two.
 * </ul>
 */
final class SmoothPeriodThree {
  /** Intervals looked at. */
  static final int MAX_INTERVALS = 2_000;

  private static final int FIRST_INTERVALS = 16;

  private final NetworkBounds f;
  private final double lo;
  private final double hi;
  private final ArrayDeque<double[]> open = new ArrayDeque<>();
  private double point;

  /**
   * A search in [lo, hi].
   *
   * @param lo left end of an interval that holds all periodic orbits
   * @param hi its right end, at least lo, finite
   */
  SmoothPeriodThree(NetworkBounds f, double lo, double hi) {
    this.f = f;
    this.lo = lo;
    this.hi = hi;
  }

  /** The answer; UNDECIDED at the limit, or where doubles are too coarse. */
  Answer search() {
    double from = lo;
    for (int i = 1; i <= FIRST_INTERVALS; i++) {
      double share = (double) i / FIRST_INTERVALS;
      double to = i == FIRST_INTERVALS ? hi : lo * (1 - share) + hi * share;
      open.add(new double[] {from, to});
      from = to;
    }
    for (int looked = 0; !open.isEmpty(); looked++) {
      double[] interval = open.remove();
      double middle = interval[0] + (interval[1] - interval[0]) / 2;
      if (isWitness(middle)) {
        point = middle;
        return Answer.YES;
      }
      if (mayHold(interval[0], interval[1])) {
        boolean divisible = middle > interval[0] && middle < interval[1];
        if (looked >= MAX_INTERVALS || !divisible) {
          return Answer.UNDECIDED;
        }
        open.add(new double[] {interval[0], middle});
        open.add(new double[] {middle, interval[1]});
      }
    }
    return Answer.NO;
  }

  /** After YES: a point x with f^3(x) &lt; x &lt; f(x), or reversed. */
  double point() {
    return point;
  }

  private boolean isWitness(double x) {
    double once = f.approximate(x);
    double thrice = f.approximate(f.approximate(once));
    return once > x != thrice > x && OddPeriodSearch.holds(f, 0, 3, x);
  }

  private boolean mayHold(double from, double to) {
    double low = from;
    double high = to;
    double hullLow = from;
    double hullHigh = to;
    for (int t = 1; t <= 3; t++) {
      f.over(low, high);
      low = Math.max(f.low, lo);
      high = Math.min(f.high, hi);
      if (low > high) {
        return false;
      }
      if (t < 3) {
        hullLow = Math.min(hullLow, low);
        hullHigh = Math.max(hullHigh, high);
      }
    }
    if (low > to || high < from) {
      return false;
    }
    f.over(hullLow, hullHigh);
    return !(f.slopeLow > -1 || f.slopeHigh <= 0);
  }
}
