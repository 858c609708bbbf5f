package org.liyorke.dynamics.orbits;

import java.util.Arrays;

/**
 * Operations on matrices whose columns are vectors, one for each orbit: entry (i, c) stands at i *
 * n + c, n the number of columns. Sums run in double, by growing i.
 */
final class Columns {
  private Columns() {}

  /** The Euclidean norms of the n columns. */
  static void norms(float[] matrix, int n, double[] norms) {
    Arrays.fill(norms, 0);
    for (int row = 0; row < matrix.length; row += n) {
      for (int c = 0; c < n; c++) {
        double value = matrix[row + c];
        norms[c] += value * value;
      }
    }
    for (int c = 0; c < n; c++) {
      norms[c] = Math.sqrt(norms[c]);
    }
  }

  /** The Euclidean distances of the n columns of two matrices. */
  static void distances(float[] a, float[] b, int n, double[] distances) {
    Arrays.fill(distances, 0);
    for (int row = 0; row < a.length; row += n) {
      for (int c = 0; c < n; c++) {
        double difference = (double) a[row + c] - b[row + c];
        distances[c] += difference * difference;
      }
    }
    for (int c = 0; c < n; c++) {
      distances[c] = Math.sqrt(distances[c]);
    }
  }

  /** Divides every column by a number of its own. */
  static void divide(float[] matrix, int n, double[] by) {
    for (int row = 0; row < matrix.length; row += n) {
      for (int c = 0; c < n; c++) {
        matrix[row + c] = (float) (matrix[row + c] / by[c]);
      }
    }
  }

  /** Copies one column of a matrix to the same place in another. */
  static void copy(float[] from, float[] to, int n, int column) {
    for (int at = column; at < from.length; at += n) {
      to[at] = from[at];
    }
  }

  /** Marks the columns with a component beyond the radius, or one that is not a number. */
  static void markEscaped(float[] matrix, int n, double radius, boolean[] escaped) {
    for (int row = 0; row < matrix.length; row += n) {
      for (int c = 0; c < n; c++) {
        escaped[c] |= !(Math.abs(matrix[row + c]) <= radius);
      }
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
