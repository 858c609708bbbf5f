package org.liyorke.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * The Markov diagram of a piecewise linear map (Hofbauer), exactly, restricted to the cells of
 * {@link Cover} that can hold periodic points outside the traps (see {@link Trap}) that were found.
 *
 * <p>A vertex is an interval D inside one cell; it leads to every part of positive length in which
 * f(D) meets a live cell; a cell of slope zero leads nowhere. The diagram begins with the live
 * cells. A path from D to E says that f^n maps a part of D affinely onto E. So
 *
 * <ul>
 *   <li>two different loops through one vertex D give parts I, J of D without common interior and
 *       p, q with f^p(I) = D = f^q(J): positive entropy, f is chaotic;
 *   <li>if the diagram is finite and every strongly connected component is at most a single cycle,
 *       the periodic points off the borders and traps follow finitely many loops, and each loop of
 *       length L carries only periods L and 2L: finitely many periods, so by Sharkovsky's theorem
 *       only powers of two, not all of them: f is ordered.
 * </ul>
 *
 * <p>A vertex whose images provably are never cut again counts as expanded: nothing after it
 * branches (see {@link #isTrapped}).
 */
public final class MarkovDiagram implements StrongComponents.Graph {
  /** What the diagram proves. */
  public enum Outcome {
    /** Two different loops through one vertex. */
    CHAOTIC,
    /** Finite, no branching component. */
    ORDERED,
    /** The work limit was reached. */
    OPEN
  }

  /** A limit that settles every map met in practice within seconds. */
  public static final long DEFAULT_WORK = 20_000_000;

  private static final int LONGEST_TRAP = 512;

  /** The interval (lo, hi) inside a cell. */
  private record Vertex(int cell, Point lo, Point hi) {
    static final Comparator<Vertex> ORDER =
        Comparator.comparingInt(Vertex::cell).thenComparing(Vertex::lo).thenComparing(Vertex::hi);
  }

  private final Cover cover;
  private final TreeMap<Vertex, Integer> numbers = new TreeMap<>(Vertex.ORDER);
  private final List<int[]> edges = new ArrayList<>();
  private final Deque<Vertex> waiting = new ArrayDeque<>();
  private long work;

  private MarkovDiagram(Cover cover) {
    this.cover = cover;
  }

  /**
   * Builds the diagram until it proves something.
   *
   * @param maxWork limit on the number of vertices looked at, long numbers counting once per 64
   *     bits
   */
  public static Outcome outcome(ExactMap f, long maxWork) {
    return outcome(new Cover(f), maxWork);
  }

  static Outcome outcome(Cover cover, long maxWork) {
    List<Trap> traps = TrapSearch.find(cover, maxWork / 4);
    return new MarkovDiagram(cover.without(traps)).build(maxWork);
  }

  private Outcome build(long maxWork) {
    for (int cell = 0; cell < cover.size(); cell++) {
      if (cover.isLive(cell)) {
        number(new Vertex(cell, cover.border(cell), cover.border(cell + 1)));
      }
    }
    int nextLook = 4 * numbers.size() + 64;
    while (!waiting.isEmpty() && work <= maxWork) {
      expand(waiting.remove());
      if (edges.size() >= nextLook) {
        if (branches()) {
          return Outcome.CHAOTIC;
        }
        nextLook = 2 * edges.size();
      }
    }
    return branches() ? Outcome.CHAOTIC : waiting.isEmpty() ? Outcome.ORDERED : Outcome.OPEN;
  }

  private int number(Vertex v) {
    Integer known = numbers.get(v);
    if (known != null) {
      return known;
    }
    int next = numbers.size();
    numbers.put(v, next);
    waiting.add(v);
    return next;
  }

  private void expand(Vertex v) {
    List<Vertex> successors = isTrapped(v) ? List.of() : successors(v);
    edges.add(successors.stream().mapToInt(this::number).toArray());
  }

  private void count(Point p) {
    work += 1 + (p.isInfinite() ? 0 : p.value().bits() / 64);
  }

  private List<Vertex> successors(Vertex v) {
    List<Vertex> result = new ArrayList<>();
    Point a = v.lo.image(cover.function());
    Point b = v.hi.image(cover.function());
    count(a);
    count(b);
    Point low = a.compareTo(b) <= 0 ? a : b;
    Point high = low == a ? b : a;
    if (low.compareTo(high) == 0) {
      return result;
    }
    int to = Math.min(cover.cellBelow(high), cover.size() - 1);
    for (int cell = Math.max(cover.cellAbove(low), 0); cell <= to; cell++) {
      if (cover.sameComponent(cell, v.cell)) {
        Point yLow = cover.border(cell).compareTo(low) > 0 ? cover.border(cell) : low;
        Point yHigh = cover.border(cell + 1).compareTo(high) < 0 ? cover.border(cell + 1) : high;
        result.add(new Vertex(cell, yLow, yHigh));
      }
    }
    return result;
  }

  /**
   * Whether all images of the interval are proven to stay within one cell each: for some L the map
   * f^L, affine along the cells visited, has positive slope and the hull T of all the images of the
   * interval under it, together with its images under f, ..., f^(L-1), lies in those cells.
   */
  private boolean isTrapped(Vertex v) {
    Vertex image = v;
    ExactMap.Affine map = ExactMap.Affine.IDENTITY;
    List<Integer> cells = new ArrayList<>();
    for (int length = 1; length <= LONGEST_TRAP; length++) {
      cells.add(image.cell);
      map = cover.map(image.cell).of(map);
      count(Point.of(map.intercept()));
      image = onlySuccessor(image);
      if (image == null) {
        return false;
      }
      boolean powerOfTwo = Integer.bitCount(length) == 1;
      if (powerOfTwo
          && image.cell == v.cell
          && map.slope().signum() > 0
          && hullStays(v, map, cells)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The whole image, when it lies in one live cell; null when it is cut, leaves the live cells or
   * is a point.
   */
  private Vertex onlySuccessor(Vertex v) {
    List<Vertex> successors = successors(v);
    if (successors.size() != 1) {
      return null;
    }
    Vertex w = successors.get(0);
    Point a = v.lo.image(cover.function());
    Point b = v.hi.image(cover.function());
    return w.lo.equals(a) && w.hi.equals(b) || w.lo.equals(b) && w.hi.equals(a) ? w : null;
  }

  private boolean hullStays(Vertex v, ExactMap.Affine map, List<Integer> cells) {
    Point lo = lowest(v.lo, map);
    Point hi = highest(v.hi, map);
    for (int cell : cells) {
      if (lo.compareTo(cover.border(cell)) < 0 || hi.compareTo(cover.border(cell + 1)) > 0) {
        return false;
      }
      Point a = imageIn(cell, lo);
      Point b = imageIn(cell, hi);
      lo = a.compareTo(b) <= 0 ? a : b;
      hi = lo == a ? b : a;
    }
    return true;
  }

  /**
   * The image under the map of one cell; an infinite end is only asked for where the cell is
   * unbounded.
   */
  private Point imageIn(int cell, Point p) {
    return p.isInfinite() ? p.image(cover.function()) : Point.of(cover.map(cell).at(p.value()));
  }

  /** The infimum of p, map(p), map(map(p)), ... for an increasing map. */
  private static Point lowest(Point p, ExactMap.Affine map) {
    if (p.displacementSign(map) >= 0) {
      return p;
    }
    boolean converges = map.slope().compareTo(Rational.ONE) < 0;
    return converges && !p.isInfinite() ? Point.of(map.fixedPoint()) : Point.infinity(false);
  }

  /** The supremum of p, map(p), map(map(p)), ... for an increasing map. */
  private static Point highest(Point p, ExactMap.Affine map) {
    if (p.displacementSign(map) <= 0) {
      return p;
    }
    boolean converges = map.slope().compareTo(Rational.ONE) < 0;
    return converges && !p.isInfinite() ? Point.of(map.fixedPoint()) : Point.infinity(true);
  }

  /** Whether some component has more edges than vertices: two loops through one vertex. */
  private boolean branches() {
    int[] component = StrongComponents.of(this);
    int[] surplus = new int[component.length];
    for (int v = 0; v < component.length; v++) {
      surplus[component[v]]--;
      for (int k = 0; k < degree(v); k++) {
        surplus[component[v]] += component[target(v, k)] == component[v] ? 1 : 0;
      }
    }
    for (int s : surplus) {
      if (s > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return numbers.size();
  }

  @Override
  public int degree(int vertex) {
    return vertex < edges.size() ? edges.get(vertex).length : 0;
  }

  @Override
  public int target(int vertex, int k) {
    return edges.get(vertex)[k];
  }
}
