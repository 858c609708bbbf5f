package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
  private static PairedOutcomes outcomes(int points, long... patternsAndCounts) {
    PairedOutcomes outcomes = new PairedOutcomes(points);
    for (int i = 0; i < patternsAndCounts.length; i += 2) {
      outcomes.add(patternsAndCounts[i], patternsAndCounts[i + 1]);
    }
    return outcomes;
  }

  /** Approval of a prime minister (Agresti): 794 twice yes, 150 yes-no, 86 no-yes, 570 twice no. */
  @Test
  void approvalRatings() {
    TestStatistic test =
        PairedTests.mcNemar(outcomes(2, 0b11, 794, 0b01, 150, 0b10, 86, 0b00, 570));
    assertEquals(17.35593220338983, test.value(), 1e-12);
    assertEquals(3.099293441045215e-05, test.pValue(), 1e-15);
    assertEquals(1, test.degreesOfFreedom());
    assertEquals(-1, test.direction());
    assertEquals(TestStatistic.ASYMPTOTIC, test.method());
  }

  @Test
  void fewDiscordantNetworksAreCountedExactly() {
    assertEquals(
        2 * 8 / 128.0,
        PairedTests.mcNemar(outcomes(2, 0b01, 1, 0b10, 6, 0, 1_000_000)).pValue(),
        1e-16);
    assertEquals(1, PairedTests.mcNemar(outcomes(2, 0b01, 3, 0b10, 3)).pValue());
    assertEquals(2 * Math.pow(0.5, 24), PairedTests.mcNemar(outcomes(2, 0b01, 24)).pValue(), 1e-20);
    assertEquals("exact", PairedTests.mcNemar(outcomes(2, 0b01, 24)).method());
    assertEquals("asymptotic", PairedTests.mcNemar(outcomes(2, 0b01, 25)).method());
    assertEquals(1, PairedTests.mcNemar(outcomes(2, 0, 7, 0b11, 9)).pValue());
  }

  /**
   * Three drugs on 46 patients, the example of the FREQ procedure of SAS: Q = 8.4706, p = 0.0145.
   */
  @Test
  void drugs() {
    PairedOutcomes drugs =
        outcomes(
            3, 0b111, 6, 0b110, 2, 0b011, 16, 0b010, 4, 0b101, 2, 0b100, 6, 0b001, 4, 0b000, 6);
    TestStatistic test = PairedTests.homogeneity(drugs);
    assertEquals(8.470588235294118, test.value(), 1e-12);
    assertEquals(2, test.degreesOfFreedom());
    assertEquals(0.014475552056282441, test.pValue(), 1e-14);
    TestStatistic trend = PairedTests.trend(drugs, new double[] {7, 8, 9});
    assertEquals(-12 / Math.sqrt(28), trend.value(), 1e-12);
    assertEquals(0.023342202012890816, trend.pValue(), 1e-14);
    assertEquals(-1, trend.direction());
  }

  @Test
  void twoPointsAreMcNemarsTestBothWays() {
    PairedOutcomes pair = outcomes(2, 0b01, 40, 0b10, 71, 0b11, 5, 0, 100);
    TestStatistic mcNemar = PairedTests.mcNemar(pair);
    assertEquals(mcNemar, PairedTests.homogeneity(pair));
    assertEquals(mcNemar.value(), PairedTests.cochran(pair).value(), 1e-12);
    TestStatistic trend = PairedTests.trend(pair, new double[] {0, 1});
    assertEquals(mcNemar.value(), trend.value() * trend.value(), 1e-12);
    assertEquals(mcNemar.pValue(), trend.pValue(), 1e-12);
    assertEquals(1, trend.direction());
  }

  /** All 243 permutations within the five networks enumerated: 30 reach Q, 12 the trend. */
  @Test
  void fewNetworksGetTheExactPValueUpToSimulation() {
    PairedOutcomes few = outcomes(3, 0b100, 2, 0b110, 2, 0b101, 1, 0b111, 8, 0, 90);
    TestStatistic test = PairedTests.cochran(few);
    assertEquals(5.2, test.value(), 1e-12);
    assertSimulated(30 / 243.0, test);
    assertSimulated(12 / 243.0, PairedTests.trend(few, new double[] {-1, 0, 1}));
  }

  /** 4.5 standard deviations: false-failure probability 7e-6 for a new seed; the seed is fixed. */
  private static void assertSimulated(double exact, TestStatistic test) {
    assertEquals("Monte Carlo, 99999 draws", test.method());
    assertEquals(exact, test.pValue(), 4.5 * Math.sqrt(exact * (1 - exact) / 99_999));
  }

  @Test
  void networksWithEqualOutcomesSayNothing() {
    PairedOutcomes equal = outcomes(3, 0b111, 10, 0, 10);
    assertEquals(1, PairedTests.cochran(equal).pValue());
    assertEquals(1, PairedTests.trend(equal, new double[] {1, 2, 3}).pValue());
    PairedOutcomes more =
        outcomes(3, 0b111, 1_000_000, 0, 50_000_000, 0b001, 40, 0b010, 10, 0b110, 7);
    PairedOutcomes less = outcomes(3, 0b001, 40, 0b010, 10, 0b110, 7);
    assertEquals(PairedTests.cochran(less), PairedTests.cochran(more));
  }

  @Test
  void sixtyTwoPointsWork() {
    PairedOutcomes wide = new PairedOutcomes(62);
    for (int i = 0; i < 62; i++) {
      wide.add(1L << i, 10);
    }
    wide.add((1L << 62) - 1, 5);
    assertEquals(0, PairedTests.cochran(wide).value(), 1e-12);
    assertEquals(61, PairedTests.cochran(wide).degreesOfFreedom());
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> PairedTests.mcNemar(new PairedOutcomes(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> PairedTests.trend(new PairedOutcomes(3), new double[2]));
  }

  /**
   * Under the hypothesis, with outcomes that depend strongly on the network: 2,000 repeats of 4
   * points, 4,000 networks of which one in ten is positive with probability 1/2 at every point,
   * seed 23. Kolmogorov's distance at significance 1e-6 (false-failure probability for a new seed,
   * apart from discreteness).
   */
  @Test
  void pValuesAreUniformUnderTheHypothesis() {
    SplittableRandom random = new SplittableRandom(23);
    int repeats = 2000;
    double[] cochran = new double[repeats];
    double[] trend = new double[repeats];
    double[] unpaired = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      PairedOutcomes outcomes = new PairedOutcomes(4);
      outcomes.add(0, 3600);
      for (int j = 0; j < 400; j++) {
        outcomes.add(random.nextInt(16));
      }
      cochran[i] = PairedTests.cochran(outcomes).pValue();
      trend[i] = PairedTests.trend(outcomes, new double[] {0, 1, 2, 3}).pValue();
      long[] positives = {
        outcomes.positives(0), outcomes.positives(1), outcomes.positives(2), outcomes.positives(3)
      };
      unpaired[i] =
          IndependentTests.homogeneity(positives, new long[] {4000, 4000, 4000, 4000}).pValue();
    }
    double limit = PValueLaw.limit(repeats, 1e-6);
    assertTrue(PValueLaw.distance(cochran) < limit);
    assertTrue(PValueLaw.distance(trend) < limit);
    assertTrue(PValueLaw.distance(unpaired) > limit, "the unpaired test should be wrong here");
  }

  /**
   * Few networks: the simulated test keeps its level; 100 repeats, seed 29, 4.5 standard deviations
   * above 0.05.
   */
  @Test
  void simulatedTestsKeepTheirLevel() {
    SplittableRandom random = new SplittableRandom(29);
    double[] pValues = new double[100];
    for (int i = 0; i < pValues.length; i++) {
      PairedOutcomes outcomes = new PairedOutcomes(3);
      for (int j = 0; j < 7; j++) {
        outcomes.add(1 + random.nextInt(6));
      }
      pValues[i] = PairedTests.cochran(outcomes).pValue();
    }
    assertTrue(
        PValueLaw.rejections(pValues, 0.05)
            <= 0.05 + 4.5 * Math.sqrt(0.05 * 0.95 / pValues.length));
  }
}
