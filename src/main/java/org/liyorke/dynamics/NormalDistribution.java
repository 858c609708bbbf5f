package org.liyorke.dynamics;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The standard normal distribution function Phi and its density phi on [-8.5, 8.5], with proven
 * absolute errors.
 *
 * <p>Phi is Taylor's polynomial of degree 10 at the nearest multiple c of 1/8. Its derivatives are
 * Phi^(n+1)(c) = (-1)^n He_n(c) phi(c), and Cram&eacute;r's inequality |He_n(x)| &lt;= 1.0865
 * sqrt(n!) exp(x^2/4) bounds what is left out by 0.4335 sqrt(10!) / 11! / 16^11 &lt; 2^-59. The
 * table is made from alternating series in decimals of 60 digits, whose remainder is below the
 * first term left out.
 */
final class NormalDistribution {
  /** Largest magnitude of an argument. */
  static final double RANGE = 8.5;

  /** A bound of the absolute error of {@link #probability}. */
  static final double PROBABILITY_ERROR = 0x1p-51;

  private static final int DEGREE = 10;
  private static final int CENTRES_PER_UNIT = 8;
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-40");

  /** 1 / sqrt(2 pi), rounded down at the 50th digit. */
  private static final BigDecimal DENSITY_AT_0 =
      new BigDecimal("0.39894228040143267793994605993438186847585863116493");

  private static final double INVERSE_SQRT_2_PI = DENSITY_AT_0.doubleValue();

  /** Coefficients of (x - c)^k, one row for each centre c = 0, 1/8, ..., 8.5. */
  private static final double[][] TAYLOR = table();

  private NormalDistribution() {}

  /**
   * Phi(x) up to {@link #PROBABILITY_ERROR}. The sum of all terms but the first is below 0.03 and
   * takes about 20 roundings of them, the table and the last addition round numbers up to 1: less
   * than 2^-52 together.
   *
   * @param x from -{@link #RANGE} to {@link #RANGE}
   */
  static double probability(double x) {
    double magnitude = Math.abs(x);
    int centre = (int) Math.rint(magnitude * CENTRES_PER_UNIT);
    double h = magnitude - (double) centre / CENTRES_PER_UNIT;
    double[] row = TAYLOR[centre];
    double sum = row[DEGREE];
    for (int k = DEGREE - 1; k >= 0; k--) {
      sum = sum * h + row[k];
    }
    return x < 0 ? 1 - sum : sum;
  }

  /**
   * phi(x) with a relative error below (x^2 / 2 + 5) 2^-53: {@link StrictMath#exp} errs by less
   * than 1 ulp (fdlibm), its argument by a relative 2^-53.
   */
  static double density(double x) {
    return INVERSE_SQRT_2_PI * StrictMath.exp(-0.5 * x * x);
  }

  private static double[][] table() {
    double[][] rows = new double[(int) (RANGE * CENTRES_PER_UNIT) + 1][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(new BigDecimal(i).divide(new BigDecimal(CENTRES_PER_UNIT)));
    }
    return rows;
  }

  private static double[] row(BigDecimal c) {
    double[] row = new double[DEGREE + 1];
    BigDecimal density = DENSITY_AT_0.multiply(series(c, false), DIGITS);
    row[0] =
        new BigDecimal("0.5")
            .add(DENSITY_AT_0.multiply(c).multiply(series(c, true), DIGITS))
            .doubleValue();
    BigDecimal before = BigDecimal.ZERO;
    BigDecimal hermite = BigDecimal.ONE;
    BigDecimal factor = density;
    for (int k = 1; k <= DEGREE; k++) {
      factor = factor.divide(new BigDecimal(k), DIGITS);
      row[k] = factor.multiply(hermite).doubleValue();
      factor = factor.negate();
      BigDecimal next = c.multiply(hermite).subtract(before.multiply(new BigDecimal(k - 1)));
      before = hermite;
      hermite = next;
    }
    return row;
  }

  /**
   * sum over n of (-c^2 / 2)^n / n!, each term divided by 2 n + 1 if {@code integrated}: exp(-c^2 /
   * 2), or its integral from 0 to c over c.
   */
  private static BigDecimal series(BigDecimal c, boolean integrated) {
    BigDecimal step = c.multiply(c).divide(new BigDecimal(-2), DIGITS);
    BigDecimal power = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 0; power.abs().compareTo(NEGLIGIBLE) > 0; n++) {
      BigDecimal term = integrated ? power.divide(new BigDecimal(2 * n + 1), DIGITS) : power;
      sum = sum.add(term);
      power = power.multiply(step).divide(new BigDecimal(n + 1), DIGITS);
    }
    return sum;
  }
}
