package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Decides in double precision whether a map has a point of least period three inside its core, by
 * branch and bound on the nodes of a partition: an interval I is dropped when f^3(I), each image
 * clipped to the core, misses I, or when f is monotone on the hull of I, f(I) and f^2(I) (then f,
 * clipped to the hull, has periods one and two only).
 *
 * <p>A point x with f^3(x) &lt; x &lt; f(x), or reversed, beyond all rounding, proves that there is
 * one.
 */
final class PeriodThree {
  private static final int MAX_QUERIES = 20_000;

  private double[] from = new double[256];
  private double[] to = new double[256];
  private int depth;
  private final double[] one = new double[2];
  private double point;

  /**
   * Searches the nodes of a partition that may hold a point of period three; UNDECIDED when
   * rounding or the work limit leaves it open.
   *
   * @param f indexed
   */
  Answer search(CoreMap f, OrbitPartition nodes) {
    depth = 0;
    for (int j = nodes.size() - 1; j >= 0; j--) {
      if (nodes.mayHoldPeriodThree(j)) {
        push(nodes.outerLeft(j), nodes.outerRight(j));
      }
    }
    return search(f);
  }

  /** The same on the whole core. */
  Answer searchAll(CoreMap f) {
    depth = 0;
    push(f.lo, f.hi);
    return search(f);
  }

  private Answer search(CoreMap f) {
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
      f.range(low, high, one);
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
    return high < a || low > b || f.monotone(hullLow, hullHigh);
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
