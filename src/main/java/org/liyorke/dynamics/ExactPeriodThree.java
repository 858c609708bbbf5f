package org.liyorke.dynamics;

/**
 * Decides in rational arithmetic whether a map of the line has a point of least period three: it
 * has one exactly if some breakpoint x of f^3, or points near an infinite end, have f^3(x) &lt;= x
 * &lt; f(x) or both reversed.
 *
 * <p>For on a linear piece of f^3 and f both h3 = f^3 - id and h1 = f - id are affine, and h1 = 0
 * implies h3 = 0. If h3 &lt;= 0 &lt; h1 at an inner point but at neither end, then h3 &lt; 0 at the
 * one end and h3 &gt; 0 at the other, h1 changes its sign too, its zero is a second zero of h3, and
 * h3 vanishes: a contradiction.
 */
final class ExactPeriodThree {
  /** Limit of linear pieces of f^3. */
  static final int MAX_PIECES = 4_000_000;

  private final PiecewiseLinearMap f;
  private int outer;
  private int pieces;
  private Rational witness;

  ExactPeriodThree(PiecewiseLinearMap f) {
    this.f = f;
  }

  Answer search() {
    for (outer = 0; outer <= f.breakpoints(); outer++) {
      Rational from = outer == 0 ? null : f.x(outer - 1);
      Rational to = outer == f.breakpoints() ? null : f.x(outer);
      if (from != null && proves(from) || split(from, to, f.slope(outer), f.offset(outer), 2)) {
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
    Rational lowEnd = up ? from : to;
    Rational highEnd = up ? to : from;
    Rational high = highEnd == null ? null : a.multiply(highEnd).add(b);
    int i = lowEnd == null ? 0 : f.piece(a.multiply(lowEnd).add(b));
    Rational x = lowEnd;
    for (; pieces <= MAX_PIECES; i++, pieces++) {
      boolean ends = i == f.breakpoints() || high != null && f.x(i).compareTo(high) >= 0;
      Rational next = ends ? highEnd : f.x(i).subtract(b).divide(a);
      if (!ends && proves(next)) {
        return true;
      }
      Rational slope = f.slope(i).multiply(a);
      Rational offset = f.slope(i).multiply(b).add(f.offset(i));
      Rational l = up ? x : next;
      Rational r = up ? next : x;
      if (t == 2
          ? split(l, r, slope, offset, 3)
          : (l == null || r == null) && farOut(l, r, slope, offset)) {
        return true;
      }
      if (ends) {
        return false;
      }
      x = next;
    }
    return false;
  }

  /**
   * Tries a point of an unbounded piece beyond the zeros of h1 and h3, whose signs stay the same
   * from there on.
   */
  private boolean farOut(Rational l, Rational r, Rational slope, Rational offset) {
    boolean right = r == null;
    Rational x = right ? l : r;
    x = beyond(x, zero(slope, offset), right);
    x = beyond(x, zero(f.slope(outer), f.offset(outer)), right);
    x = x == null ? Rational.ZERO : x;
    return proves(right ? x.add(Rational.ONE) : x.subtract(Rational.ONE));
  }

  private static Rational beyond(Rational x, Rational z, boolean right) {
    return z == null || x != null && (x.compareTo(z) > 0) == right ? x : z;
  }

  /** The zero of slope x + offset - x, or null when there is none or all points are. */
  private static Rational zero(Rational slope, Rational offset) {
    Rational d = Rational.ONE.subtract(slope);
    return d.signum() == 0 ? null : offset.divide(d);
  }

  private boolean proves(Rational x) {
    if (OrbitCheck.holds(f, 0, 3, x)) {
      witness = x;
      return true;
    }
    return false;
  }
}
