package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Decides in double precision whether a map has a point of least period three inside its core, by
 * branch and bound: an interval I is dropped when f^3(I), each image clipped to the core, misses I,
 * or when the slope of f is above -1 or below 0 on the hull of I, f(I) and f^2(I) (then f, clipped
 * to the hull, has periods one and two only).
 *
 * <p>A point x with f^3(x) &lt; x &lt; f(x), or reversed, beyond all rounding, proves that there is
 * one.
 */
final class PeriodThree {
  private static final int FIRST_CUTS = 64;
  private static final int MAX_QUERIES = 20_000;

  private double[] from = new double[256];
  private double[] to = new double[256];
  private int depth;
  private final double[] one = new double[3];
  private double point;

  /** Searches the core; UNDECIDED when rounding or the work limit leaves it open. */
  Answer search(CoreMap f) {
    depth = 0;
    if (cut(f)) {
      return Answer.YES;
    }
    boolean open = false;
    for (int queries = 0; depth > 0; queries++) {
      if (queries > MAX_QUERIES) {
        return Answer.UNDECIDED;
      }
      double a = from[--depth];
      double b = to[depth];
      if (excluded(f, a, b)) {
        continue;
      }
      double middle = 0.5 * (a + b);
      if (proves(f, middle)) {
        return Answer.YES;
      }
      if (!(b - a > 0x1p-46 * Math.max(Math.abs(a), Math.abs(b)) && middle > a && middle < b)) {
        open = true;
        continue;
      }
      push(middle, b);
      push(a, middle);
    }
    return open ? Answer.UNDECIDED : Answer.NO;
  }

  /** After YES: x with f^3(x) &lt; x &lt; f(x) or reversed. */
  double point() {
    return point;
  }

  /**
   * Cuts the core at breakpoints, at most FIRST_CUTS of them; true if one of the ends is a witness
   * already.
   */
  private boolean cut(CoreMap f) {
    int step = Math.max(1, f.m / FIRST_CUTS);
    double last = f.hi;
    if (proves(f, f.lo) || proves(f, f.hi)) {
      return true;
    }
    for (int i = (f.m - 1) / step * step; i >= 0 && f.m > 0; i -= step) {
      if (proves(f, f.x[i])) {
        return true;
      }
      push(f.x[i], last);
      last = f.x[i];
    }
    push(f.lo, last);
    return false;
  }

  private boolean proves(CoreMap f, double x) {
    if (OrbitCheck.holds(f, 0, 3, x)) {
      point = x;
      return true;
    }
    return false;
  }

  private boolean excluded(CoreMap f, double a, double b) {
    double low = a;
    double high = b;
    double hullLow = a;
    double hullHigh = b;
    for (int t = 1; t <= 3; t++) {
      f.enclose(low, high, one);
      low = Math.max(one[0], f.lo);
      high = Math.min(one[1], f.hi);
      if (low > high) {
        return true;
      }
      if (t < 3) {
        hullLow = Math.min(hullLow, low);
        hullHigh = Math.max(hullHigh, high);
      }
    }
    return high < a || low > b || monotoneEnough(f, hullLow, hullHigh);
  }

  private static boolean monotoneEnough(CoreMap f, double a, double b) {
    int i = f.piece(a);
    int j = f.piece(b);
    i = i > 0 && a <= f.x[i - 1] + f.radius[i - 1] ? i - 1 : i;
    j = j < f.m && b >= f.x[j] - f.radius[j] ? j + 1 : j;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int t = i; t <= j; t++) {
      least = Math.min(least, f.slope[t]);
      most = Math.max(most, f.slope[t]);
    }
    return least - f.slopeError > -1 || most + f.slopeError < 0;
  }

  private void push(double a, double b) {
    if (depth == from.length) {
      from = Arrays.copyOf(from, 2 * depth);
      to = Arrays.copyOf(to, 2 * depth);
    }
    from[depth] = a;
    to[depth++] = b;
  }
}
