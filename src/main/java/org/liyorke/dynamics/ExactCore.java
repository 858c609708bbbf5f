package org.liyorke.dynamics;

/**
 * An interval [lo, hi] with short dyadic ends that holds every periodic orbit of a map, but for
 * those on outer pieces whose periods {@link OuterEnds} has noted.
 *
 * <p>Exact arithmetic; ends are rounded outwards, which keeps every bound true and the numbers
 * short. The bounds are those of {@link CoreFinder}, which see; all are written for the right end,
 * and applied to -f(-x) for the left one.
 */
final class ExactCore {
  private static final int ROUNDS = 12;
  private static final int END_BITS = 96;

  /** A round that does not shorten the core by this share is the last one. */
  private static final double WORTHWHILE = 0.97;

  private final PiecewiseLinearMap f;
  private final PiecewiseLinearMap mirror;
  private Rational lo;
  private Rational hi;
  private boolean empty;
  private int firstPiece;
  private int lastPiece;

  /**
   * Finds the core.
   *
   * @param f a map with at least one breakpoint
   * @param periods receives the periods taken on outer pieces that are cut off
   */
  ExactCore(PiecewiseLinearMap f, PeriodSet periods) {
    this.f = f;
    mirror = f.mirrored();
    OuterEnds ends = new OuterEnds(f, periods);
    hi = ends.right;
    lo = ends.left;
    if (f.slope(0).signum() < 0 && f.slope(f.breakpoints()).signum() < 0) {
      hi = hi == null ? boxed(f) : hi;
      lo = lo == null ? boxed(mirror).negate() : lo;
    }
    shrinkOften();
    if (!empty) {
      double before = width();
      hi = swapped(f, lo, hi);
      lo = swapped(mirror, hi.negate(), lo.negate()).negate();
      empty = lo.compareTo(hi) > 0;
      if (width() < WORTHWHILE * before) {
        shrinkOften();
      }
    }
    if (empty) {
      return;
    }
    firstPiece = f.piece(lo);
    lastPiece = f.piece(hi);
    if (lastPiece > firstPiece && f.x(lastPiece - 1).compareTo(hi) == 0) {
      lastPiece--;
    }
  }

  private void shrinkOften() {
    for (int round = 0; round < ROUNDS && !empty; round++) {
      double before = width();
      shrink();
      if (width() > WORTHWHILE * before && round > 1) {
        return;
      }
    }
  }

  boolean isEmpty() {
    return empty;
  }

  Rational lo() {
    return lo;
  }

  Rational hi() {
    return hi;
  }

  /** The piece that holds the points just above the lower end. */
  int firstPiece() {
    return firstPiece;
  }

  /** The piece that holds the points just below the upper end. */
  int lastPiece() {
    return lastPiece;
  }

  private double width() {
    return lo == null || hi == null
        ? Double.POSITIVE_INFINITY
        : hi.approximation() - lo.approximation();
  }

  private void shrink() {
    Rational high = lastDescent(f, lo, hi);
    // Before the first end is finite there is always one left.
    if (hi != null && high == null) {
      empty = true;
      return;
    }
    hi = high == null ? null : high.roundedUp(END_BITS);
    Rational low = lastDescent(mirror, negated(hi), negated(lo));
    if (lo != null && low == null) {
      empty = true;
      return;
    }
    lo = low == null ? null : low.roundedUp(END_BITS).negate();
    boolean leftFirst = hi == null && lo == null && f.slope(0).signum() < 0;
    if (!leftFirst) {
      boundRight();
    }
    boundLeft();
    if (leftFirst) {
      boundRight();
    }
    empty = lo.compareTo(hi) > 0;
  }

  private void boundRight() {
    hi = lesser(hi, greatestImage(f, lo, hi));
  }

  private void boundLeft() {
    lo = negated(lesser(negated(lo), greatestImage(mirror, negated(hi), negated(lo))));
  }

  private static Rational lesser(Rational end, Rational bound) {
    if (bound == null || end != null && bound.compareTo(end) >= 0) {
      return end;
    }
    return bound.roundedUp(END_BITS);
  }

  private static Rational negated(Rational v) {
    return v == null ? null : v.negate();
  }

  /**
   * The largest x of [lo, hi] with f(x) &lt;= x; null stands for an infinite end, and for the
   * answer when f(x) &gt; x throughout or, with hi infinite, when x may be infinite.
   */
  private static Rational lastDescent(PiecewiseLinearMap f, Rational lo, Rational hi) {
    return hi == null ? null : last(f, lo, hi, 1);
  }

  /**
   * An upper bound of the largest point of a periodic orbit: the maximum of f over [lo, X], X the
   * largest x with f(x) &gt;= x. Null when it is infinite.
   */
  private static Rational greatestImage(PiecewiseLinearMap f, Rational lo, Rational hi) {
    if (lo == null && f.slope(0).signum() < 0) {
      return null;
    }
    Rational x = last(f, lo, hi, -1);
    if (x == null) {
      // f(x) < x throughout: no periodic orbit at all; the lower end says as much.
      return lo;
    }
    Rational most = f.apply(x);
    if (lo != null) {
      most = max(most, f.apply(lo));
    }
    for (int i = lo == null ? 0 : f.piece(lo);
        i < f.breakpoints() && f.x(i).compareTo(x) < 0;
        i++) {
      if (f.turns(i)) {
        most = max(most, f.value(i));
      }
    }
    return most;
  }

