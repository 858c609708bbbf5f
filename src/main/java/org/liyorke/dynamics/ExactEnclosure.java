package org.liyorke.dynamics;

/**
 * Images of intervals with double ends under a map in rational arithmetic, rounded outwards to
 * doubles.
 */
final class ExactEnclosure implements IntervalMap {
  private final PiecewiseLinearMap map;

  /** Bounds of the value at each breakpoint, computed once: traps are tried over many of them. */
  private final double[] valueLow;

  private final double[] valueHigh;
  private final double[] steepness;

  ExactEnclosure(PiecewiseLinearMap map) {
    this.map = map;
    int n = map.breakpoints();
    valueLow = new double[n];
    valueHigh = new double[n];
    steepness = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      steepness[i] = magnitude(map.slope(i));
      if (i < n) {
        Rational v = map.slope(i).multiply(map.x(i)).add(map.offset(i));
        valueLow[i] = v.lower();
        valueHigh[i] = v.upper();
      }
    }
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
    Rational p = map.slope(i).multiply(a).add(map.offset(i));
    Rational q = map.slope(j).multiply(b).add(map.offset(j));
    double least = Math.min(p.lower(), q.lower());
    double most = Math.max(p.upper(), q.upper());
    double steep = steepness[j];
    for (int t = i; t < j; t++) {
      least = Math.min(least, valueLow[t]);
      most = Math.max(most, valueHigh[t]);
      steep = Math.max(steep, steepness[t]);
    }
    out[0] = least;
    out[1] = most;
    out[2] = steep;
    return true;
  }

  private static double magnitude(Rational slope) {
    return slope.signum() < 0 ? slope.negate().upper() : slope.upper();
  }
}
