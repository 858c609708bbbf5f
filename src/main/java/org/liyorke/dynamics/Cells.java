package org.liyorke.dynamics;

import java.util.Arrays;
import java.util.List;

/**
 * The laps of f on the region under study: closed intervals between neighbouring cuts, from left to
 * right, on each of which f is strictly monotone or constant. The region is an interval less the
 * settled parts.
 *
 * @param left labels of the left ends
 * @param right labels of the right ends
 * @param direction 1, -1 or 0: f increases, decreases or is constant there
 */
record Cells(int[] left, int[] right, int[] direction) {

  int count() {
    return left.length;
  }

  /**
   * Cuts the line at all given points and leaves out the settled intervals.
   *
   * @param cuts labels: the ends of the region, all its turning points, the ends of the settled
   *     intervals
   * @param settled label pairs (from, to) of intervals to leave out
   */
  static Cells between(Orbits orbits, List<Integer> cuts, List<int[]> settled) {
    int[] sorted = sorted(orbits, cuts);
    int[] left = new int[sorted.length];
    int[] right = new int[sorted.length];
    int[] direction = new int[sorted.length];
    int n = 0;
    for (int i = 0; i + 1 < sorted.length; i++) {
      int a = sorted[i];
      int b = sorted[i + 1];
      if (orbits.compare(a, b) != 0 && !settled(orbits, a, b, settled)) {
        left[n] = a;
        right[n] = b;
        direction[n++] = orbits.direction(a);
      }
    }
    return new Cells(Arrays.copyOf(left, n), Arrays.copyOf(right, n), Arrays.copyOf(direction, n));
  }

  /** Insertion sort: the cuts come almost in order and are few. */
  private static int[] sorted(Orbits orbits, List<Integer> cuts) {
    int[] sorted = new int[cuts.size()];
    for (int i = 0; i < sorted.length; i++) {
      int cut = cuts.get(i);
      int j = i;
      for (; j > 0 && orbits.compare(sorted[j - 1], cut) > 0; j--) {
        sorted[j] = sorted[j - 1];
      }
      sorted[j] = cut;
    }
    return sorted;
  }

  private static boolean settled(Orbits orbits, int a, int b, List<int[]> settled) {
    for (int i = 0; i < settled.size(); i++) {
      if (within(orbits, a, b, settled.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(Orbits orbits, int a, int b, int[] outer) {
    return orbits.compare(outer[0], a) <= 0 && orbits.compare(b, outer[1]) <= 0;
  }
}
