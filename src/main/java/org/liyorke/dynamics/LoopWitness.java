package org.liyorke.dynamics;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Turns two loops through one vertex D of a branching {@link LapDiagram} into the witness {@link
 * Witness.Loops}, in exact arithmetic.
 *
 * <p>D has two successors from which a shortest path leads back; the loops part at once, so that
 * the parts I and J of D that follow them lie in preimages of different cells. Pulled back along
 * its loop D gives I, and f maps the ends of I onto the ends of D.
 */
final class LoopWitness {
  private final PiecewiseLinearMap f;
  private final ExactOrbits orbits;
  private final LapDiagram diagram;
  private final Cells cells;

  LoopWitness(PiecewiseLinearMap f, ExactOrbits orbits, LapDiagram diagram, Cells cells) {
    this.f = f;
    this.orbits = orbits;
    this.diagram = diagram;
    this.cells = cells;
  }

  /** The witness, after the diagram was found to branch. */
  Witness.Loops find() {
    int d = branchingVertex();
    List<Integer> inner = innerSuccessors(d);
    List<Integer> first = loop(d, inner.get(0));
    List<Integer> second = loop(d, inner.get(1));
    return new Witness.Loops(first.size(), second.size(), () -> bounds(d, first, second));
  }

  private BigInteger[][][] bounds(int d, List<Integer> first, List<Integer> second) {
    Rational[] whole = {orbits.exactly(diagram.leftOf(d)), orbits.exactly(diagram.rightOf(d))};
    Rational[] i = pulledBack(whole, first);
    Rational[] j = pulledBack(whole, second);
    if (!(stretches(i, first.size(), whole) && stretches(j, second.size(), whole))) {
      throw new IllegalStateException("loops that do not stretch over their vertex");
    }
    return new BigInteger[][][] {terms(whole), terms(i), terms(j)};
  }

  /** Whether f^steps takes the ends of an interval to or beyond opposite ends of another. */
  private boolean stretches(Rational[] interval, int steps, Rational[] over) {
    Rational a = interval[0];
    Rational b = interval[1];
    for (int t = 0; t < steps; t++) {
      a = f.apply(a);
      b = f.apply(b);
    }
    return a.compareTo(over[0]) <= 0 && b.compareTo(over[1]) >= 0
        || b.compareTo(over[0]) <= 0 && a.compareTo(over[1]) >= 0;
  }

  private int branchingVertex() {
    for (int v = 0; v < diagram.size(); v++) {
      if (diagram.inChaos(v) && innerSuccessors(v).size() > 1) {
        return v;
      }
    }
    throw new IllegalStateException("the diagram does not branch");
  }

  private List<Integer> innerSuccessors(int v) {
    List<Integer> result = new ArrayList<>();
    for (int e = diagram.firstEdge(v); e < diagram.firstEdge(v + 1); e++) {
      if (diagram.inChaos(diagram.successor(e))) {
        result.add(diagram.successor(e));
      }
    }
    return result;
  }

  /** The vertices from d by {@code next} on a shortest path back to d, without the last. */
  private List<Integer> loop(int d, int next) {
    int[] from = new int[diagram.size()];
    Arrays.fill(from, -1);
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(next));
    from[next] = next;
    while (from[d] < 0) {
      int v = queue.remove();
      for (int w : innerSuccessors(v)) {
        if (from[w] < 0) {
          from[w] = v;
          queue.add(w);
        }
      }
    }
    List<Integer> path = new ArrayList<>(List.of(d));
    for (int v = d; v != next; v = from[v]) {
      if (v != d) {
        path.add(v);
      }
    }
    if (next != d) {
      path.add(next);
    }
    Collections.reverse(path.subList(1, path.size()));
    return path;
  }

  private Rational[] pulledBack(Rational[] whole, List<Integer> loop) {
    Rational[] ends = whole;
    for (int i = loop.size() - 1; i >= 0; i--) {
      int v = loop.get(i);
      Rational a = preimage(v, ends[0]);
      Rational b = preimage(v, ends[1]);
      ends = a.compareTo(b) <= 0 ? new Rational[] {a, b} : new Rational[] {b, a};
    }
    return ends;
  }

  /** The point of a vertex, the only one of its cell, that f takes to y, a point of its image. */
  private Rational preimage(int vertex, Rational y) {
    int cell = diagram.cellOf(vertex);
    int low = f.piece(orbits.exactly(cells.left()[cell]));
    Rational end = orbits.exactly(cells.right()[cell]);
    int high = f.piece(end);
    high = high > low && f.x(high - 1).compareTo(end) == 0 ? high - 1 : high;
    boolean up = f.slope(low).signum() > 0;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (up == f.value(mid).compareTo(y) < 0) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return y.subtract(f.offset(low)).divide(f.slope(low));
  }

  private static BigInteger[][] terms(Rational[] ends) {
    return new BigInteger[][] {ends[0].terms(), ends[1].terms()};
  }
}
