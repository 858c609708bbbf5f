package org.liyorke.dynamics;

import java.util.function.DoublePredicate;

/**
 * Turns a closed walk of a {@link LoopGraph} into a point x for a witness (m, n, x).
 *
 * <p>The fixed point p of f^(2^m n) on the walk is located by pulling a point back along the walk's
 * inverse branches; the least point p of its orbit under g = f^(2^m) has g(p) &gt; p = g^n(p). A
 * nearby number of few bits, on the side where g^n(x) &lt;= x, is then tried; the caller's check
 * decides, so nothing here has to be rigorous.
 */
final class WalkWitness {
  private static final int[] BITS = {6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46, 48, 50, 51};

  private final CoreMap map;
  private final LoopGraph graph;

  /**
   * Prepares for the walks of one graph.
   *
   * @param map f in double precision, a guess
   */
  WalkWitness(CoreMap map, LoopGraph graph) {
    this.map = map;
    this.graph = graph;
  }

  /** A double that passes the check, or NaN. */
  double find(ClosedWalk.Found walk, DoublePredicate check) {
    double[] orbit = periodicOrbit(walk.vertices());
    int start = leastOfPowers(orbit, 1 << walk.m());
    double p = orbit[start];
    double slope = 1;
    for (double v : orbit) {
      slope *= map.slope[map.piece(v)];
    }
    double side = slope > 1 ? -1 : 1;
    double scale = Math.max(Math.abs(p), spread(orbit) * 0x1p-10);
    for (int bits : BITS) {
      double unit = Math.scalb(1.0, Math.getExponent(scale) - bits);
      double nearest = Math.rint(p / unit) * unit;
      double x = (nearest - p) * side >= 0 ? nearest : nearest + side * unit;
      if (check.test(x)) {
        return x;
      }
      if (check.test(x + side * unit)) {
        return x + side * unit;
      }
    }
    return check.test(p) ? p : Double.NaN;
  }

  /**
   * The exact periodic point on the walk, or null if it is no witness: the fixed point of the
   * affine branch that f^(2^m n) follows near it.
   */
  Rational exactly(ClosedWalk.Found walk, PiecewiseLinearMap f) {
    double[] orbit = periodicOrbit(walk.vertices());
    int start = leastOfPowers(orbit, 1 << walk.m());
    Rational a = Rational.ONE;
    Rational b = Rational.ZERO;
    for (int i = 0; i < orbit.length; i++) {
      int piece = f.piece(Rational.of(orbit[(start + i) % orbit.length]));
      a = f.slope(piece).multiply(a);
      b = f.slope(piece).multiply(b).add(f.offset(piece));
    }
    Rational d = Rational.ONE.subtract(a);
    if (d.signum() == 0) {
      return null;
    }
    Rational x = b.divide(d);
    return OrbitCheck.holds(f, walk.m(), walk.n(), x) ? x : null;
  }

  private double[] periodicOrbit(int[] walk) {
    int length = walk.length;
    double[] orbit = new double[length];
    double y = (graph.left(walk[0]) + graph.right(walk[0])) / 2;
    for (int round = 0; round < 6; round++) {
      double before = y;
      for (int i = length - 1; i >= 0; i--) {
        y = pullBack(walk[i], y);
        orbit[i] = y;
      }
      if (Math.abs(y - before) <= Math.ulp(y)) {
        break;
      }
    }
    return orbit;
  }

  /** The point of the vertex that f takes to y, or the nearest end. */
  private double pullBack(int vertex, double y) {
    double a = graph.left(vertex);
    double b = graph.right(vertex);
    boolean up = graph.rises(vertex);
    int low = map.piece(a);
    int high = map.piece(b);
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (up == map.value[mid] < y) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    double x = (y - map.offset[low]) / map.slope[low];
    return Math.min(Math.max(x, a), b);
  }

  private static int leastOfPowers(double[] orbit, int power) {
    int best = 0;
    for (int i = power; i < orbit.length; i += power) {
      best = orbit[i] < orbit[best] ? i : best;
    }
    return best;
  }

  private static double spread(double[] orbit) {
    double low = orbit[0];
    double high = orbit[0];
    for (double v : orbit) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return high - low;
  }
}
