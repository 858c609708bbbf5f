package org.liyorke.dynamics.orbits;

/**
 * Operations on matrices whose columns are vectors, one for each orbit, one after the other: entry
 * (i, c) stands at c * d + i, d the dimension. Sums run in double, by growing i.
 */
final class Columns {
  private Columns() {}

  /** The Euclidean norms of the columns, as many as {@code norms} has room for. */
  static void norms(float[] matrix, double[] norms) {
    int dimension = matrix.length / norms.length;
    for (int c = 0; c < norms.length; c++) {
      double sum = 0;
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        double value = matrix[at];
        sum += value * value;
      }
      norms[c] = Math.sqrt(sum);
    }
  }

  /** The Euclidean distances of the columns of two matrices. */
  static void distances(float[] a, float[] b, double[] distances) {
    int dimension = a.length / distances.length;
    for (int c = 0; c < distances.length; c++) {
      double sum = 0;
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        double difference = (double) a[at] - b[at];
        sum += difference * difference;
      }
      distances[c] = Math.sqrt(sum);
    }
  }

  /** Divides every column by a number of its own. */
  static void divide(float[] matrix, double[] by) {
    int dimension = matrix.length / by.length;
    for (int c = 0; c < by.length; c++) {
      for (int at = c * dimension; at < (c + 1) * dimension; at++) {
        matrix[at] = (float) (matrix[at] / by[c]);
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
