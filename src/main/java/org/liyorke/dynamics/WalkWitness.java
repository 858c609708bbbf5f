package org.liyorke.dynamics;

import java.util.Arrays;
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
  private static final int MAX_ROUNDS = 8;

  private final LoopGraph graph;

  /** The slope of f^(2^m n) on the branch found last. */
  private double returnSlope;

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
    double side = returnSlope > 1 ? -1 : 1;
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

  /**
   * The orbit on the walk: pulls a point back along the walk, then takes the fixed point of the
   * affine branch that was met, until the branch stays the same.
   */
  private double[] periodicOrbit(int[] walk) {
    Branch[] branches = new Branch[walk.length];
    for (int i = 0; i < walk.length; i++) {
      branches[i] = branch(walk[i]);
    }
    double[] orbit = new double[walk.length];
    int[] pieces = new int[walk.length];
    Arrays.fill(pieces, -1);
    double y = (branches[0].left + branches[0].right) / 2;
    boolean same = pullBack(branches, y, orbit, pieces);
    for (int round = 0; round < MAX_ROUNDS && !same; round++) {
      double fixed = fixedPoint(pieces);
      same = pullBack(branches, Double.isNaN(fixed) ? orbit[0] : fixed, orbit, pieces);
    }
    return orbit;
  }

  /** A vertex: where it lies, and the pieces of f on it. */
  private record Branch(double left, double right, int first, int last, boolean rises) {}

  private Branch branch(int vertex) {
    double left = graph.left(vertex);
    double right = graph.right(vertex);
    return new Branch(left, right, map.piece(left), map.piece(right), graph.rises(vertex));
  }

  /** Finds the points whose images lead along the walk to y; whether the pieces are as before. */
  private boolean pullBack(Branch[] branches, double y, double[] orbit, int[] pieces) {
    boolean same = true;
    double next = y;
    for (int i = branches.length - 1; i >= 0; i--) {
      Branch branch = branches[i];
      int piece = branch.rises ? firstAbove(branch, next) : firstBelow(branch, next);
      double x = (next - map.offset[piece]) / map.slope[piece];
      next = Math.min(Math.max(x, branch.left), branch.right);
      same &= pieces[i] == piece;
      orbit[i] = next;
      pieces[i] = piece;
    }
    return same;
  }

  /** On a branch that rises, the piece that f takes to y, or the nearest. */
  private int firstAbove(Branch branch, double y) {
    int low = branch.first;
    int high = branch.last;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (map.value[mid] < y) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  /** The same on a branch that falls. */
  private int firstBelow(Branch branch, double y) {
    int low = branch.first;
    int high = branch.last;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (map.value[mid] >= y) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  private double fixedPoint(int[] pieces) {
    double a = 1;
    double b = 0;
    for (int i : pieces) {
      a *= map.slope[i];
      b = map.slope[i] * b + map.offset[i];
    }
    returnSlope = a;
    return a == 1 ? Double.NaN : b / (1 - a);
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
