package org.liyorke.dynamics;

/**
 * Confines all periodic orbits of a map of the line to an interval, the core, and decides the maps
 * that are simple on it.
 *
 * <p>The largest point of a periodic orbit has f(x) &lt;= x, the smallest f(x) &gt;= x, so ends
 * where h = f - id surely has the wrong sign are cut off; this is all that escaping orbits need.
 * With X = sup {h &gt;= 0} in the core, the largest point M = f(y) &gt;= y of an orbit has y &lt;=
 * X, so M &lt;= max f over [L, X]; mirrored for the smallest.
 *
 * <ul>
 *   <li>Empty core: no periodic point, no fixed point.
 *   <li>All slopes on the core above -1: f + id is injective there, so f has no two-cycle.
 *   <li>All slopes on the core below 0: f^2 is monotone along each periodic orbit, periods are at
 *       most two, none is four.
 * </ul>
 *
 * <p>All comparisons allow for the map's error bounds. Bounds that are computed with a few more
 * roundings are moved outwards by {@link #PAD} of their magnitude, some 2^12 times those roundings.
 */
final class CoreFinder {
  enum Outcome {
    NO_FIXED_POINT,
    NO_PERIOD_TWO,
    NO_PERIOD_FOUR,
    CORE,
    OPEN
  }

  private static final int ROUNDS = 8;
  private static final double PAD = 0x1p-40;
  private static final double U = 0x1p-53;

  private CoreMap f;
  private int m;
  double lo;
  double hi;

  /** First and last piece that may meet the core. */
  int first;

  int last;

  Outcome find(CoreMap map) {
    f = map;
    m = f.m;
    first = 0;
    last = m;
    lo = Double.NEGATIVE_INFINITY;
    hi = Double.POSITIVE_INFINITY;
    Outcome simple = slopes();
    if (simple != Outcome.CORE || m == 0) {
      return simple == Outcome.CORE ? Outcome.OPEN : simple;
    }
    if (f.slope[0] < 0 && f.slope[m] < 0 && !box()) {
      return Outcome.OPEN;
    }
    for (int round = 0; round < ROUNDS; round++) {
      double before = hi - lo;
      if (!cutRight() || !cutLeft() || lo > hi) {
        return lo > hi ? Outcome.NO_FIXED_POINT : Outcome.OPEN;
      }
      Outcome decided = slopes();
      if (decided != Outcome.CORE) {
        return decided;
      }
      if (!boundAbove() || !boundBelow()) {
        return Outcome.OPEN;
      }
      if (lo > hi) {
        return Outcome.NO_FIXED_POINT;
      }
      if (hi - lo > 0.97 * before && round > 1) {
        break;
      }
    }
    Outcome decided = slopes();
    boolean bounded = lo > Double.NEGATIVE_INFINITY && hi < Double.POSITIVE_INFINITY;
    return decided != Outcome.CORE || bounded ? decided : Outcome.OPEN;
  }

  private Outcome slopes() {
    double least = f.slope[first];
    double most = least;
    for (int i = first + 1; i <= last; i++) {
      least = Math.min(least, f.slope[i]);
      most = Math.max(most, f.slope[i]);
    }
    if (least - f.slopeError > -1) {
      return Outcome.NO_PERIOD_TWO;
    }
    return most + f.slopeError < 0 ? Outcome.NO_PERIOD_FOUR : Outcome.CORE;
  }

  /**
   * A bound of the error of f(v) - v; the slack lets a sure sign at a breakpoint hold on its radius
   * as well.
   */
  private double errorOfGap(double v) {
    return 4 * f.error(v) + 64 * U * Math.abs(v);
  }

  /**
   * How far outside a repelling fixed point an end is put, so that the sign of h there is beyond
   * rounding.
   */
  private double clearance(double z, double steepness) {
    return 16 * errorOfGap(z) / Math.min(1, steepness);
  }

  private void settleRight(double bound) {
    hi = bound;
    while (last > first && f.x[last - 1] - f.radius[last - 1] > hi) {
      last--;
    }
  }

  private void settleLeft(double bound) {
    lo = bound;
    while (first < last && f.x[first] + f.radius[first] < lo) {
      first++;
    }
  }

  /** Just below breakpoint i, clear of its radius. */
  private double below(int i) {
    return f.x[i] - 2 * f.radius[i] - Double.MIN_NORMAL;
  }

  private double above(int i) {
    return f.x[i] + 2 * f.radius[i] + Double.MIN_NORMAL;
  }

