package org.liyorke.dynamics;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Points of the core of an exact map and their images. Each is held in an interval of fixed-point
 * numbers, rounded outwards; where two intervals overlap the precision of all is doubled, up to the
 * length of the exact numbers, and then these two points are compared exactly. So no order is ever
 * guessed, most points stay short, and equal points have one label.
 */
final class ExactOrbits implements Orbits {
  private static final int FIRST_PRECISION = 192;

  /** Exact numbers beyond this length are not formed: {@link Unseparated} is thrown. */
  private static final long MAX_EXACT_BITS = 1L << 18;

  private static final int MAX_POINTS = 100_000;

  /** Limit of the bits of all intervals formed. */
  private static final long MAX_BITS = 1L << 29;

  private final PiecewiseLinearMap f;
  private final int first;
  private final int last;

  /** The fixed-point unit is 2^-scale. */
  private long scale;

  private int precision;
  private final long exponent;
  private final long bitsOfStep;
  private long bits;

  // The map in fixed point, scaled when needed: v lies in the piece first + #{ceilX <= v}.
  private final BigInteger[] ceilX;
  private final BigInteger[] floorValue;
  private final BigInteger[] ceilValue;
  private final BigInteger[] floorOffset;
  private final BigInteger[] ceilOffset;

  private int count;
  private BigInteger[] low = new BigInteger[256];
  private BigInteger[] high = new BigInteger[256];
  private Rational[] exact = new Rational[256];
  private int[] parent = new int[256];
  private int[] image = new int[256];
  private long[] length = new long[256];
  private final TreeMap<Integer, Integer> known = new TreeMap<>(this::compare);

  /** Points of f on its core; only points of the core have images. */
  ExactOrbits(PiecewiseLinearMap f, ExactCore core) {
    this(f, core, FIRST_PRECISION);
  }

  /** The same from another first precision, in bits below the size of the core. */
  ExactOrbits(PiecewiseLinearMap f, ExactCore core, int precision) {
    this.f = f;
    this.precision = precision;
    first = core.firstPiece();
    last = core.lastPiece();
    int breakpoints = last - first;
    ceilX = new BigInteger[breakpoints];
    floorValue = new BigInteger[breakpoints];
    ceilValue = new BigInteger[breakpoints];
    floorOffset = new BigInteger[breakpoints + 1];
    ceilOffset = new BigInteger[breakpoints + 1];
    exponent = Math.max(core.lo().magnitude(), core.hi().magnitude());
    bitsOfStep = bitsOfStep();
    scaleMap();
  }

  /** The bits an exact point grows by in one step, at most: those of slopes on a common scale. */
  private long bitsOfStep() {
    long least = 0;
    long most = 1;
    for (int i = first; i <= last; i++) {
      for (Rational r : new Rational[] {f.slope(i), f.offset(i)}) {
        if (r.signum() != 0) {
          least = Math.min(least, r.exponent());
          most = Math.max(most, r.magnitude());
        }
      }
    }
    return most - least;
  }

  private void scaleMap() {
    scale = precision - exponent;
    Arrays.fill(ceilX, null);
    Arrays.fill(floorValue, null);
    Arrays.fill(ceilValue, null);
    Arrays.fill(floorOffset, null);
    Arrays.fill(ceilOffset, null);
  }

  private BigInteger ceilX(int i) {
    if (ceilX[i] == null) {
      ceilX[i] = ceilScaled(f.x(first + i));
    }
    return ceilX[i];
  }

  private void scaleValue(int i) {
    if (floorValue[i] == null) {
      floorValue[i] = f.value(first + i).floorScaled(scale);
      ceilValue[i] = ceilScaled(f.value(first + i));
    }
  }

  private void scaleOffset(int i) {
    if (floorOffset[i] == null) {
      floorOffset[i] = f.offset(first + i).floorScaled(scale);
      ceilOffset[i] = ceilScaled(f.offset(first + i));
    }
  }

  private BigInteger ceilScaled(Rational v) {
    return v.negate().floorScaled(scale).negate();
  }

  /** The label of a point; its image under f is computed when asked for. */
  int point(Rational v) {
    return add(v, -1, v.bits());
  }

  @Override
  public int image(int label) {
    if (image[label] < 0) {
      // The arrays may be replaced while the image is added.
      int added = add(null, label, length[label] + bitsOfStep);
      image[label] = added;
    }
    return image[label];
  }

