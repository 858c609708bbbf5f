package org.liyorke.tally;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An immutable snapshot of a {@link VerdictTally}. All counts are at least 0.
 *
 * @param chaotic networks proven chaotic
 * @param ordered networks proven ordered
 * @param undecided networks with neither proof
 * @param period3 networks proven to have a point of least period three
 * @param period3Undecided networks for which that stayed open
 * @param witness chaotic networks by the key of their witness, "m,n" or "loops", in the order of
 *     (m, n)
 * @param order ordered networks by the 2^n whose absence proved order, or "finite", in the order of
 *     n
 */
public record VerdictCounts(
    long chaotic,
    long ordered,
    long undecided,
    long period3,
    long period3Undecided,
    Map<String, Long> witness,
    Map<String, Long> order) {

  /** Copies the histograms and checks that the counts belong together. */
  public VerdictCounts {
    witness = Collections.unmodifiableMap(new LinkedHashMap<>(witness));
    order = Collections.unmodifiableMap(new LinkedHashMap<>(order));
    requireCount("chaotic", chaotic);
    requireCount("ordered", ordered);
    requireCount("undecided", undecided);
    requireCount("period3", period3);
    requireCount("period3_undecided", period3Undecided);
    long networks = Math.addExact(Math.addExact(chaotic, ordered), undecided);
    requireSum("witness", sum("witness", witness), chaotic);
    requireSum("order", sum("order", order), ordered);
    if (!(Math.addExact(period3, period3Undecided) <= networks)) {
      throw new IllegalArgumentException(
          "period3 + period3_undecided "
              + (period3 + period3Undecided)
              + " exceeds networks "
              + networks);
    }
  }

  /** All networks counted. */
  public long networks() {
    return chaotic + ordered + undecided;
  }

  private static void requireCount(String name, long value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " " + value + " must be at least 0");
    }
  }

  private static long sum(String name, Map<String, Long> histogram) {
    long sum = 0;
    for (Map.Entry<String, Long> entry : histogram.entrySet()) {
      requireCount(name + " \"" + entry.getKey() + "\"", entry.getValue());
      sum = Math.addExact(sum, entry.getValue());
    }
    return sum;
  }

  private static void requireSum(String name, long sum, long expected) {
    if (sum != expected) {
      throw new IllegalArgumentException(
          name + " sums to " + sum + ", not to the count " + expected);
    }
  }
}
