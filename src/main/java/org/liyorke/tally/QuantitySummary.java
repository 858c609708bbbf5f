package org.liyorke.tally;

import java.util.List;

/**
 * What the values of a quantity say.
 *
 * @param name of the quantity; empty for the main one of its observable
 * @param networks observed: finite + minusInfinity + missing
 * @param finite networks with a finite value, over which mean, sd and quantiles go
 * @param minusInfinity networks whose value is the logarithm of exactly 0
 * @param missing networks without a value
 * @param mean with its normal interval; NaN without values, the ends with fewer than 2
 * @param sd the standard deviation, by n - 1; NaN with fewer than 2 values
 * @param positive the share of the networks with a value above 0, with its Clopper-Pearson interval
 * @param quantiles of the orders {@link #ORDERS}; NaN without values
 */
public record QuantitySummary(
    String name,
    long networks,
    long finite,
    long minusInfinity,
    long missing,
    Interval mean,
    double sd,
    Interval positive,
    List<Double> quantiles) {
  /** The orders of the quantiles, in per cent. */
  public static final List<Integer> ORDERS = QuantityTally.ORDERS;

  /** Copies the list. */
  public QuantitySummary {
    quantiles = List.copyOf(quantiles);
  }
}
