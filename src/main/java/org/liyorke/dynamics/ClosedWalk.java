package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Closed walks of length 2^m n, n &gt;= 3 odd, in the branching component of a {@link LoopGraph},
 * that are not 2^m-periodic; shortest first.
 *
 * <p>Along such a walk f^(2^m n) maps a part of the first vertex monotonically onto it, so it has a
 * fixed point there; its itinerary under g = f^(2^m) is not constant, so (but for points on common
 * ends of vertices) g has a point of odd period between 3 and n. They exist because the component
 * holds two different loops.
 */
final class ClosedWalk {
  private static final int MAX_STARTS = 4;
  private static final int MAX_BACKTRACKS = 20_000;

  /** The component's vertices; elsewhere in this class they are counted 0, 1, ... as here. */
  private final int[] member;

  private final int[][] successors;

  /** Sets of vertices are bit sets of this many words. */
  private final int words;

  private final long[][] predecessors;
  private final int[] starts;

  /** By start and r: the vertices from which the start is reached in exactly r steps. */
  private final long[][][] reaches;

  private int length = 2;
  private int nextStart;
  private long[][] canReturn;
  private int[] walk;
  private int block;
  private int steps;

  /** Prepares the walks of a graph that branches. */
  ClosedWalk(LoopGraph graph) {
    int[] index = new int[graph.size()];
    int[] members = new int[graph.size()];
    int n = 0;
    for (int v = 0; v < index.length; v++) {
      index[v] = graph.inChaos(v) ? n : -1;
      if (index[v] >= 0) {
        members[n++] = v;
      }
    }
    member = Arrays.copyOf(members, n);
    words = (n + 63) >>> 6;
    successors = new int[n][];
    predecessors = new long[n][words];
    int[] branching = new int[MAX_STARTS];
    int count = 0;
    for (int v = 0; v < n; v++) {
      successors[v] = successors(graph, member[v], index);
      for (int s : successors[v]) {
        predecessors[s][v >>> 6] |= 1L << v;
      }
      if (successors[v].length > 1 && count < MAX_STARTS) {
        branching[count++] = v;
      }
    }
    starts = Arrays.copyOf(branching, count);
    reaches = new long[count][16][];
    for (int i = 0; i < count; i++) {
      reaches[i][0] = new long[words];
      reaches[i][0][starts[i] >>> 6] |= 1L << starts[i];
    }
    nextStart = count;
  }

  private static int[] successors(LoopGraph graph, int v, int[] index) {
    int from = graph.firstEdge(v);
    int to = graph.firstEdge(v + 1);
    int[] inside = new int[to - from];
    int n = 0;
    for (int e = from; e < to; e++) {
      int s = graph.successor(e);
      if (s < index.length && index[s] >= 0) {
        inside[n++] = index[s];
      }
    }
    return Arrays.copyOf(inside, n);
  }

  /** A walk: vertices v_0 .. v_(length-1) of the graph, v_0 again after the last. */
  record Found(int[] vertices, int m, int n) {}

  /**
   * The next walk, or null.
   *
   * @param maxLength the greatest length 2^m n tried
   */
  Found next(int maxLength) {
    while (length <= maxLength) {
      int m = Integer.numberOfTrailingZeros(length);
      for (; nextStart < starts.length; nextStart++) {
        if (closes(nextStart, 1 << m)) {
          nextStart++;
          return new Found(named(), m, length >> m);
        }
      }
      do {
        length++;
      } while (Integer.bitCount(length) == 1);
      nextStart = 0;
    }
    return null;
  }

  private int[] named() {
    int[] names = new int[length];
    for (int i = 0; i < length; i++) {
      names[i] = member[walk[i]];
    }
    return names;
  }

  private boolean closes(int start, int power) {
    canReturn = extended(start);
    int first = starts[start];
    if (!contains(canReturn[length], first)) {
      return false;
    }
    walk = new int[length];
    walk[0] = first;
    block = power;
    steps = 0;
    return complete(1);
  }

  private long[][] extended(int start) {
    long[][] table = reaches[start];
    if (length >= table.length) {
      table = Arrays.copyOf(table, 2 * length);
      reaches[start] = table;
    }
    int known = length;
    while (table[known] == null) {
      known--;
    }
    for (int r = known + 1; r <= length; r++) {
      table[r] = new long[words];
      for (int i = 0; i < words; i++) {
        for (long left = table[r - 1][i]; left != 0; left &= left - 1) {
          unite(table[r], predecessors[(i << 6) + Long.numberOfTrailingZeros(left)]);
        }
      }
    }
    return table;
  }

  private static void unite(long[] set, long[] more) {
    for (int i = 0; i < set.length; i++) {
      set[i] |= more[i];
    }
  }

  private static boolean contains(long[] set, int v) {
    return (set[v >>> 6] >>> v & 1) != 0;
  }

  private boolean complete(int depth) {
    if (++steps > MAX_BACKTRACKS) {
      return false;
    }
    if (depth == walk.length) {
      return !periodic();
    }
    long[] set = canReturn[walk.length - depth];
    for (int next : successors[walk[depth - 1]]) {
      if (contains(set, next)) {
        walk[depth] = next;
        if (complete(depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean periodic() {
    for (int i = block; i < walk.length; i++) {
      if (walk[i] != walk[i - block]) {
        return false;
      }
    }
    return true;
  }
}
