package org.liyorke.tally;

/**
 * The outcome of one statistical test.
 *
 * @param name of the statistic, as in "chi-square", "Cochran's Q", "McNemar", "Cochran-Armitage z"
 * @param value of the statistic; 0 when nothing can differ
 * @param degreesOfFreedom of its chi-square law; 0 where the law is normal or exact
 * @param pValue two-sided, in [0, 1]; 0 stands for less than the smallest double
 * @param direction 1 if the probability rises with the score, -1 if it falls, 0 where the test has
 *     no direction
 * @param method how the p-value was found: "asymptotic", "exact" or "Monte Carlo ..."
 */
public record TestStatistic(
    String name, double value, int degreesOfFreedom, double pValue, int direction, String method) {
  /** The p-value of the usual law of the statistic, whose condition holds. */
  public static final String ASYMPTOTIC = "asymptotic";

  static final String EXACT = "exact";

  /** Counts too small for the asymptotic law and too many points or networks for a simulation. */
  static final String ROUGH = "asymptotic, small expected counts";

  static TestStatistic nothingToCompare(String name, int degreesOfFreedom) {
    return new TestStatistic(name, 0, degreesOfFreedom, 1, 0, EXACT);
  }
}
