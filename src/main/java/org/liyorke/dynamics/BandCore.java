package org.liyorke.dynamics;

import org.liyorke.dynamics.CoreFinder.Outcome;

/**
 * The core of a {@link BandMap}: confines all periodic orbits to an interval, band by band, and
 * decides the maps that are simple on it. The theorems are those of {@link CoreFinder}; all that is
 * read is bounds of f, f - id and the slope inside each band.
 */
final class BandCore {
  private static final int ROUNDS = 8;
  private static final double PAD = 0x1p-40;

  /** A round that leaves more than this share of the core is the last one. */
  private static final double WORTHWHILE = 0.97;

  private final Extreme most = Extreme.largest();
  private final Extreme least = Extreme.least();
  private BandMap f;
  private double[] border;
  private int end;
  double lo;
  double hi;

  /** First and last band that meet the core. */
  int first;

  int last;

  /** No band from {@link #first} on to the left of this one has a slope of -1 or below. */
  private int steep;

  /** No band from {@link #first} on to the left of this one has a slope of 0 or above. */
  private int rising;

  /** No point right of this band has f(x) &gt;= x. */
  private int upwards;

  /** No point left of this band has f(x) &lt;= x. */
  private int downwards;

  /**
   * Looks for the core.
   *
   * @param map with its slopes bounded; bounds its values if they are needed
   * @return after CORE: lo, hi, first and last are set, and finite, and values of the outer bands
   *     are bounded inside the core
   */
  Outcome find(BandMap map) {
    f = map;
    border = map.grid.border;
    end = map.n - 1;
    first = 0;
    last = end;
    lo = Double.NEGATIVE_INFINITY;
    hi = Double.POSITIVE_INFINITY;
    steep = 0;
    rising = 0;
    upwards = end;
    downwards = 0;
    most.clear();
    least.clear();
    Outcome simple = slopes();
    if (simple != Outcome.CORE) {
      return simple;
    }
    if (!f.boundValues() || f.slopeHigh[0] < 0 && f.slopeHigh[end] < 0 && !box()) {
      return Outcome.OPEN;
    }
    for (int round = 0; round < ROUNDS; round++) {
      double before = hi - lo;
      if (!cutRight() || !cutLeft()) {
        return Outcome.OPEN;
      }
      cutEscaping();
      if (lo > hi) {
        return Outcome.NO_FIXED_POINT;
      }
      Outcome decided = slopes();
      if (decided != Outcome.CORE) {
        return decided;
      }
      boundAbove();
      boundBelow();
      if (lo > hi) {
        return Outcome.NO_FIXED_POINT;
      }
      if (!(hi - lo < WORTHWHILE * before) && round > 0) {
        break;
      }
    }
    Outcome decided = slopes();
    if (decided != Outcome.CORE) {
      return decided;
    }
    boundOuterBands();
    return lo > Double.NEGATIVE_INFINITY && hi < Double.POSITIVE_INFINITY
        ? Outcome.CORE
        : Outcome.OPEN;
  }

  private void boundOuterBands() {
    if (first == 0) {
      f.lower[0] = lowest(0);
      f.upper[0] = highest(0);
    }
    if (last == end) {
      f.lower[end] = lowest(end);
      f.upper[end] = highest(end);
    }
  }

  /** As the core only shrinks, all calls together read every bound once. */
  private Outcome slopes() {
    steep = Math.max(steep, first);
    while (steep <= last && f.slopeLow[steep] > -1) {
      steep++;
    }
    if (steep > last) {
      return Outcome.NO_PERIOD_TWO;
    }
    rising = Math.max(rising, first);
    while (rising <= last && f.slopeHigh[rising] < 0) {
      rising++;
    }
    return rising > last ? Outcome.NO_PERIOD_FOUR : Outcome.CORE;
  }

  private boolean box() {
    double t0 = border[1];
    double t1 = border[end];
    double f0 = f.value[1];
    double f1 = f.value[end];
    double e0 = f.error(t0);
    double e1 = f.error(t1);
    double top = most.of(f.upper, 1, end - 1);
    double bottom = least.of(f.lower, 1, end - 1);
    double a0 = -f.slopeHigh[0];
    double a1 = -f.slopeLow[0];
    double d0 = -f.slopeHigh[end];
    double d1 = -f.slopeLow[end];
    double right = OuterBox.right(a0, a1, d0, d1, t0, f0, e0, t1, f1, e1, bottom, top);
    double left = -OuterBox.right(d0, d1, a0, a1, -t1, -f1, e1, -t0, -f0, e0, -top, -bottom);
    if (!(right < Double.POSITIVE_INFINITY && left > Double.NEGATIVE_INFINITY)) {
      return false;
    }
    settleRight(right);
    settleLeft(left);
    return true;
  }

