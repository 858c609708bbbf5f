package org.liyorke.dynamics;

/**
 * Rounds an exact map to a {@link CoreMap} on the whole line, for guesses that exact arithmetic
 * then checks.
 */
final class ApproximateMap {
  private ApproximateMap() {}

  static CoreMap of(PiecewiseLinearMap f) {
    CoreMap g = new CoreMap();
    g.reserve(f.breakpoints());
    g.m = f.breakpoints();
    g.lo = -Double.MAX_VALUE;
    g.hi = Double.MAX_VALUE;
    g.floor = Double.NEGATIVE_INFINITY;
    g.ceiling = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= g.m; i++) {
      g.slope[i] = f.slope(i).approximation();
      g.offset[i] = f.offset(i).approximation();
      if (i < g.m) {
        g.x[i] = f.x(i).approximation();
        g.value[i] = f.apply(f.x(i)).approximation();
      }
    }
    return g;
  }
}
