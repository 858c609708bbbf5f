package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class IndependentTestsTest {
  /** Draws in a simulated p-value. */
  private static final double DRAWS = 99_999;

  /**
   * Smokers among lung patients (Fleiss 1981), the example of R's prop.test and prop.trend.test.
   */
  @Test
  void smokers() {
    long[] positives = {83, 90, 129, 70};
    long[] totals = {86, 93, 136, 82};
    TestStatistic homogeneity = IndependentTests.homogeneity(positives, totals);
    assertEquals(12.600411297127659, homogeneity.value(), 1e-12);
    assertEquals(3, homogeneity.degreesOfFreedom());
    assertEquals(0.0055854766616269735, homogeneity.pValue(), 1e-14);
    assertEquals(TestStatistic.ASYMPTOTIC, homogeneity.method());
    TestStatistic trend = IndependentTests.trend(positives, totals, new double[] {1, 2, 3, 4});
    assertEquals(8.224922285197662, trend.value() * trend.value(), 1e-11);
    assertEquals(0.004131897477641599, trend.pValue(), 1e-14);
    assertEquals(-1, trend.direction());
  }

  /**
   * Malformations and alcohol (Agresti, Categorical Data Analysis): chi-square 12.1, trend z^2 =
   * 6.57. An expected count of 0.1 makes the asymptotic p-values 0.017 and 0.010 void; both are
   * simulated instead.
   */
  @Test
  void malformations() {
    long[] positives = {48, 38, 5, 1, 1};
    long[] totals = {17114, 14502, 793, 127, 38};
    TestStatistic homogeneity = IndependentTests.homogeneity(positives, totals);
    assertEquals(12.08205480925854, homogeneity.value(), 1e-11);
    assertEquals("Monte Carlo, 43010 draws", homogeneity.method());
    TestStatistic trend =
        IndependentTests.trend(positives, totals, new double[] {0, 0.5, 1.5, 4, 7});
    assertEquals(2.5632272518654204, trend.value(), 1e-12);
    assertEquals(1, trend.direction());
    // All tables with these margins enumerated: one-sided 0.0167830, as in that book, two-sided
    // 0.0172498. The standard
    // deviation of the simulated p-value is 0.0006.
    assertEquals(0.0172498, trend.pValue(), 4.5 * 0.0006);
  }

  @Test
  void agreesWithAnotherImplementation() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      int points = 2 + random.nextInt(9);
      long[] positives = new long[points];
      long[] totals = new long[points];
      long[][] table = new long[2][points];
      for (int j = 0; j < points; j++) {
        totals[j] = 1000 + random.nextInt(100_000);
        positives[j] = 50 + random.nextLong(totals[j] / 10);
        table[0][j] = positives[j];
        table[1][j] = totals[j] - positives[j];
      }
      TestStatistic ours = IndependentTests.homogeneity(positives, totals);
      var theirs = ChiSquareTest.withDefaults().test(table);
      assertEquals(theirs.getStatistic(), ours.value(), 1e-9 * theirs.getStatistic());
      assertEquals(theirs.getPValue(), ours.pValue(), 1e-9);
    }
  }

  /** All tables with the margins of 4, 0, 1 of 5, 6, 4 enumerated: p = 0.012654 and 0.090576. */
  @Test
  void smallTablesGetTheExactPValueUpToSimulation() {
    long[] positives = {4, 0, 1};
    long[] totals = {5, 6, 4};
    TestStatistic homogeneity = IndependentTests.homogeneity(positives, totals);
    assertEquals(8.025, homogeneity.value(), 1e-12);
    assertSimulated(0.012654012654012654, homogeneity);
    assertSimulated(
        0.09057609057609058, IndependentTests.trend(positives, totals, new double[] {1, 2, 3}));
    // The complement is the same table with its rows exchanged.
    assertSimulated(
        0.012654012654012654, IndependentTests.homogeneity(new long[] {1, 6, 3}, totals));
  }

  /** 4.5 standard deviations: false-failure probability 7e-6 for a new seed; the seed is fixed. */
  private static void assertSimulated(double exact, TestStatistic test) {
    assertEquals("Monte Carlo, 99999 draws", test.method());
    assertEquals(exact, test.pValue(), 4.5 * Math.sqrt(exact * (1 - exact) / DRAWS));
  }

  @Test
  void equalSharesAndSinglePointsShowNothing() {
    assertEquals(1, IndependentTests.homogeneity(new long[] {0, 0}, new long[] {10, 20}).pValue());
    assertEquals(
        1, IndependentTests.homogeneity(new long[] {10, 20}, new long[] {10, 20}).pValue());
    assertEquals(1, IndependentTests.homogeneity(new long[] {5}, new long[] {10}).pValue());
    assertEquals(
        0,
        IndependentTests.homogeneity(new long[] {50, 100}, new long[] {100, 200}).value(),
        1e-20);
    TestStatistic flat =
        IndependentTests.trend(new long[] {50, 100}, new long[] {100, 200}, new double[] {1, 2});
    assertEquals(1, flat.pValue(), 1e-7);
    assertEquals(
        1,
        IndependentTests.trend(new long[] {1, 2}, new long[] {9, 9}, new double[] {3, 3}).pValue());
  }

  @Test
  void pointsWithoutNetworksTakeNoPart() {
    TestStatistic with =
        IndependentTests.homogeneity(new long[] {30, 0, 60}, new long[] {100, 0, 100});
    TestStatistic without =
        IndependentTests.homogeneity(new long[] {30, 60}, new long[] {100, 100});
    assertEquals(without, with);
  }

  @Test
  void hugeCountsDoNotOverflow() {
    long n = 1_000_000_000_000L;
    TestStatistic test =
        IndependentTests.homogeneity(
            new long[] {13_000_000_000L, 13_000_500_000L}, new long[] {n, n});
    // Difference 5e5 over its standard deviation sqrt(2 n p q) = 160,196: z = 3.1212.
    assertEquals(3.1212 * 3.1212, test.value(), 0.001);
    assertEquals(0.0018, test.pValue(), 0.0001);
  }

  @Test
  void manyRareCountsOfUnequalPointsAreMarkedAsRough() {
    long[] positives = {1_000_000, 0};
    long[] totals = {1_000_000_000_000L, 1000};
    assertEquals(
        "asymptotic, small expected counts",
        IndependentTests.homogeneity(positives, totals).method());
  }

  @Test
  void farTailsKeepTheirAccuracy() {
    TestStatistic test =
        IndependentTests.homogeneity(new long[] {100, 600}, new long[] {10_000, 10_000});
    // chi-square with one degree of freedom: z = 19.236, p = erfc(z / sqrt 2) = 1.9e-82 by the
    // asymptotic series.
    double z = Math.sqrt(test.value());
    double series =
        2
            / (z * Math.sqrt(2 * Math.PI))
            * Math.exp(-z * z / 2)
            * (1 - 1 / (z * z) + 3 / Math.pow(z, 4));
    assertEquals(series, test.pValue(), 1e-6 * series);
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> IndependentTests.homogeneity(new long[1], new long[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> IndependentTests.homogeneity(new long[] {3, 1}, new long[] {2, 2}));
  }

  /**
   * Under the hypothesis p-values are uniform: 2,000 tables of 6 points with 3,000 networks each at
   * p = 0.02, seed 17, Kolmogorov's distance at significance 1e-6 (false-failure probability for a
   * new seed, apart from discreteness).
   */
  @Test
  void pValuesAreUniformUnderTheHypothesis() {
    SplittableRandom random = new SplittableRandom(17);
    int repeats = 2000;
    double[] homogeneity = new double[repeats];
    double[] trend = new double[repeats];
    long[] totals = {3000, 3000, 3000, 3000, 3000, 3000};
    double[] scores = {1, 2, 3, 4, 5, 6};
    for (int i = 0; i < repeats; i++) {
      long[] positives = new long[6];
      for (int j = 0; j < 6; j++) {
        for (int k = 0; k < 3000; k++) {
          positives[j] += random.nextInt(50) == 0 ? 1 : 0;
        }
      }
      homogeneity[i] = IndependentTests.homogeneity(positives, totals).pValue();
      trend[i] = IndependentTests.trend(positives, totals, scores).pValue();
    }
    assertTrue(PValueLaw.distance(homogeneity) < PValueLaw.limit(repeats, 1e-6));
    assertTrue(PValueLaw.distance(trend) < PValueLaw.limit(repeats, 1e-6));
  }
}
