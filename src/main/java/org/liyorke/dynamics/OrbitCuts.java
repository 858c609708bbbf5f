package org.liyorke.dynamics;

/**
 * Points that cut a core into nodes: its ends, its turning points, and points of the turning
 * points' orbits, sorted, each known up to a radius.
 *
 * <p>A point becomes a cut only when it is told from all other cuts beyond both radii. The image of
 * a cut is then known by its <em>place</em> when it is a cut itself, not by a rounded number; else
 * by the cuts that its enclosure is sure to lie between.
 *
 * <p>A computed image has the radius (error(v) + steepness * radius(v)) (1 + 2^-40), which covers
 * the roundings of the radius itself. Not thread-safe.
 */
final class OrbitCuts {
  private static final int NOT_YET = -1;

  /** The image lies beyond the core or cannot be told from a cut. */
  private static final int NEVER = -2;

  /** How many times both radii cuts must keep from an attracting cycle. */
  private static final double CLEARANCE = 256;

  private final int capacity;
  private final AttractingCycle cycles = new AttractingCycle();

  /** The number of cuts that are never taken back. */
  private int permanent;

  private CoreMap map;
  private int n;

  /** The number of cuts whose image is a cut. */
  private int known;

  // By label, the order in which cuts were found.
  private final double[] value;
  private final double[] radius;
  private final double[] imageValue;
  private final double[] imageRadius;
  private final int[] image;
  private final int[] rank;
  private final int[] below;
  private final int[] above;
  private final boolean[] located;
  private final boolean[] turning;

  /** Whether an attracting cycle was looked for near the image. */
  private final boolean[] attempted;

  /** The turning point that surely has the same image, as one flat lap holds both; or -1. */
  private final int[] twin;

  // By rank, from left to right.
  private final int[] label;
  private final double[] low;
  private final double[] high;

  OrbitCuts(int capacity) {
    this.capacity = capacity;
    value = new double[capacity];
    radius = new double[capacity];
    imageValue = new double[capacity];
    imageRadius = new double[capacity];
    image = new int[capacity];
    rank = new int[capacity];
    below = new int[capacity];
    above = new int[capacity];
    located = new boolean[capacity];
    turning = new boolean[capacity];
    attempted = new boolean[capacity];
    twin = new int[capacity];
    label = new int[capacity];
    low = new double[capacity];
    high = new double[capacity];
  }

  /**
   * Starts with the ends of the core and its turning points.
   *
   * @param core indexed
   * @return false when there is no turning point, when they are too many, or cannot be told from
   *     each other
   */
  boolean start(CoreMap core) {
    map = core;
    n = 0;
    known = 0;
    if (core.turns == 0 || core.turns + 2 > capacity) {
      return false;
    }
    last(core.lo, 0);
    image[0] = NEVER;
    for (int t = 0; t < core.turns; t++) {
      int i = core.turn[t];
      double v = core.x[i];
      double r = guarded(v, core.radius[i]);
      if (!(v - r > high[n - 1])) {
        return false;
      }
      last(v, r);
      turning[n - 1] = true;
      twin[n - 1] = t > 0 && core.lapDirection(t) == 0 ? turningPoint(t - 1) : -1;
      located[n - 1] = true;
      imageValue[n - 1] = core.value[i];
      imageRadius[n - 1] = guarded(core.value[i], core.valueError(i));
    }
    last(core.hi, 0);
    image[n - 1] = NEVER;
    permanent = n;
    return high[n - 2] < core.hi;
  }

  private void last(double v, double r) {
    int a = add(v, r);
    label[a] = a;
    low[a] = v - r;
    high[a] = v + r;
  }

  private int add(double v, double r) {
    value[n] = v;
    radius[n] = r;
    image[n] = NOT_YET;
    located[n] = false;
    turning[n] = false;
    attempted[n] = false;
    twin[n] = -1;
    return n++;
  }

  /** The number of cuts, those at the ends included. */
  int count() {
    return n;
  }

  boolean full() {
    return n == capacity;
  }

  /** The number of cuts whose image is known to be a cut; never less after {@link #follow}. */
  int known() {
    return known;
  }

  /** The label of the cut of a rank. */
  int label(int rank) {
    return label[rank];
  }

  /** A cut's place, counted from 0 at the left; after {@link #place}. */
  int rank(int a) {
    return rank[a];
  }

  /** A lower bound of the cut of a rank. */
  double low(int rank) {
    return low[rank];
  }

  /** An upper bound of the cut of a rank. */
  double high(int rank) {
    return high[rank];
  }

  double value(int a) {
    return value[a];
  }

  /** The label of turning point t = 0, 1, ... of the core. */
  int turningPoint(int t) {
    return t + 1;
  }

  boolean isTurning(int a) {
    return turning[a];
  }

  /** The label of a cut's image where that is a cut, else negative. */
  int image(int a) {
    return image[a];
  }

  /** The number of cuts surely at or below a cut's image. */
  int below(int a) {
    return below[a];
  }

  /** The rank of the first cut surely at or above a cut's image. */
  int above(int a) {
    return above[a];
  }

  /** Whether a cut's image may become a cut. */
  boolean canFollow(int a) {
    return image[a] == NOT_YET;
  }