  /**
   * Cuts off the right end while h &gt; 0 there. False when an outer slope of about one leaves the
   * end open.
   */
  private boolean cutRight() {
    if (hi == Double.POSITIVE_INFINITY) {
      double s = f.slope[m] - 1;
      if (s + f.slopeError < 0) {
        return true;
      }
      if (!(s - f.slopeError > 0)) {
        return false;
      }
      double t = f.x[m - 1];
      double h = f.value[m - 1] - t - errorOfGap(t);
      double z = h > 0 ? t : t - h / (s - f.slopeError);
      settleRight(
          h > 0
              ? below(m - 1)
              : z + clearance(z, s) + PAD * (Math.abs(z) + Math.abs(t) + Math.abs(h)));
    }
    while (hi >= lo) {
      double h = f.apply(hi) - hi - errorOfGap(hi);
      if (!(h > 0)) {
        return true;
      }
      double border = last > first ? f.x[last - 1] : lo;
      double s = f.slope[last] - 1 + f.slopeError;
      double z = s > 0 ? hi - h / s * (1 - PAD) : Double.NEGATIVE_INFINITY;
      if (z > border) {
        settleRight(Math.min(hi, z + clearance(z, s) + 4 * U * (hi - z)));
        return true;
      }
      if (last == first) {
        return empty();
      }
      if (!(f.value[last - 1] - border - errorOfGap(border) > 0)) {
        settleRight(Math.min(hi, above(last - 1)));
        return true;
      }
      settleRight(Math.min(hi, below(last - 1)));
    }
    return true;
  }

  private boolean empty() {
    lo = Double.POSITIVE_INFINITY;
    hi = Double.NEGATIVE_INFINITY;
    return true;
  }

  private boolean cutLeft() {
    if (lo == Double.NEGATIVE_INFINITY) {
      double s = f.slope[0] - 1;
      if (s + f.slopeError < 0) {
        return true;
      }
      if (!(s - f.slopeError > 0)) {
        return false;
      }
      double t = f.x[0];
      double h = f.value[0] - t + errorOfGap(t);
      double z = h < 0 ? t : t - h / (s - f.slopeError);
      settleLeft(
          h < 0 ? above(0) : z - clearance(z, s) - PAD * (Math.abs(z) + Math.abs(t) + Math.abs(h)));
    }
    while (lo <= hi) {
      double h = f.apply(lo) - lo + errorOfGap(lo);
      if (!(h < 0)) {
        return true;
      }
      double border = first < last ? f.x[first] : hi;
      double s = f.slope[first] - 1 + f.slopeError;
      double z = s > 0 ? lo - h / s * (1 - PAD) : Double.POSITIVE_INFINITY;
      if (z < border) {
        settleLeft(Math.max(lo, z - clearance(z, s) - 4 * U * (z - lo)));
        return true;
      }
      if (first == last) {
        return empty();
      }
      if (!(f.value[first] - border + errorOfGap(border) < 0)) {
        settleLeft(Math.max(lo, below(first)));
        return true;
      }
      settleLeft(Math.max(lo, above(first)));
    }
    return true;
  }

  /** Lowers the right end to max f over [lo, X]. */
  private boolean boundAbove() {
    int piece = last;
    double x = hi;
    if (hi == Double.POSITIVE_INFINITY) {
      double t = f.x[m - 1];
      double h = f.value[m - 1] - t + errorOfGap(t);
      double s = 1 - f.slope[m] - f.slopeError;
      x = h < 0 ? t : t + h / s * (1 + PAD) + PAD * (Math.abs(t) + Math.abs(h));
    }
    while (piece > first && f.apply(x) - x + errorOfGap(x) < 0) {
      double border = f.x[piece - 1];
      double h = f.apply(x) - x + errorOfGap(x);
      double s = 1 - f.slope[piece] + f.slopeError;
      double z = s > 0 ? x + h / s * (1 - PAD) : Double.NEGATIVE_INFINITY;
      if (z > border) {
        x = z + 4 * U * (Math.abs(z) + x - z);
        break;
      }
      x = border;
      piece--;
    }
    if (lo == Double.NEGATIVE_INFINITY && f.slope[0] - f.slopeError < 0 && f.slope[0] != 0) {
      return true;
    }
    double most =
        Math.max(at(x), lo == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : at(lo));
    for (int i = first; i < last && f.x[i] - f.radius[i] <= x; i++) {
      most = Math.max(most, f.value[i] + errorOfGap(f.x[i]));
    }
    if (most < hi) {
      settleRight(most);
    }
    return true;
  }

