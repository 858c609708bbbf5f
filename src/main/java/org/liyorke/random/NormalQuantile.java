package org.liyorke.random;

/**
 * The standard normal distribution in double precision, for building tables: probabilities and
 * their inverses.
 *
 * <p>Everything here is made of exactly rounded operations and {@link StrictMath}, so every JVM
 * computes the same bits.
 */
final class NormalQuantile {
  /**
   * Beyond this the tail probability is taken from a continued fraction, below it from a series.
   */
  private static final double SERIES_LIMIT = 2;

  private static final double INVERSE_ROOT_TWO_PI = 0.3989422804014327;

  // Coefficients of algorithm AS 241, PPND16: M. J. Wichura, "The percentage points of the normal
  // distribution",
  // Applied Statistics 37 (1988), 477-484; relative accuracy about 1e-16. From the highest power
  // down.
  private static final double[] A = {
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
        4.5921953931549871457e4,
    1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2,
        3.3871328727963666080e0
  };
  private static final double[] B = {
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1
  };
  private static final double[] C = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
        1.27045825245236838258e0,
    3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0,
        1.42343711074968357734e0
  };
  private static final double[] D = {
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940e0,
    2.05319162663775882187e0,
    1
  };
  private static final double[] E = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
        2.65321895265761230930e-2,
    2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0,
        6.65790464350110377720e0
  };
  private static final double[] F = {
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1
  };

  private NormalQuantile() {}

  /** Whether {@link #centralRatio} is to be used at this distance from probability 1/2. */
  static boolean isCentral(double q) {
    return Math.abs(q) <= 0.425;
  }

  /**
   * z / q where the standard normal is below z with probability 1/2 + q; even in q; for central q.
   */
  static double centralRatio(double q) {
    double r = 0.180625 - q * q;
    return polynomial(A, r) / polynomial(B, r);
  }

  /** The z that the standard normal exceeds with probability p; p in (1e-316, 1/2]. */
  static double fromTail(double p) {
    double q = 0.5 - p;
    if (isCentral(q)) {
      return q * centralRatio(q);
    }
    double r = StrictMath.sqrt(-StrictMath.log(p));
    return r <= 5
        ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6)
        : polynomial(E, r - 5) / polynomial(F, r - 5);
  }

  /**
   * The probability that the standard normal exceeds z; relative error below 1e-12 for z up to 37.
   */
  static double tail(double z) {
    if (z == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return z < SERIES_LIMIT ? 0.5 - central(z) : density(z) * millsRatio(z);
  }

  /**
   * The probability that the standard normal lies between 0 and z, negative for negative z; odd to
   * the bit.
   */
  static double central(double z) {
    double size = Math.abs(z);
    double area = size < SERIES_LIMIT ? density(size) * series(size) : 0.5 - tail(size);
    return z < 0 ? -area : area;
  }

  private static double density(double z) {
    return INVERSE_ROOT_TWO_PI * StrictMath.exp(-0.5 * z * z);
  }

  /** z + z^3/3 + z^5/(3*5) + ...: all terms of one sign, so nothing cancels. */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int k = 3; term > 1e-18 * sum; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return sum;
  }

  /**
   * Laplace's continued fraction 1/(z + 1/(z + 2/(z + ...))); 200 levels leave less than 1e-30 for
   * z from 2 on.
   */
  private static double millsRatio(double z) {
    double below = z;
    for (int k = 200; k > 0; k--) {
      below = z + k / below;
    }
    return 1 / below;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double c : coefficients) {
      sum = sum * x + c;
    }
    return sum;
  }
}
