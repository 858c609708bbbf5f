package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * The map of a wide two-layer scalar ReLU network with float32 weights and an identity output,
 * known at the borders of a {@link BandGrid} and bounded inside each band: what can be had without
 * sorting the kinks.
 *
 * <p>Unit i jumps the slope by a_i |w_i| and the offset by a_i b_i sgn(w_i) at its kink -b_i / w_i.
 * Each band collects the sum of the positive slope jumps, P, of the negative ones, -N, and of the
 * offset jumps; running sums from the left give f at the borders. Inside a band of width W a jump
 * at a share t of it bends f away from the chord by at most jump t (1 - t) W, so f lies between the
 * chord less P W / 4 and the chord plus N W / 4, and the slope between its value at the left border
 * less N and plus P.
 *
 * <p>Error bound: let u = 2^-53, k the width, n the number of bands, S the sum of all |a w| and T
 * that of all |a b| and |c|. Products are exact. No partial sum exceeds S (or T) but by rounding.
 * The sums of the leftmost piece make k + 1 additions, those inside bands k in all, the running
 * sums 2n, so slopes and offsets err by at most (2k + 2n + 1) u S and T, and the evaluation of A x
 * + B by u (S |x| + T). {@link #error} has 16 more of each to spare.
 *
 * <p>Mutable so that a decider can reuse it; not thread-safe.
 */
final class BandMap {
  private static final double U = 0x1p-53;
  private static final double GUARD = 1.01;

  /** Magnitudes beyond which products might overflow. */
  private static final double LARGEST = 0x1p120;

  /** Slots of a band in {@link #sums}: positive slope jumps, negative ones, offset jumps. */
  private static final int SLOTS = 4;

  private static final int NEGATIVE = 1;
  private static final int OFFSET = 2;

  private final int width;
  final BandGrid grid;
  final int n;

  /** Bounds of the slope in band j. */
  final double[] slopeLow;

  final double[] slopeHigh;

  /** f at border j, 0 &lt; j &lt; n. */
  final double[] value;

  /** Bounds of f in band j, 0 &lt; j &lt; n - 1. */
  final double[] lower;

  final double[] upper;

  /** Bounds of f(x) - x in band j, 0 &lt; j &lt; n - 1. */
  final double[] gapLower;

  final double[] gapUpper;

  private float[] parameters;
  private int at;
  private final float[] quotient;
  private final int[] band;
  private final double[] sums;
  private double leftSlope;
  private double leftOffset;
  private double sumSlopes;
  private double sumOffsets;
  private boolean rises;
  private boolean falls;
  private double errorSlope;
  private double errorOffset;

  // For the exact pieces.
  private int[] unit;
  private double[] place;
  private int[] order;
  private final int[] start;

  BandMap(int width, BandGrid grid) {
    this.width = width;
    this.grid = grid;
    n = grid.n;
    slopeLow = new double[n];
    slopeHigh = new double[n];
    value = new double[n];
    lower = new double[n];
    upper = new double[n];
    gapLower = new double[n];
    gapUpper = new double[n];
    quotient = new float[width];
    band = new int[width];
    sums = new double[SLOTS * n];
    unit = new int[width + 1];
    place = new double[width];
    order = new int[width];
    start = new int[n + 1];
  }

  /** Bands for networks of a width; more units fill more bands. */
  static BandMap ofWidth(int width) {
    return new BandMap(width, new BandGrid(width < 128 ? 2 : width < 512 ? 3 : 4));
  }

  /** A bound of the error of f at a border or at a point of an outer band. */
  double error(double v) {
    return errorSlope * Math.abs(v) + errorOffset;
  }

  /**
   * Collects the units in their bands and bounds f there.
   *
   * @param p w (width numbers), b (width), a (width), c, from {@code from} on; kept for {@link
   *     #restrict}
   * @return false when a first weight is 0 or numbers are huge: then another way must be taken
   */
  boolean build(float[] p, int from) {
    parameters = p;
    at = from;
    divide(p, from);
    if (!collect(p, from) || !(sumSlopes < LARGEST && sumOffsets < LARGEST)) {
      return false;
    }
    double roundings = GUARD * U * (2 * width + 2 * n + 16);
    errorSlope = roundings * sumSlopes;
    errorOffset = roundings * sumOffsets;
    addUp();
    bound();
    return true;
  }

  /** A loop of its own, for it can be done on many numbers at a time. */
  private void divide(float[] p, int from) {
    int biases = from + width;
    for (int i = 0; i < width; i++) {
      quotient[i] = -p[biases + i] / p[from + i];
    }
  }

  /** Signs are those of a coin: no branch depends on one. */
  private boolean collect(float[] p, int from) {
    Arrays.fill(sums, 0);
    int biases = from + width;
    int outputs = biases + width;
    double a0 = 0;
    double b0 = p[outputs + width];
    double s = 0;
    double t = Math.abs(b0);
    int anySign = 0;
    int everySign = -1;
    for (int i = 0; i < width; i++) {
      float w = p[from + i];
      float b = p[biases + i];
      float a = p[outputs + i];
      if (w == 0) {
        return false;
      }
      int j = grid.band(quotient[i]);
      band[i] = j;
      int sign = Float.floatToRawIntBits(w) >> 31;
      int aBits = Float.floatToRawIntBits(a);
      anySign |= sign;
      everySign &= sign;
      double jump = (double) a * Math.abs(w);
      double turn = (double) Float.intBitsToFloat(aBits ^ (sign & Integer.MIN_VALUE)) * b;
      sums[SLOTS * j + (aBits >>> 31)] += jump;
      sums[SLOTS * j + OFFSET] += turn;
      s += Math.abs(jump);
      t += Math.abs(turn);
      // The factor of a unit that is active far on the left, else 0.
      double active = Float.intBitsToFloat(aBits & sign);
      a0 += active * w;
      b0 += active * b;
    }
    leftSlope = a0;
    leftOffset = b0;
    sumSlopes = s;
    sumOffsets = t;
    falls = anySign != 0;
    rises = everySign == 0;
    return true;
  }

  private void addUp() {
    double[] border = grid.border;
    double a = leftSlope;
    double b = leftOffset;
    double e = errorSlope;
    for (int j = 0; j < n; j++) {
      double up = sums[SLOTS * j];
      double down = sums[SLOTS * j + NEGATIVE];
      value[j] = Math.fma(a, border[j], b);
      slopeLow[j] = a + down - e;
      slopeHigh[j] = a + up + e;
      a += up + down;
      b += sums[SLOTS * j + OFFSET];
    }
    // Where no unit is active beyond the outer kinks, the sign of the outer slopes is that of their
    // jumps.
    if (!falls && sums[0] == 0 && sums[NEGATIVE] == 0) {
      slopeLow[0] = 0;
      slopeHigh[0] = 0;
    }
    int last = SLOTS * (n - 1);
    if (!rises && sums[last] == 0 && sums[last + NEGATIVE] == 0) {
      slopeLow[n - 1] = 0;
      slopeHigh[n - 1] = 0;
    }
  }

  private void bound() {
    double[] border = grid.border;
    double[] quarter = grid.quarter;
    double[] reach = grid.reach;
    for (int j = 1; j < n - 1; j++) {
      double e = 2 * (errorSlope * reach[j] + errorOffset);
      double above = e - quarter[j] * sums[SLOTS * j + NEGATIVE];
      double below = e + quarter[j] * sums[SLOTS * j];
      double f0 = value[j];
      double f1 = value[j + 1];
      lower[j] = Math.min(f0, f1) - below;
      upper[j] = Math.max(f0, f1) + above;
      double slack = 4 * U * reach[j];
      double h0 = f0 - border[j];
      double h1 = f1 - border[j + 1];
      gapLower[j] = Math.min(h0, h1) - (below + slack);
      gapUpper[j] = Math.max(h0, h1) + (above + slack);
    }
  }

  /**
   * The exact pieces of f on [lo, hi], which lies in the bands first to last. Only the kinks of
   * these bands are sorted; a kink of another band lies on the border or outside.
   *
   * <p>The sums of the piece on the left and those from kink to kink are compensated, so that each
   * slope errs by u of itself and at most (3k)^2 u^2 S, which is below 2^-16 u S; offsets likewise.
   * Evaluation and one rounding of the quotient at a kink, whose jump is at most 2 max |A|, make
   * the rest of the bounds, in which up to three times the radius 2u |x| of a kink is allowed for.
   */
  void restrict(double lo, double hi, int first, int last, CoreMap out) {
    int kinks = gather(first, last);
    sortByBand(kinks, first, last);
    TwoSum slope = new TwoSum(0);
    TwoSum offset = new TwoSum(parameters[at + 3 * width]);
    int active = sumLeftOf(first, slope, offset);
    double steepest = 0;
    double farthest = 0;
    out.reserve(kinks);
    int m = 0;
    double a = slope.rounded();
    double b = offset.rounded();
    out.slope[0] = surely(a, active);
    out.offset[0] = b;
    double previous = Double.NaN;
    for (int i = 0; i < kinks; i++) {
      steepest = Math.max(steepest, Math.abs(a));
      farthest = Math.max(farthest, Math.abs(b));
      int k = order[i];
      double w = parameters[at + k];
      double c = parameters[at + 2 * width + k];
      double turned = w < 0 ? -c : c;
      slope.add(turned * w);
      offset.add(turned * parameters[at + width + k]);
      active += w < 0 ? -1 : 1;
      a = slope.rounded();
      b = offset.rounded();
      double x = place[i];
      if (x < hi) {
        if (x > lo && x != previous) {
          out.x[m] = x;
          out.radius[m++] = 2 * U * Math.abs(x);
          previous = x;
        }
        out.slope[m] = surely(a, active);
        out.offset[m] = b;
        if (m > 0) {
          out.value[m - 1] = Math.fma(out.slope[m], x, b);
        }
      }
    }
    steepest = Math.max(steepest, Math.abs(a));
    farthest = Math.max(farthest, Math.abs(b));
    out.m = m;
    out.lo = lo;
    out.hi = hi;
    out.slopeError = GUARD * U * (steepest + 0x1p-10 * sumSlopes);
    out.errorSlope = GUARD * U * (10 * steepest + 0x1p-10 * sumSlopes);
    out.errorOffset = GUARD * U * (2 * farthest + 0x1p-10 * sumOffsets);
    out.floor = Double.NEGATIVE_INFINITY;
    out.ceiling = Double.POSITIVE_INFINITY;
  }

  /** Writes the units with kinks in the bands first to last to {@link #unit}. */
  private int gather(int first, int last) {
    int count = 0;
    for (int i = 0; i < width; i++) {
      unit[count] = i;
      // 1 inside, 0 outside, as either difference is negative there.
      count += 1 - (((band[i] - first) | (last - band[i])) >>> 31);
    }
    return count;
  }

  private void sortByBand(int kinks, int first, int last) {
    Arrays.fill(start, 0, last - first + 2, 0);
    for (int i = 0; i < kinks; i++) {
      start[band[unit[i]] - first + 1]++;
    }
    for (int j = 0; j < last - first; j++) {
      start[j + 1] += start[j];
    }
    for (int i = 0; i < kinks; i++) {
      int k = unit[i];
      int to = start[band[k] - first]++;
      place[to] = -(double) parameters[at + width + k] / parameters[at + k];
      order[to] = k;
    }
    Kinks.insertionSort(place, order, kinks);
  }

  /** Sums up the units that are active left of the band; returns their number. */
  private int sumLeftOf(int first, TwoSum slope, TwoSum offset) {
    int active = 0;
    for (int i = 0; i < width; i++) {
      float w = parameters[at + i];
      // All ones if active: w < 0 and the kink not yet passed, or w > 0 and passed.
      int mask = (Float.floatToRawIntBits(w) ^ (band[i] - first)) >> 31;
      double a =
          Float.intBitsToFloat(Float.floatToRawIntBits(parameters[at + 2 * width + i]) & mask);
      slope.add(a * w);
      offset.add(a * parameters[at + width + i]);
      active -= mask;
    }
    return active;
  }

  /** A zero slope stands for one that is exactly zero: no unit is active. */
  private static double surely(double slope, int active) {
    return active == 0 ? 0 : slope == 0 ? Double.MIN_VALUE : slope;
  }
}