  private void settleRight(double bound) {
    hi = bound;
    while (last > first && border[last] > bound) {
      last--;
    }
  }

  private void settleLeft(double bound) {
    lo = bound;
    while (first < last && border[first + 1] < bound) {
      first++;
    }
  }

  private void empty() {
    lo = Double.POSITIVE_INFINITY;
    hi = Double.NEGATIVE_INFINITY;
  }

  /**
   * Cuts off the right end while h = f - id is positive there. False when an outer slope of about
   * one leaves it open.
   */
  private boolean cutRight() {
    if (hi == Double.POSITIVE_INFINITY) {
      if (f.slopeHigh[end] < 1) {
        return true;
      }
      double s = f.slopeLow[end] - 1;
      if (!(s > 0)) {
        return false;
      }
      double t = border[end];
      double h = f.value[end] - t - errorOfGap(t);
      if (!(h > 0)) {
        hi = t - h / s * (1 + PAD) + PAD * (Math.abs(t) + Math.abs(h));
        return true;
      }
    }
    while (gapLower(last) > 0) {
      if (last == first) {
        empty();
        return true;
      }
      hi = Math.min(hi, border[last--]);
    }
    return true;
  }

  private boolean cutLeft() {
    if (lo == Double.NEGATIVE_INFINITY) {
      if (f.slopeHigh[0] < 1) {
        return true;
      }
      double s = f.slopeLow[0] - 1;
      if (!(s > 0)) {
        return false;
      }
      double t = border[1];
      double h = f.value[1] - t + errorOfGap(t);
      if (!(h < 0)) {
        lo = t - h / s * (1 + PAD) - PAD * (Math.abs(t) + Math.abs(h));
        return true;
      }
    }
    while (gapUpper(first) < 0) {
      if (first == last) {
        empty();
        return true;
      }
      lo = Math.max(lo, border[++first]);
    }
    return true;
  }

  /** Cuts off the ends that f takes beyond the other end: their orbits never come back. */
  private void cutEscaping() {
    double before;
    do {
      before = hi - lo;
      while (last > first && highest(last) < lo) {
        hi = Math.min(hi, border[last--]);
      }
      if (last == end && f.slopeHigh[end] < 0) {
        double room = f.value[end] - lo + errorOnRight();
        hi = Math.min(hi, padded(border[end], -room / f.slopeHigh[end]));
      }
      while (first < last && lowest(first) > hi) {
        lo = Math.max(lo, border[++first]);
      }
      if (first == 0 && f.slopeHigh[0] < 0) {
        double room = hi - f.value[1] + errorOnLeft();
        lo = Math.max(lo, -padded(-border[1], -room / f.slopeHigh[0]));
      }
    } while (hi - lo < WORTHWHILE * before);
    if (lo <= hi && first == last && (highest(last) < lo || lowest(first) > hi)) {
      empty();
    }
  }

  /** A bit more than t + length. */
  private static double padded(double t, double length) {
    return t + length * (1 + PAD) + PAD * Math.abs(t);
  }

  /** An upper bound of f on the last band, of the outer one inside [lo, hi] only. */
  private double highest(int j) {
    if (j == 0) {
      return upperLeft();
    }
    double rise = growth(f.slopeHigh[end], hi - border[end]);
    return j < end ? f.upper[j] : f.value[end] + rise + errorOnRight();
  }

  /** A lower bound of f on the first band. */
  private double lowest(int j) {
    if (j == end) {
      return lowerRight();
    }
    double fall = growth(f.slopeHigh[0], border[1] - lo);
    return j > 0 ? f.lower[j] : f.value[1] - fall - errorOnLeft();
  }

