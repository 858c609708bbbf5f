package org.liyorke.tally;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * p-values by simulation of the null hypothesis, for counts too small for asymptotic laws. The seed
 * is fixed, so equal counts give equal p-values. With r of B simulated statistics at least as
 * extreme as the observed one the p-value is (r + 1)/(B + 1), which is valid for every B (Davison
 * and Hinkley 1997, section 4.2).
 */
final class MonteCarlo {
  private static final int MOST_DRAWS = 99_999;
  private static final int FEWEST_DRAWS = 999;
  private static final long SEED = 1;

  /** Simulation steps one p-value may take: well below a second. */
  private static final long BUDGET = 20_000_000;

  /** Statistics closer than this, relatively or absolutely, are ties that rounding has parted. */
  private static final double TIE = 1e-9;

  private MonteCarlo() {}

  /** Whether enough draws of this many steps fit the budget. */
  static boolean affordable(double stepsPerDraw) {
    return stepsPerDraw * FEWEST_DRAWS <= BUDGET;
  }

  /**
   * The p-value, a large statistic being extreme.
   *
   * @param stepsPerDraw what one draw costs, in steps
   * @param draw a statistic under the null hypothesis
   */
  static TestStatistic test(
      TestStatistic observed,
      double extremeness,
      double stepsPerDraw,
      ToDoubleFunction<SplittableRandom> draw) {
    int draws =
        (int) Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, BUDGET / Math.max(1, stepsPerDraw)));
    SplittableRandom random = new SplittableRandom(SEED);
    double threshold = extremeness - TIE * Math.max(1, extremeness);
    int extreme = 0;
    for (int i = 0; i < draws; i++) {
      if (draw.applyAsDouble(random) >= threshold) {
        extreme++;
      }
    }
    return new TestStatistic(
        observed.name(),
        observed.value(),
        observed.degreesOfFreedom(),
        (extreme + 1.0) / (draws + 1.0),
        observed.direction(),
        "Monte Carlo, " + draws + " draws");
  }
}
