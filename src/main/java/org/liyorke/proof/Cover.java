package org.liyorke.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The core of f cut at the breakpoints of f into closed cells, and which cells can hold periodic
 * points.
 *
 * <p>There is an edge from cell C to cell D when f(C) meets D, touching included. The cells that
 * hold the points of a periodic orbit, in the order of the orbit, form a closed walk whichever cell
 * is chosen for a point on a border. Hence every cell that touches a periodic orbit lies in one and
 * the same strongly connected component, and the other cells can be left out of a search for
 * periodic points.
 *
 * <p>None of this depends on where else the cells are cut. A cover may be cut around traps, whose
 * cells are then left out, too: it speaks only of the periodic orbits outside the traps.
 */
final class Cover implements StrongComponents.Graph {
  private static final long MAX_EDGES = 20_000_000;

  private final ExactMap f;
  private final Core core;
  private final List<Trap> traps;
  private final Point[] borders;
  private final int[] pieces;
  private final int[] from;
  private final int[] to;
  private final int[] component;
  private final boolean[] live;

  /** Cuts the core of f. */
  Cover(ExactMap f) {
    this(f, Core.of(f), List.of(), List.of());
  }

  private Cover(ExactMap f, Core core, List<Trap> traps, List<Point> moreCuts) {
    this.f = f;
    this.core = core;
    this.traps = traps;
    borders = core.isEmpty() ? new Point[1] : cuts(moreCuts);
    int cells = borders.length - 1;
    pieces = new int[cells];
    from = new int[cells];
    to = new int[cells];
    for (int i = 0; i < cells; i++) {
      pieces[i] = borders[i].isInfinite() ? 0 : f.pieceAbove(borders[i].value());
      connect(i);
    }
    // Leaving no cell out is always right, and better than a search through billions of edges.
    boolean small = edges() <= MAX_EDGES;
    component = small ? StrongComponents.of(this) : new int[cells];
    live = small ? StrongComponents.onCycle(this, component) : reached();
  }

  private long edges() {
    long edges = 0;
    for (int i = 0; i < size(); i++) {
      edges += degree(i);
    }
    return edges;
  }

  private boolean[] reached() {
    boolean[] result = new boolean[size()];
    for (int i = 0; i < size(); i++) {
      result[i] = degree(i) > 0;
    }
    return result;
  }

  /** The same core, cut at the ends of the traps as well. */
  Cover without(List<Trap> more) {
    return new Cover(f, core, more, List.of());
  }

  /**
   * The same core with the live cells cut wherever f takes a border: smaller cells, of which fewer
   * are live.
   */
  Cover refined() {
    List<Point> cuts = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      cuts.add(borders[i]);
      for (int j = from[i]; isLive(i) && map(i).slope().signum() != 0 && j <= to[i] + 1; j++) {
        if (!borders[j].isInfinite()) {
          Point x = Point.of(map(i).solve(borders[j].value()));
          if (x.compareTo(borders[i]) > 0 && x.compareTo(borders[i + 1]) < 0) {
            cuts.add(x);
          }
        }
      }
    }
    return new Cover(f, core, traps, cuts);
  }

  private Point[] cuts(List<Point> moreCuts) {
    TreeSet<Point> cuts = new TreeSet<>(List.of(core.lo(), core.hi()));
    List<Point> candidates = new ArrayList<>(moreCuts);
    for (int i = core.firstPiece(); i < core.lastPiece(); i++) {
      candidates.add(Point.of(f.breakpoint(i)));
    }
    traps.forEach(
        trap -> trap.phases().forEach(phase -> candidates.addAll(List.of(phase.lo(), phase.hi()))));
    for (Point p : candidates) {
      if (p.compareTo(core.lo()) > 0 && p.compareTo(core.hi()) < 0) {
        cuts.add(p);
      }
    }
    return cuts.toArray(Point[]::new);
  }

  private void connect(int i) {
    Point a = borders[i].image(f);
    Point b = borders[i + 1].image(f);
    boolean rising = a.compareTo(b) <= 0;
    boolean trapped = Trap.anyContains(traps, borders[i], borders[i + 1]);
    from[i] = Math.max(0, cellBelow(rising ? a : b));
    to[i] = trapped ? -1 : Math.min(size() - 1, cellAbove(rising ? b : a));
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
    return f.piece(pieces[cell]);
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
