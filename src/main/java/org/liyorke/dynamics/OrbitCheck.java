package org.liyorke.dynamics;

import java.math.BigInteger;

/**
 * Checks witnesses g^n(x) &lt;= x &lt; g(x), g = f^(2^m), or reversed, before they are handed out.
 */
final class OrbitCheck {
  private OrbitCheck() {}

  /**
   * Whether x is a witness, proven in double precision with a running bound of the error.
   *
   * @param x exact; false is returned when the bound does not separate or the orbit leaves the core
   */
  static boolean holds(CoreMap f, int m, int n, double x) {
    double v = x;
    double r = 0;
    int power = 1 << m;
    int length = power * n;
    int sign = 0;
    for (int t = 1; t <= length; t++) {
      if (!(v - r >= f.lo && v + r <= f.hi)) {
        return false;
      }
      int i = f.pieceAt(v);
      r = (f.error(v) + f.steepness(i, v, r) * r) * (1 + 0x1p-40);
      v = f.applyOn(i, v);
      if (t == power || t == length) {
        double gap = v - x;
        // One rounding in the subtraction is covered by the factor.
        if (!(Math.abs(gap) * (1 - 0x1p-50) > r)) {
          return false;
        }
        int s = gap > 0 ? 1 : -1;
        if (t == length) {
          return s == -sign;
        }
        sign = s;
      }
    }
    return false;
  }

  /** Whether x is a witness, in exact arithmetic. */
  static boolean holds(PiecewiseLinearMap f, int m, int n, Rational x) {
    Rational v = x;
    int power = 1 << m;
    int length = power * n;
    int sign = 0;
    for (int t = 1; t <= length; t++) {
      v = f.apply(v);
      if (t == power) {
        sign = v.compareTo(x);
        if (sign == 0) {
          return false;
        }
      }
    }
    return v.compareTo(x) * sign <= 0;
  }

  static Witness.OddPeriod witness(int m, int n, Rational x) {
    BigInteger[] terms = x.lowestTerms();
    return new Witness.OddPeriod(m, n, terms[0], terms[1]);
  }
}