  private double at(double v) {
    return f.apply(v) + errorOfGap(v);
  }

  /** Raises the left end to min f over [Y, hi]. */
  private boolean boundBelow() {
    int piece = first;
    double y = lo;
    if (lo == Double.NEGATIVE_INFINITY) {
      double t = f.x[0];
      double h = f.value[0] - t - errorOfGap(t);
      double s = 1 - f.slope[0] - f.slopeError;
      y = h > 0 ? t : t + h / s * (1 + PAD) - PAD * (Math.abs(t) + Math.abs(h));
    }
    while (piece < last && f.apply(y) - y - errorOfGap(y) > 0) {
      double border = f.x[piece];
      double h = f.apply(y) - y - errorOfGap(y);
      double s = 1 - f.slope[piece] + f.slopeError;
      double z = s > 0 ? y + h / s * (1 - PAD) : Double.POSITIVE_INFINITY;
      if (z < border) {
        y = z - 4 * U * (Math.abs(z) + z - y);
        break;
      }
      y = border;
      piece++;
    }
    if (hi == Double.POSITIVE_INFINITY && f.slope[m] - f.slopeError < 0 && f.slope[m] != 0) {
      return true;
    }
    double least =
        Math.min(below(y), hi == Double.POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : below(hi));
    for (int i = last - 1; i >= first && f.x[i] + f.radius[i] >= y; i--) {
      least = Math.min(least, f.value[i] - errorOfGap(f.x[i]));
    }
    if (least > lo) {
      settleLeft(least);
    }
    return true;
  }

  private double below(double v) {
    return f.apply(v) - errorOfGap(v);
  }

  /**
   * A first box when both outer slopes are negative. Let a, d be the outer slopes' magnitudes and
   * M, m the ends of a periodic orbit. If M lies right of the last breakpoint it is the image of a
   * point left of the first one or at most the largest inner value; chasing both gives M &lt;=
   * max(inner, k / (1 - a d)) when a d &lt; 1. When a d &gt; 1, f^2(M) &gt; M for M beyond a bound,
   * which no largest point satisfies.
   */
  private boolean box() {
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < m; i++) {
      double e = errorOfGap(f.x[i]);
      most = Math.max(most, f.value[i] + e);
      least = Math.min(least, f.value[i] - e);
    }
    double t0 = f.x[0];
    double t1 = f.x[m - 1];
    double f0 = f.value[0];
    double f1 = f.value[m - 1];
    double e0 = errorOfGap(t0);
    double e1 = errorOfGap(t1);
    double right = outward(-f.slope[0], -f.slope[m], t0, f0, e0, t1, f1, e1, least, most);
    double left = -outward(-f.slope[m], -f.slope[0], -t1, -f1, e1, -t0, -f0, e0, -most, -least);
    if (!(right < Double.POSITIVE_INFINITY && left > Double.NEGATIVE_INFINITY)) {
      return false;
    }
    settleRight(right);
    settleLeft(left);
    return true;
  }

  /**
   * An upper bound of the largest points; infinite when the product of slopes is too close to one.
   */
  private double outward(
      double a,
      double d,
      double t0,
      double f0,
      double e0,
      double t1,
      double f1,
      double e1,
      double least,
      double most) {
    double se = f.slopeError;
    if (!(a > se && d > se)) {
      return Double.POSITIVE_INFINITY;
    }
    double up = (a + se) * (d + se);
    double down = (a - se) * (d - se);
    double size =
        Math.abs(t0)
            + Math.abs(f0)
            + Math.abs(f1)
            + Math.abs(t1)
            + e0
            + e1
            + Math.abs(least)
            + Math.abs(most);
    double error = (PAD + 4 * se) * (1 + a) * (1 + d) * (1 + size);
    if (up < 1 - 1e-6) {
      double k = f0 + e0 + a * (t0 - f1 + e1 - d * t1) + error;
      double fromInner = f0 + e0 + (a + se) * Math.max(0, t0 - least);
      double chased = k / (k > 0 ? 1 - up : 1 - down);
      return Math.max(Math.max(t1, most), Math.max(fromInner, chased)) + error;
    }
    if (down > 1 + 1e-6) {
      double k = f0 - e0 + a * (t0 - f1 - e1 - d * t1) - error;
      double reaches = t1 + Math.max(0, f1 + e1 - t0) / (d - se);
      double repelled = -k / (k < 0 ? down - 1 : up - 1);
      return Math.max(Math.max(t1, reaches), repelled) + error;
    }
    return Double.POSITIVE_INFINITY;
  }
}
