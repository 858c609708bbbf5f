package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.List;

/**
 * The laps of f on the region under study: closed intervals between neighbouring cuts, from left to right, on each of
 * which f is strictly monotone or constant. The region is an interval less the settled parts (traps, ends that escape).
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
   * @param cuts labels: the ends of the region, all its turning points, the ends of the settled intervals
   * @param settled label pairs (from, to) of intervals to leave out
   */
  static Cells between(Orbits orbits, List<Integer> cuts, List<int[]> settled) {
    List<Integer> sorted = new ArrayList<>(cuts);
    sorted.sort(orbits::compare);
    List<int[]> cells = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      int a = sorted.get(i);
      int b = sorted.get(i + 1);
      if (orbits.compare(a, b) != 0 && settled.stream().noneMatch(s -> within(orbits, a, b, s))) {
        cells.add(new int[] {a, b, orbits.direction(a)});
      }
    }
    return new Cells(column(cells, 0), column(cells, 1), column(cells, 2));
  }

  private static boolean within(Orbits orbits, int a, int b, int[] outer) {
    return orbits.compare(outer[0], a) <= 0 && orbits.compare(b, outer[1]) <= 0;
  }

  private static int[] column(List<int[]> rows, int c) {
    return rows.stream().mapToInt(r -> r[c]).toArray();
  }
}
