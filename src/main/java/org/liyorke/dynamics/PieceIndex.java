package org.liyorke.dynamics;

/**
 * Finds the piece of a piecewise linear map that holds a point, by a table of equal cells over the
 * interval: one look and, as breakpoints spread fairly evenly, a step or two.
 */
final class PieceIndex {
  /** With fewer breakpoints a scan from the left is as fast. */
  private static final int SCAN = 8;

  private int[] first = new int[64];
  private int cells;
  private double lo;
  private double scale;

  /** Prepares the table for the first m breakpoints of x, ascending, and points in [lo, hi]. */
  void lay(double[] x, int m, double lo, double hi) {
    cells = 0;
    if (m <= SCAN) {
      return;
    }
    int n = Integer.highestOneBit(m);
    this.lo = lo;
    scale = n / (hi - lo);
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      return;
    }
    cells = n;
    if (cells > first.length) {
      first = new int[2 * cells];
    }
    first[0] = 0;
    int c = 0;
    for (int i = 0; i < m; i++) {
      int to = cell(x[i]);
      // Cells right of breakpoint i begin their search behind it.
      while (c < to) {
        first[++c] = i;
      }
    }
    while (c < cells - 1) {
      first[++c] = m;
    }
  }

  private int cell(double v) {
    return Math.min(Math.max((int) ((v - lo) * scale), 0), cells - 1);
  }

  /** The number of breakpoints below v. */
  int find(double[] x, int m, double v) {
    int i = cells == 0 ? 0 : first[cell(v)];
    while (i < m && x[i] < v) {
      i++;
    }
    return i;
  }
}
