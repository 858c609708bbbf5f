package org.liyorke.tally;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's sequentially rejective correction for many tests (Scandinavian Journal of Statistics 6,
 * 1979, 65-70).
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values: rejecting where they are at most alpha keeps the probability of any false
   * rejection at alpha, whatever the dependence between the tests.
   *
   * @param pValues each in [0, 1]
   * @return in the same order, each in [0, 1] and at least the p-value it came from
   */
  public static double[] adjust(double... pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
