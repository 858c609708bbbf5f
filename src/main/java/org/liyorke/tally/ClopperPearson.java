package org.liyorke.tally;

/**
 * The exact interval of a binomial probability (Clopper and Pearson, Biometrika 26, 1934, 404-413).
 *
 * <p>With k successes in n trials the ends are quantiles of beta distributions: lower is the
 * alpha/2 quantile of Beta(k, n - k + 1), upper the 1 - alpha/2 quantile of Beta(k + 1, n - k),
 * alpha = 1 - confidence; the lower end is exactly 0 at k = 0 and the upper end exactly 1 at k = n.
 * The relative error of an end, measured from the nearer of 0 and 1, stays below 1e-11 for n up to
 * 10^12.
 */
public final class ClopperPearson {
  /** Below exp(-746) every double is 0. */
  private static final double LOG_OF_LEAST = -746;

  private static final int MAX_STEPS = 200;

  private ClopperPearson() {}

  /**
   * The interval for k of n.
   *
   * @param k successes, 0 to n
   * @param n trials, at least 0
   * @param confidence in (0, 1)
   */
  public static Interval of(long k, long n, double confidence) {
    return withUndecided(k, 0, n, confidence);
  }

  /**
   * The interval when some outcomes are open: the estimate is k/n, the lower end that of k
   * successes and the upper end that of k + undecided, so it covers whatever the open ones are.
   *
   * @param k proven successes, at least 0
   * @param undecided open outcomes, at least 0, k + undecided at most n
   * @param n trials
   * @param confidence in (0, 1)
   */
  public static Interval withUndecided(long k, long undecided, long n, double confidence) {
    if (!(k >= 0 && undecided >= 0 && k <= n - undecided)) {
      throw new IllegalArgumentException(
          "successes "
              + k
              + " and undecided "
              + undecided
              + " must be at least 0 and at most "
              + n
              + " together");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence " + confidence + " must lie between 0 and 1, both excluded");
    }
    double tail = (1 - confidence) / 2;
    return new Interval(
        (double) k / n, lower(k, n, tail), upper(k + undecided, n, tail), confidence);
  }

  private static double lower(long k, long n, double tail) {
    return k == 0 ? 0 : quantile(k, n - k + 1.0, tail, false);
  }

  private static double upper(long k, long n, double tail) {
    return k == n ? 1 : quantile(k + 1.0, n - k, tail, true);
  }

  /**
   * The x of Beta(a, b) that leaves probability {@code tail} below it, or above it if {@code
   * above}. The smaller of x and 1 - x is solved for, where tiny probabilities keep their relative
   * accuracy. Beta(1, b) and Beta(a, 1), the laws of a minimum and a maximum, have closed forms.
   */
  private static double quantile(double a, double b, double tail, boolean above) {
    if (a == 1) {
      return -Math.expm1((above ? Math.log(tail) : Math.log1p(-tail)) / b);
    }
    if (b == 1) {
      return Math.exp((above ? Math.log1p(-tail) : Math.log(tail)) / a);
    }
    boolean belowHalf = new BetaTails(a, b).probability(0.5, above) < tail == above;
    return belowHalf ? solve(a, b, tail, above) : 1 - solve(b, a, tail, !above);
  }

  /**
   * Newton's iteration for log P(tail at e^t) = log(tail) in t, kept inside a bracket that every
   * step shrinks. The log of either tail is concave and monotone, so the iteration is quick;
   * halving is the guard against a rounded slope.
   */
  private static double solve(double a, double b, double tail, boolean above) {
    BetaTails beta = new BetaTails(a, b);
    double low = LOG_OF_LEAST;
    double high = 0;
    double t = Math.log(a / (a + b));
    for (int step = 0; step < MAX_STEPS; step++) {
      double x = Math.exp(t);
      double p = beta.probability(x, above);
      if (p < tail == above) {
        high = t;
      } else {
        low = t;
      }
      double slope = beta.factor(x) / (1 - x) / p * (above ? -1 : 1);
      double next = t - Math.log(p / tail) / slope;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - t) <= 2 * Math.ulp(t)) {
        return Math.exp(next);
      }
      t = next;
    }
    return Math.exp(t);
  }
}
