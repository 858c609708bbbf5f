package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * The Markov diagram of Hofbauer (1979), on the laps of f: vertices are closed intervals D inside
 * one lap, starting with the laps; D leads to every piece of f(D) between cuts that has an
 * interior. New end points are images of cuts.
 *
 * <p>Every periodic orbit inside the region follows a path: if x lies in D, f(x) lies in a
 * successor of D. A strongly connected component with more edges than vertices holds two different
 * loops through one vertex; f maps a part of D monotonically onto D along each, so an iterate of f
 * has a horseshoe, positive entropy, and f is chaotic (Misiurewicz and Szlenk 1980). When every
 * vertex is expanded and every component is a single cycle of length p, a periodic orbit that stays
 * on it is one of the monotone map f^p: its period divides p, or 2p if f^p decreases.
 *
 * <p>Memory is kept between uses; not thread-safe.
 */
final class LapDiagram implements LoopGraph {
  enum Outcome {
    CHAOTIC,
    FINITE,
    LIMIT
  }

  private static final int FIRST_CHECK = 12;

  private Orbits orbits;
  private Cells cells;
  private int vertices;
  private int expanded;
  private int edges;
  private int[] cell = new int[256];
  private int[] left = new int[256];
  private int[] right = new int[256];
  private int[] firstEdge = new int[257];
  private int[] successor = new int[1024];
  private int[] table = new int[1024];
  private final StrongComponents components = new StrongComponents();
  private int chaotic = -1;

  /**
   * Builds the diagram until it is finite, branches, or reaches a limit.
   *
   * @param maxVertices limit of vertices; the points have a limit of their own
   */
  Outcome build(Orbits points, Cells laps, int maxVertices) {
    orbits = points;
    cells = laps;
    vertices = 0;
    expanded = 0;
    edges = 0;
    chaotic = -1;
    Arrays.fill(table, -1);
    for (int c = 0; c < cells.count(); c++) {
      vertex(c, cells.left()[c], cells.right()[c]);
    }
    int check = Math.max(FIRST_CHECK, vertices + 4);
    while (expanded < vertices) {
      expand(expanded++);
      firstEdge[expanded] = edges;
      if (expanded == check && branches()) {
        return Outcome.CHAOTIC;
      }
      check = expanded == check ? check + check / 2 : check;
      if (vertices > maxVertices || orbits.exhausted()) {
        return branches() ? Outcome.CHAOTIC : Outcome.LIMIT;
      }
    }
    return branches() ? Outcome.CHAOTIC : Outcome.FINITE;
  }

  private void expand(int v) {
    int direction = cells.direction()[cell[v]];
    if (direction == 0) {
      return;
    }
    int a = orbits.image(direction > 0 ? left[v] : right[v]);
    int b = orbits.image(direction > 0 ? right[v] : left[v]);
    for (int c = firstCellBeyond(a); c < cells.count(); c++) {
      int from = cells.left()[c];
      if (orbits.compare(b, from) <= 0) {
        return;
      }
      int to = cells.right()[c];
      int l = orbits.compare(a, from) > 0 ? a : from;
      int r = orbits.compare(b, to) < 0 ? b : to;
      edge(vertex(c, l, r));
    }
  }

  /** The first cell whose right end lies above the point. */
  private int firstCellBeyond(int point) {
    int low = 0;
    int high = cells.count();
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (orbits.compare(cells.right()[mid], point) > 0) {
        high = mid;
      } else {
        low = mid + 1;
      }
    }
    return low;
  }

  private void edge(int to) {
    if (edges == successor.length) {
      successor = Arrays.copyOf(successor, 2 * edges);
    }
    successor[edges++] = to;
  }

  private int vertex(int c, int l, int r) {
    int mask = table.length - 1;
    int h = hash(c, l, r) & mask;
    for (; table[h] >= 0; h = (h + 1) & mask) {
      int v = table[h];
      if (cell[v] == c && left[v] == l && right[v] == r) {
        return v;
      }
    }
    if (vertices == cell.length) {
      grow();
    }
    cell[vertices] = c;
    left[vertices] = l;
    right[vertices] = r;
    table[h] = vertices++;
    if (2 * vertices > table.length) {
      rehash();
    }
    return vertices - 1;
  }

  private static int hash(int c, int l, int r) {
    int h = (c * 0x9E3779B1 + l) * 0x85EBCA77 + r;
    h *= 0xC2B2AE3D;
    return h ^ h >>> 15;
  }

  private void grow() {
    int size = 2 * vertices;
    cell = Arrays.copyOf(cell, size);
    left = Arrays.copyOf(left, size);
    right = Arrays.copyOf(right, size);
    firstEdge = Arrays.copyOf(firstEdge, size + 1);
  }

  private void rehash() {
    table = new int[2 * table.length];
    Arrays.fill(table, -1);
    int mask = table.length - 1;
    for (int v = 0; v < vertices; v++) {
      int h = hash(cell[v], left[v], right[v]) & mask;
      while (table[h] >= 0) {
        h = (h + 1) & mask;
      }
      table[h] = v;
    }
  }

  private boolean branches() {
    components.find(expanded, firstEdge, successor);
    chaotic = components.branching();
    return chaotic >= 0;
  }

  /** After FINITE: adds the periods that orbits on the cycles of the diagram may have. */
  void addPeriods(PeriodSet periods) {
    for (int c = 0; c < components.count(); c++) {
      if (components.edges(c) == 0) {
        continue;
      }
      int sign = 1;
      int length = 0;
      for (int v = 0; v < expanded; v++) {
        if (components.of(v) == c) {
          sign *= cells.direction()[cell[v]];
          length++;
        }
      }
      periods.addDivisorsOf(sign < 0 ? 2L * length : length);
    }
  }

  /** After CHAOTIC: the number of vertices that were expanded. */
  @Override
  public int size() {
    return expanded;
  }

  @Override
  public boolean inChaos(int v) {
    return v < expanded && components.of(v) == chaotic;
  }

  @Override
  public int firstEdge(int v) {
    return firstEdge[v];
  }

  @Override
  public int successor(int edge) {
    return successor[edge];
  }

  int cellOf(int v) {
    return cell[v];
  }

  int leftOf(int v) {
    return left[v];
  }

  int rightOf(int v) {
    return right[v];
  }

  @Override
  public double left(int v) {
    return orbits.approximation(left[v]);
  }

  @Override
  public double right(int v) {
    return orbits.approximation(right[v]);
  }

  @Override
  public boolean rises(int v) {
    return cells.direction()[cell[v]] > 0;
  }
}
