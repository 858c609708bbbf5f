package org.liyorke.random;

import java.nio.DoubleBuffer;

/**
 * The steps from a word to a number in one form for every law that takes words, for implementations
 * outside this package: the package's description in numbers.
 *
 * <pre>
 *   y = 2 w + 1 - 2^32                               the word's place
 *   f = fma(y, slope, shift)                         in double
 *   f = f * P(2^32 - |y|)                            only if there is a table
 *   z = clamp((float) f, least, most) * scale        in float32
 *   number = z + mean                                in float32, only if mean is not 0
 * </pre>
 *
 * @param slope factor of the place
 * @param shift added to it
 * @param table rows of four coefficients of the cubic P, read-only; empty where P is 1
 * @param upper where the rows for words with the top bit set begin, counted in coefficients; 0
 *     where all words share the rows
 * @param least the smallest z
 * @param most the largest z
 * @param scale factor of z
 * @param mean added last
 */
public record LawRecipe(
    double slope,
    double shift,
    DoubleBuffer table,
    int upper,
    float least,
    float most,
    float scale,
    float mean) {
  private static final DoubleBuffer NO_TABLE = readOnly(new double[0]);

  static LawRecipe uniform(double slope, double shift, float least, float most) {
    return new LawRecipe(slope, shift, NO_TABLE, 0, least, most, 1, 0);
  }

  static DoubleBuffer readOnly(double[] table) {
    return DoubleBuffer.wrap(table).asReadOnlyBuffer();
  }

  /** The number of a word: the same bits as {@link Law#fromWord}. */
  public float number(int word) {
    double y = Position.of(word);
    double f = Math.fma(y, slope, shift);
    if (table.hasRemaining()) {
      double x = Position.END - Math.abs(y);
      int at = OctaveCubic.at(x) + (word >> 31 & upper);
      double p = Math.fma(table.get(at + 3), x, table.get(at + 2));
      p = Math.fma(p, x, table.get(at + 1));
      f *= Math.fma(p, x, table.get(at));
    }
    float z = (float) f;
    z = z < least ? least : z > most ? most : z;
    z *= scale;
    return mean == 0 ? z : z + mean;
  }
}
