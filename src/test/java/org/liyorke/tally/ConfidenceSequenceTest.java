package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceSequenceTest {
  /**
   * The ends, solved in 40 digits from the definition with mpmath's beta function: successes,
   * trials, confidence, lower and upper end.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.95, 0, 0.975",
    "1, 1, 0.95, 0.025, 1",
    "0, 10, 0.95, 0, 0.3769873509906773",
    "3, 10, 0.95, 0.03251513978805887, 0.7475871099149965",
    "10, 10, 0.9, 0.66772842403263, 1",
    "1, 1000, 0.95, 4.463974048706789e-7, 0.009974747264749651",
    "16, 1000, 0.99, 0.004732130333810547, 0.03779663607497906",
    "500, 1000, 0.5, 0.4533416776124693, 0.5466583223875307",
    "16400, 1000000, 0.95, 0.01583485850427048, 0.0169782039673411",
    "3, 1000000000, 0.95, 1.191765212224892e-11, 2.266337135610249e-8",
    "123456789, 10000000000, 0.999, 0.01233893679951455, 0.01235242342529415",
    "1, 1000000000000, 0.95, 1.410473978764289e-20, 2.11273220411088e-11",
    "700000000000, 1000000000000, 0.95, 0.6999973250086611, 0.7000026749822525",
    "31, 64, 0.95, 0.2906843773040707, 0.6813524091260532",
    "32, 64, 0.95, 0.3045741536881194, 0.6954258463118806",
    "40, 80, 0.95, 0.3220771783882061, 0.6779228216117939"
  })
  void knownValues(long k, long n, double confidence, double lower, double upper) {
    Interval interval = ConfidenceSequence.withUndecided(k, 0, n, confidence);
    assertEquals((double) k / n, interval.estimate());
    assertEquals(lower, interval.lower(), 1e-9 * lower);
    assertEquals(upper, interval.upper(), 1e-9 * upper);
  }

  /** One more success moves both ends up, so undecided networks are bracketed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 100, 1_000})
  void bothEndsGrowWithTheSuccesses(long n) {
    Interval before = ConfidenceSequence.withUndecided(0, 0, n, 0.95);
    for (long k = 1; k <= n; k++) {
      Interval interval = ConfidenceSequence.withUndecided(k, 0, n, 0.95);
      assertTrue(interval.lower() > before.lower(), "lower end at " + k);
      assertTrue(interval.upper() > before.upper() || k == n, "upper end at " + k);
      assertTrue(interval.lower() < interval.estimate() || k == 0);
      assertTrue(interval.upper() > interval.estimate() || k == n);
      before = interval;
    }
  }

  @Test
  void undecidedOutcomesAreBracketed() {
    Interval open = ConfidenceSequence.withUndecided(20, 5, 1_000, 0.95);
    assertEquals(0.02, open.estimate());
    assertEquals(ConfidenceSequence.withUndecided(20, 0, 1_000, 0.95).lower(), open.lower());
    assertEquals(ConfidenceSequence.withUndecided(25, 0, 1_000, 0.95).upper(), open.upper());
  }

  /** It is longer than the interval for one look, and not by much more than twice. */
  @ParameterizedTest
  @ValueSource(longs = {100, 10_000, 100_000_000})
  void lookingAllTheTimeHasItsPrice(long n) {
    Interval sequence = ConfidenceSequence.withUndecided(n / 50, 0, n, 0.95);
    Interval once = ClopperPearson.of(n / 50, n, 0.95);
    assertTrue(sequence.lower() < once.lower() && sequence.upper() > once.upper());
    double ratio = (sequence.upper() - sequence.lower()) / (once.upper() - once.lower());
    assertTrue(ratio < 2.7, "ratio " + ratio);
  }

  @Test
  void noTrialsSayNothing() {
    assertEquals(
        new Interval(Double.NaN, 0, 1, 0.9), ConfidenceSequence.withUndecided(0, 0, 0, 0.9));
    assertThrows(
        IllegalArgumentException.class, () -> ConfidenceSequence.withUndecided(3, 1, 3, 0.9));
    assertThrows(
        IllegalArgumentException.class, () -> ConfidenceSequence.withUndecided(1, 0, 3, 1));
  }

  /**
   * 2,000 campaigns, looked at after every block of 50 networks, that stop at the first look at
   * which the interval misses the truth: the worst that stopping can do. With alpha = 0.1 the
   * number of misses is at most binomial with mean 200 and standard deviation 13.4, so a right
   * sequence has more than 240 with probability below 0.002. Clopper-Pearson intervals miss several
   * times as often, which shows that the test can fail.
   */
  @ParameterizedTest
  @CsvSource({"0.003, 101", "0.02, 102", "0.1, 103", "0.5, 104"})
  void missesStayBelowTheLevelWhereverOneStops(double p, long seed) {
    int campaigns = 2_000;
    int looks = 40;
    int sequence = 0;
    int fixed = 0;
    for (int i = 0; i < campaigns; i++) {
      SplittableRandom random = new SplittableRandom(seed * campaigns + i);
      boolean sequenceMissed = false;
      boolean fixedMissed = false;
      long k = 0;
      long n = 0;
      for (int look = 0; look < looks; look++) {
        for (long next = Math.round(50 * Math.pow(400, look / (looks - 1.0))); n < next; n++) {
          k += random.nextDouble() < p ? 1 : 0;
        }
        sequenceMissed |= misses(ConfidenceSequence.withUndecided(k, 0, n, 0.9), p);
        // Only where it adds something, as it is slow.
        fixedMissed = fixedMissed || misses(ClopperPearson.of(k, n, 0.9), p);
      }
      sequence += sequenceMissed ? 1 : 0;
      fixed += fixedMissed ? 1 : 0;
    }
    assertTrue(sequence <= 240, "the sequence missed " + sequence);
    assertTrue(fixed > 400, "fixed intervals missed " + fixed);
  }

  private static boolean misses(Interval interval, double p) {
    return !(interval.lower() <= p && p <= interval.upper());
  }
}
