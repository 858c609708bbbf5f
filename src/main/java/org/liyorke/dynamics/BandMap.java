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
 * that of all |a b| and |c|. The products a w are rounded to float32, which bands are too coarse to
 * notice and which loops over many numbers at a time are made of; a unit's jump and its slope are
 * the same number but for the sign, so all of them together change a slope by at most 2^-24 S + k
 * 2^-150. Sums of them, and the exact products a b, are taken in double precision. No partial sum
 * exceeds S (or T) but by rounding. The sums of the leftmost piece make k + 1 additions, those
 * inside bands k in all, the running sums 2n, so sums err by at most (2k + 2n + 1) u S and T, and
 * the evaluation of A x + B by u (S |x| + T). {@link #error} has 16 more of each to spare, and a
 * sixteenth of 2^-24 S.
 *
 * <p>Slopes come first, as they alone settle two networks in five.
 *
 * <p>Mutable so that a decider can reuse it; not thread-safe.
 */
final class BandMap {
  private static final double U = 0x1p-53;
  private static final double GUARD = 1.01;

  /** 2^-24, the rounding of float32, and more than all roundings of sums of up to 2^16 terms. */
  private static final double FLOAT_ROUNDING = 0x1.1p-24;

  /** Magnitudes beyond which products might overflow. */
  private static final double LARGEST = 0x1p120;

  /** By the sign bit of a first weight. */
  private static final double[] SIGN = {1, -1};

  private final int width;
  final BandGrid grid;
  final int n;

  /** Bounds of the slope in band j. */
  final double[] slopeLow;

  final double[] slopeHigh;

  /** f at border j, 0 &lt; j &lt; n. */
  final double[] value;

  /** Bounds of f in band j, 0 &lt; j &lt; n - 1; {@link BandCore} adds the outer two. */
  final double[] lower;

  final double[] upper;

  /** Bounds of f(x) - x in band j, 0 &lt; j &lt; n - 1. */
  final double[] gapLower;

  final double[] gapUpper;

  /** The parameters w, b, a, c, each in an array of its own: only such loops are vectorised. */
  private final float[] weights;

  private final float[] biases;
  private final float[] factors;
  private double constant;

  /** The rounded kinks -b / w, and the rounded products a |w| and a w. */
  private final float[] quotient;

  private final float[] jump;
  private final float[] slope;
  private final char[] part;

  /** Sums of the positive slope jumps in band j, at n + j those of the negative ones. */
  private final double[] jumps;

  /** Sums of the offset jumps in band j. */
  private final double[] turns;

  /** Sums of the positive and of the negative slope jumps in band j. */
  private final double[] rise;

  private final double[] drop;

  /** The slope at the left border of band j, that on the far left for j = 0. */
  private final double[] leftEnd;

  /** The offset at the left border of band j. */
  private final double[] leftOffset;

  /** A bound of the error of f and of f - id in band j. */
  private final double[] error;

  private final double[] middle;
  private final double[] tilt;
  private double sumSlopes;
  private double sumOffsets;
  private double errorSlope;
  private double errorOffset;

  // For the exact pieces.
  private int[] unit;
  private double[] place;
  private int[] order;
  private final int[] start;
  private double slopeHead;
  private double slopeTail;
  private double offsetHead;
  private double offsetTail;

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
    weights = new float[width];
    biases = new float[width];
    factors = new float[width];
    quotient = new float[width];
    jump = new float[width];
    slope = new float[width];
    part = new char[width];
    jumps = new double[2 * n];
    turns = new double[n];
    unit = new int[width + 1];
    place = new double[width];
    order = new int[width];
    start = new int[BandGrid.firstPart(n) + 1];
    rise = new double[n];
    drop = new double[n];
    leftEnd = new double[n];
    leftOffset = new double[n];
    error = new double[n];
    middle = new double[n];
    tilt = new double[n];
  }

  /** Bands for networks of a width; more units fill more bands. */
  static BandMap ofWidth(int width) {
    return new BandMap(width, new BandGrid(width < 128 ? 3 : width < 512 ? 4 : 5));
  }

  /** A bound of the error of f at a border or at a point of an outer band. */
  double error(double v) {
    return errorSlope * Math.abs(v) + errorOffset;
  }

  /**
   * Collects the units in their bands and bounds the slope there; {@link #boundValues} then bounds
   * f.
   *
   * @param p w (width numbers), b (width), a (width), c, from {@code from} on
   * @return false when numbers are huge: then another way must be taken
   */
  boolean boundSlopes(float[] p, int from) {
    System.arraycopy(p, from, weights, 0, width);
    System.arraycopy(p, from + width, biases, 0, width);
    System.arraycopy(p, from + 2 * width, factors, 0, width);
    constant = p[from + 3 * width];
    divide(weights, biases, quotient);
    multiplyMagnitude(factors, weights, jump);
    multiply(factors, weights, slope);
    addUpSlopes(collectJumps());
    if (!(sumSlopes < LARGEST)) {
      return false;
    }
    addUp(leftEnd, drop, -errorSlope, slopeLow);
    addUp(leftEnd, rise, errorSlope, slopeHigh);
    settleOuterSlopes();
    return true;
  }

  /** The sum of all a w. Signs are those of a coin: no branch depends on one. */
  private double collectJumps() {
    Arrays.fill(jumps, 0);
    double slopes = 0;
    for (int i = 0; i < width; i++) {
      int fine = grid.part(quotient[i]);
      part[i] = (char) fine;
      float height = jump[i];
      slopes += slope[i];
      jumps[BandGrid.band(fine) + (Float.floatToRawIntBits(height) >> 31 & n)] += height;
    }
    return slopes;
  }

  /** Running sums of the bands, from the sum of all a w. */
  private void addUpSlopes(double total) {
    System.arraycopy(jumps, 0, rise, 0, n);
    System.arraycopy(jumps, n, drop, 0, n);
    double magnitudes = 0;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      leftEnd[j] = sum;
      sum += rise[j] + drop[j];
      magnitudes += rise[j] - drop[j];
    }
    // What products may have lost by underflow must not be missing.
    sumSlopes = magnitudes + width * Float.MIN_VALUE;
    errorSlope = FLOAT_ROUNDING * sumSlopes + width * Float.MIN_VALUE;
    // Units with w < 0 are active on the left; they are counted in both sums, with opposite signs.
    add(0.5 * (total - sum), leftEnd);
  }

  /** Where no unit is active beyond the outer kinks an outer slope is exactly zero. */
  private void settleOuterSlopes() {
    if (!anyUnit(1, 0)) {
      slopeLow[0] = 0;
      slopeHigh[0] = 0;
    }
    if (!anyUnit(-1, n - 1)) {
      slopeLow[n - 1] = 0;
      slopeHigh[n - 1] = 0;
    }
  }

  /** Whether a unit has a first weight of the other sign or its kink in the band. */
  private boolean anyUnit(float sign, int band) {
    for (int i = 0; i < width; i++) {
      if (sign * weights[i] < 0 || BandGrid.band(part[i]) == band) {
        return true;
      }
    }
    return false;
  }

  /**
   * After {@link #boundSlopes}: bounds f.
   *
   * @return false when a first weight is 0 or numbers are huge: then another way must be taken
   */
  boolean boundValues() {
    Arrays.fill(turns, 0);
    double sum = 0;
    double magnitudes = Math.abs(constant);
    for (int i = 0; i < width; i++) {
      float w = weights[i];
      if (w == 0) {
        return false;
      }
      double offset = (double) factors[i] * biases[i];
      sum += offset;
      magnitudes += Math.abs(offset);
      turns[BandGrid.band(part[i])] += SIGN[Float.floatToRawIntBits(w) >>> 31] * offset;
    }
    if (!(magnitudes < LARGEST)) {
      return false;
    }
    sumOffsets = magnitudes;
    errorOffset = GUARD * U * (2 * width + 3 * n + 18) * magnitudes;
    addUpOffsets(sum);
    boundBands();
    return true;
  }

  /** The same for offsets, from the sum of all a b, and f at the borders. */
  private void addUpOffsets(double total) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      leftOffset[j] = sum;
      sum += turns[j];
    }
    add(constant + 0.5 * (total - sum), leftOffset);
    evaluate(leftEnd, grid.border, leftOffset, value);
  }

  private void boundBands() {
    boundErrors(grid.reach, 2 * errorSlope + 16 * U, 2 * errorOffset, error);
    halves(value, middle, tilt);
    boundBelow(middle, tilt, error, grid.quarter, rise, lower);
    boundAbove(middle, tilt, error, grid.quarter, drop, upper);
    boundGap(lower, tilt, grid, 1, gapLower);
    boundGap(upper, tilt, grid, -1, gapUpper);
  }

  // Loops of their own over few arrays, without a branch: only such ones are vectorised.

  private static void divide(float[] w, float[] b, float[] quotient) {
    for (int i = 0; i < quotient.length; i++) {
      quotient[i] = -b[i] / w[i];
    }
  }

  private static void multiplyMagnitude(float[] x, float[] y, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = x[i] * Math.abs(y[i]);
    }
  }

  private static void multiply(float[] x, float[] y, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = x[i] * y[i];
    }
  }

  private static void add(double number, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += number;
    }
  }

  private static void evaluate(double[] slope, double[] x, double[] offset, double[] value) {
    for (int j = 0; j < value.length; j++) {
      value[j] = Math.fma(slope[j], x[j], offset[j]);
    }
  }

  private static void addUp(double[] left, double[] jump, double error, double[] slope) {
    for (int j = 0; j < slope.length; j++) {
      slope[j] = left[j] + jump[j] + error;
    }
  }

  private static void boundErrors(double[] reach, double slope, double offset, double[] error) {
    for (int j = 0; j < error.length; j++) {
      error[j] = slope * reach[j] + offset;
    }
  }

  /** Mean and half the difference of f at the borders of a band. */
  private static void halves(double[] value, double[] middle, double[] tilt) {
    for (int j = 0; j < value.length - 1; j++) {
      double left = value[j];
      double right = value[j + 1];
      middle[j] = 0.5 * (left + right);
      tilt[j] = 0.5 * (right - left);
    }
  }

  private static void boundBelow(
      double[] middle,
      double[] tilt,
      double[] error,
      double[] quarter,
      double[] rise,
      double[] lower) {
    for (int j = 0; j < lower.length; j++) {
      lower[j] = middle[j] - Math.abs(tilt[j]) - error[j] - quarter[j] * rise[j];
    }
  }

  private static void boundAbove(
      double[] middle,
      double[] tilt,
      double[] error,
      double[] quarter,
      double[] drop,
      double[] upper) {
    for (int j = 0; j < upper.length; j++) {
      upper[j] = middle[j] + Math.abs(tilt[j]) + error[j] - quarter[j] * drop[j];
    }
  }

  /** From a bound of f, side = 1 for a lower one and -1 for an upper one, that of f - id. */
  private static void boundGap(
      double[] bound, double[] tilt, BandGrid grid, double side, double[] gap) {
    double[] centre = grid.centre;
    double[] half = grid.half;
    for (int j = 0; j < gap.length; j++) {
      double flatter = Math.abs(tilt[j]) - Math.abs(tilt[j] - half[j]);
      gap[j] = bound[j] + side * flatter - centre[j];
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
    sort(kinks, first, last);
    int active = sumLeftOf(first);
    double slope = slopeHead;
    double slopeTail = this.slopeTail;
    double offset = offsetHead;
    double offsetTail = this.offsetTail;
    out.reserve(kinks);
    double[] places = out.x;
    double[] radii = out.radius;
    double[] slopes = out.slope;
    double[] offsets = out.offset;
    double[] values = out.value;
    int m = 0;
    double a = slope + slopeTail;
    double b = offset + offsetTail;
    double steepest = Math.abs(a);
    double farthest = Math.abs(b);
    slopes[0] = surely(a, active);
    offsets[0] = b;
    double previous = Double.NaN;
    for (int i = 0; i < kinks; i++) {
      double x = place[i];
      int k = order[i];
      int sign = Float.floatToRawIntBits(weights[k]) >>> 31;
      double turned = SIGN[sign] * factors[k];
      double jump = turned * weights[k];
      double turn = turned * biases[k];
      double sum = slope + jump;
      slopeTail += remainder(slope, jump, sum);
      slope = sum;
      sum = offset + turn;
      offsetTail += remainder(offset, turn, sum);
      offset = sum;
      active += 1 - 2 * sign;
      a = slope + slopeTail;
      b = offset + offsetTail;
      steepest = Math.abs(a) > steepest ? Math.abs(a) : steepest;
      farthest = Math.abs(b) > farthest ? Math.abs(b) : farthest;
      if (x < hi) {
        if (x > lo && x != previous) {
          places[m] = x;
          radii[m++] = 2 * U * Math.abs(x);
          previous = x;
        }
        double s = surely(a, active);
        slopes[m] = s;
        offsets[m] = b;
        if (m > 0) {
          values[m - 1] = Math.fma(s, x, b);
        }
      }
    }
    out.m = m;
    out.lo = lo;
    out.hi = hi;
    out.slopeError = GUARD * U * (steepest + 0x1p-10 * sumSlopes);
    out.errorSlope = GUARD * U * (10 * steepest + 0x1p-10 * sumSlopes);
    out.errorOffset = GUARD * U * (2 * farthest + 0x1p-10 * sumOffsets);
    out.floor = Double.NEGATIVE_INFINITY;
    out.ceiling = Double.POSITIVE_INFINITY;
  }

  /** What rounding took from sum = fl(x + y), exactly (Knuth's two-sum). */
  private static double remainder(double x, double y, double sum) {
    double taken = sum - x;
    return (x - (sum - taken)) + (y - taken);
  }

  /** Writes the units with kinks in the bands first to last to {@link #unit}. */
  private int gather(int first, int last) {
    int from = BandGrid.firstPart(first);
    int to = BandGrid.firstPart(last + 1) - 1;
    int count = 0;
    for (int i = 0; i < width; i++) {
      unit[count] = i;
      // 1 inside; outside one of the differences is negative.
      count += 1 - ((part[i] - from | to - part[i]) >>> 31);
    }
    return count;
  }

  private void sort(int kinks, int first, int last) {
    int from = BandGrid.firstPart(first);
    int parts = BandGrid.firstPart(last + 1) - from;
    Arrays.fill(start, 0, parts + 1, 0);
    for (int i = 0; i < kinks; i++) {
      start[part[unit[i]] - from + 1]++;
    }
    for (int j = 1; j < parts; j++) {
      start[j] += start[j - 1];
    }
    for (int i = 0; i < kinks; i++) {
      int k = unit[i];
      int to = start[part[k] - from]++;
      place[to] = -(double) biases[k] / weights[k];
      order[to] = k;
    }
    Kinks.insertionSort(place, order, kinks);
  }

  /** Sums up the units that are active left of the band; returns their number. */
  private int sumLeftOf(int first) {
    int from = BandGrid.firstPart(first);
    double slope = 0;
    double slopeRest = 0;
    double offset = constant;
    double offsetRest = 0;
    int active = 0;
    for (int i = 0; i < width; i++) {
      float w = weights[i];
      // All ones if active: w < 0 and the kink not yet passed, or w > 0 and passed.
      int mask = (Float.floatToRawIntBits(w) ^ (part[i] - from)) >> 31;
      active -= mask;
      double a = Float.intBitsToFloat(Float.floatToRawIntBits(factors[i]) & mask);
      double term = a * w;
      double sum = slope + term;
      slopeRest += remainder(slope, term, sum);
      slope = sum;
      term = a * biases[i];
      sum = offset + term;
      offsetRest += remainder(offset, term, sum);
      offset = sum;
    }
    slopeHead = slope;
    slopeTail = slopeRest;
    offsetHead = offset;
    offsetTail = offsetRest;
    return active;
  }

  /** A zero slope stands for one that is exactly zero: no unit is active. */
  private static double surely(double slope, int active) {
    return active == 0 ? 0 : slope == 0 ? Double.MIN_VALUE : slope;
  }
}
