package org.liyorke.dynamics;

import java.math.BigInteger;
import java.util.Objects;

/**
 * An exact rational n * 2^e / q with odd q &gt; 0 and odd n (or zero).
 *
 * <p>Weights are dyadic, so an orbit keeps the odd denominator q of its first point: powers of two
 * are kept apart and no greatest common divisors are needed on the way. Comparison is filtered by a
 * double of relative error below 2^-50.
 */
final class Rational implements Comparable<Rational> {
  static final Rational ZERO = new Rational(BigInteger.ZERO, 0, BigInteger.ONE);
  static final Rational ONE = new Rational(BigInteger.ONE, 0, BigInteger.ONE);

  /**
   * Relative distance beyond which two approximations of relative error 2^-50 order their numbers.
   */
  private static final double SEPARATED = 0x1p-48;

  /** Relative width of a bound: the approximation's error and the rounding of the bound itself. */
  private static final double BOUND = 0x1p-48;

  private final BigInteger n;
  private final long e;
  private final BigInteger q;

  /** Computed when first asked for; NaN before. */
  private double approximation = Double.NaN;

  private Rational(BigInteger numerator, long exponent, BigInteger oddDenominator) {
    int zeros = numerator.signum() == 0 ? 0 : numerator.getLowestSetBit();
    n = zeros > 0 ? numerator.shiftRight(zeros) : numerator;
    e = numerator.signum() == 0 ? 0 : exponent + zeros;
    q = numerator.signum() == 0 ? BigInteger.ONE : oddDenominator;
  }

  /** The exact value of a finite double. */
  static Rational of(double value) {
    if (value == 0) {
      return ZERO;
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52 & 0x7ff);
    long mantissa = bits & 0xfffffffffffffL;
    mantissa = exponent == 0 ? mantissa : mantissa | 1L << 52;
    long scale = Math.max(exponent, 1) - 1075L;
    return new Rational(
        BigInteger.valueOf(value < 0 ? -mantissa : mantissa), scale, BigInteger.ONE);
  }

  Rational add(Rational o) {
    if (n.signum() == 0) {
      return o;
    }
    if (o.n.signum() == 0) {
      return this;
    }
    boolean same = q == o.q || q.equals(o.q);
    BigInteger a = same ? n : times(n, o.q);
    BigInteger b = same ? o.n : times(o.n, q);
    long low = Math.min(e, o.e);
    BigInteger sum = shift(a, e - low).add(shift(b, o.e - low));
    return new Rational(sum, low, same ? q : times(q, o.q));
  }

  Rational subtract(Rational o) {
    return add(o.negate());
  }

  Rational negate() {
    Rational negative = new Rational(n.negate(), e, q);
    negative.approximation = -approximation;
    return negative;
  }

  Rational multiply(Rational o) {
    return new Rational(n.multiply(o.n), e + o.e, times(q, o.q));
  }

