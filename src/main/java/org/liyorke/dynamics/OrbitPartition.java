package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Decides a map by the orbits of its turning points. {@link OrbitCuts} cuts the core into nodes, on
 * each of which f is monotone; the <em>outer</em> graph has an edge i -&gt; j where f(i) may meet
 * the inside of j, the <em>inner</em> graph where f(i) surely covers j.
 *
 * <p>Order: every periodic orbit follows the outer graph. When each strongly connected component
 * with an edge is a single cycle of length p, a periodic orbit on it is one of the monotone map
 * f^p, so its period divides p, or 2p when f^p decreases. No contraction is needed, so weakly
 * attracting cycles cost no more than others.
 *
 * <p>Chaos: a component of the inner graph with more edges than vertices holds two different loops
 * through one node; f maps parts of it monotonically onto it along each, a horseshoe (Misiurewicz
 * and Szlenk 1980).
 *
 * <p>What is neither is refined: the ends of nodes in unsettled components get the next points of
 * their orbits as cuts. Memory is kept between uses; not thread-safe.
 */
final class OrbitPartition implements LoopGraph {
  enum Outcome {
    ORDERED,
    CHAOTIC,
    OPEN
  }

  /** Cuts added in a round, as a share of those there. */
  private static final double GROWTH = 0.75;

  private static final int LEAST_GROWTH = 4;
  private static final int FIRST_GROWTH = 6;

  private final OrbitCuts cuts;
  private CoreMap map;
  private int nodes;

  private final int[] direction;
  private final int[] outerFrom;
  private final int[] outerTo;
  private final int[] innerFrom;
  private final int[] innerTo;

  /** The steps after which the value of a flat node is surely back in it, or 0. */
  private final int[] flatPeriod;

  /** The steps to the first point of a flat node's orbit whose place is only enclosed. */
  private final int[] flatSteps;

  /** The label of the last known point of a flat node's orbit. */
  private final int[] flatEnd;

  private final Edges outerEdges;
  private final Edges innerEdges;
  private final StrongComponents outer = new StrongComponents();
  private final StrongComponents inner = new StrongComponents();
  private final boolean[] wanted;

  /** By component of the outer graph: the product of the directions. */
  private final int[] sign;

  /** By component of the outer graph: neither without an edge nor one cycle of monotone nodes. */
  private final boolean[] open;

  private int chaotic;
  private boolean cutsMayClose;

  /**
   * Creates the memory for partitions.
   *
   * @param capacity the most cuts to work with
   */
  OrbitPartition(int capacity) {
    cuts = new OrbitCuts(capacity);
    direction = new int[capacity];
    outerFrom = new int[capacity];
    outerTo = new int[capacity];
    innerFrom = new int[capacity];
    innerTo = new int[capacity];
    flatPeriod = new int[capacity];
    flatSteps = new int[capacity];
    flatEnd = new int[capacity];
    outerEdges = new Edges(capacity);
    innerEdges = new Edges(capacity);
    wanted = new boolean[capacity];
    sign = new int[capacity];
    open = new boolean[capacity];
  }

  /** Successors of all nodes, one list behind the other. */
  private static final class Edges {
    final int[] first;
    int[] successor = new int[512];
    int count;

    Edges(int capacity) {
      first = new int[capacity + 1];
    }

    void reserve(int more) {
      if (count + more > successor.length) {
        successor = Arrays.copyOf(successor, 2 * (count + more));
      }
    }
  }

  /**
   * Decides the map, or leaves it open.
   *
   * @param core indexed, on a finite interval that holds all periodic orbits
   * @param periods gets the periods that remain possible when the outcome is ORDERED
   */
  Outcome decide(CoreMap core, PeriodSet periods) {
    map = core;
    chaotic = -1;
    if (!cuts.start(core)) {
      return Outcome.OPEN;
    }
    followTurningPoints();
    Outcome outcome;
    do {
      outcome = look(periods);
    } while (outcome == Outcome.OPEN && (refine() || cuts.addAttractingCycle()));
    return outcome;
  }

