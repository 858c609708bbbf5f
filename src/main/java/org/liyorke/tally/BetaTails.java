package org.liyorke.tally;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Both tails of the beta distribution with integer parameters a, b from 1 to 2^63, near either end
 * and far out.
 *
 * <p>Everything is expressed through lambda = a - (a + b) x, so that neither 1 - x with a tiny x
 * nor a huge a + b cancels. The factor x^a (1-x)^b / B(a, b) comes from deviances (Loader, Fast and
 * accurate computation of binomial probabilities, 2000), the rest from the continued fraction of
 * Didonato and Morris (ACM TOMS 18, 1992, BFRAC), which takes about the square root of min(a, b)
 * steps. Above {@link #LARGE} the uniform expansion of Temme (SIAM J. Math. Anal. 13, 1982)
 * replaces it; its relative error, of the order of min(a, b)^(-3/2), is then below 1e-11.
 */
final class BetaTails {
  /** From here on min(a, b) counts as large: the continued fraction needs some 10^4 steps there. */
  private static final double LARGE = 1e8;

  /** Up to here z! is exact in a long and a double. */
  private static final int EXACT_FACTORIAL = 18;

  /** Relative change at which the continued fraction ends. */
  private static final double RELATIVE = 1e-15;

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final double ROOT_TWO_PI = 2.50662827463100050242;

  /**
   * Closer to the mean than this, in standard deviations, Temme's correction is replaced by its
   * limit.
   */
  private static final double NEAR_MEAN = 1e-3;

  private final double a;
  private final double b;
  private final double stirling;

  BetaTails(double a, double b) {
    this.a = a;
    this.b = b;
    double correction = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
    stirling = Math.sqrt(a / (a + b) * b) / ROOT_TWO_PI * Math.exp(correction);
  }

  /** The probability below x in (0, 1), or above it. */
  double probability(double x, boolean above) {
    double lambda = a - (a + b) * x;
    boolean lowerSide = lambda >= 0;
    double tail =
        Math.min(a, b) > LARGE ? expansion(lambda) : factorAt(lambda) * sideFraction(x, lambda);
    return lowerSide != above ? tail : 1 - tail;
  }

  /** x (1 - x) times the density at x: x^a (1 - x)^b / B(a, b). */
  double factor(double x) {
    return factorAt(a - (a + b) * x);
  }

  private double factorAt(double lambda) {
    return stirling * Math.exp(-deviance(a, lambda) - deviance(b, -lambda));
  }

  /** The tail on the side of x, over the factor. */
  private double sideFraction(double x, double lambda) {
    return lambda >= 0 ? fraction(a, b, x, 1 - x, lambda) : fraction(b, a, 1 - x, x, -lambda);
  }

  /**
   * Didonato and Morris, equation 9, with their names; p, q &gt; 1 and lambda = p - (p + q) x at
   * least 0.
   */
  private static double fraction(double p, double q, double x, double y, double lambda) {
    double c = 1 + lambda;
    double c0 = q / p;
    double c1 = 1 + 1 / p;
    double pn = 1;
    double s = p + 1;
    double an = 0;
    double bn = 1;
    double anp1 = 1;
    double bnp1 = c / c1;
    double r = c1 / c;
    for (int n = 1; ; n++) {
      double t = n / p;
      double w = n * (q - n) * x;
      double e = p / s;
      double alpha = pn * (pn + c0) * e * e * (w * x);
      e = (1 + t) / (c1 + t + t);
      double beta = n + w / s + e * (c + n * (1 + y));
      pn = 1 + t;
      s += 2;
      t = alpha * an + beta * anp1;
      an = anp1;
      anp1 = t;
      t = alpha * bn + beta * bnp1;
      bn = bnp1;
      bnp1 = t;
      double before = r;
      r = anp1 / bnp1;
      if (Math.abs(r - before) <= RELATIVE * r) {
        return r;
      }
      an /= bnp1;
      bn /= bnp1;
      anp1 = r;
      bnp1 = 1;
    }
  }

  /** The tail on the side of x by Temme's expansion, first correction included. */
  private double expansion(double lambda) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double w = Math.sqrt(2 * (deviance(a, lambda) + deviance(b, -lambda)));
    double root = Math.sqrt(a / (a + b) * b);
    double limit = Math.copySign((b - a) / (a + b) / (3 * root), (b - a) * lambda);
    double correction = w < NEAR_MEAN ? limit : root / Math.abs(lambda) - 1 / w;
    return normal.survivalProbability(w) + normal.density(w) * correction;
  }

  /** m with m = value - difference: value log(value / m) + m - value, at least 0. */
  private static double deviance(double value, double difference) {
    return deviance(value, value - difference, difference);
  }

  /** The same where value - difference would cancel; the mean is above 0. */
  static double deviance(double value, double mean, double difference) {
    double v = difference / (value + mean);
    if (Math.abs(v) >= 0.1) {
      return value * Math.log(value / mean) - difference;
    }
    // log(value / m) = 2 artanh(v); the terms that cancel are taken out.
    double sum = difference * v;
    double term = 2 * value * v;
    for (int j = 3; ; j += 2) {
      term *= v * v;
      double next = sum + term / j;
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }

  /** log(z!) minus Stirling's formula (z + 1/2) log z - z + log(2 pi) / 2, for integers z. */
  static double stirlingError(double z) {
    if (z <= EXACT_FACTORIAL) {
      double factorial = 1;
      for (int i = 2; i <= z; i++) {
        factorial *= i;
      }
      return Math.log(factorial) - (z + 0.5) * Math.log(z) + z - HALF_LOG_TWO_PI;
    }
    double s = 1 / (z * z);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / z;
  }
}
