package org.liyorke.random;

import java.io.Serializable;

/**
 * A probability law that turns one random 32-bit word into one float32 number (contract 3).
 *
 * <p>Every law uses only operations that IEEE 754 rounds exactly, so any implementation that
 * follows the same steps produces the same bits; the package's description gives the steps. A
 * constant law consumes no word. Laws are immutable, may be shared by threads, and may be sent to
 * other processes of the same program.
 */
public interface Law extends Serializable {
  /** Whether the law takes no word because every number is the same. */
  boolean isConstant();

  /**
   * The number for one word.
   *
   * @param word the random word, all 32 bits significant; ignored by a constant law
   */
  float fromWord(int word);

  /**
   * Turns {@code count} words into {@code count} numbers; the same bits as {@link #fromWord}.
   *
   * @param words source words; not read by a constant law
   */
  void transform(int[] words, int wordOffset, float[] out, int outOffset, int count);

  /**
   * The law of {@code factor} times a number of this law; for a normal law the standard deviation
   * is multiplied.
   *
   * @param factor above 0 and finite in float32; so must be what it makes
   */
  Law scaledBy(double factor);

  /**
   * The steps of the law in numbers.
   *
   * @throws IllegalStateException for a constant law, which has none
   */
  LawRecipe recipe();

  /** The mean of the exact law (before rounding to float32). */
  double mean();

  /** The variance of the exact law (before rounding to float32). */
  double variance();
}