  /** Lowers the right end to max f over [lo, X], X = sup {f(x) &gt;= x}. */
  private void boundAbove() {
    if (lo == Double.NEGATIVE_INFINITY && f.slopeLow[0] < 0) {
      return;
    }
    upwards = Math.min(upwards, last);
    while (upwards >= first && gapUpper(upwards) < 0) {
      upwards--;
    }
    if (upwards < first) {
      empty();
      return;
    }
    double bound = Double.NEGATIVE_INFINITY;
    if (first == 0) {
      bound = upperLeft();
    }
    if (upwards == end) {
      bound = Math.max(bound, upperRight());
    }
    int i = Math.max(first, 1);
    int j = Math.min(upwards, end - 1);
    if (i <= j) {
      bound = Math.max(bound, most.of(f.upper, i, j));
    }
    if (bound < hi) {
      settleRight(bound);
    }
  }

  /** Raises the left end to min f over [Y, hi], Y = inf {f(x) &lt;= x}. */
  private void boundBelow() {
    if (hi == Double.POSITIVE_INFINITY && f.slopeLow[end] < 0) {
      return;
    }
    downwards = Math.max(downwards, first);
    while (downwards <= last && gapLower(downwards) > 0) {
      downwards++;
    }
    if (downwards > last) {
      empty();
      return;
    }
    double bound = Double.POSITIVE_INFINITY;
    if (last == end) {
      bound = lowerRight();
    }
    if (downwards == 0) {
      bound = Math.min(bound, lowerLeft());
    }
    int i = Math.max(downwards, 1);
    int j = Math.min(last, end - 1);
    if (i <= j) {
      bound = Math.min(bound, least.of(f.lower, i, j));
    }
    if (bound > lo) {
      settleLeft(bound);
    }
  }

  /** A lower bound of h on band j, of the outer bands inside [lo, hi] only. */
  private double gapLower(int j) {
    if (j == 0) {
      double t = border[1];
      return f.value[1] - t - growth(f.slopeHigh[0] - 1, t - lo) - errorOnLeft();
    }
    if (j == end) {
      double t = border[end];
      return f.value[end] - t - growth(1 - f.slopeLow[end], hi - t) - errorOnRight();
    }
    return f.gapLower[j];
  }

  private double gapUpper(int j) {
    if (j == 0) {
      double t = border[1];
      return f.value[1] - t + growth(1 - f.slopeLow[0], t - lo) + errorOnLeft();
    }
    if (j == end) {
      double t = border[end];
      return f.value[end] - t + growth(f.slopeHigh[end] - 1, hi - t) + errorOnRight();
    }
    return f.gapUpper[j];
  }

  /** An upper bound of f on the outer left band from lo on; if lo is infinite f rises there. */
  private double upperLeft() {
    return f.value[1] + growth(-f.slopeLow[0], border[1] - lo) + errorOnLeft();
  }

  private double lowerRight() {
    return f.value[end] - growth(-f.slopeLow[end], hi - border[end]) - errorOnRight();
  }

  /** An upper bound of f on the outer right band up to the last point with f(x) &gt;= x. */
  private double upperRight() {
    double t = border[end];
    double s = f.slopeHigh[end];
    double length = hi - t;
    if (s < 1) {
      double h = f.value[end] - t + errorOfGap(t);
      length = Math.min(length, (h > 0 ? h / (1 - s) : 0) * (1 + PAD));
    }
    return f.value[end] + growth(s, length) + errorOfGap(t) + errorOfGap(length);
  }

  /** A lower bound of f on the outer left band from the first point with f(x) &lt;= x on. */
  private double lowerLeft() {
    double t = border[1];
    double s = f.slopeHigh[0];
    double length = t - lo;
    if (s < 1) {
      double h = f.value[1] - t - errorOfGap(t);
      length = Math.min(length, (h < 0 ? -h / (1 - s) : 0) * (1 + PAD));
    }
    return f.value[1] - growth(s, length) - errorOfGap(t) - errorOfGap(length);
  }

  /** The most that a slope of at most s adds over a length, which may be infinite. */
  private static double growth(double s, double length) {
    return s > 0 ? s * length : 0;
  }

  /** Twice the error of f(t) - t, which leaves room for a few more roundings. */
  private double errorOfGap(double t) {
    return 2 * f.error(t) + 4 * 0x1p-53 * Math.abs(t);
  }

  private double errorOnLeft() {
    return errorOfGap(border[1]) + (lo > Double.NEGATIVE_INFINITY ? errorOfGap(lo) : 0);
  }

  private double errorOnRight() {
    return errorOfGap(border[end]) + (hi < Double.POSITIVE_INFINITY ? errorOfGap(hi) : 0);
  }
}
