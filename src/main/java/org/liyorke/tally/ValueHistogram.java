package org.liyorke.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of real values in bins with fixed edges: every octave from 2^-20 to 2^15 has 128 of equal
 * width on either side of 0, and one bin holds what lies nearer to 0 than 2^-20. A value is at most
 * 1/128 larger in absolute value than the end of its bin nearer to 0.
 */
final class ValueHistogram {
  /** Bits of the mantissa that tell the bins of an octave apart. */
  private static final int BITS = 7;

  private static final int SHIFT = 52 - BITS;
  private static final double LEAST = 0x1p-20;
  private static final long FIRST = Double.doubleToRawLongBits(LEAST) >>> SHIFT;

  /** Bins of the values of one sign: 35 octaves, and one for 2^15 itself. */
  static final int BINS_OF_A_SIGN = (35 << BITS) + 1;

  /** Counts by bin: 0 is that of 0, positive and negative ones follow outwards. */
  private final TreeMap<Integer, Long> counts = new TreeMap<>();

  /** Reads what {@link #write} wrote. */
  static ValueHistogram read(JsonNode json, String key) {
    ValueHistogram histogram = new ValueHistogram();
    JsonCounts.histogram(json, key)
        .forEach((bin, count) -> histogram.counts.put(Integer.valueOf(bin), count));
    return histogram;
  }

  /** Writes the counts by the number of their bin. */
  void write(ObjectNode json, String key) {
    JsonCounts.put(json, key, counts);
  }

  /** Counts a finite value. */
  void add(double value) {
    counts.merge(binOf(value), 1L, Long::sum);
  }

  /**
   * Adds counts by bin.
   *
   * @param bins the negative bins from the outermost inwards, that of 0, the positive ones outwards
   */
  void add(long[] bins) {
    for (int i = 0; i < bins.length; i++) {
      if (bins[i] > 0) {
        counts.merge(i - BINS_OF_A_SIGN, bins[i], Math::addExact);
      }
    }
  }

  /** Adds the counts of the other histogram, which stays as it is. */
  void merge(ValueHistogram other) {
    // A copy, so that a histogram can be merged into itself.
    Map.copyOf(other.counts).forEach((bin, count) -> counts.merge(bin, count, Math::addExact));
  }

  /**
   * The quantile of an order: the end nearer to 0 of the bin that holds the value of rank
   * ceil(order * n) of the n values, counted from 1. NaN without values.
   *
   * @param order in (0, 1]
   */
  double quantile(double order) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    long rank = Math.max(1, (long) Math.ceil(order * total));
    long seen = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return edgeOf(entry.getKey());
      }
    }
    return Double.NaN;
  }

  private static int binOf(double value) {
    double size = Math.abs(value);
    if (size < LEAST) {
      return 0;
    }
    int bin = (int) ((Double.doubleToRawLongBits(size) >>> SHIFT) - FIRST) + 1;
    return value > 0 ? bin : -bin;
  }

  private static double edgeOf(int bin) {
    if (bin == 0) {
      return 0;
    }
    double edge = Double.longBitsToDouble((Math.abs(bin) - 1 + FIRST) << SHIFT);
    return bin > 0 ? edge : -edge;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueHistogram that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
