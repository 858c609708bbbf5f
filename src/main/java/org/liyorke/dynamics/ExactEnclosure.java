package org.liyorke.dynamics;

/**
 * Images of intervals with double ends under a map in rational arithmetic, rounded outwards to
 * doubles.
 */
final class ExactEnclosure implements IntervalMap {
  private final PiecewiseLinearMap map;

  ExactEnclosure(PiecewiseLinearMap map) {
    this.map = map;
  }

  @Override
  public boolean enclose(double lo, double hi, double[] out) {
    if (!(Double.NEGATIVE_INFINITY < lo && lo <= hi && hi < Double.POSITIVE_INFINITY)) {
      return false;
    }
    Rational a = Rational.of(lo);
    Rational b = Rational.of(hi);
    int i = map.piece(a);
    int j = map.piece(b);
    Rational least = map.apply(a);
    Rational most = least;
    double steep = 0;
    for (int t = i; t <= j; t++) {
      Rational v = map.apply(t < j ? map.x(t) : b);
      least = v.compareTo(least) < 0 ? v : least;
      most = v.compareTo(most) > 0 ? v : most;
      steep = Math.max(steep, magnitude(map.slope(t)));
    }
    out[0] = least.lower();
    out[1] = most.upper();
    out[2] = steep;
    return true;
  }

  private static double magnitude(Rational slope) {
    return slope.signum() < 0 ? slope.negate().upper() : slope.upper();
  }
}
