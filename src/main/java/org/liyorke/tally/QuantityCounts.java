package org.liyorke.tally;

import java.math.BigInteger;

/**
 * What an engine counted of one quantity by itself, by the rules of {@link QuantityTally}.
 *
 * @param finite values that are finite, within +-32,768
 * @param minusInfinity values that are minus infinity
 * @param missing networks without a value
 * @param positive finite values above 0
 * @param sum of the finite values, each the nearest multiple of 2^-32, in units of 2^-32
 * @param squares sum of the squares of these multiples, in units of 2^-64
 * @param bins finite values by bin, {@link #BINS} counts: the negative bins from the outermost
 *     inwards, that of 0, the positive ones outwards
 */
public record QuantityCounts(
    long finite,
    long minusInfinity,
    long missing,
    long positive,
    BigInteger sum,
    BigInteger squares,
    long[] bins) {
  /**
   * Bins of a histogram: 128 an octave from 2^-20 to 2^15 and one for 2^15, twice, and that of 0.
   */
  public static final int BINS = 2 * ValueHistogram.BINS_OF_A_SIGN + 1;

  /** Checks the number of bins. */
  public QuantityCounts {
    if (bins.length != BINS) {
      throw new IllegalArgumentException(bins.length + " bins: must be " + BINS);
    }
  }

  /**
   * Throws if values were too large to be summed.
   *
   * @param refused how many
   */
  public static void requireNoneRefused(long refused) {
    if (refused != 0) {
      throw QuantityTally.tooLarge(refused + " observed values");
    }
  }
}