  private int add(Rational v, int from, long bitsOfPoint) {
    if (count == low.length) {
      grow();
    }
    int label = count++;
    exact[label] = v;
    parent[label] = from;
    length[label] = bitsOfPoint;
    image[label] = -1;
    locate(label);
    Integer other = known.putIfAbsent(label, label);
    if (other == null) {
      return label;
    }
    count--;
    return other;
  }

  private void grow() {
    int size = 2 * count;
    low = Arrays.copyOf(low, size);
    high = Arrays.copyOf(high, size);
    exact = Arrays.copyOf(exact, size);
    parent = Arrays.copyOf(parent, size);
    image = Arrays.copyOf(image, size);
    length = Arrays.copyOf(length, size);
  }

  /** Computes the interval of a point from the point itself or from the interval of its parent. */
  private void locate(int label) {
    bits += precision;
    if (exact[label] != null) {
      low[label] = exact[label].floorScaled(scale);
      high[label] = ceilScaled(exact[label]);
      return;
    }
    BigInteger a = low[parent[label]];
    BigInteger b = high[parent[label]];
    int i = piece(a);
    int j = piece(b);
    boolean up = f.slope(first + i).signum() >= 0;
    BigInteger least = imageFloor(i, up ? a : b);
    BigInteger most = imageCeil(i, up ? b : a);
    if (i != j) {
      least = imageFloor(i, a).min(imageFloor(j, b));
      most = imageCeil(i, a).max(imageCeil(j, b));
      for (int t = i; t < j; t++) {
        scaleValue(t);
        least = least.min(floorValue[t]);
        most = most.max(ceilValue[t]);
      }
    }
    low[label] = least;
    high[label] = most;
  }

  private int piece(BigInteger v) {
    int from = 0;
    int to = ceilX.length;
    while (from < to) {
      int mid = (from + to) >>> 1;
      if (ceilX(mid).compareTo(v) <= 0) {
        from = mid + 1;
      } else {
        to = mid;
      }
    }
    return from;
  }

  private BigInteger imageFloor(int i, BigInteger v) {
    scaleOffset(i);
    return product(i, v).add(floorOffset[i]);
  }

  private BigInteger imageCeil(int i, BigInteger v) {
    scaleOffset(i);
    return product(i, v.negate()).negate().add(ceilOffset[i]);
  }

  /** The slope times v, rounded down. */
  private BigInteger product(int i, BigInteger v) {
    Rational slope = f.slope(first + i);
    return slope.oddPart().multiply(v).shiftLeft(Math.toIntExact(slope.exponent()));
  }

  /**
   * The order of two points.
   *
   * @throws Unseparated when only numbers beyond the limit of work would tell
   */
  @Override
  public int compare(int a, int b) {
    if (a == b) {
      return 0;
    }
    while (true) {
      if (high[a].compareTo(low[b]) < 0) {
        return -1;
      }
      if (high[b].compareTo(low[a]) < 0) {
        return 1;
      }
      long needed = Math.max(length[a], length[b]);
      if (needed <= 4L * precision) {
        return exactly(a).compareTo(exactly(b));
      }
      if (needed > MAX_EXACT_BITS) {
        throw Unseparated.INSTANCE;
      }
      refine();
    }
  }

  /** Doubles the precision; parents come before their images. */
  private void refine() {
    precision *= 2;
    scaleMap();
    for (int label = 0; label < count; label++) {
      locate(label);
    }
  }

  /** The exact value of a point. */
  Rational exactly(int label) {
    int steps = 0;
    int at = label;
    for (; exact[at] == null; at = parent[at]) {
      steps++;
    }
    int[] path = new int[steps];
    for (int v = label; v != at; v = parent[v]) {
      path[--steps] = v;
    }
    Rational value = exact[at];
    for (int v : path) {
      value = f.apply(value);
      bits += value.bits();
    }
    exact[label] = value;
    return value;
  }

  @Override
  public double approximation(int label) {
    return Rational.dyadic(low[label].add(high[label]), -scale - 1).approximation();
  }

  @Override
  public int direction(int cut) {
    return f.slope(f.piece(exactly(cut))).signum();
  }

  @Override
  public boolean exhausted() {
    return count > MAX_POINTS || bits > MAX_BITS;
  }
}
