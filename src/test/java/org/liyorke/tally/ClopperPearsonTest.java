package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClopperPearsonTest {
  /** The accuracy promised, relative to the distance from the nearer of 0 and 1. */
  private static final double ACCURACY = 1e-11;

  private static void assertClose(double expected, double actual) {
    assertEquals(
        expected, actual, ACCURACY * Math.min(expected, 1 - expected) + Math.ulp(expected));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 10, 1_000, 1_000_000, 1_000_000_000L, 1_000_000_000_000L})
  void endsHaveClosedFormsNearNoneAndAll(long n) {
    for (double confidence : new double[] {0.5, 0.95, 0.999999}) {
      double tail = (1 - confidence) / 2;
      assertEquals(0, ClopperPearson.of(0, n, confidence).lower());
      assertClose(-Math.expm1(Math.log(tail) / n), ClopperPearson.of(0, n, confidence).upper());
      assertEquals(1, ClopperPearson.of(n, n, confidence).upper());
      assertClose(Math.exp(Math.log(tail) / n), ClopperPearson.of(n, n, confidence).lower());
      assertClose(-Math.expm1(Math.log1p(-tail) / n), ClopperPearson.of(1, n, confidence).lower());
      assertClose(Math.exp(Math.log1p(-tail) / n), ClopperPearson.of(n - 1, n, confidence).upper());
    }
  }

  /**
   * Roots of the incomplete beta function found in 40 decimal digits (mpmath, Lentz's fraction,
   * Newton's iteration).
   */
  @ParameterizedTest
  @CsvSource({
    "1, 10, 0.0025285785444617845022, 0.44501611702819542026",
    "5, 10, 0.18708602844739853164, 0.81291397155260146836",
    "3, 1000000, 6.1867255019063986272e-7, 8.7672477881452235195e-6",
    "16, 1000000, 9.1454092251638852217e-6, 0.000025982867903407101396",
    "13000, 1000000, 0.012778898371274429626, 0.013223929094658788225",
    "500000, 1000000, 0.49901951919531181737, 0.50098048080468818263",
    "13000000, 1000000000, 0.01299298024308274587, 0.013007022576237636399",
    "300000000, 1000000000, 0.29997159750239663518, 0.30002840365535276516",
    "1, 1000000000, 2.5317807983969379703e-11, 5.5716433782031152715e-9",
    "99999999, 10000000000, 0.0099980498522908339186, 0.010001950231360794455",
    "1, 1000000000000, 2.5317807984289554908e-14, 5.5716433909261628139e-12",
    "10, 1000000000000, 4.7953886961425150084e-12, 1.8390356041940627903e-11",
    "200000000, 1000000000000, 0.00019997228564204553653, 0.0002000277172511718953",
    "13000000000, 1000000000000, 0.012999777987941150072, 0.013000222014877912282",
  })
  void endsAgreeWithHighPrecision(long k, long n, double lower, double upper) {
    Interval interval = ClopperPearson.of(k, n, 0.95);
    assertClose(lower, interval.lower());
    assertClose(upper, interval.upper());
    assertEquals((double) k / n, interval.estimate());
    Interval mirrored = ClopperPearson.of(n - k, n, 0.95);
    assertEquals(1 - upper, mirrored.lower(), ACCURACY);
    assertEquals(1 - lower, mirrored.upper(), ACCURACY);
  }

  /**
   * The continued fraction below 10^8 and the expansion above it meet: ends of neighbouring counts
   * stay in step.
   */
  @Test
  void methodsMeetWithoutAJump() {
    long k = 100_000_000;
    double[] lower = new double[5];
    for (int i = 0; i < 5; i++) {
      lower[i] = ClopperPearson.of(k - 2 + i, 10 * k, 0.95).lower();
    }
    double step = 1.0 / (10 * k);
    for (int i = 1; i < 5; i++) {
      // An error of 1e-11 of the end, 1e-12, is a hundredth of a step of 1e-9.
      assertEquals(step, lower[i] - lower[i - 1], 0.01 * step);
    }
  }

  @Test
  void hugeCountsGiveTheNormalApproximation() {
    long n = Long.MAX_VALUE;
    Interval interval = ClopperPearson.of(n / 3, n, 0.95);
    double half = 1.959963984540054 * Math.sqrt(2.0 / 9 / n);
    // The next term of the expansion is smaller by 1/sqrt(n); a double at 1/3 has steps of 5.6e-17.
    assertEquals(half, 1.0 / 3 - interval.lower(), 2e-16);
    assertEquals(half, interval.upper() - 1.0 / 3, 2e-16);
  }

  @Test
  void extremeConfidenceStillNests() {
    double lower = 0.3;
    double upper = 0.3;
    for (double confidence :
        new double[] {1e-9, 0.1, 0.5, 0.9, 0.99, 1 - 1e-9, Math.nextDown(1.0)}) {
      Interval interval = ClopperPearson.of(300_000, 1_000_000, confidence);
      assertTrue(
          interval.lower() < lower && interval.upper() > upper, () -> "confidence " + confidence);
      lower = interval.lower();
      upper = interval.upper();
    }
  }

  @Test
  void undecidedOutcomesWidenTheIntervalUpwards() {
    Interval bracket = ClopperPearson.withUndecided(10, 5, 1000, 0.95);
    assertEquals(0.01, bracket.estimate());
    assertEquals(ClopperPearson.of(10, 1000, 0.95).lower(), bracket.lower());
    assertEquals(ClopperPearson.of(15, 1000, 0.95).upper(), bracket.upper());
    assertEquals(1, ClopperPearson.withUndecided(10, 990, 1000, 0.95).upper());
  }

  @Test
  void noNetworksSayNothing() {
    Interval interval = ClopperPearson.of(0, 0, 0.95);
    assertTrue(Double.isNaN(interval.estimate()));
    assertEquals(0, interval.lower());
    assertEquals(1, interval.upper());
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    for (double confidence : new double[] {0, 1, -1, 2, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> ClopperPearson.of(1, 2, confidence));
    }
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.of(3, 2, 0.95));
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.of(-1, 2, 0.95));
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.withUndecided(1, 2, 2, 0.95));
  }

  /**
   * The coverage is computed, not simulated: at every p the probability of the k whose interval
   * holds p.
   */
  @Test
  void coverageIsAtLeastTheConfidence() {
    int n = 40;
    for (double confidence : new double[] {0.8, 0.95}) {
      Interval[] intervals = new Interval[n + 1];
      for (int k = 0; k <= n; k++) {
        intervals[k] = ClopperPearson.of(k, n, confidence);
      }
      for (double p = 0.0005; p < 1; p += 0.001) {
        double coverage = 0;
        double term = Math.pow(1 - p, n);
        for (int k = 0; k <= n; k++) {
          coverage += intervals[k].lower() <= p && p <= intervals[k].upper() ? term : 0;
          term *= (double) (n - k) / (k + 1) * p / (1 - p);
        }
        // 41 terms, each with a relative error of some 100 roundings.
        assertTrue(coverage >= confidence - 1e-12, "p = " + p + ", coverage " + coverage);
      }
    }
  }

  /**
   * Simulated: 4,000 samples of n = 2,000 at p = 0.015, seed 11. The exact coverage lies between
   * 0.95 and 1, so fewer than 0.95 - 4.5 sd has probability at most 3.4e-6 (sd of a share at 0.95:
   * 0.00345).
   */
  @Test
  void simulatedCoverageAtTypicalProbabilities() {
    SplittableRandom random = new SplittableRandom(11);
    int samples = 4000;
    int covered = 0;
    for (int i = 0; i < samples; i++) {
      int k = 0;
      for (int j = 0; j < 2000; j++) {
        k += random.nextDouble() < 0.015 ? 1 : 0;
      }
      Interval interval = ClopperPearson.of(k, 2000, 0.95);
      covered += interval.lower() <= 0.015 && 0.015 <= interval.upper() ? 1 : 0;
    }
    assertTrue(covered >= samples * (0.95 - 4.5 * 0.00345), "covered " + covered);
    assertTrue(covered <= samples * 0.98, "wider than needed: covered " + covered);
  }
}
