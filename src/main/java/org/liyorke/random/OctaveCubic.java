package org.liyorke.random;

import java.util.function.DoubleUnaryOperator;

/**
 * A function on [1, 2^32) as a table of cubic polynomials, 64 pieces of equal length to each octave
 * [2^e, 2^(e+1)).
 *
 * <p>Suits functions that are singular at 0 as logarithms are and smooth elsewhere: a piece is 1/64
 * to 1/128 of its distance to the singularity, so the error of the cubic is some 2^-33 of the
 * function's change over an octave. The piece is found in the argument's own bits: row {@code
 * (doubleToRawLongBits(x) >>> 46) & 2047} of four coefficients, the constant first. Evaluation by
 * Horner's rule with fused multiply-adds has the same bits everywhere.
 */
final class OctaveCubic {
  static final int ROWS = 2048;
  static final int COEFFICIENTS = 4 * ROWS;

  private static final int OCTAVES = 32;
  private static final int STEPS = 64;

  // Chebyshev's nodes for a cubic are +-cos(pi/8) and +-cos(3 pi/8); their squares differ by
  // sqrt(1/2).
  private static final double NODE1 = 0.9238795325112867;
  private static final double NODE2 = 0.3826834323650898;

  private OctaveCubic() {}

  /**
   * Writes the {@link #COEFFICIENTS} coefficients for a function, interpolated at Chebyshev's nodes
   * of each piece.
   */
  static void fit(DoubleUnaryOperator function, double[] table, int offset) {
    for (int octave = 0; octave < OCTAVES; octave++) {
      double start = 1L << octave;
      for (int step = 0; step < STEPS; step++) {
        double low = start * (1 + step / (double) STEPS);
        fitPiece(function, low, start / STEPS, table, offset + at(low));
      }
    }
  }

  /** Where the four coefficients for an argument in [1, 2^32) begin: four times its row. */
  static int at(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> 44) & (COEFFICIENTS - 4);
  }

  private static void fitPiece(
      DoubleUnaryOperator function, double low, double length, double[] table, int at) {
    double h = length / 2;
    double m = low + h;
    double minus1 = function.applyAsDouble(m - h * NODE1);
    double minus2 = function.applyAsDouble(m - h * NODE2);
    double plus2 = function.applyAsDouble(m + h * NODE2);
    double plus1 = function.applyAsDouble(m + h * NODE1);
    double even1 = (plus1 + minus1) / 2;
    double even2 = (plus2 + minus2) / 2;
    double odd1 = (plus1 - minus1) / (2 * NODE1);
    double odd2 = (plus2 - minus2) / (2 * NODE2);
    double squares = NODE1 * NODE1 - NODE2 * NODE2;
    double e2 = (even1 - even2) / squares;
    double o3 = (odd1 - odd2) / squares;
    double e0 = even1 - e2 * NODE1 * NODE1;
    double o1 = odd1 - o3 * NODE1 * NODE1;
    expand(e0, o1 / h, e2 / (h * h), o3 / (h * h * h), m, table, at);
  }

  /** Expands b0 + b1 (x - m) + b2 (x - m)^2 + b3 (x - m)^3 in powers of x. */
  private static void expand(
      double b0, double b1, double b2, double b3, double m, double[] table, int at) {
    table[at] = ((-b3 * m + b2) * m - b1) * m + b0;
    table[at + 1] = (3 * b3 * m - 2 * b2) * m + b1;
    table[at + 2] = b2 - 3 * b3 * m;
    table[at + 3] = b3;
  }
}