  /** Finds where the images of all cuts lie. */
  void place() {
    for (int r = 0; r < n; r++) {
      rank[label[r]] = r;
    }
    for (int a = 0; a < n; a++) {
      locate(a);
      if (image[a] < 0 && twin[a] >= 0 && image[twin[a]] >= 0) {
        image[a] = image[twin[a]];
        known++;
      }
      if (image[a] >= 0) {
        above[a] = rank[image[a]];
        below[a] = above[a] + 1;
      } else {
        enclose(a);
      }
    }
  }

  private void enclose(int a) {
    double most = imageValue[a] + imageRadius[a];
    int q = cutsBelow(imageValue[a] - imageRadius[a]);
    int t = q;
    while (t < n && low[t] < most) {
      t++;
    }
    below[a] = q;
    above[a] = t;
  }

  /** The number of cuts surely at or below v. */
  private int cutsBelow(double v) {
    int from = 0;
    int to = n;
    while (from < to) {
      int mid = (from + to) >>> 1;
      if (high[mid] <= v) {
        from = mid + 1;
      } else {
        to = mid;
      }
    }
    return from;
  }

  private void locate(int a) {
    if (located[a]) {
      return;
    }
    located[a] = true;
    double v = value[a];
    double r = radius[a];
    int i = map.pieceAt(v);
    double steepness = map.steepness(i, v, r);
    double y = map.applyOn(i, v);
    imageValue[a] = y;
    imageRadius[a] = guarded(y, (map.error(v) + steepness * r) * (1 + 0x1p-40));
    if (steepness == 0) {
      imageRadius[a] = map.isBound(y) ? 0 : imageRadius[a];
      twin[a] = turningPoint(Math.max(map.lap(v) - 1, 0));
    }
  }

  /** A radius with room for the rounding of v - r and v + r. */
  private static double guarded(double v, double r) {
    return r == 0 ? 0 : r + 0x1p-51 * Math.abs(v);
  }

  /** Makes the image of a cut a cut; its label, or negative when that cannot be. */
  int follow(int a) {
    if (image[a] != NOT_YET) {
      return image[a];
    }
    locate(a);
    if (twin[a] >= 0) {
      image[a] = follow(twin[a]);
      known += image[a] >= 0 ? 1 : 0;
      return image[a];
    }
    double v = imageValue[a];
    double r = imageRadius[a];
    int at = cutsBelow(v - r);
    if (at == 0 || at == n || !(v + r < low[at] && high[at - 1] < v - r)) {
      image[a] = NEVER;
      return NEVER;
    }
    image[a] = insert(v, r, at);
    known++;
    return image[a];
  }

  /** Adds a cut whose rank is {@code at}. */
  private int insert(double v, double r, int at) {
    int b = add(v, r);
    int behind = n - 1 - at;
    System.arraycopy(label, at, label, at + 1, behind);
    System.arraycopy(low, at, low, at + 1, behind);
    System.arraycopy(high, at, high, at + 1, behind);
    label[at] = b;
    low[at] = v - r;
    high[at] = v + r;
    return b;
  }

  /**
   * Adds an attracting cycle that orbits of cuts converge to, as cuts: points with f(z_i) = z_(i+1)
   * exactly, each known up to a radius. Cuts too close to it are taken back first; the orbits then
   * end short of the cycle.
   *
   * <p>Next to an attracting cycle no finite piece of an orbit gives nodes that cover each other;
   * the cycle itself does.
   *
   * @return false when there is no such cycle that can be told from what must stay
   */
  boolean addAttractingCycle() {
    for (int a = 0; a < n; a++) {
      if (image[a] == NEVER && above[a] > below[a] && !attempted[a]) {
        attempted[a] = true;
        int p = cycles.find(map, imageValue[a]);
        if (p > 0 && n + p <= capacity && makeRoom(p)) {
          insertCycle(p);
          return true;
        }
      }
    }
    return false;
  }

  /** Takes back cuts, the last first, until none is near the cycle. */
  private boolean makeRoom(int p) {
    int keep = n;
    for (int a = 0; a < keep; a++) {
      for (int i = 0; i < p && a < keep; i++) {
        double reach = CLEARANCE * (radius[a] + cycles.radius(i));
        if (!(Math.abs(value[a] - cycles.point(i)) > reach)) {
          keep = a;
        }
      }
    }
    if (keep < permanent || !cycles.separated(p)) {
      return false;
    }
    while (n > keep) {
      drop();
    }
    return true;
  }

  private void insertCycle(int p) {
    int first = n;
    for (int i = 0; i < p; i++) {
      double v = cycles.point(i);
      double r = guarded(v, cycles.radius(i));
      int b = insert(v, r, cutsBelow(v - r));
      image[b] = i + 1 < p ? b + 1 : first;
    }
    permanent = n;
  }

  /** Takes back the cut that was added last. */
  private void drop() {
    n--;
    int at = 0;
    while (label[at] != n) {
      at++;
    }
    int behind = n - at;
    System.arraycopy(label, at + 1, label, at, behind);
    System.arraycopy(low, at + 1, low, at, behind);
    System.arraycopy(high, at + 1, high, at, behind);
    for (int a = 0; a < n; a++) {
      if (image[a] == n) {
        image[a] = NEVER;
      }
    }
  }
}
