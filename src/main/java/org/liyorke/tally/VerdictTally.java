package org.liyorke.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Witness;

/**
 * Counts of verdicts over any set of networks (contract 5): 64-bit integers, merged by addition.
 *
 * <p>Not safe for concurrent use: every thread fills its own tally and the tallies are merged.
 * Counts that pass 2^63 - 1 in a merge raise an ArithmeticException.
 */
public final class VerdictTally {
  /**
   * Index of the finite diagrams in the histogram of orders; 0..63 is the n of the missing period
   * 2^n.
   */
  private static final int FINITE = Long.SIZE;

  private static final String FINITE_KEY = "finite";
  private static final String LOOPS_KEY = "loops";

  private final long[] order = new long[FINITE + 1];

  /** Chaotic networks by m * 2^32 + n, whose numeric order is the order of (m, n). */
  private final TreeMap<Long, Long> oddPeriods = new TreeMap<>();

  private long loops;
  private long chaotic;
  private long undecided;
  private long period3;
  private long period3Undecided;

  /** A tally that continues from counts written earlier. */
  public static VerdictTally of(VerdictCounts counts) {
    VerdictTally tally = new VerdictTally();
    tally.chaotic = counts.chaotic();
    tally.undecided = counts.undecided();
    tally.period3 = counts.period3();
    tally.period3Undecided = counts.period3Undecided();
    counts.witness().forEach(tally::restoreWitness);
    counts.order().forEach((key, count) -> tally.order[orderIndex(key)] += count);
    return tally;
  }

  /**
   * A tally that {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it holds what no tally does
   */
  public static VerdictTally fromJson(JsonNode json) {
    Map<String, Long> witness = JsonCounts.histogram(json, "witness");
    Map<String, Long> order = JsonCounts.histogram(json, "order");
    return of(
        new VerdictCounts(
            sum(witness),
            sum(order),
            JsonCounts.get(json, "undecided"),
            JsonCounts.get(json, "period3"),
            JsonCounts.get(json, "period3_undecided"),
            witness,
            order));
  }

  private static long sum(Map<String, Long> histogram) {
    return histogram.values().stream().reduce(0L, Math::addExact);
  }

  /** The counts with the keys of a report; the sums of the histograms and zeros are left out. */
  public ObjectNode toJson() {
    ObjectNode json = JsonCounts.object();
    JsonCounts.put(json, "undecided", undecided);
    JsonCounts.put(json, "period3", period3);
    JsonCounts.put(json, "period3_undecided", period3Undecided);
    JsonCounts.put(json, "witness", witnessHistogram());
    JsonCounts.put(json, "order", orderHistogram());
    return json;
  }

  /** Counts one network. */
  public void add(Decision decision) {
    switch (decision.verdict()) {
      case ORDERED -> order[Long.numberOfTrailingZeros(decision.missingPeriod())]++;
      case CHAOTIC -> addWitness(decision.witness());
      case UNDECIDED -> undecided++;
    }
    if (decision.period3() != Answer.NO) {
      addPeriod3(decision.period3());
    }
  }

  /**
   * Counts networks that have no point of least period 2^n, for engines that settle many at once.
   *
   * @param n 0 to 63
   * @param networks how many, at least 0
   */
  public void addOrdered(int n, long networks) {
    order[n] = Math.addExact(order[n], networks);
  }

  /**
   * Counts chaotic networks with witnesses of one form (m, n), for engines that settle many at
   * once. Those of the form (0, 3), and only those, have a point of period three.
   *
   * @param m 0 to 31
   * @param n odd, at least 3
   * @param networks how many, at least 0
   */
  public void addChaotic(int m, int n, long networks) {
    if (networks > 0) {
      chaotic = Math.addExact(chaotic, networks);
      oddPeriods.merge(oddKey(m, n), networks, Math::addExact);
      period3 += m == 0 && n == 3 ? networks : 0;
    }
  }

