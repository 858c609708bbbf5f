package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * A partition of the line into bands, to which float32 quotients are assigned without a search: by
 * a table of their leading bits. Bands tell the sign of q and the exponent and leading bits of 1 +
 * |q| apart; fewer of these far out, where kinks and cores are few.
 *
 * <p>Band j is the closed interval between border[j] and border[j + 1]; the outer two are
 * unbounded. A float32 belongs to the band right of a threshold Y &gt; 0 when it is Y, which is a
 * float32, or more. A quotient rounds to Y or more exactly when it lies above the mid-point of Y
 * and the float before, or on it, where either band will do; on the left the same holds with the
 * signs reversed. So with these mid-points as borders, which are doubles, the <em>exact</em>
 * quotient lies in the closed band.
 */
final class BandGrid {
  private static final int OCTAVES = 6;

  /** A band has at most 2^PARTS parts, by further bits of the fraction, for sorting. */
  private static final int PARTS = 4;

  /** The table is read with the sign, the exponent and 8 bits of the fraction. */
  private static final int UNREAD_BITS = 15;

  private static final int NEGATIVE = 1 << Integer.SIZE - 1 - UNREAD_BITS;

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

  /** Parts by the leading bits of a float32. */
  private final char[] parts = new char[2 * NEGATIVE];

  /**
   * A grid. Bands are as fine as {@code bits} tells up to |q| = 3 and coarser by half in each
   * octave of 1 + |q| beyond, where kinks and cores are few: a band holds 1 part in 2^bits of its
   * octave.
   *
   * @param bits leading bits of the fraction that tell the innermost bands apart, 1 to 6
   */
  BandGrid(int bits) {
    float[] thresholds = thresholds(bits);
    int side = thresholds.length >> PARTS;
    n = 2 * side;
    border = new double[n];
    for (int i = 1; i < side; i++) {
      float t = thresholds[i << PARTS];
      double middle = 0.5 * ((double) Math.nextDown(t) + t);
      border[side + i] = middle;
      border[side - i] = -middle;
    }
    layParts(thresholds);
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

  /** Where the parts right of 0 begin. */
  private static float[] thresholds(int bits) {
    float[] thresholds = new float[OCTAVES << bits + PARTS];
    int count = 0;
    for (int octave = 0; octave < OCTAVES; octave++) {
      int parts = 1 << Math.max(1, bits - Math.max(0, octave - 1)) + PARTS;
      for (int i = 0; i < parts; i++) {
        thresholds[count++] = Math.scalb(1 + (float) i / parts, octave) - 1;
      }
    }
    return Arrays.copyOf(thresholds, count);
  }

  /** Thresholds of bands have 8 bits of fraction at most; those of parts are moved up to such. */
  private void layParts(float[] thresholds) {
    int side = thresholds.length;
    int from = 0;
    for (int i = 0; i < side; i++) {
      int to = i < side - 1 ? index(thresholds[i + 1]) : NEGATIVE;
      Arrays.fill(parts, from, to, (char) (side + i));
      Arrays.fill(parts, NEGATIVE + from, NEGATIVE + to, (char) (side - 1 - i));
      from = to;
    }
  }

  /** The first place of the table for numbers of at least t &gt; 0. */
  private static int index(float t) {
    return (Float.floatToRawIntBits(t) - 1 >>> UNREAD_BITS) + 1;
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
    return parts[Float.floatToRawIntBits(q) >>> UNREAD_BITS];
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
