package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Closed walks of length 2^m n, n &gt;= 3 odd, in the branching component of a {@link LoopGraph},
 * that are not 2^m-periodic.
 *
 * <p>Along such a walk f^(2^m n) maps a part of the first vertex monotonically onto it, so it has a
 * fixed point there; its itinerary under g = f^(2^m) is not constant, so (but for points on common
 * ends of vertices) g has a point of odd period between 3 and n. They exist because the component
 * holds two different loops.
 */
final class ClosedWalk {
  private static final int MAX_STARTS = 12;
  private static final int MAX_BACKTRACKS = 20_000;

  private final LoopGraph diagram;
  private BitSet[] canReturn;
  private int[] walk;
  private int block;
  private int steps;

  ClosedWalk(LoopGraph diagram) {
    this.diagram = diagram;
  }

  /** A walk: vertices v_0 .. v_(length-1), v_0 again after the last. */
  record Found(int[] vertices, int m, int n) {}

  /**
   * The walks found, shortest lengths first.
   *
   * @param maxLength the greatest length 2^m n tried
   * @param wanted how many to find at most
   */
  List<Found> search(int maxLength, int wanted) {
    List<Found> found = new ArrayList<>();
    int[] starts = branchingVertices();
    List<BitSet[]> tables = new ArrayList<>();
    for (int s : starts) {
      tables.add(new BitSet[] {only(s)});
    }
    for (int length = 3; length <= maxLength && found.size() < wanted; length++) {
      int m = Integer.numberOfTrailingZeros(length);
      if (length >> m < 3) {
        continue;
      }
      for (int i = 0; i < starts.length && found.size() < wanted; i++) {
        tables.set(i, extended(tables.get(i), length));
        canReturn = tables.get(i);
        int[] w = from(starts[i], length, 1 << m);
        if (w != null) {
          found.add(new Found(w, m, length >> m));
        }
      }
    }
    return found;
  }

  private int[] branchingVertices() {
    List<Integer> result = new ArrayList<>();
    for (int v = 0; v < diagram.size() && result.size() < MAX_STARTS; v++) {
      if (diagram.inChaos(v)) {
        int inner = 0;
        for (int e = diagram.firstEdge(v); e < diagram.firstEdge(v + 1); e++) {
          inner += diagram.inChaos(diagram.successor(e)) ? 1 : 0;
        }
        if (inner > 1) {
          result.add(v);
        }
      }
    }
    return result.stream().mapToInt(Integer::intValue).toArray();
  }

  private static BitSet only(int v) {
    BitSet set = new BitSet();
    set.set(v);
    return set;
  }

  /** table[r] holds the vertices from which the start is reached in exactly r steps. */
  private BitSet[] extended(BitSet[] table, int length) {
    BitSet[] longer = new BitSet[length + 1];
    System.arraycopy(table, 0, longer, 0, Math.min(table.length, longer.length));
    for (int r = table.length; r <= length; r++) {
      BitSet set = new BitSet();
      for (int v = 0; v < diagram.size(); v++) {
        if (diagram.inChaos(v) && leadsInto(v, longer[r - 1])) {
          set.set(v);
        }
      }
      longer[r] = set;
    }
    return longer;
  }

  private boolean leadsInto(int v, BitSet set) {
    for (int e = diagram.firstEdge(v); e < diagram.firstEdge(v + 1); e++) {
      if (set.get(diagram.successor(e))) {
        return true;
      }
    }
    return false;
  }

  private int[] from(int start, int length, int power) {
    if (!canReturn[length].get(start)) {
      return null;
    }
    walk = new int[length];
    walk[0] = start;
    block = power;
    steps = 0;
    return complete(1) ? walk : null;
  }

  private boolean complete(int depth) {
    if (++steps > MAX_BACKTRACKS) {
      return false;
    }
    int v = walk[depth - 1];
    if (depth == walk.length) {
      return leadsTo(v, walk[0]) && !periodic();
    }
    for (int e = diagram.firstEdge(v); e < diagram.firstEdge(v + 1); e++) {
      int next = diagram.successor(e);
      if (canReturn[walk.length - depth].get(next) && diagram.inChaos(next)) {
        walk[depth] = next;
        if (complete(depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean leadsTo(int v, int target) {
    for (int e = diagram.firstEdge(v); e < diagram.firstEdge(v + 1); e++) {
      if (diagram.successor(e) == target) {
        return true;
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
