package org.liyorke.published;

/** Counts how often a function changes its sign on a grid, in the way of the published code. */
final class SignChanges {
  private SignChanges() {}

  /**
   * The sign changes of values - grid: strictly negative products of neighbours, and exact zeros
   * between neighbours of opposite sign. As in the published code the last gap of the grid is not
   * looked at; its last point takes part as a neighbour only.
   *
   * @param values f(x), one for each point; NaN and infinities count as the comparisons of IEEE 754
   *     have it
   * @param grid x, ascending
   */
  static int count(double[] values, double[] grid) {
    int changes = 0;
    double before = values[0] - grid[0];
    double here = values[1] - grid[1];
    for (int i = 1; i < grid.length - 1; i++) {
      double after = values[i + 1] - grid[i + 1];
      if (before * here < 0 || (here == 0 && before * after < 0)) {
        changes++;
      }
      before = here;
      here = after;
    }
    return changes;
  }
}