  /**
   * The largest x of [lo, hi] where side (f(x) - x) is not positive, or null; hi may be infinite
   * where it is positive far out.
   */
  private static Rational last(PiecewiseLinearMap f, Rational lo, Rational hi, int side) {
    int first = lo == null ? 0 : f.piece(lo);
    int piece = hi == null ? f.breakpoints() : f.piece(hi);
    if (hi != null && side * f.displacement(piece, hi) <= 0) {
      return hi;
    }
    for (; piece >= first; piece--) {
      Rational border = piece > first ? f.x(piece - 1) : lo;
      boolean crosses =
          border == null
              ? side * f.slope(0).compareTo(Rational.ONE) > 0
              : side * f.displacement(piece, border) <= 0;
      if (crosses) {
        return f.offset(piece).divide(Rational.ONE.subtract(f.slope(piece)));
      }
    }
    return null;
  }

  /**
   * The bound when both outer slopes are negative and their product P is at most one, f^2 moving
   * inwards if it is one.
   */
  private static Rational boxed(PiecewiseLinearMap f) {
    int n = f.breakpoints();
    Rational a = f.slope(0).negate();
    Rational d = f.slope(n).negate();
    Rational least = min(f.value(0), f.value(n - 1));
    Rational most = max(f.value(0), f.value(n - 1));
    for (int i = 1; i < n - 1; i++) {
      if (f.turns(i)) {
        least = min(least, f.value(i));
        most = max(most, f.value(i));
      }
    }
    Rational t0 = f.x(0);
    Rational t1 = f.x(n - 1);
    Rational bound =
        max(max(t1, most), f.value(0).add(a.multiply(max(Rational.ZERO, t0.subtract(least)))));
    Rational p = a.multiply(d);
    if (p.compareTo(Rational.ONE) < 0) {
      Rational chased = t0.subtract(f.value(n - 1)).subtract(d.multiply(t1));
      Rational k = f.value(0).add(a.multiply(chased));
      bound = max(bound, k.divide(Rational.ONE.subtract(p)));
    }
    return bound.roundedUp(END_BITS);
  }

  /**
   * A bound of the largest point M where the first and last lap on the core fall, or hi.
   *
   * <p>Let c in the last lap be above all values at turning points, f(c) below all of them and in
   * the first lap, and f^2(x) &lt; x on (c, hi]. Suppose M = f(y) &gt; c. Then y lies in the first
   * lap, and y = f(z) with z in the orbit. If z &gt; c, then M = f^2(z) &lt; z. If z &lt;= c, then
   * y &gt;= f(c) and M &lt;= f^2(c) &lt;= c. So M &lt;= c.
   */
  private static Rational swapped(PiecewiseLinearMap f, Rational lo, Rational hi) {
    int first = -1;
    int last = -1;
    Rational least = null;
    Rational most = null;
    for (int i = f.piece(lo); i < f.breakpoints() && f.x(i).compareTo(hi) < 0; i++) {
      if (f.turns(i)) {
        first = first < 0 ? i : first;
        last = i;
        least = least == null ? f.value(i) : min(least, f.value(i));
        most = most == null ? f.value(i) : max(most, f.value(i));
      }
    }
    if (first < 0 || f.slope(first).signum() >= 0 || f.slope(last + 1).signum() >= 0) {
      return hi;
    }
    Rational floor = max(most, f.x(last));
    Rational below = min(least, f.x(first));
    return lastRise(f, lastInto(f, lo, hi, last), floor, below).roundedUp(END_BITS);
  }

  /**
   * The largest x &lt;= hi in the lap from breakpoint {@code turn} on with f(x) &gt;= lo, or the
   * turn.
   */
  private static Rational lastInto(PiecewiseLinearMap f, Rational lo, Rational hi, int turn) {
    if (f.apply(hi).compareTo(lo) >= 0) {
      return hi;
    }
    int i = f.piece(hi);
    while (i > turn + 1 && f.value(i - 1).compareTo(lo) < 0) {
      i--;
    }
    return f.value(i - 1).compareTo(lo) < 0
        ? f.x(turn)
        : lo.subtract(f.offset(i)).divide(f.slope(i));
  }

  /**
   * The largest x in the last lap where f^2(x) &gt;= x, x &lt;= floor or f(x) &gt;= below; walks
   * the pieces of f^2 downwards from hi.
   */
  private static Rational lastRise(
      PiecewiseLinearMap f, Rational hi, Rational floor, Rational below) {
    Rational x = hi;
    int i = f.piece(x);
    i = f.x(i - 1).compareTo(x) == 0 ? i - 1 : i;
    int j = f.piece(f.apply(x));
    while (true) {
      Rational slope = f.slope(j).multiply(f.slope(i));
      Rational offset = f.slope(j).multiply(f.offset(i)).add(f.offset(j));
      if (x.compareTo(floor) <= 0
          || f.slope(i).multiply(x).add(f.offset(i)).compareTo(below) >= 0
          || slope.multiply(x).add(offset).compareTo(x) >= 0) {
        return x;
      }
      // The piece of f^2 ends where x leaves piece i or f(x) piece j, and matters down to floor.
      Rational corner = i == 0 ? floor : max(floor, f.x(i - 1));
      Rational target = j == f.breakpoints() ? below : min(below, f.x(j));
      Rational reaches = target.subtract(f.offset(i)).divide(f.slope(i));
      Rational next = max(corner, reaches);
      if (slope.multiply(next).add(offset).compareTo(next) >= 0) {
        return offset.divide(Rational.ONE.subtract(slope));
      }
      if (next.compareTo(floor) <= 0 || next.compareTo(reaches) == 0 && target == below) {
        return next;
      }
      i = next.compareTo(corner) == 0 ? i - 1 : i;
      j = next.compareTo(reaches) == 0 ? j + 1 : j;
      x = next;
    }
  }

  private static Rational max(Rational a, Rational b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Rational min(Rational a, Rational b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
