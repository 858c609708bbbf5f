package org.liyorke.dynamics.orbits;

/**
 * Operations on matrices whose columns are vectors, one for each orbit, one after the other: entry
 * (i, c) stands at c * d + i, d the dimension. Sums run in double, those of the norms as four sums
 * that do not wait for each other: of i = 0, 4, 8, ..., of i = 1, 5, 9, ... and so on.
 */
final class Columns {
  private static final int SUMS = 4;

  private Columns() {}

  /** The Euclidean norms of the columns, as many as {@code norms} has room for. */
  static void norms(float[] matrix, double[] norms) {
    int dimension = matrix.length / norms.length;
    for (int c = 0; c < norms.length; c++) {
      norms[c] = Math.sqrt(squares(matrix, c * dimension, dimension));
    }
  }

  /** The same, rounded to float32. */
  static void norms(float[] matrix, float[] norms) {
    int dimension = matrix.length / norms.length;
    for (int c = 0; c < norms.length; c++) {
      norms[c] = (float) Math.sqrt(squares(matrix, c * dimension, dimension));
    }
  }

  private static double squares(float[] values, int from, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = from + count / SUMS * SUMS;
    for (int at = from; at < whole; at += SUMS) {
      s0 += square(values[at]);
      s1 += square(values[at + 1]);
      s2 += square(values[at + 2]);
      s3 += square(values[at + 3]);
    }
    for (int at = whole; at < from + count; at++) {
      s0 += square(values[at]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double square(double value) {
    return value * value;
  }

  /** The Euclidean distances of the columns of two matrices. */
  static void distances(float[] a, float[] b, double[] distances) {
    int dimension = a.length / distances.length;
    for (int c = 0; c < distances.length; c++) {
      double sum = 0;
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        sum += square((double) a[at] - b[at]);
      }
      distances[c] = Math.sqrt(sum);
    }
  }

  /** Divides every column by a number of its own, in double. */
  static void divide(float[] matrix, double[] by) {
    int dimension = matrix.length / by.length;
    for (int c = 0; c < by.length; c++) {
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        matrix[at] = (float) (matrix[at] / by[c]);
      }
    }
  }

  /** Divides every column by a number of its own, in float32, which is ten times as fast. */
  static void divide(float[] matrix, float[] by) {
    int dimension = matrix.length / by.length;
    for (int c = 0; c < by.length; c++) {
      float divisor = by[c];
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        matrix[at] /= divisor;
      }
    }
  }

  /** Marks the columns with a component beyond the radius, or one that is not a number. */
  static void markEscaped(float[] matrix, double radius, boolean[] escaped) {
    int dimension = matrix.length / escaped.length;
    for (int c = 0; c < escaped.length; c++) {
      boolean outside = false;
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        outside |= !(Math.abs(matrix[at]) <= radius);
      }
      escaped[c] |= outside;
    }
  }

  /** Whether all are marked. */
  static boolean all(boolean[] marks) {
    for (boolean mark : marks) {
      if (!mark) {
        return false;
      }
    }
    return true;
  }
}