  /** The quotient; the divisor must not be zero. */
  Rational divide(Rational o) {
    if (o.n.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    BigInteger numerator = times(n, o.q);
    return new Rational(
        o.n.signum() < 0 ? numerator.negate() : numerator, e - o.e, times(q, o.n.abs()));
  }

  /** A dyadic number of at most {@code bits} significant bits that is not above this one. */
  Rational roundedDown(int bits) {
    int excess = n.bitLength() - q.bitLength() - bits;
    if (excess <= 0 && isDyadic() || n.signum() == 0) {
      return this;
    }
    return new Rational(floorShifted(-excess), e + excess, BigInteger.ONE);
  }

  /** A dyadic number of at most about {@code bits} significant bits that is not below this one. */
  Rational roundedUp(int bits) {
    return negate().roundedDown(bits).negate();
  }

  /** The largest integer that is at most this number times 2^scale. */
  BigInteger floorScaled(long scale) {
    return floorShifted(Math.addExact(e, scale));
  }

  /** floor(n 2^shift / q). */
  private BigInteger floorShifted(long shift) {
    if (isDyadic()) {
      return shift(n, shift);
    }
    BigInteger top = shift > 0 ? shift(n, shift) : n;
    BigInteger bottom = shift < 0 ? shift(q, -shift) : q;
    BigInteger[] parts = top.divideAndRemainder(bottom);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  boolean isDyadic() {
    return q.bitLength() == 1;
  }

  /** The odd part of the numerator, for a dyadic number n 2^e. */
  BigInteger oddPart() {
    return n;
  }

  /** An e with |this| &lt; 2^e, at most two above the least one; of no meaning for zero. */
  long magnitude() {
    return n.bitLength() - q.bitLength() + e + 1;
  }

  /** numerator 2^exponent. */
  static Rational dyadic(BigInteger numerator, long exponent) {
    return new Rational(numerator, exponent, BigInteger.ONE);
  }

  /** The exponent e of a dyadic number n 2^e. */
  long exponent() {
    return e;
  }

  /** The bits that numerator and denominator take. */
  int bits() {
    return n.bitLength() + q.bitLength();
  }

  int signum() {
    return n.signum();
  }

  /**
   * An approximation of relative error below 2^-50; infinite or zero where a double's range ends.
   */
  double approximation() {
    if (Double.isNaN(approximation)) {
      approximation = approximate(n, e, q);
    }
    return approximation;
  }

  /**
   * A double below this number (equal at zero), within 2^-47 of it relatively; minus infinity when
   * out of range.
   */
  double lower() {
    return bound(-1);
  }

  /** A double above this number, likewise. */
  double upper() {
    return bound(1);
  }

  /** This number in lowest terms, numerator first, the denominator positive. */
  BigInteger[] lowestTerms() {
    BigInteger g = n.gcd(q);
    return new Rational(n.divide(g), e, q.divide(g)).terms();
  }

  /** A numerator and a positive denominator of this number; they may have common factors. */
  BigInteger[] terms() {
    return new BigInteger[] {e > 0 ? shift(n, e) : n, e < 0 ? shift(q, -e) : q};
  }

  @Override
  public int compareTo(Rational o) {
    if (n.signum() != o.n.signum() || n.signum() == 0) {
      return Integer.compare(n.signum(), o.n.signum());
    }
    double a = approximation();
    double b = o.approximation();
    if (inRange(a)
        && inRange(b)
        && Math.abs(a - b) > SEPARATED * Math.max(Math.abs(a), Math.abs(b))) {
      return a < b ? -1 : 1;
    }
    return subtract(o).n.signum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rational o && compareTo(o) == 0;
  }

  @Override
  public int hashCode() {
    BigInteger[] terms = lowestTerms();
    return Objects.hash(terms[0], terms[1]);
  }

  @Override
  public String toString() {
    BigInteger[] terms = lowestTerms();
    return terms[1].equals(BigInteger.ONE) ? terms[0].toString() : terms[0] + "/" + terms[1];
  }

  private double bound(int direction) {
    double v = approximation();
    if (Double.isInfinite(v)) {
      return (v > 0) == (direction > 0) ? v : Math.copySign(Double.MAX_VALUE, v);
    }
    if (n.signum() == 0) {
      return 0;
    }
    // Outside the range a double keeps its relative accuracy: step past what rounding to a denormal
    // may have lost.
    double slack = inRange(v) ? Math.abs(v) * BOUND : Double.MIN_NORMAL + Math.abs(v) * BOUND;
    return v + direction * slack;
  }

  private static boolean inRange(double v) {
    return Math.abs(v) < 1e300 && Math.abs(v) > 1e-290;
  }

  private static double approximate(BigInteger n, long e, BigInteger q) {
    if (n.signum() == 0) {
      return 0;
    }
    int a = Math.max(0, n.bitLength() - 62);
    int b = Math.max(0, q.bitLength() - 62);
    double ratio = (double) n.shiftRight(a).longValue() / (double) q.shiftRight(b).longValue();
    long exponent = e + a - b;
    if (exponent > 3000) {
      return Math.copySign(Double.POSITIVE_INFINITY, ratio);
    }
    return exponent < -3000 ? 0 : Math.scalb(ratio, (int) exponent);
  }

  private static BigInteger times(BigInteger a, BigInteger b) {
    return b.bitLength() == 1 && b.signum() > 0
        ? a
        : a.bitLength() == 1 && a.signum() > 0 ? b : a.multiply(b);
  }

  private static BigInteger shift(BigInteger a, long by) {
    if (Math.abs(by) > Integer.MAX_VALUE) {
      throw new ArithmeticException("a number of more than 2^31 bits");
    }
    return by == 0 ? a : a.shiftLeft((int) by);
  }
}
