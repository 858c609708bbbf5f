package org.liyorke.dynamics;

/**
 * Looks for a finite interval that holds every periodic orbit of a {@link NetworkBounds} map.
 *
 * <p>A bounded map has its range. Else the line is cut at -r and r, r a power of two, and each ray
 * must be of a known kind, from the bounds on it: bounded; rising with slopes of at least 1 and
 * away from the middle, so that points on it escape; rising with slopes below 1; or falling. On the
 * last three kinds f points towards the middle. The arguments are those of {@link OuterBox} and of
 * docs/mathematics.md.
 */
final class SmoothCore {
  private static final double LARGEST = 0x1p40;

  private final NetworkBounds f;
  private double r;
  private Ray left;
  private Ray right;

  /** Bounds of f on [-r, r]. */
  private double least;

  private double most;

  /** The interval; empty, and no orbit periodic, if lo is above hi. */
  double lo;

  double hi;

  /**
   * Bounds of f on a ray, and at its finite end.
   *
   * @param low of the values
   * @param high of the values
   * @param slopeLow of the slopes
   * @param slopeHigh of the slopes
   * @param endLow of the value at the end
   * @param endHigh of the value at the end
   */
  private record Ray(
      double low, double high, double slopeLow, double slopeHigh, double endLow, double endHigh) {

    boolean isBounded() {
      return high - low < Double.POSITIVE_INFINITY;
    }

    boolean rises() {
      return slopeLow >= 0;
    }

    boolean falls() {
      return slopeHigh < 0;
    }

    /** The same seen from the other side: of x -> -f(-x). */
    Ray mirrored() {
      return new Ray(-high, -low, slopeLow, slopeHigh, -endHigh, -endLow);
    }

    /** Whether f(x) > x for all x from r on, the ray being the right one. */
    boolean escapes(double r) {
      return slopeLow >= 1 && endLow > r;
    }

    /** Whether f(x) < x for all x from r on, and the ray is of a known kind. */
    boolean returns(double r) {
      if (isBounded()) {
        return high < r;
      }
      return (rises() || falls()) && slopeHigh < 1 && endHigh < r;
    }

    /** An upper bound of f on the left ray that is this one; infinite if there is none. */
    double highOnLeft() {
      if (isBounded()) {
        return high;
      }
      return rises() ? endHigh : Double.POSITIVE_INFINITY;
    }
  }

  SmoothCore(NetworkBounds f) {
    this.f = f;
  }

  /** Whether the interval was found. */
  boolean find() {
    f.over(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    lo = f.low;
    hi = f.high;
    if (hi - lo < Double.POSITIVE_INFINITY) {
      return true;
    }
    for (r = 1; r <= LARGEST; r *= 2) {
      if (cutAtRays()) {
        return true;
      }
    }
    return false;
  }

  private boolean cutAtRays() {
    right = ray(r, Double.POSITIVE_INFINITY, r);
    left = ray(Double.NEGATIVE_INFINITY, -r, -r);
    boolean up = right.escapes(r);
    boolean down = left.mirrored().escapes(r);
    if (!((up || right.returns(r)) && (down || left.mirrored().returns(r)))) {
      return false;
    }
    f.over(-r, r);
    least = f.low;
    most = f.high;
    lo = down ? -r : Double.NEGATIVE_INFINITY;
    hi = up ? r : Double.POSITIVE_INFINITY;
    bound();
    return hi - lo < Double.POSITIVE_INFINITY;
  }

  private Ray ray(double from, double to, double end) {
    f.over(end, end);
    double endLow = f.low;
    double endHigh = f.high;
    f.over(from, to);
    return new Ray(f.low, f.high, f.slopeLow, f.slopeHigh, endLow, endHigh);
  }

  /**
   * Makes infinite ends finite. The largest point M of a periodic orbit is f(y) with y and f(y) - y
   * at least 0, so y is at most r where the right ray points inwards: M is at most the supremum of
   * f from lo to r. One end may need the other.
   */
  private void bound() {
    for (int round = 0; round < 2; round++) {
      if (hi == Double.POSITIVE_INFINITY) {
        hi = Math.max(most, highest(left, lo));
      }
      if (lo == Double.NEGATIVE_INFINITY) {
        lo = -Math.max(-least, highest(right.mirrored(), -hi));
      }
    }
    if (hi == Double.POSITIVE_INFINITY && lo == Double.NEGATIVE_INFINITY) {
      box();
    }
  }

  /** An upper bound of f on the part of the left ray that is not below {@code from}. */
  private double highest(Ray ray, double from) {
    if (from >= -r) {
      return Double.NEGATIVE_INFINITY;
    }
    double all = ray.highOnLeft();
    if (all < Double.POSITIVE_INFINITY || from == Double.NEGATIVE_INFINITY) {
      return all;
    }
    // The ray falls: its slope bounds f from its end on.
    return Math.nextUp(ray.endHigh + Math.nextUp(Math.nextUp(-r - from) * -ray.slopeLow));
  }

  /** Both rays fall. */
  private void box() {
    hi = box(left, right, least, most);
    lo = -box(right.mirrored(), left.mirrored(), -most, -least);
  }

  private double box(Ray before, Ray after, double inLeast, double inMost) {
    return OuterBox.right(
        -before.slopeHigh,
        -before.slopeLow,
        -after.slopeHigh,
        -after.slopeLow,
        -r,
        before.endLow,
        before.endHigh - before.endLow,
        r,
        after.endLow,
        after.endHigh - after.endLow,
        inLeast,
        inMost);
  }
}
