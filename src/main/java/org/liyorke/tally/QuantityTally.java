package org.liyorke.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.liyorke.dynamics.orbits.Quantity;

/**
 * The values of one quantity over any set of networks (contract 5).
 *
 * <p>A value becomes the nearest multiple of 2^-32, and the sums of these and of their squares are
 * exact; values beyond 2^15 in absolute value are an ArithmeticException, and so are sums that pass
 * 2^127, which takes more than 2^33 networks of the largest value. Not safe for concurrent use.
 */
final class QuantityTally {
  /** The orders of the quantiles, in per cent. */
  static final List<Integer> ORDERS = List.of(5, 25, 50, 75, 95);

  private static final double LARGEST = 0x1p15;
  private static final double SCALE = 0x1p32;
  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);
  private static final MathContext DIGITS = MathContext.DECIMAL64;
  private static final BigDecimal UNIT = BigDecimal.valueOf(SCALE);

  private final FixedPointSum sum;
  private final FixedPointSum squares;
  private final ValueHistogram histogram;
  private long finite;
  private long minusInfinity;
  private long missing;
  private long positive;

  QuantityTally() {
    this(new FixedPointSum(), new FixedPointSum(), new ValueHistogram());
  }

  private QuantityTally(FixedPointSum sum, FixedPointSum squares, ValueHistogram histogram) {
    this.sum = sum;
    this.squares = squares;
    this.histogram = histogram;
  }

  static QuantityTally fromJson(JsonNode json) {
    QuantityTally tally =
        new QuantityTally(
            FixedPointSum.of(json.path("sum").bigIntegerValue()),
            FixedPointSum.of(json.path("squares").bigIntegerValue()),
            ValueHistogram.read(json, "bins"));
    tally.finite = JsonCounts.get(json, "finite");
    tally.minusInfinity = JsonCounts.get(json, "minus_infinity");
    tally.missing = JsonCounts.get(json, "missing");
    tally.positive = JsonCounts.get(json, "positive");
    return tally;
  }

  ObjectNode toJson() {
    ObjectNode json = JsonCounts.object();
    JsonCounts.put(json, "finite", finite);
    JsonCounts.put(json, "minus_infinity", minusInfinity);
    JsonCounts.put(json, "missing", missing);
    JsonCounts.put(json, "positive", positive);
    if (finite > 0) {
      json.put("sum", sum.value());
      json.put("squares", squares.value());
    }
    histogram.write(json, "bins");
    return json;
  }

  /** Counts a value: finite, negative infinity, or NaN for none. */
  void add(double value) {
    if (Double.isNaN(value)) {
      missing++;
    } else if (value == Double.NEGATIVE_INFINITY) {
      minusInfinity++;
    } else {
      addFinite(value);
    }
  }

  private void addFinite(double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw tooLarge("observed value " + value);
    }
    long fixed = (long) Math.rint(value * SCALE);
    sum.add(fixed);
    squares.addSquare(fixed);
    histogram.add(value);
    finite++;
    positive += value > 0 ? 1 : 0;
  }

  static ArithmeticException tooLarge(String what) {
    return new ArithmeticException(what + ": must be within +-" + LARGEST);
  }

  /** Adds what the other tally counted, which stays as it is. */
  void merge(QuantityTally other) {
    sum.merge(other.sum);
    squares.merge(other.squares);
    histogram.merge(other.histogram);
    finite = Math.addExact(finite, other.finite);
    minusInfinity = Math.addExact(minusInfinity, other.minusInfinity);
    missing = Math.addExact(missing, other.missing);
    positive = Math.addExact(positive, other.positive);
  }

  /** Adds what was counted elsewhere. */
  void add(QuantityCounts counts) {
    sum.add(counts.sum());
    squares.add(counts.squares());
    histogram.add(counts.bins());
    finite = Math.addExact(finite, counts.finite());
    minusInfinity = Math.addExact(minusInfinity, counts.minusInfinity());
    missing = Math.addExact(missing, counts.missing());
    positive = Math.addExact(positive, counts.positive());
  }

  /** What these values say. */
  QuantitySummary summary(Quantity quantity, double confidence) {
    long networks = finite + minusInfinity + missing;
    double mean = mean();
    double sd = Math.sqrt(variance());
    double tail = (1 - confidence) / 2;
    double error = STANDARD_NORMAL.inverseSurvivalProbability(tail) * sd / Math.sqrt(finite);
    return new QuantitySummary(
        quantity.name(),
        networks,
        finite,
        minusInfinity,
        missing,
        new Interval(mean, mean - error, mean + error, confidence),
        sd,
        ClopperPearson.withUndecided(
            positive, quantity.missingIsOpen() ? missing : 0, networks, confidence),
        ORDERS.stream().map(order -> histogram.quantile(order / 100.0)).toList());
  }

  private double mean() {
    return finite == 0 ? Double.NaN : quotient(sum.value(), BigInteger.valueOf(finite), UNIT);
  }

  /** The unbiased estimate, (n S2 - S1^2) / (n (n - 1)), whose numerator is exact. */
  private double variance() {
    if (finite < 2) {
      return Double.NaN;
    }
    BigInteger n = BigInteger.valueOf(finite);
    BigInteger numerator = n.multiply(squares.value()).subtract(sum.value().pow(2));
    return quotient(numerator, n.multiply(n.subtract(BigInteger.ONE)), UNIT.pow(2));
  }

  private static double quotient(BigInteger a, BigInteger b, BigDecimal unit) {
    return new BigDecimal(a).divide(new BigDecimal(b).multiply(unit), DIGITS).doubleValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantityTally that
        && sum.equals(that.sum)
        && squares.equals(that.squares)
        && histogram.equals(that.histogram)
        && finite == that.finite
        && minusInfinity == that.minusInfinity
        && missing == that.missing
        && positive == that.positive;
  }

  /** Follows the counts: a tally is no key for a map while it is being filled. */
  @Override
  public int hashCode() {
    return Objects.hash(sum, squares, histogram, finite, minusInfinity, missing, positive);
  }

  @Override
  public String toString() {
    return "%d finite with sum %s, %d -infinity, %d missing"
        .formatted(finite, sum, minusInfinity, missing);
  }
}
