package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * The kinks of a layer of hidden units with the jumps of slope and offset they make, sorted by
 * place.
 *
 * <p>Only places and numbers are moved: the jumps stay where they were added, and {@link #order}
 * tells which belong to the i-th place. Few kinks are sorted by insertion, many by a counting sort
 * by the exponent and leading bits of 1 + |x| that insertion finishes: the places of random kinks
 * spread evenly over these buckets.
 */
final class Kinks {
  private static final int OCTAVES = 8;
  private static final int COARSE = 3;
  private static final int FINE = 5;

  /** From how many kinks on the counting sort pays, and from how many on the fine buckets do. */
  private static final int MANY = 25;

  private static final int VERY_MANY = 256;

  int n;

  /** Places; sorted by {@link #sort}. */
  double[] x = new double[16];

  /** After {@link #sort}: the number of the kink at place i, in the order of adding. */
  int[] order = new int[16];

  double[] slopeJump = new double[16];
  double[] offsetJump = new double[16];

  /** 1 where a unit becomes active to the right of its kink, -1 where it ceases. */
  int[] activeJump = new int[16];

  private double[] unsorted = new double[16];
  private int[] bucket = new int[16];
  private final int[] start = new int[(2 * OCTAVES << FINE) + 1];

  void clear(int capacity) {
    n = 0;
    if (capacity > x.length) {
      x = new double[capacity];
      order = new int[capacity];
      slopeJump = new double[capacity];
      offsetJump = new double[capacity];
      activeJump = new int[capacity];
      unsorted = new double[capacity];
      bucket = new int[capacity];
    }
  }

  void add(double place, double slope, double offset, int active) {
    x[n] = place;
    activeJump[n] = active;
    slopeJump[n] = slope;
    offsetJump[n++] = offset;
  }

  /** Adds a place alone, for which there is always room. */
  void append(double place) {
    if (n == x.length) {
      x = Arrays.copyOf(x, 2 * n);
      order = new int[2 * n];
      unsorted = new double[2 * n];
      bucket = new int[2 * n];
    }
    x[n++] = place;
  }

  void sort() {
    if (n < MANY) {
      for (int i = 0; i < n; i++) {
        order[i] = i;
      }
    } else {
      distribute(n < VERY_MANY ? COARSE : FINE);
    }
    insertionSort(x, order, n);
  }

  /** Sorts the first n places, the numbers along with them. */
  static void insertionSort(double[] x, int[] order, int n) {
    for (int i = 1; i < n; i++) {
      double place = x[i];
      int j = i;
      int number = order[i];
      for (; j > 0 && x[j - 1] > place; j--) {
        x[j] = x[j - 1];
        order[j] = order[j - 1];
      }
      x[j] = place;
      order[j] = number;
    }
  }

  private void distribute(int bits) {
    int half = OCTAVES << bits;
    Arrays.fill(start, 0, 2 * half + 1, 0);
    for (int i = 0; i < n; i++) {
      float v = (float) x[i];
      int magnitude = (Float.floatToRawIntBits(1f + Math.abs(v)) >>> (23 - bits)) - (127 << bits);
      // All ones where v is negative: -1 - magnitude, without a branch that could not be foreseen.
      int negative = Float.floatToRawIntBits(v) >> 31;
      int b = half + (Math.min(magnitude, half - 1) ^ negative);
      bucket[i] = b;
      start[b + 1]++;
    }
    for (int b = 0; b < 2 * half; b++) {
      start[b + 1] += start[b];
    }
    double[] places = x;
    for (int i = 0; i < n; i++) {
      int to = start[bucket[i]]++;
      unsorted[to] = places[i];
      order[to] = i;
    }
    x = unsorted;
    unsorted = places;
  }
}
