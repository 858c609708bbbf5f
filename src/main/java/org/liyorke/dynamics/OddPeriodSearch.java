package org.liyorke.dynamics;

/**
 * Searches witnesses g^n(x) &lt; x &lt; g(x), g = f^(2^m), n odd, or reversed, among the orbits of
 * given points in plain doubles, and proves the best ones with intervals.
 */
final class OddPeriodSearch {
  /** Steps of each orbit, 2^m n at most. */
  static final int STEPS = 64;

  private static final int POWERS = 5;

  private final NetworkBounds f;
  private final double[] gap = new double[STEPS + 1];

  /** For each m and n the point with the widest margins so far. */
  private final double[][] bestPoint = new double[POWERS][STEPS + 1];

  private final double[][] bestMargin = new double[POWERS][STEPS + 1];

  OddPeriodSearch(NetworkBounds f) {
    this.f = f;
  }

  /** Looks at the orbit of x. */
  void tryPoint(double x) {
    double v = x;
    for (int t = 1; t <= STEPS; t++) {
      v = f.approximate(v);
      gap[t] = v - x;
    }
    for (int m = 0; m < POWERS; m++) {
      for (int n = 3; n << m <= STEPS; n += 2) {
        double once = gap[1 << m];
        double often = gap[n << m];
        double margin = Math.min(Math.abs(once), Math.abs(often));
        if (once > 0 != often > 0 && margin > bestMargin[m][n]) {
          bestMargin[m][n] = margin;
          bestPoint[m][n] = x;
        }
      }
    }
  }

  /** A proven witness among the points tried, of the least m and for it the least n; or null. */
  Witness.OddPeriod witness() {
    for (int m = 0; m < POWERS; m++) {
      for (int n = 3; n << m <= STEPS; n += 2) {
        if (bestMargin[m][n] > 0 && holds(f, m, n, bestPoint[m][n])) {
          return OrbitCheck.witness(m, n, Rational.of(bestPoint[m][n]));
        }
      }
    }
    return null;
  }

  /**
   * Whether x is a witness with strict inequalities, proven by intervals that hold the points of
   * its orbit.
   */
  static boolean holds(NetworkBounds f, int m, int n, double x) {
    double low = x;
    double high = x;
    int power = 1 << m;
    int side = 0;
    for (int t = 1; t <= n << m; t++) {
      f.over(low, high);
      low = f.low;
      high = f.high;
      if (t == power) {
        side = side(low, high, x);
      }
    }
    return side != 0 && side(low, high, x) == -side;
  }

  /** The sign of all numbers in [low, high] less x; 0 if it is not one and the same, or 0. */
  private static int side(double low, double high, double x) {
    if (low > x) {
      return 1;
    }
    return high < x ? -1 : 0;
  }
}
