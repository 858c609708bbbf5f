package org.liyorke.dynamics;

/**
 * Proves order from the bands of a {@link BandMap} alone: which bands of the core may f lead to
 * from each of them.
 *
 * <p>Nodes are runs of one, two or four neighbouring bands, at most 64, so that a set of nodes is a
 * word. A point belongs to the band that {@link BandGrid#part} gives, a monotone function of real
 * numbers, so a node has edges to all nodes between those of the bounds of its image, and every
 * periodic orbit follows the edges within one strongly connected component.
 *
 * <p>Where the nodes of a component are p intervals, each of which leads to one other only, these
 * form a cycle of length p. Two points of an orbit in the same interval stay together, so a chord
 * of g = f^p through them has as its slope a product of chords of f, one from each interval. If no
 * such product is -1 or less, g + id grows along the orbit; if all are 0 or less, g falls. Joining
 * the points of the orbit under g by lines gives a map of an interval with the same property, which
 * has no two-cycle in the first case, no points of period four in the second. So the period under f
 * is p, or divides 2p.
 *
 * <p>If that holds for every component the map has finitely many periods, all of which are powers
 * of two by Sharkovsky's theorem.
 *
 * <p>Not thread-safe.
 */
final class BandGraph {
  private static final int MAX_NODES = Long.SIZE;

  /** One band more than {@link #MAX_NODES} has this many leading zeros, less one. */
  private static final int MAX_SHIFT = Integer.numberOfLeadingZeros(MAX_NODES) + 1;

  private final long[] successors = new long[MAX_NODES];
  private BandMap map;
  private int first;
  private int last;
  private int nodes;

  /** A node is 2^shift bands, counted from {@link #first}. */
  private int shift;

  /** The nodes of components that were not settled. */
  private long open;

  /**
   * Whether order is proven. If not, {@link #firstOpen} and {@link #lastOpen} tell which bands hold
   * all periodic orbits but those of the periods noted; no period three is among these.
   *
   * @param f built
   * @param from first band that meets an interval that holds all periodic orbits
   * @param to last band that meets it
   * @param periods gets the possible periods of the components that were settled
   */
  boolean proveOrder(BandMap f, int from, int to, PeriodSet periods) {
    first = from;
    last = to;
    int count = to - from + 1;
    shift = Math.max(0, MAX_SHIFT - Integer.numberOfLeadingZeros(count - 1));
    nodes = (count - 1 >> shift) + 1;
    open = -1L >>> MAX_NODES - nodes;
    map = f;
    connect();
    settle(periods);
    return open == 0;
  }

  /** First band of those left open, after {@link #proveOrder}. */
  int firstOpen() {
    return first + (Long.numberOfTrailingZeros(open) << shift);
  }

  /** Last band of those left open. */
  int lastOpen() {
    return Math.min(last, first + (Long.SIZE - Long.numberOfLeadingZeros(open) << shift) - 1);
  }

  /** Whether the bands left open reach from end to end. */
  boolean allOpen() {
    return firstOpen() == first && lastOpen() == last;
  }

  private void settle(PeriodSet periods) {
    long unsettled = 0;
    long left = recurrent(open);
    while (left != 0) {
      long node = Long.lowestOneBit(left);
      long component = component(node, left);
      if (component != 0 && !isCycle(component, periods)) {
        unsettled |= component;
      }
      left &= ~(component | node);
    }
    open = unsettled;
  }

  private void connect() {
    int step = 1 << shift;
    for (int node = 0; node < nodes; node++) {
      int j = first + (node << shift);
      int end = Math.min(j + step - 1, last);
      double low = map.lower[j];
      double high = map.upper[j];
      while (j < end) {
        j++;
        low = Math.min(low, map.lower[j]);
        high = Math.max(high, map.upper[j]);
      }
      successors[node] = nodesBetween(low, high);
    }
  }

  /** The nodes of the numbers from low to high that lie in the core's bands. */
  private long nodesBetween(double low, double high) {
    if (low > map.grid.right(last) || high < map.grid.left(first)) {
      return 0;
    }
    return -1L << nodeOf(low) & -1L >>> -1 - nodeOf(high);
  }

  /** A number on the border of the core's bands belongs to the one inside. */
  private int nodeOf(double v) {
    int band = BandGrid.band(map.grid.part((float) v));
    return Math.min(Math.max(band, first), last) - first >> shift;
  }

  /** Drops nodes without predecessors or successors in the set until there is none. */
  private long recurrent(long set) {
    long before;
    do {
      before = set;
      long reached = 0;
      for (long rest = before; rest != 0; rest &= rest - 1) {
        int node = Long.numberOfTrailingZeros(rest);
        long to = successors[node] & set;
        set = to == 0 ? set & ~Long.lowestOneBit(rest) : set;
        reached |= to;
      }
      set &= reached;
    } while (set != before);
    return set;
  }

  /** The strongly connected component of a node within a set; 0 if the node is on no cycle. */
  private long component(long node, long set) {
    long reached = 0;
    long fresh = node;
    while (fresh != 0) {
      long news = successors[Long.numberOfTrailingZeros(fresh)] & set & ~reached;
      reached |= news;
      fresh = fresh & fresh - 1 | news;
    }
    if ((reached & node) == 0) {
      return 0;
    }
    long component = node;
    long before;
    do {
      before = component;
      for (long rest = reached & ~component; rest != 0; rest &= rest - 1) {
        if ((successors[Long.numberOfTrailingZeros(rest)] & component) != 0) {
          component |= Long.lowestOneBit(rest);
        }
      }
    } while (component != before);
    return component;
  }

  /**
   * Whether a component is a cycle of intervals as described above; notes its periods if so. A
   * period three would be left for others to find or to exclude.
   */
  private boolean isCycle(long component, PeriodSet periods) {
    SlopeProduct product = new SlopeProduct();
    int length = 0;
    for (long rest = component; rest != 0; length++) {
      long interval = run(rest, Long.lowestOneBit(rest));
      rest &= ~interval;
      if (!leadsToOneInterval(interval, component)) {
        return false;
      }
      multiplySlopes(interval, product);
    }
    return length != 3 && product.notePeriods(length, periods);
  }

  private boolean leadsToOneInterval(long interval, long component) {
    long to = 0;
    for (long rest = interval; rest != 0; rest &= rest - 1) {
      to |= successors[Long.numberOfTrailingZeros(rest)];
    }
    to &= component;
    return (to & ~run(component, Long.lowestOneBit(to))) == 0;
  }

  /** The neighbouring nodes of a set from one of its nodes on to the right. */
  private static long run(long set, long from) {
    return set & ~(set + from);
  }

  private void multiplySlopes(long interval, SlopeProduct product) {
    int from = first + (Long.numberOfTrailingZeros(interval) << shift);
    int to = Math.min(from + (Long.bitCount(interval) << shift) - 1, last);
    double least = map.slopeLow[from];
    double greatest = map.slopeHigh[from];
    for (int j = from + 1; j <= to; j++) {
      least = Math.min(least, map.slopeLow[j]);
      greatest = Math.max(greatest, map.slopeHigh[j]);
    }
    product.multiply(least, greatest);
  }
}
