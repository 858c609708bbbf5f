package org.liyorke.dynamics;

/**
 * Finds the piece of a piecewise linear map that holds a point, by a table of equal cells over the
 * interval and some {@value #MARKS} of the breakpoints: one look and a few steps, as breakpoints
 * spread fairly evenly.
 */
final class PieceIndex {
  /** With fewer breakpoints a scan from the left is as fast. */
  private static final int SCAN = 8;

  /** More of them would cost more to lay than the few points of most maps save. */
  private static final int MARKS = 64;

  private final int[] first = new int[2 * MARKS];
  private int cells;
  private double lo;
  private double scale;

  /** Every so many breakpoints one counts as a mark: x[stride - 1], x[2 stride - 1], ... */
  private int stride;

  private int marks;

  /** Prepares the table for the first m breakpoints of x, ascending, and points in [from, to]. */
  void lay(double[] x, int m, double from, double to) {
    cells = 0;
    if (m <= SCAN) {
      return;
    }
    stride = Math.max(1, Integer.highestOneBit(m / MARKS));
    marks = m / stride;
    int n = Integer.highestOneBit(marks);
    lo = from;
    scale = n / (to - from);
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      return;
    }
    cells = n;
    first[0] = 0;
    int c = 0;
    for (int i = 0; i < marks; i++) {
      int end = cell(x[(i + 1) * stride - 1]);
      // Cells right of mark i begin their search behind it.
      while (c < end) {
        first[++c] = i;
      }
    }
    while (c < cells - 1) {
      first[++c] = marks;
    }
  }

  private int cell(double v) {
    return Math.min(Math.max((int) ((v - lo) * scale), 0), cells - 1);
  }

  /** The number of breakpoints below v. */
  int find(double[] x, int m, double v) {
    int i = 0;
    if (cells > 0) {
      int mark = first[cell(v)];
      while (mark < marks && x[(mark + 1) * stride - 1] < v) {
        mark++;
      }
      i = mark * stride;
    }
    while (i < m && x[i] < v) {
      i++;
    }
    return i;
  }
}