  /** Hardly any map is settled by less. */
  private void followTurningPoints() {
    int each = Math.max(1, FIRST_GROWTH / map.turns);
    for (int t = 0; t < map.turns && !cuts.full(); t++) {
      int a = cuts.turningPoint(t);
      for (int s = 0; s < each && a >= 0 && !cuts.full(); s++) {
        a = cuts.follow(a);
      }
    }
  }

  private Outcome look(PeriodSet periods) {
    connect();
    if (settled()) {
      notePeriods(periods);
      return Outcome.ORDERED;
    }
    if (branches()) {
      cutsMayClose = anyCutMayClose();
      return Outcome.CHAOTIC;
    }
    return Outcome.OPEN;
  }

  private void connect() {
    cuts.place();
    nodes = cuts.count() - 1;
    int lap = 0;
    outerEdges.count = 0;
    for (int j = 0; j < nodes; j++) {
      int a = cuts.label(j);
      lap += cuts.isTurning(a) ? 1 : 0;
      direction[j] = map.lapDirection(lap);
      if (direction[j] == 0) {
        flat(j, lap);
      } else {
        monotone(j, a, cuts.label(j + 1));
      }
      outerEdges.first[j] = outerEdges.count;
      outerEdges.reserve(nodes);
      for (int s = outerFrom[j]; s <= outerTo[j]; s++) {
        outerEdges.successor[outerEdges.count++] = s;
      }
    }
    outerEdges.first[nodes] = outerEdges.count;
    outer.find(nodes, outerEdges.first, outerEdges.successor);
  }

  private void monotone(int j, int a, int b) {
    int least = direction[j] > 0 ? a : b;
    int most = direction[j] > 0 ? b : a;
    outerFrom[j] = Math.max(cuts.below(least) - 1, 0);
    outerTo[j] = Math.min(cuts.above(most), nodes) - 1;
    innerFrom[j] = cuts.above(least);
    innerTo[j] = cuts.below(most) - 2;
  }

  /**
   * A flat node has one value, so at most one periodic orbit meets it. The value is followed to the
   * last cut of its orbit; from there it goes on in the closed nodes that may hold the next point.
   */
  private void flat(int j, int lap) {
    innerFrom[j] = 0;
    innerTo[j] = -1;
    outerFrom[j] = 0;
    outerTo[j] = -1;
    int a = cuts.turningPoint(Math.max(lap - 1, 0));
    int other = cuts.turningPoint(Math.min(lap, map.turns - 1));
    a = cuts.image(a) >= 0 ? a : other;
    int steps = 1;
    for (; cuts.image(a) >= 0; steps++) {
      a = cuts.image(a);
      if (cuts.rank(a) == j || cuts.rank(a) == j + 1) {
        flatPeriod[j] = steps;
        flatEnd[j] = a;
        return;
      }
      if (steps > nodes) {
        // The orbit goes round without this node.
        flatPeriod[j] = 0;
        flatSteps[j] = steps;
        flatEnd[j] = a;
        return;
      }
    }
    flatEnd[j] = a;
    flatSteps[j] = steps;
    int below = cuts.below(a);
    int above = cuts.above(a);
    flatPeriod[j] = below == j + 1 && above == j + 1 ? steps : 0;
    boolean outside = above == 0 || below == nodes + 1;
    if (flatPeriod[j] == 0 && !outside) {
      outerFrom[j] = Math.max(Math.min(below, above) - 1, 0);
      outerTo[j] = Math.min(Math.max(below, above), nodes) - 1;
    }
  }

  /** Whether every component of the outer graph with an edge is one cycle of monotone nodes. */
  private boolean settled() {
    int components = outer.count();
    Arrays.fill(sign, 0, components, 1);
    for (int j = 0; j < nodes; j++) {
      sign[outer.of(j)] *= direction[j];
    }
    boolean settled = true;
    for (int c = 0; c < components; c++) {
      open[c] = outer.edges(c) > outer.size(c) || outer.edges(c) > 0 && sign[c] == 0;
      settled &= !open[c];
    }
    return settled;
  }

  private void notePeriods(PeriodSet periods) {
    for (int c = 0; c < outer.count(); c++) {
      if (outer.edges(c) > 0) {
        periods.addDivisorsOf(sign[c] < 0 ? 2L * outer.size(c) : outer.size(c));
      }
    }
    for (int j = 0; j < nodes; j++) {
      if (direction[j] == 0 && flatPeriod[j] > 0) {
        periods.addDivisorsOf(flatPeriod[j]);
      }
    }
  }

