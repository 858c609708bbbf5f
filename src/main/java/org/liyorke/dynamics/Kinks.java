package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Sorts the kinks of a layer of hidden units by place, each with the jumps of slope and offset it
 * makes.
 *
 * <p>A counting sort by the exponent and leading bits of 1 + |x|, finished by insertion: the places
 * of random kinks spread evenly over these buckets.
 */
final class Kinks {
  private static final int BITS = 5;
  private static final int OCTAVES = 8;
  private static final int HALF = OCTAVES << BITS;
  private static final int SMALL = 24;

  int n;
  double[] x = new double[16];
  double[] slopeJump = new double[16];
  double[] offsetJump = new double[16];

  /**
   * 1 where a unit becomes active to the right of its kink, -1 where it ceases; sorted for few
   * kinks only.
   */
  int[] activeJump = new int[16];

  private double[] px = new double[16];
  private double[] ps = new double[16];
  private double[] po = new double[16];
  private int[] bucket = new int[16];
  private final int[] start = new int[2 * HALF + 1];

  void clear(int capacity) {
    n = 0;
    if (capacity > x.length) {
      x = new double[capacity];
      slopeJump = new double[capacity];
      offsetJump = new double[capacity];
      activeJump = new int[capacity];
      px = new double[capacity];
      ps = new double[capacity];
      po = new double[capacity];
      bucket = new int[capacity];
    }
  }

  void add(double place, double slope, double offset, int active) {
    x[n] = place;
    activeJump[n] = active;
    slopeJump[n] = slope;
    offsetJump[n++] = offset;
  }

  /** Whether {@link #activeJump} is sorted along. */
  boolean few() {
    return n <= SMALL;
  }

  void sort() {
    if (!few()) {
      distribute();
    }
    insertionSort();
  }

  private void insertionSort() {
    for (int i = 1; i < n; i++) {
      double place = x[i];
      if (x[i - 1] <= place) {
        continue;
      }
      double s = slopeJump[i];
      double o = offsetJump[i];
      int active = activeJump[i];
      int j = i;
      for (; j > 0 && x[j - 1] > place; j--) {
        x[j] = x[j - 1];
        slopeJump[j] = slopeJump[j - 1];
        offsetJump[j] = offsetJump[j - 1];
        activeJump[j] = activeJump[j - 1];
      }
      x[j] = place;
      slopeJump[j] = s;
      offsetJump[j] = o;
      activeJump[j] = active;
    }
  }

  private void distribute() {
    Arrays.fill(start, 0);
    for (int i = 0; i < n; i++) {
      int magnitude =
          (Float.floatToRawIntBits(1f + Math.abs((float) x[i])) >>> (23 - BITS)) - (127 << BITS);
      magnitude = Math.min(magnitude, HALF - 1);
      int b = x[i] < 0 ? HALF - 1 - magnitude : HALF + magnitude;
      bucket[i] = b;
      start[b + 1]++;
    }
    for (int b = 0; b < 2 * HALF; b++) {
      start[b + 1] += start[b];
    }
    for (int i = 0; i < n; i++) {
      int to = start[bucket[i]]++;
      px[to] = x[i];
      ps[to] = slopeJump[i];
      po[to] = offsetJump[i];
    }
    double[] t = x;
    x = px;
    px = t;
    t = slopeJump;
    slopeJump = ps;
    ps = t;
    t = offsetJump;
    offsetJump = po;
    po = t;
  }
}
