package org.liyorke.dynamics;

/**
 * A partition of the line into bands, to which float32 quotients are assigned without a search: by
 * the sign of q and by the exponent and the leading bits of 1 + |q|, rounded to float32.
 *
 * <p>Band j is the closed interval between border[j] and border[j + 1]; the outer two are
 * unbounded. The way from the exact quotient to its band is a chain of roundings, each monotone, so
 * the quotients of a band fill an interval. The least float32 a with fl(1 + a) &gt;= Y is the first
 * that falls above a threshold Y; a quotient rounds to a or more exactly when it lies above the
 * mid-point of a and the float before, or on it, where either band will do. So with these
 * mid-points as borders, which are doubles, the <em>exact</em> quotient lies in the closed band.
 */
final class BandGrid {
  private static final int OCTAVES = 6;
  private static final int FRACTION_BITS = 23;
  private static final int BIAS = 127;

  /** A band has 2^PARTS parts, by further bits of the fraction, for sorting. */
  private static final int PARTS = 4;

  /** Number of bands. */
  final int n;

  /** border[j], 0 &lt; j &lt; n, is between bands j - 1 and j; border[0] is unused and 0. */
  final double[] border;

  /** The centre of band j, 0 for the outer two. */
  final double[] centre;

  /** Half the width of band j, 0 for the outer two. */
  final double[] half;

  /** A quarter of the width of band j, 0 for the outer two. */
  final double[] quarter;

  /** The larger magnitude of the ends of band j, the finite one's for the outer two. */
  final double[] reach;

  private final int shift;
  private final int base;
  private final int parts;

  /**
   * The grid of 12 * 2^bits bands.
   *
   * @param bits leading bits of the fraction that tell bands apart, 1 to 6
   */
  BandGrid(int bits) {
    shift = FRACTION_BITS - bits - PARTS;
    base = BIAS << bits + PARTS;
    parts = OCTAVES << bits + PARTS;
    int side = OCTAVES << bits;
    n = 2 * side;
    border = new double[n];
    for (int i = 1; i < side; i++) {
      double t = threshold(Float.intBitsToFloat((BIAS << bits) + i << FRACTION_BITS - bits));
      border[side + i] = t;
      border[side - i] = -t;
    }
    centre = new double[n];
    half = new double[n];
    quarter = new double[n];
    reach = new double[n];
    for (int j = 0; j < n; j++) {
      if (j > 0 && j < n - 1) {
        centre[j] = 0.5 * (border[j] + border[j + 1]);
        half[j] = 0.5 * (border[j + 1] - border[j]);
        quarter[j] = 0.5 * half[j];
      }
      double left = j > 0 ? Math.abs(border[j]) : 0;
      reach[j] = j < n - 1 ? Math.max(left, Math.abs(border[j + 1])) : left;
    }
  }

  /** The mid-point below the least float a with fl(1 + a) &gt;= y. */
  private static double threshold(float y) {
    int low = 0;
    int high = Float.floatToRawIntBits(y);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (1f + Float.intBitsToFloat(middle) >= y) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return 0.5 * ((double) Float.intBitsToFloat(low) + (double) Float.intBitsToFloat(high));
  }

  /** The left border of a band, minus infinity for the first. */
  double left(int band) {
    return band == 0 ? Double.NEGATIVE_INFINITY : border[band];
  }

  /** The right border of a band, infinity for the last. */
  double right(int band) {
    return band == n - 1 ? Double.POSITIVE_INFINITY : border[band + 1];
  }

  /**
   * The part of a band that holds the exact quotient that was rounded to q, any part when q is not
   * a number. Parts are numbered from left to right.
   */
  int part(float q) {
    int magnitude = (Float.floatToRawIntBits(1f + Math.abs(q)) >>> shift) - base;
    // All ones where q is negative: -1 - magnitude, without a branch that could not be foreseen.
    int negative = Float.floatToRawIntBits(q) >> 31;
    return parts + (Math.min(magnitude, parts - 1) ^ negative);
  }

  /** The band of a part. */
  static int band(int part) {
    return part >> PARTS;
  }

  /** The first part of a band. */
  static int firstPart(int band) {
    return band << PARTS;
  }
}
