package org.liyorke.bench;

import java.util.Arrays;

/**
 * The obvious way to the pieces of f(x) = sum a_i max(0, w_i x + b_i) + c: sort the breakpoints
 * -b_i/w_i, add up the slopes. In plain double arithmetic, with rounding errors that nothing
 * bounds.
 */
final class SortedPieces {
  final double[] breakpoints;
  final double[] slopes;
  final double[] offsets;

  /**
   * From the parameters w, b, a, c of one network in the order of contract 2, which begin at
   * offset.
   */
  SortedPieces(float[] p, int offset, int k) {
    double[][] jumps = new double[k][];
    slopes = new double[k + 1];
    offsets = new double[k + 1];
    offsets[0] = p[offset + 3 * k];
    for (int i = 0; i < k; i++) {
      double w = p[offset + i];
      double b = p[offset + k + i];
      double a = p[offset + 2 * k + i];
      if (w < 0) {
        slopes[0] += a * w;
        offsets[0] += a * b;
      }
      jumps[i] = new double[] {-b / w, a * Math.abs(w), w < 0 ? -a * b : a * b};
    }
    Arrays.sort(jumps, (left, right) -> Double.compare(left[0], right[0]));
    breakpoints = new double[k];
    for (int i = 0; i < k; i++) {
      breakpoints[i] = jumps[i][0];
      slopes[i + 1] = slopes[i] + jumps[i][1];
      offsets[i + 1] = offsets[i] + jumps[i][2];
    }
  }

  /** f(x). */
  double at(double x) {
    int found = Arrays.binarySearch(breakpoints, x);
    int piece = found >= 0 ? found : -found - 1;
    return slopes[piece] * x + offsets[piece];
  }
}
