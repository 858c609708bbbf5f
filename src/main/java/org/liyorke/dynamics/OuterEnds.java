package org.liyorke.dynamics;

/**
 * The part of the extended line outside of which no periodic orbit needs to be looked for: an outer
 * piece is cut off where all orbits escape, or where all points are periodic with period one or
 * two.
 *
 * <p>One outer slope A &gt; 1 (or A = 1 with f(x) &gt; x): beyond the last breakpoint, or the fixed
 * point of the outer piece, f(x) &gt; x for ever. Both outer slopes negative: far out f^2(x) = P x
 * + Q with P the product of the slopes, and the same argument is made for f^2. An end that is not
 * cut off stays infinite, and is left to {@link ExactCore}.
 */
final class OuterEnds {
  private final PiecewiseLinearMap f;
  private final PeriodSet periods;
  private final int last;

  /** Ends of the region; null stands for an infinite end. */
  Rational left;

  Rational right;

  /**
   * Finds the ends.
   *
   * @param f a map with at least one breakpoint
   * @param periods receives the periods taken on what is cut off, its ends included
   */
  OuterEnds(PiecewiseLinearMap f, PeriodSet periods) {
    this.f = f;
    this.periods = periods;
    last = f.breakpoints();
    if (f.slope(0).signum() < 0 && f.slope(last).signum() < 0) {
      right = swappedEnd(last, 0, 1);
      left = swappedEnd(0, last, -1);
    } else {
      right = f.slope(last).signum() > 0 ? risingEnd(last, 1) : null;
      left = f.slope(0).signum() > 0 ? risingEnd(0, -1) : null;
    }
  }

  /** The end where the outer piece rises; side is 1 on the right and -1 on the left. */
  private Rational risingEnd(int piece, int side) {
    Rational x = side > 0 ? f.x(last - 1) : f.x(0);
    Rational a = f.slope(piece);
    int outwards = f.apply(x).compareTo(x) * side;
    int expanding = a.compareTo(Rational.ONE);
    if (expanding < 0 || expanding == 0 && outwards < 0) {
      return null;
    }
    if (outwards <= 0) {
      periods.addDivisorsOf(1);
    }
    return outwards >= 0 ? x : f.offset(piece).divide(Rational.ONE.subtract(a));
  }

  /**
   * The end when both outer slopes are negative: here is the piece on this side, there the one on
   * the other.
   */
  private Rational swappedEnd(int here, int there, int side) {
    Rational near = side > 0 ? f.x(last - 1) : f.x(0);
    Rational far = side > 0 ? f.x(0) : f.x(last - 1);
    Rational reaches = far.subtract(f.offset(here)).divide(f.slope(here));
    Rational start = reaches.compareTo(near) * side > 0 ? reaches : near;
    Rational p = f.slope(here).multiply(f.slope(there));
    Rational q = f.slope(there).multiply(f.offset(here)).add(f.offset(there));
    int expanding = p.compareTo(Rational.ONE);
    if (expanding < 0) {
      return null;
    }
    if (expanding == 0) {
      int drift = q.signum() * side;
      if (drift == 0) {
        periods.addDivisorsOf(2);
      }
      return drift < 0 ? null : start;
    }
    periods.addDivisorsOf(2);
    Rational z = q.divide(Rational.ONE.subtract(p));
    return z.compareTo(start) * side > 0 ? z : start;
  }
}
