package org.liyorke.dynamics;

/**
 * Decides in rational arithmetic whether a map of the line has a point of least period three. All
 * its orbits lie in the core; cut at the breakpoints of f^2 and f^3, the core has an end of a piece
 * with f^3(x) &lt;= x &lt; f(x), or both reversed, exactly if there is one.
 *
 * <p>For on a linear piece of f^3 and f both h3 = f^3 - id and h1 = f - id are affine, and h1 = 0
 * implies h3 = 0. If h3 &lt;= 0 &lt; h1 at an inner point but at neither end, then h3 &lt; 0 at the
 * one end and h3 &gt; 0 at the other, h1 changes its sign too, its zero is a second zero of h3, and
 * h3 vanishes: a contradiction. Parts whose images leave the pieces that meet the core are passed
 * over.
 */
final class ExactPeriodThree {
  /** Limit of linear pieces of f^3. */
  static final int MAX_PIECES = 1_000_000;

  private final PiecewiseLinearMap f;
  private final ExactCore core;
  private final int first;
  private final int last;
  private int pieces;
  private Rational witness;

  ExactPeriodThree(PiecewiseLinearMap f, ExactCore core) {
    this.f = f;
    this.core = core;
    first = core.firstPiece();
    last = core.lastPiece();
  }

  Answer search() {
    if (proves(core.lo()) || proves(core.hi())) {
      return Answer.YES;
    }
    for (int i = first; i <= last; i++) {
      Rational from = i == first ? core.lo() : f.x(i - 1);
      Rational to = i == last ? core.hi() : f.x(i);
      if (proves(from) || split(from, to, f.slope(i), f.offset(i), 2)) {
        return Answer.YES;
      }
      if (pieces > MAX_PIECES) {
        return Answer.UNDECIDED;
      }
    }
    return Answer.NO;
  }

  /** After YES: a point with f^3(x) &lt;= x &lt; f(x) or reversed. */
  Rational witness() {
    return witness;
  }

  /**
   * Cuts (from, to), on which f^(t-1) = a x + b, at the breakpoints of f^t, t = 2, 3, and tries the
   * cuts.
   */
  private boolean split(Rational from, Rational to, Rational a, Rational b, int t) {
    if (a.signum() == 0) {
      return false;
    }
    boolean up = a.signum() > 0;
    Rational x = up ? from : to;
    Rational end = up ? to : from;
    Rational high = a.multiply(end).add(b);
    int i = f.piece(a.multiply(x).add(b));
    if (i < first) {
      i = first;
      if (f.x(i - 1).compareTo(high) >= 0) {
        return false;
      }
      x = f.x(i - 1).subtract(b).divide(a);
      if (proves(x)) {
        return true;
      }
    }
    for (; i <= last && pieces <= MAX_PIECES; i++, pieces++) {
      boolean ends = i == f.breakpoints() || f.x(i).compareTo(high) >= 0;
      Rational next = ends ? end : f.x(i).subtract(b).divide(a);
      if (!ends && proves(next)) {
        return true;
      }
      Rational slope = f.slope(i).multiply(a);
      Rational offset = f.slope(i).multiply(b).add(f.offset(i));
      if (t == 2 && split(up ? x : next, up ? next : x, slope, offset, 3)) {
        return true;
      }
      if (ends) {
        return false;
      }
      x = next;
    }
    return false;
  }

  private boolean proves(Rational x) {
    if (OrbitCheck.holds(f, 0, 3, x)) {
      witness = x;
      return true;
    }
    return false;
  }
}