  private boolean branches() {
    innerEdges.count = 0;
    for (int j = 0; j < nodes; j++) {
      innerEdges.first[j] = innerEdges.count;
      int c = outer.of(j);
      if (open[c]) {
        innerEdges.reserve(nodes);
        for (int s = innerFrom[j]; s <= innerTo[j]; s++) {
          if (outer.of(s) == c) {
            innerEdges.successor[innerEdges.count++] = s;
          }
        }
      }
    }
    innerEdges.first[nodes] = innerEdges.count;
    inner.find(nodes, innerEdges.first, innerEdges.successor);
    chaotic = inner.branching();
    return chaotic >= 0;
  }

  /** Makes images of the ends of open nodes cuts; false when none can be. */
  private boolean refine() {
    int old = cuts.count();
    Arrays.fill(wanted, 0, old, false);
    int ends = 0;
    for (int j = 0; j < nodes; j++) {
      if (open[outer.of(j)]) {
        ends += want(cuts.label(j)) + want(cuts.label(j + 1));
        ends += direction[j] == 0 ? want(flatEnd[j]) : 0;
      }
    }
    if (ends == 0) {
      return false;
    }
    int known = cuts.known();
    int room = Math.max(LEAST_GROWTH, (int) (GROWTH * old));
    int each = Math.max(1, room / ends);
    for (int a = 0; a < old && !cuts.full(); a++) {
      int b = wanted[a] ? a : -1;
      for (int s = 0; s < each && b >= 0 && !cuts.full(); s++) {
        b = cuts.follow(b);
      }
    }
    return cuts.known() > known;
  }

  private int want(int a) {
    if (wanted[a] || !cuts.canFollow(a)) {
      return 0;
    }
    wanted[a] = true;
    return 1;
  }

  /**
   * After CHAOTIC: whether a point of least period three may lie in a node. Where no node can hold
   * one there is none.
   *
   * <p>An orbit of period three that meets a flat node is the node's one orbit. Any other that has
   * a point inside a node j follows a closed walk of length three from j, and not j -&gt; j -&gt;
   * j, where f is monotone. When all of an orbit may be cuts, every node counts.
   */
  boolean mayHoldPeriodThree(int j) {
    if (direction[j] == 0) {
      return flatPeriod[j] == 3 || flatPeriod[j] == 0 && flatSteps[j] <= 3 || cutsMayClose;
    }
    if (cutsMayClose) {
      return true;
    }
    for (int s = outerFrom[j]; s <= outerTo[j]; s++) {
      for (int t = outerFrom[s]; t <= outerTo[s] && direction[s] != 0; t++) {
        boolean back = direction[t] != 0 && outerFrom[t] <= j && j <= outerTo[t];
        if (back && !(s == j && t == j)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether an orbit of period three may consist of cuts: its images are cuts again, or one of them
   * cannot be told from a cut.
   */
  private boolean anyCutMayClose() {
    for (int a = 0; a <= nodes; a++) {
      int second = cuts.image(a) < 0 ? -1 : cuts.image(cuts.image(a));
      boolean closed = second >= 0 && second != a && cuts.image(second) == a;
      if (closed || cuts.image(a) < 0 && cuts.above(a) > cuts.below(a)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return nodes;
  }

  @Override
  public boolean inChaos(int v) {
    return inner.of(v) == chaotic;
  }

  @Override
  public int firstEdge(int v) {
    return innerEdges.first[v];
  }

  @Override
  public int successor(int edge) {
    return innerEdges.successor[edge];
  }

  @Override
  public double left(int v) {
    return cuts.value(cuts.label(v));
  }

  @Override
  public double right(int v) {
    return cuts.value(cuts.label(v + 1));
  }

  /** A bound from below of where a node begins. */
  double outerLeft(int v) {
    return cuts.low(v);
  }

  /** A bound from above of where a node ends. */
  double outerRight(int v) {
    return cuts.high(v + 1);
  }

  @Override
  public boolean rises(int v) {
    return direction[v] > 0;
  }
}
