package org.liyorke.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joint outcomes of points that share their draws (contract 2): for every network the set of points
 * at which it came out positive (chaotic, say), counted by that set.
 *
 * <p>A set is a bit mask: bit i is the outcome at point i of the group. Merging adds counts, in any
 * order to the same result. Memory grows with the number of different sets seen, never with the
 * number of networks. Open outcomes count as not positive. Not safe for concurrent use.
 */
public final class PairedOutcomes {
  /** Most points in a group. */
  public static final int MAX_POINTS = 62;

  private final int points;
  private final Map<Long, Long> counts = new HashMap<>();

  /** Networks positive nowhere, which most are; kept out of the map. */
  private long none;

  /**
   * A group without networks yet.
   *
   * @param points 1 to 62
   */
  public PairedOutcomes(int points) {
    if (!(points >= 1 && points <= MAX_POINTS)) {
      throw new IllegalArgumentException(
          "paired points " + points + " must lie between 1 and " + MAX_POINTS);
    }
    this.points = points;
  }

  /**
   * Outcomes that {@link #toJson} wrote.
   *
   * @param points 1 to 62
   * @throws IllegalArgumentException if they are no outcomes of so many points
   */
  public static PairedOutcomes fromJson(int points, JsonNode json) {
    PairedOutcomes outcomes = new PairedOutcomes(points);
    JsonCounts.histogram(json, "patterns")
        .forEach((pattern, networks) -> outcomes.add(Long.parseLong(pattern), networks));
    return outcomes;
  }

  /** The counts by pattern, a decimal number. */
  public ObjectNode toJson() {
    ObjectNode json = JsonCounts.object();
    JsonCounts.put(json, "patterns", counts());
    return json;
  }

  /** Counts one network. */
  public void add(long pattern) {
    add(pattern, 1);
  }

  /**
   * Counts networks with equal outcomes.
   *
   * @param pattern bit i is the outcome at point i; higher bits are 0
   * @param networks how many, at least 0
   */
  public void add(long pattern, long networks) {
    if (!(pattern >>> points == 0 && networks >= 0)) {
      throw new IllegalArgumentException(
          "pattern "
              + Long.toBinaryString(pattern)
              + " times "
              + networks
              + " must be "
              + points
              + " bits, at least 0 times");
    }
    addKnown(pattern, networks);
  }

  /**
   * Counts a block of networks that every point has worked through.
   *
   * @param outcomes one bit set for each point: bit j % 64 of {@code outcomes[i][j / 64]} is
   *     network j at point i
   * @param networks size of the block; bits from there on are ignored
   */
  public void addBlock(long[][] outcomes, int networks) {
    long zero = networks;
    for (int word = 0; word < (networks + Long.SIZE - 1) / Long.SIZE; word++) {
      int last = networks - word * Long.SIZE;
      long any = union(outcomes, word) & (last >= Long.SIZE ? -1L : (1L << last) - 1);
      zero -= Long.bitCount(any);
      for (; any != 0; any &= any - 1) {
        addKnown(pattern(outcomes, word, Long.numberOfTrailingZeros(any)), 1);
      }
    }
    addKnown(0, zero);
  }

  /** Adds the counts of the other group, which has as many points and stays as it is. */
  public void merge(PairedOutcomes other) {
    if (other.points != points) {
      throw new IllegalArgumentException("paired points " + other.points + " must be " + points);
    }
    none = Math.addExact(none, other.none);
    Map.copyOf(other.counts)
        .forEach((pattern, count) -> counts.merge(pattern, count, Math::addExact));
  }

  /**
   * The joint outcomes at some of the points alone: bit i of the new patterns is point {@code
   * chosen[i]}.
   */
  public PairedOutcomes project(int... chosen) {
    PairedOutcomes projection = new PairedOutcomes(chosen.length);
    projection.none = none;
    counts.forEach(
        (pattern, count) -> {
          long projected = 0;
          for (int i = 0; i < chosen.length; i++) {
            projected |= (pattern >>> chosen[i] & 1) << i;
          }
          projection.addKnown(projected, count);
        });
    return projection;
  }

  /** Number of points. */
  public int points() {
    return points;
  }

  /** All networks counted. */
  public long networks() {
    return none + counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Networks positive at point i. */
  public long positives(int i) {
    long sum = 0;
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      sum += (entry.getKey() >>> i & 1) * entry.getValue();
    }
    return sum;
  }

  /** Counts by pattern, in the order of the patterns, without zeros. */
  public Map<Long, Long> counts() {
    TreeMap<Long, Long> sorted = new TreeMap<>(counts);
    if (none > 0) {
      sorted.put(0L, none);
    }
    return Collections.unmodifiableMap(sorted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairedOutcomes that
        && points == that.points
        && none == that.none
        && counts.equals(that.counts);
  }

  /** Follows the counts: a group is no key for a map while it is being filled. */
  @Override
  public int hashCode() {
    return 31 * counts().hashCode() + points;
  }

  @Override
  public String toString() {
    return points + " points " + counts();
  }

  private void addKnown(long pattern, long networks) {
    if (pattern == 0) {
      none = Math.addExact(none, networks);
    } else if (networks > 0) {
      counts.merge(pattern, networks, Math::addExact);
    }
  }

  private static long union(long[][] outcomes, int word) {
    long any = 0;
    for (long[] bits : outcomes) {
      any |= bits[word];
    }
    return any;
  }

  private static long pattern(long[][] outcomes, int word, int bit) {
    long pattern = 0;
    for (int i = 0; i < outcomes.length; i++) {
      pattern |= (outcomes[i][word] >>> bit & 1) << i;
    }
    return pattern;
  }
}
