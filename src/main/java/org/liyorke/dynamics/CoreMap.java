package org.liyorke.dynamics;

/**
 * A piecewise linear map in double precision on a closed interval [lo, hi], with proven error
 * bounds: breakpoints x[0] &lt; ... &lt; x[m-1] inside (lo, hi), and f(v) = A[i] v + B[i] on piece
 * i, which ends at x[i].
 *
 * <p>For v in [lo, hi] the computed value is within {@link #error}(v) = errorSlope |v| +
 * errorOffset of the true one, whichever of two neighbouring pieces is used near a breakpoint; the
 * true slope on piece i is within slopeError of A[i]; the true breakpoint i is within radius[i] of
 * x[i]. An output activation clamps values to [floor, ceiling] (infinite where there is no clamp);
 * pieces cut off by it have slope exactly zero, which is why their error is zero.
 *
 * <p>Mutable so that a decider can reuse it; not thread-safe.
 */
final class CoreMap implements IntervalMap {
  int m;
  double[] x = new double[64];
  double[] radius = new double[64];
  double[] slope = new double[65];
  double[] offset = new double[65];

  /**
   * Value at breakpoint i, clamped; exact where it is a clamp's bound, within error(x[i])
   * elsewhere.
   */
  double[] value = new double[64];

  double lo;
  double hi;
  double errorSlope;
  double errorOffset;
  double slopeError;
  double floor;
  double ceiling;

  void reserve(int breakpoints) {
    if (breakpoints > x.length) {
      int n = Math.max(breakpoints, 2 * x.length);
      x = new double[n];
      radius = new double[n];
      value = new double[n];
      slope = new double[n + 1];
      offset = new double[n + 1];
    }
  }

  /** The piece that holds v: the number of breakpoints below v. */
  int piece(double v) {
    int low = 0;
    int high = m;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (x[mid] < v) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  double apply(double v) {
    return applyOn(piece(v), v);
  }

  double applyOn(int i, double v) {
    return Math.min(Math.max(Math.fma(slope[i], v, offset[i]), floor), ceiling);
  }

  double error(double v) {
    return Math.fma(errorSlope, Math.abs(v), errorOffset);
  }

  /** An upper bound of |f'| on [a, b], a and b taken with the breakpoints' radii. */
  double steepness(double a, double b) {
    int i = piece(a);
    int j = piece(b);
    i = i > 0 && a <= x[i - 1] + radius[i - 1] ? i - 1 : i;
    j = j < m && b >= x[j] - radius[j] ? j + 1 : j;
    double s = 0;
    for (int t = i; t <= j; t++) {
      s = Math.max(s, Math.abs(slope[t]));
    }
    return s == 0 ? 0 : s + slopeError;
  }

  @Override
  public boolean enclose(double from, double to, double[] out) {
    double a = Math.max(from, lo);
    double b = Math.min(to, hi);
    if (!(a <= b)) {
      return false;
    }
    int i = piece(a);
    int j = piece(b);
    double p = applyOn(i, a);
    double q = applyOn(j, b);
    double least = Math.min(p, q);
    double most = Math.max(p, q);
    for (int t = i; t < j; t++) {
      least = Math.min(least, value[t]);
      most = Math.max(most, value[t]);
    }
    // The extreme of a linear piece over a part of it is taken at the part's ends; error() is
    // convex, so it is
    // largest at the ends as well, and a kink's own value error is not above it.
    double e = Math.max(error(a), error(b));
    out[0] = Math.max(Math.nextDown(least - e), floor);
    out[1] = Math.min(Math.nextUp(most + e), ceiling);
    out[2] = steepness(a, b);
    return true;
  }
}
