package org.liyorke.dynamics;

/**
 * Finds an attracting cycle of a map near a point and proves it in double precision.
 *
 * <p>The proof: an interval [z - r, z + r], pushed p times through f with all errors added, lies
 * inside itself; so f^p has a fixed point in it, and the pushed intervals hold its images. A guess
 * needs no proof, so it is followed without bounds.
 */
final class AttractingCycle {
  private static final int MAX_PERIOD = 256;
  private static final int NEWTON_STEPS = 3;

  /** Returns within this share of the core count as close. */
  private static final double CLOSE = 0x1p-30;

  private final double[] point = new double[MAX_PERIOD + 1];
  private final double[] radius = new double[MAX_PERIOD + 1];
  private double slope;

  /**
   * Looks for a cycle that the orbit of a point has all but reached.
   *
   * @param map indexed
   * @param start on the orbit
   * @return the number of points that f permutes cyclically, or 0 when none was proven
   */
  int find(CoreMap map, double start) {
    int p = period(map, start);
    if (p == 0) {
      return 0;
    }
    double z = start;
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double gap = follow(map, z, 0, p) - z;
      z += gap / (1 - slope);
    }
    if (!(Math.abs(slope) < 1 && z > map.lo && z < map.hi)) {
      return 0;
    }
    double gap = Math.abs(follow(map, z, 0, p) - z);
    double reach = 4 * (gap + radius[p]) / (1 - Math.abs(slope));
    double back = follow(map, z, reach, p);
    return Math.abs(back - z) + radius[p] < reach * (1 - 0x1p-40) ? p : 0;
  }

  /** The first return close to the start. */
  private static int period(CoreMap map, double start) {
    double v = start;
    double close = CLOSE * (map.hi - map.lo);
    for (int p = 1; p <= MAX_PERIOD && v >= map.lo && v <= map.hi; p++) {
      v = map.applyOn(map.pieceAt(v), v);
      if (Math.abs(v - start) < close) {
        return p;
      }
    }
    return 0;
  }

  /** Pushes [z - r, z + r] p times through f; f^p(z), or NaN when the core is left. */
  private double follow(CoreMap map, double z, double r, int p) {
    point[0] = z;
    radius[0] = r;
    slope = 1;
    for (int i = 0; i < p; i++) {
      double v = point[i];
      if (!(v - radius[i] >= map.lo && v + radius[i] <= map.hi)) {
        return Double.NaN;
      }
      int piece = map.pieceAt(v);
      slope *= map.slope[piece];
      point[i + 1] = map.applyOn(piece, v);
      radius[i + 1] =
          (map.error(v) + map.steepness(piece, v, radius[i]) * radius[i]) * (1 + 0x1p-40);
    }
    return point[p];
  }

  /** Whether the points of the cycle found last are told from each other beyond their radii. */
  boolean separated(int p) {
    for (int i = 1; i < p; i++) {
      for (int j = 0; j < i; j++) {
        if (!(Math.abs(point[i] - point[j]) > 2 * (radius[i] + radius[j]))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Point i of the cycle, up to {@link #radius}. */
  double point(int i) {
    return point[i];
  }

  double radius(int i) {
    return radius[i];
  }
}
