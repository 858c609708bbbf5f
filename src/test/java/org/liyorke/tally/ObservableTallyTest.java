package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.orbits.ObservableKind;

class ObservableTallyTest {
  private static final List<ObservableKind> KINDS =
      List.of(ObservableKind.LYAPUNOV, ObservableKind.ESCAPE);

  private static double[] values(int count, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(12);
      values[i] =
          switch (kind) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> 0;
            case 3 -> 32_768 * (2 * random.nextDouble() - 1);
            default -> random.nextGaussian();
          };
    }
    return values;
  }

  private static ObservableTally tally(double[] values, int from, int to) {
    ObservableTally tally = new ObservableTally(KINDS);
    for (int i = from; i < to; i++) {
      tally.addNetworks(1);
      tally.add(ObservableKind.LYAPUNOV, 0, values[i]);
      tally.add(ObservableKind.LYAPUNOV, 1, 0.25);
      tally.add(ObservableKind.ESCAPE, 0, i % 3 / 2.0);
    }
    return tally;
  }

  /** Whatever the parts and their order, the merged tally is that of the whole. */
  @RepeatedTest(20)
  void everyPartitionGivesTheSame(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    double[] values = values(500, random.nextLong());
    List<ObservableTally> parts = new ArrayList<>();
    int from = 0;
    while (from < values.length) {
      int to = Math.min(values.length, from + random.nextInt(90));
      parts.add(tally(values, from, to));
      from = to;
    }
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      ObservableTally part = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(part);
    }
    ObservableTally whole = tally(values, 0, values.length);
    assertEquals(whole, parts.get(0));
    assertEquals(whole.hashCode(), parts.get(0).hashCode());
    assertEquals(whole.summaries(0.95), parts.get(0).summaries(0.95));
    assertNotEquals(whole, tally(values, 1, values.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 100, 1_000})
  void summariesAreThoseOfTheValues(int count) {
    Random random = new Random(count);
    double[] values = random.doubles(count).map(u -> 4 * u - 1).toArray();
    QuantitySummary summary = tally(values, 0, count).summaries(0.9).get("lyapunov").get(0);
    double mean = Arrays.stream(values).sum() / count;
    double sd =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (count - 1));
    // Every value is rounded to 2^-32.
    assertEquals(mean, summary.mean().estimate(), 0x1p-32);
    assertEquals(sd, summary.sd(), 0x1p-31);
    // 1.6448536 is the 95 % quantile of the normal law.
    double half = 1.6448536269514722 * sd / Math.sqrt(count);
    assertEquals(mean - half, summary.mean().lower(), 1e-9);
    assertEquals(mean + half, summary.mean().upper(), 1e-9);
    long positive = Arrays.stream(values).filter(v -> v > 0).count();
    assertEquals(ClopperPearson.of(positive, count, 0.9), summary.positive());
    Arrays.sort(values);
    for (int i = 0; i < QuantitySummary.ORDERS.size(); i++) {
      double exact = values[(int) Math.ceil(QuantitySummary.ORDERS.get(i) / 100.0 * count) - 1];
      double quantile = summary.quantiles().get(i);
      assertTrue(Math.abs(quantile) <= Math.abs(exact), "nearer to 0");
      assertEquals(exact, quantile, Math.abs(exact) / 128 + 0x1p-20);
    }
  }

  @Test
  void valuesThatAreNoNumbersReachNoMean() {
    double[] values = {1, Double.NaN, 3, Double.NEGATIVE_INFINITY, Double.NaN};
    QuantitySummary summary = tally(values, 0, 5).summaries(0.95).get("lyapunov").get(0);
    assertEquals(5, summary.networks());
    assertEquals(2, summary.finite());
    assertEquals(1, summary.minusInfinity());
    assertEquals(2, summary.missing());
    assertEquals(2, summary.mean().estimate());
    assertEquals(Math.sqrt(2), summary.sd(), 1e-15);
    assertEquals(0.4, summary.positive().estimate());
  }

  @Test
  void openAnswersWidenTheIntervalAndNonexistentOnesDoNot() {
    ObservableTally tally =
        new ObservableTally(List.of(ObservableKind.PERSISTENCE, ObservableKind.LYAPUNOV));
    for (double value : new double[] {1, 0, 0, Double.NaN}) {
      tally.add(ObservableKind.PERSISTENCE, 0, value);
      tally.add(ObservableKind.LYAPUNOV, 0, value);
    }
    assertEquals(
        ClopperPearson.withUndecided(1, 1, 4, 0.95),
        tally.summaries(0.95).get("persistence").get(0).positive());
    assertEquals(
        ClopperPearson.of(1, 4, 0.95), tally.summaries(0.95).get("lyapunov").get(0).positive());
  }

  @Test
  void nothingObservedHasNoMean() {
    QuantitySummary summary = new ObservableTally(KINDS).summaries(0.95).get("escape").get(0);
    assertEquals(0, summary.networks());
    assertEquals(Double.NaN, summary.mean().estimate());
    assertEquals(Double.NaN, summary.sd());
    assertEquals(Double.NaN, summary.quantiles().get(2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {32_768.001, -1e10, Double.POSITIVE_INFINITY})
  void valuesOutOfRangeAreErrors(double value) {
    QuantityTally tally = new QuantityTally();
    tally.add(32_768);
    assertThrows(ArithmeticException.class, () -> tally.add(value));
  }

  @Test
  void sumsAreThoseOfBigIntegers() {
    Random random = new Random(1);
    FixedPointSum sum = new FixedPointSum();
    FixedPointSum squares = new FixedPointSum();
    BigInteger expected = BigInteger.ZERO;
    BigInteger expectedSquares = BigInteger.ZERO;
    for (int i = 0; i < 2_000; i++) {
      long term = random.nextLong() >> random.nextInt(60);
      sum.add(term);
      squares.addSquare(term);
      expected = expected.add(BigInteger.valueOf(term));
      expectedSquares = expectedSquares.add(BigInteger.valueOf(term).pow(2));
      assertEquals(expected, sum.value());
      if (expectedSquares.bitLength() < 126) {
        assertEquals(expectedSquares, squares.value());
      } else {
        squares = new FixedPointSum();
        expectedSquares = BigInteger.ZERO;
      }
    }
  }

  @Test
  void sumsBeyondTheirRangeAreErrors() {
    FixedPointSum sum = new FixedPointSum();
    sum.addSquare(Long.MIN_VALUE);
    assertEquals(BigInteger.ONE.shiftLeft(126), sum.value());
    FixedPointSum other = new FixedPointSum();
    other.addSquare(Long.MIN_VALUE);
    assertThrows(ArithmeticException.class, () -> sum.merge(other));
    other.add(-1);
    sum.merge(other);
    assertEquals(BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE), sum.value());
    assertThrows(ArithmeticException.class, () -> sum.add(1));
  }

  @Test
  void exactValuesHaveExactQuantiles() {
    QuantityTally tally = new QuantityTally();
    for (double value : new double[] {-2, -0.125, 0, 0.375, 1}) {
      tally.add(value);
    }
    assertEquals(
        List.of(-2.0, -0.125, 0.0, 0.375, 1.0),
        tally.summary(ObservableKind.ESCAPE.quantities().get(0), 0.95).quantiles());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500})
  void jsonReadsBackAndMergesAsBefore(int count) throws Exception {
    double[] values = values(count, 3);
    ObservableTally tally = tally(values, 0, count);
    ObjectMapper mapper = new ObjectMapper();
    ObservableTally read =
        ObservableTally.fromJson(KINDS, mapper.readTree(tally.toJson().toString()));
    assertEquals(tally, read);
    tally.merge(tally);
    read.merge(read);
    assertEquals(tally, read);
    assertEquals(tally.summaries(0.9).toString(), read.summaries(0.9).toString());
  }

  /** Sums of either sign, up to the limit of 127 bits. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "18446744073709551616", "-18446744073709551617"})
  void sumsReadBack(String value) {
    BigInteger sum = new BigInteger(value);
    assertEquals(sum, FixedPointSum.of(sum).value());
    BigInteger largest = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    assertEquals(largest, FixedPointSum.of(largest).value());
    assertThrows(ArithmeticException.class, () -> FixedPointSum.of(largest.add(BigInteger.ONE)));
  }
}
