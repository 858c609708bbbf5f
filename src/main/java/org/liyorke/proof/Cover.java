package org.liyorke.proof;

/**
 * The core of f cut at the breakpoints of f into closed cells, and which cells can hold periodic points.
 *
 * <p>There is an edge from cell C to cell D when f(C) meets D, touching included. The cells that hold the points of a
 * periodic orbit, in the order of the orbit, form a closed walk whichever cell is chosen for a point on a border. Hence
 * every cell that touches a periodic orbit lies in one and the same strongly connected component, and the other cells can
 * be left out of a search for periodic points.
 */
final class Cover implements StrongComponents.Graph {
  private final ExactMap f;
  private final int first;
  private final Point[] borders;
  private final int[] from;
  private final int[] to;
  private int[] component = {};
  private boolean[] live = {};

  /** Cuts the core of f. */
  Cover(ExactMap f) {
    this.f = f;
    Core core = Core.of(f);
    first = core.isEmpty() ? 0 : core.firstPiece();
    int cells = core.isEmpty() ? 0 : core.lastPiece() - first + 1;
    borders = new Point[cells + 1];
    from = new int[cells];
    to = new int[cells];
    for (int i = 1; i < cells; i++) {
      borders[i] = Point.of(f.breakpoint(first + i - 1));
    }
    if (cells > 0) {
      borders[0] = core.lo();
      borders[cells] = core.hi();
      connect();
    }
  }

  private void connect() {
    for (int i = 0; i < size(); i++) {
      Point a = borders[i].image(f);
      Point b = borders[i + 1].image(f);
      boolean rising = a.compareTo(b) <= 0;
      from[i] = Math.max(0, cellBelow(rising ? a : b));
      to[i] = Math.min(size() - 1, cellAbove(rising ? b : a));
    }
    component = StrongComponents.of(this);
    live = StrongComponents.onCycle(this, component);
  }

  /** Number of cells. */
  @Override
  public int size() {
    return from.length;
  }

  @Override
  public int degree(int cell) {
    return Math.max(0, to[cell] - from[cell] + 1);
  }

  @Override
  public int target(int cell, int k) {
    return from[cell] + k;
  }

  /** Cell i is [border(i), border(i + 1)]. */
  Point border(int i) {
    return borders[i];
  }

  /** f on a cell. */
  ExactMap.Affine map(int cell) {
    return f.piece(first + cell);
  }

  ExactMap function() {
    return f;
  }

  /** Whether the cell can hold periodic points. */
  boolean isLive(int cell) {
    return cell >= 0 && cell < size() && live[cell];
  }

  /** Whether a periodic orbit may visit both cells. */
  boolean sameComponent(int a, int b) {
    return isLive(a) && isLive(b) && component[a] == component[b];
  }

  /** The cell that holds the points just below y; -1 below the core, size() above it. */
  int cellBelow(Point y) {
    return search(y, 0);
  }

  /** The cell that holds the points just above y; -1 below the core, size() above it. */
  int cellAbove(Point y) {
    return search(y, 1);
  }

  /** One less than the number of borders b with compare(b, y) &lt; strict. */
  private int search(Point y, int strict) {
    int low = 0;
    int high = borders.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (borders[middle].compareTo(y) < strict) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
