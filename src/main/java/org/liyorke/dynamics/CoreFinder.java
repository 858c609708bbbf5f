package org.liyorke.dynamics;

/**
 * Confines all periodic orbits of a map of the line to an interval, the core, and decides the maps
 * that are simple on it.
 *
 * <p>The largest point of a periodic orbit has f(x) &lt;= x, the smallest f(x) &gt;= x, so ends
 * where h = f - id surely has the wrong sign are cut off; this is all that escaping orbits need.
 * With X = sup {h &gt;= 0} in the core, the largest point M = f(y) &gt;= y of an orbit has y &lt;=
 * X, so M &lt;= max f over [L, X]; mirrored for the smallest. Where f takes an end of the core
 * beyond its other end no orbit comes back, so such ends are cut off, too.
 *
 * <ul>
 *   <li>Empty core: no periodic point, no fixed point.
 *   <li>All slopes on the core above -1: f + id is injective there, so f has no two-cycle.
 *   <li>All slopes on the core below 0 or exactly 0: f reverses the order along each periodic
 *       orbit, f^2 keeps it, so f^2 is the identity there; periods are at most two, none is four.
 * </ul>
 *
 * <p>The map may be given on the whole line, or on a finite interval that holds all periodic orbits
 * already.
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

  /** A round that leaves more than this share of the core is the last one. */
  private static final double WORTHWHILE = 0.97;

  private static final double U = 0x1p-53;

  private CoreMap f;
  private int m;
  double lo;
  double hi;

  /** First and last piece that may meet the core. */
  int first;

  int last;

  /** No piece from {@link #first} on to the left of this one may have a slope of -1 or below. */
  private int steep;

  /** No piece from {@link #first} on to the left of this one may have a slope above 0. */
  private int rising;

  private final Extreme most = Extreme.largest();
  private final Extreme least = Extreme.least();

  Outcome find(CoreMap map) {
    f = map;
    m = f.m;
    first = 0;
    last = m;
    lo = f.lo;
    hi = f.hi;
    steep = 0;
    rising = 0;
    most.clear();
    least.clear();
    boolean line = lo == Double.NEGATIVE_INFINITY;
    Outcome simple = slopes();
    if (simple != Outcome.CORE || m == 0) {
      return simple == Outcome.CORE ? Outcome.OPEN : simple;
    }
    if (line && f.slope[0] < 0 && f.slope[m] < 0 && !box()) {
      return Outcome.OPEN;
    }
    for (int round = 0; round < ROUNDS; round++) {
      double before = hi - lo;
      if (!cutRight() || !cutLeft() || lo > hi) {
        return lo > hi ? Outcome.NO_FIXED_POINT : Outcome.OPEN;
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
      if (!(hi - lo < WORTHWHILE * before) && round > 1) {
        break;
      }
    }
    Outcome decided = slopes();
    boolean bounded = lo > Double.NEGATIVE_INFINITY && hi < Double.POSITIVE_INFINITY;
    return decided != Outcome.CORE || bounded ? decided : Outcome.OPEN;
  }

  /**
   * What the slopes on the core say. The core only shrinks, so each of the two searches goes on
   * where it stopped before, at a piece that may be steep or rising; all calls together read every
   * slope once.
   */
  private Outcome slopes() {
    double[] slope = f.slope;
    double steepest = -1 + f.slopeError;
    steep = Math.max(steep, first);
    while (steep <= last && slope[steep] > steepest) {
      steep++;
    }
    if (steep > last) {
      return Outcome.NO_PERIOD_TWO;
    }
    rising = Math.max(rising, first);
    while (rising <= last && (slope[rising] < -f.slopeError || slope[rising] == 0)) {
      rising++;
    }
    return rising > last ? Outcome.NO_PERIOD_FOUR : Outcome.CORE;
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
      double h = onPiece(last, hi) - hi - errorOfGap(hi);
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
      double h = onPiece(first, lo) - lo + errorOfGap(lo);
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

  /** Cuts off the ends that f takes beyond the other end: their orbits never come back. */
  private void cutEscaping() {
    double before;
    do {
      before = hi - lo;
      if (hi < Double.POSITIVE_INFINITY && lo > Double.NEGATIVE_INFINITY) {
        cutEscapingRight();
      }
      if (hi < Double.POSITIVE_INFINITY && lo > Double.NEGATIVE_INFINITY) {
        cutEscapingLeft();
      }
    } while (hi - lo < WORTHWHILE * before);
  }

  private void cutEscapingRight() {
    while (onPiece(last, hi) + errorOfGap(hi) < lo) {
      double border = last > first ? f.x[last - 1] : lo;
      double error = larger(errorOfGap(border), errorOfGap(hi));
      double room = onPiece(last, border) - lo + error;
      if (room >= 0) {
        if (f.slope[last] < 0) {
          double length = room / -f.slope[last] * (1 + PAD);
          settleRight(smaller(hi, border + length + PAD * (Math.abs(border) + length)));
        }
        return;
      }
      if (last == first) {
        empty();
        return;
      }
      settleRight(smaller(hi, below(last - 1)));
    }
  }

  private void cutEscapingLeft() {
    while (onPiece(first, lo) - errorOfGap(lo) > hi) {
      double border = first < last ? f.x[first] : hi;
      double error = larger(errorOfGap(border), errorOfGap(lo));
      double room = hi - onPiece(first, border) + error;
      if (room >= 0) {
        if (f.slope[first] < 0) {
          double length = room / -f.slope[first] * (1 + PAD);
          settleLeft(larger(lo, border - length - PAD * (Math.abs(border) + length)));
        }
        return;
      }
      if (first == last) {
        empty();
        return;
      }
      settleLeft(larger(lo, above(first)));
    }
  }

  /** Lowers the right end to max f over [lo, X]. */
  private void boundAbove() {
    if (lo == Double.NEGATIVE_INFINITY && f.slope[0] - f.slopeError < 0 && f.slope[0] != 0) {
      return;
    }
    int piece = last;
    double x = hi;
    if (hi == Double.POSITIVE_INFINITY) {
      double t = f.x[m - 1];
      double h = f.value[m - 1] - t + errorOfGap(t);
      double s = 1 - f.slope[m] - f.slopeError;
      x = h < 0 ? t : t + h / s * (1 + PAD) + PAD * (Math.abs(t) + Math.abs(h));
    }
    double h = onPiece(piece, x) - x + errorOfGap(x);
    while (piece > first && h < 0) {
      double border = f.x[piece - 1];
      double s = 1 - f.slope[piece] + f.slopeError;
      double z = s > 0 ? x + h / s * (1 - PAD) : Double.NEGATIVE_INFINITY;
      if (z > border) {
        x = z + 4 * U * (Math.abs(z) + x - z);
        break;
      }
      x = border;
      piece--;
      h = f.value[piece] - x + errorOfGap(x);
    }
    double bound = onPiece(piece, x);
    double error = errorOfGap(x);
    double left = x;
    if (lo > Double.NEGATIVE_INFINITY) {
      bound = larger(bound, onPiece(first, lo));
      left = lo;
    }
    int end = piece < last && f.x[piece] - f.radius[piece] <= x ? piece : piece - 1;
    if (first <= end) {
      bound = larger(bound, most.of(f.value, first, end));
      left = smaller(left, f.x[first]);
    }
    // The error is convex, so nowhere between the outermost points looked at is it larger.
    bound += larger(error, errorOfGap(left));
    if (bound < hi) {
      settleRight(bound);
    }
  }

  /** Raises the left end to min f over [Y, hi]. */
  private void boundBelow() {
    if (hi == Double.POSITIVE_INFINITY && f.slope[m] - f.slopeError < 0 && f.slope[m] != 0) {
      return;
    }
    int piece = first;
    double y = lo;
    if (lo == Double.NEGATIVE_INFINITY) {
      double t = f.x[0];
      double h = f.value[0] - t - errorOfGap(t);
      double s = 1 - f.slope[0] - f.slopeError;
      y = h > 0 ? t : t + h / s * (1 + PAD) - PAD * (Math.abs(t) + Math.abs(h));
    }
    double h = onPiece(piece, y) - y - errorOfGap(y);
    while (piece < last && h > 0) {
      double border = f.x[piece];
      double s = 1 - f.slope[piece] + f.slopeError;
      double z = s > 0 ? y + h / s * (1 - PAD) : Double.POSITIVE_INFINITY;
      if (z < border) {
        y = z - 4 * U * (Math.abs(z) + z - y);
        break;
      }
      y = border;
      h = f.value[piece] - y - errorOfGap(y);
      piece++;
    }
    double bound = onPiece(piece, y);
    double error = errorOfGap(y);
    double right = y;
    if (hi < Double.POSITIVE_INFINITY) {
      bound = smaller(bound, onPiece(last, hi));
      right = hi;
    }
    int start = piece > first && f.x[piece - 1] + f.radius[piece - 1] >= y ? piece - 1 : piece;
    if (start < last) {
      bound = smaller(bound, least.of(f.value, start, last - 1));
      right = larger(right, f.x[last - 1]);
    }
    bound -= larger(error, errorOfGap(right));
    if (bound > lo) {
      settleLeft(bound);
    }
  }

  /**
   * The value at v of piece i, on which or within a breakpoint's radius of which v lies. Values
   * that a clamp cut off are computed exactly, so it need not be applied again.
   */
  private double onPiece(int i, double v) {
    return Math.fma(f.slope[i], v, f.offset[i]);
  }

  /** Unlike Math.max a plain comparison: no NaN arises here, and zeros may have either sign. */
  private static double larger(double a, double b) {
    return a > b ? a : b;
  }

  private static double smaller(double a, double b) {
    return a < b ? a : b;
  }

  /** A first box when both outer slopes are negative. */
  private boolean box() {
    double t0 = f.x[0];
    double t1 = f.x[m - 1];
    double f0 = f.value[0];
    double f1 = f.value[m - 1];
    double e0 = errorOfGap(t0);
    double e1 = errorOfGap(t1);
    double e = larger(e0, e1);
    double top = most.of(f.value, 0, m - 1) + e;
    double bottom = least.of(f.value, 0, m - 1) - e;
    double se = f.slopeError;
    double a = -f.slope[0];
    double d = -f.slope[m];
    double right =
        OuterBox.right(a - se, a + se, d - se, d + se, t0, f0, e0, t1, f1, e1, bottom, top);
    double left =
        -OuterBox.right(d - se, d + se, a - se, a + se, -t1, -f1, e1, -t0, -f0, e0, -top, -bottom);
    if (!(right < Double.POSITIVE_INFINITY && left > Double.NEGATIVE_INFINITY)) {
      return false;
    }
    settleRight(right);
    settleLeft(left);
    return true;
  }
}
