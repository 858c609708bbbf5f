package org.liyorke.tally;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Intervals of a binomial probability that hold all at once, after every number of trials: with the
 * stated confidence not one of them misses it. So they stay valid when one looks after every block
 * and stops as one likes (Darling and Robbins 1967; Robbins, Annals of Mathematical Statistics 41,
 * 1970, 1397-1409; Howard, Ramdas, McAuliffe, Sekhon, Annals of Statistics 49, 2021, 1055-1080).
 *
 * <p>After k successes in n trials, with alpha = 1 - confidence, the interval holds all p with
 *
 * <pre>B(k + 1/2, n - k + 1/2) / B(1/2, 1/2) &lt; p^k (1 - p)^(n - k) / alpha.</pre>
 *
 * The left side over p^k (1-p)^(n-k) is a likelihood ratio, mixed over Jeffreys' prior: a
 * martingale that begins at 1 when p is the true probability, and so exceeds 1/alpha ever with
 * probability at most alpha (Ville 1939). docs/statistics.md has the proof, and why both ends grow
 * with k.
 *
 * <p>The logarithm of the left side is written as a deviance of p from k/n and terms that do not
 * cancel, so that the ends are right to a relative 1e-9 for n up to 10^15.
 */
public final class ConfidenceSequence {
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final double LOG_PI = Math.log(Math.PI);

  /** From here on Stirling's series are exact to a double. */
  private static final double LARGE = 32;

  private static final int STEPS = 200;

  private ConfidenceSequence() {}

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
          "successes %d and undecided %d must be at least 0 and at most %d together"
              .formatted(k, undecided, n));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence " + confidence + " must lie between 0 and 1, both excluded");
    }
    if (n == 0) {
      return new Interval(Double.NaN, 0, 1, confidence);
    }
    // The upper end for k is 1 minus the lower end for the n - k failures.
    double lower = lower(k, n, confidence);
    double upper = upper(k + undecided, n, confidence);
    return new Interval((double) k / n, lower, upper, confidence);
  }

  private static double lower(long k, long n, double confidence) {
    if (k == 0) {
      return 0;
    }
    double most = mostDeviance(k, n, confidence);
    // With p tiny its logarithm is what bisection should halve.
    return k == n
        ? Math.exp(-most / n)
        : Math.exp(
            crossing(t -> devianceAt(Math.exp(t), k, n), -745, Math.log((double) k / n), most));
  }

  private static double upper(long k, long n, double confidence) {
    if (k == n) {
      return 1;
    }
    double most = mostDeviance(k, n, confidence);
    return k == 0
        ? -Math.expm1(-most / n)
        : crossing(p -> -devianceAt(p, k, n), (double) k / n, 1, -most);
  }

  /** Where a decreasing function takes a value. */
  private static double crossing(
      DoubleUnaryOperator decreasing, double from, double to, double value) {
    double low = from;
    double high = to;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (decreasing.applyAsDouble(middle) > value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** k log(k / (n p)) + (n - k) log((n - k) / (n (1 - p))). */
  private static double devianceAt(double p, long k, long n) {
    double difference = k - n * p;
    return BetaTails.deviance(k, n * p, difference)
        + BetaTails.deviance(n - k, n * (1 - p), -difference);
  }

  /** The deviance at both ends: log(B(1/2, 1/2) / alpha) less what {@link #devianceAt} lacks. */
  private static double mostDeviance(long k, long n, double confidence) {
    double mixture =
        HALF_LOG_TWO_PI
            + halfStirlingError(k)
            + halfStirlingError(n - k)
            - Math.log(n) / 2
            - BetaTails.stirlingError(n);
    return LOG_PI - Math.log1p(-confidence) - mixture;
  }

  /** log Gamma(z + 1/2) minus z log z - z + log(2 pi) / 2, for integers z from 0 on. */
  private static double halfStirlingError(double z) {
    if (z < LARGE) {
      double leading = z == 0 ? 0 : z * Math.log(z) - z;
      return LogGamma.value(z + 0.5) - leading - HALF_LOG_TWO_PI;
    }
    double s = 1 / (z * z);
    return -(1.0 / 24 - s * (7.0 / 2880 - s * (31.0 / 40320 - s * 127.0 / 215040))) / z;
  }
}
