package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Proves order from bounds on intervals alone: which of them may f lead to from each.
 *
 * <p>The nodes are closed intervals that cover a core; a node has edges to all nodes that the
 * bounds of its image meet. Every periodic orbit stays in one strongly connected component. A
 * component is settled as in {@link BandGraph}: where its nodes make up p intervals, each of which
 * leads to one other only, and no product of chord slopes along them is -1 or less, or all are 0 or
 * less, its periods divide p, or 2 p. The nodes of the other components are halved and looked at
 * again.
 *
 * <p>Memory is kept between refinements; not thread-safe.
 */
final class IntervalGraph {
  private static final int FIRST_NODES = 16;

  private final NetworkBounds f;
  private final PeriodSet periods;
  private final StrongComponents components = new StrongComponents();
  private Node[] nodes;
  private int evaluated;

  /** First and last node that a node leads to; none if the last is before the first. */
  private int[] first;

  private int[] last;

  /** The interval that a node belongs to; intervals of a component are numbered one by one. */
  private int[] run;

  /**
   * An interval with bounds of f and of its slope on it.
   *
   * @param lo its left end
   * @param hi its right end
   * @param low of the values
   * @param high of the values
   * @param slopeLow of the slopes
   * @param slopeHigh of the slopes
   */
  private record Node(
      double lo, double hi, double low, double high, double slopeLow, double slopeHigh) {}

  /**
   * A graph that is yet to be refined.
   *
   * @param lo left end of an interval that holds all periodic orbits
   * @param hi its right end, at least lo, finite
   * @param periods gets the possible periods of the components that are settled
   */
  IntervalGraph(NetworkBounds f, double lo, double hi, PeriodSet periods) {
    this.f = f;
    this.periods = periods;
    nodes = new Node[FIRST_NODES];
    for (int i = 0; i < FIRST_NODES; i++) {
      nodes[i] = node(border(lo, hi, i), border(lo, hi, i + 1));
    }
  }

  private static double border(double lo, double hi, int i) {
    double share = (double) i / FIRST_NODES;
    return i == 0 ? lo : i == FIRST_NODES ? hi : lo * (1 - share) + hi * share;
  }

  private Node node(double lo, double hi) {
    evaluated++;
    f.over(lo, hi);
    return new Node(lo, hi, f.low, f.high, f.slopeLow, f.slopeHigh);
  }

  /**
   * Halves nodes until all are settled.
   *
   * @param most intervals to be evaluated, those of earlier calls included
   * @return whether all components are settled: then no orbit has a period that was not noted
   */
  boolean refine(int most) {
    while (true) {
      settle();
      if (nodes.length == 0) {
        return true;
      }
      if (evaluated + 2L * nodes.length > most || !halve()) {
        return false;
      }
    }
  }

  /** Nodes that are left. */
  int size() {
    return nodes.length;
  }

  /** The middle of a node that is left. */
  double middle(int node) {
    return nodes[node].lo + (nodes[node].hi - nodes[node].lo) / 2;
  }

  /** False when there is no double between the ends of a node. */
  private boolean halve() {
    Node[] halves = new Node[2 * nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      double middle = middle(i);
      if (!(middle > nodes[i].lo && middle < nodes[i].hi)) {
        return false;
      }
      halves[2 * i] = node(nodes[i].lo, middle);
      halves[2 * i + 1] = node(middle, nodes[i].hi);
    }
    nodes = halves;
    return true;
  }

  /** Drops nodes without periodic orbits and those of settled components. */
  private void settle() {
    connect();
    int count = components.count();
    boolean[] settled = new boolean[count];
    number();
    for (int c = 0; c < count; c++) {
      settled[c] = components.edges(c) == 0 || isCycle(c);
    }
    int kept = 0;
    for (int i = 0; i < nodes.length; i++) {
      if (!settled[components.of(i)]) {
        nodes[kept++] = nodes[i];
      }
    }
    nodes = Arrays.copyOf(nodes, kept);
  }

  private void connect() {
    int n = nodes.length;
    first = new int[n];
    last = new int[n];
    int[] from = new int[n + 1];
    for (int i = 0; i < n; i++) {
      first[i] = firstWithEndFrom(nodes[i].low);
      last[i] = lastWithStartTo(nodes[i].high);
      from[i + 1] = from[i] + Math.max(0, last[i] - first[i] + 1);
    }
    int[] successors = new int[from[n]];
    for (int i = 0; i < n; i++) {
      for (int e = from[i]; e < from[i + 1]; e++) {
        successors[e] = first[i] + e - from[i];
      }
    }
    components.find(n, from, successors);
  }

  /** The first node whose right end is not below v; their number if there is none. */
  private int firstWithEndFrom(double v) {
    int below = 0;
    int above = nodes.length;
    while (below < above) {
      int middle = below + above >>> 1;
      if (nodes[middle].hi < v) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /** The last node whose left end is not above v; -1 if there is none. */
  private int lastWithStartTo(double v) {
    int below = 0;
    int above = nodes.length;
    while (below < above) {
      int middle = below + above >>> 1;
      if (nodes[middle].lo > v) {
        above = middle;
      } else {
        below = middle + 1;
      }
    }
    return below - 1;
  }

  /** Numbers the intervals: neighbouring nodes of one component belong together. */
  private void number() {
    run = new int[nodes.length];
    for (int i = 1; i < nodes.length; i++) {
      boolean together = components.of(i) == components.of(i - 1) && nodes[i].lo == nodes[i - 1].hi;
      run[i] = run[i - 1] + (together ? 0 : 1);
    }
  }

  /** Whether a component is a cycle of intervals with slopes as described; notes its periods. */
  private boolean isCycle(int c) {
    SlopeProduct product = new SlopeProduct();
    int length = 0;
    for (int i = nextOf(c, 0); i < nodes.length; length++) {
      int end = endOfRun(i);
      if (!leadsToOneInterval(i, end, c)) {
        return false;
      }
      multiplySlopes(i, end, product);
      i = nextOf(c, end);
    }
    return product.notePeriods(length, periods);
  }

  private int nextOf(int c, int start) {
    int i = start;
    while (i < nodes.length && components.of(i) != c) {
      i++;
    }
    return i;
  }

  private int endOfRun(int start) {
    int end = start + 1;
    while (end < nodes.length && run[end] == run[start]) {
      end++;
    }
    return end;
  }

  private boolean leadsToOneInterval(int start, int end, int c) {
    int target = -1;
    for (int i = start; i < end; i++) {
      for (int to = first[i]; to <= last[i]; to++) {
        if (components.of(to) == c) {
          if (target >= 0 && run[to] != target) {
            return false;
          }
          target = run[to];
        }
      }
    }
    return true;
  }

  /** Takes the slopes on the nodes start to end - 1 into a product. */
  private void multiplySlopes(int start, int end, SlopeProduct product) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      least = Math.min(least, nodes[i].slopeLow);
      greatest = Math.max(greatest, nodes[i].slopeHigh);
    }
    product.multiply(least, greatest);
  }
}