  /** Adds the counts of the other tally, which stays as it is. */
  public void merge(VerdictTally other) {
    chaotic = Math.addExact(chaotic, other.chaotic);
    undecided = Math.addExact(undecided, other.undecided);
    period3 = Math.addExact(period3, other.period3);
    period3Undecided = Math.addExact(period3Undecided, other.period3Undecided);
    loops = Math.addExact(loops, other.loops);
    for (int i = 0; i < order.length; i++) {
      order[i] = Math.addExact(order[i], other.order[i]);
    }
    // A copy, so that a tally can be merged into itself.
    Map.copyOf(other.oddPeriods)
        .forEach((key, count) -> oddPeriods.merge(key, count, Math::addExact));
  }

  /** All networks counted. */
  public long networks() {
    return chaotic + ordered() + undecided;
  }

  /** Networks proven chaotic. */
  public long chaotic() {
    return chaotic;
  }

  /** Networks proven ordered. */
  public long ordered() {
    long sum = 0;
    for (long count : order) {
      sum += count;
    }
    return sum;
  }

  /** Networks with neither proof. */
  public long undecided() {
    return undecided;
  }

  /** Networks proven to have a point of least period three. */
  public long period3() {
    return period3;
  }

  /** Networks for which that stayed open. */
  public long period3Undecided() {
    return period3Undecided;
  }

  /** The counts as they are now. */
  public VerdictCounts snapshot() {
    return new VerdictCounts(
        chaotic,
        ordered(),
        undecided,
        period3,
        period3Undecided,
        witnessHistogram(),
        orderHistogram());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerdictTally that
        && chaotic == that.chaotic
        && undecided == that.undecided
        && period3 == that.period3
        && period3Undecided == that.period3Undecided
        && loops == that.loops
        && Arrays.equals(order, that.order)
        && oddPeriods.equals(that.oddPeriods);
  }

  /** Follows the counts: a tally is no key for a map while it is being filled. */
  @Override
  public int hashCode() {
    return snapshot().hashCode();
  }

  @Override
  public String toString() {
    return snapshot().toString();
  }

  private void addWitness(Witness witness) {
    chaotic++;
    if (witness instanceof Witness.OddPeriod odd) {
      oddPeriods.merge(oddKey(odd.m(), odd.n()), 1L, Long::sum);
    } else {
      loops++;
    }
  }

  private void addPeriod3(Answer answer) {
    if (answer == Answer.YES) {
      period3++;
    } else {
      period3Undecided++;
    }
  }

  private void restoreWitness(String key, long count) {
    if (key.equals(LOOPS_KEY)) {
      loops += count;
      return;
    }
    String[] parts = key.split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "witness key \"" + key + "\" must be \"m,n\" or \"loops\"");
    }
    oddPeriods.merge(
        oddKey(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])), count, Long::sum);
  }

  private Map<String, Long> witnessHistogram() {
    Map<String, Long> histogram = new LinkedHashMap<>();
    oddPeriods.forEach(
        (key, count) -> putPositive(histogram, (key >>> 32) + "," + key.intValue(), count));
    putPositive(histogram, LOOPS_KEY, loops);
    return histogram;
  }

  private Map<String, Long> orderHistogram() {
    Map<String, Long> histogram = new LinkedHashMap<>();
    for (int n = 0; n < FINITE; n++) {
      putPositive(histogram, Long.toUnsignedString(1L << n), order[n]);
    }
    putPositive(histogram, FINITE_KEY, order[FINITE]);
    return histogram;
  }

  private static void putPositive(Map<String, Long> histogram, String key, long count) {
    if (count > 0) {
      histogram.put(key, count);
    }
  }

  private static long oddKey(int m, int n) {
    return ((long) m << 32) | n;
  }

  private static int orderIndex(String key) {
    if (key.equals(FINITE_KEY)) {
      return FINITE;
    }
    long period = Long.parseUnsignedLong(key);
    if (Long.bitCount(period) != 1) {
      throw new IllegalArgumentException(
          "order key \"" + key + "\" must be a power of two or \"finite\"");
    }
    return Long.numberOfTrailingZeros(period);
  }
}
