package org.liyorke.proof;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact rational number num * 2^exp / den with num odd or zero and den odd and positive.
 *
 * <p>Weights are dyadic (den = 1) and so are all slopes and intercepts; the orbit of a point keeps
 * its denominator up to powers of two. Powers of two are therefore kept apart and no greatest
 * common divisor is ever taken, except to print. Consequently a number has several representations:
 * compare with {@link #compareTo} or {@link #equals}.
 */
public final class Rational implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(BigInteger.ZERO, 0, BigInteger.ONE);
  public static final Rational ONE = new Rational(BigInteger.ONE, 0, BigInteger.ONE);

  /**
   * Longest text read as a number; longer ones are refused rather than parsed in quadratic time.
   */
  static final int MAX_TEXT = 200_000;

  /** Largest decimal exponent read, far beyond any double. */
  private static final int MAX_DECIMAL_EXPONENT = 20_000;

  private final BigInteger num;
  private final int exp;
  private final BigInteger den;

  private Rational(BigInteger num, int exp, BigInteger den) {
    this.num = num;
    this.exp = exp;
    this.den = den;
  }

  /** num * 2^exp / den for odd positive den: moves the powers of two of num into the exponent. */
  private static Rational normal(BigInteger num, int exp, BigInteger den) {
    if (num.signum() == 0) {
      return ZERO;
    }
    int zeros = num.getLowestSetBit();
    return zeros == 0
        ? new Rational(num, exp, den)
        : new Rational(num.shiftRight(zeros), Math.addExact(exp, zeros), den);
  }

  /** The exact value of a finite double. */
  public static Rational of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("number " + value + ": must be finite");
    }
    long bits = Double.doubleToLongBits(value);
    int biased = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & ((1L << 52) - 1);
    long mantissa = biased == 0 ? fraction : fraction | (1L << 52);
    int exponent = Math.max(biased, 1) - 1075;
    return normal(BigInteger.valueOf(bits < 0 ? -mantissa : mantissa), exponent, BigInteger.ONE);
  }

  /** The integer itself. */
  public static Rational of(long value) {
    return normal(BigInteger.valueOf(value), 0, BigInteger.ONE);
  }

  /** numerator / denominator, in lowest terms or not; the denominator must not be zero. */
  public static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("denominator 0: must not be zero");
    }
    return normal(numerator, 0, BigInteger.ONE).dividedBy(normal(denominator, 0, BigInteger.ONE));
  }

  /**
   * Reads "p/q" or "p" (decimal integers), or a decimal number such as "0.125" or "-3e-7".
   *
   * @throws IllegalArgumentException with a one-line message when the text is none of these
   */
  public static Rational parse(String text) {
    if (!(text.length() <= MAX_TEXT)) {
      throw new IllegalArgumentException(
          "number of " + text.length() + " characters: at most " + MAX_TEXT);
    }
    try {
      int slash = text.indexOf('/');
      return slash >= 0
          ? of(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)))
          : ofDecimal(new BigDecimal(text));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "number \"" + shorten(text) + "\": must be p/q, an integer or a decimal", e);
    }
  }

  private static Rational ofDecimal(BigDecimal value) {
    int scale = value.scale();
    if (!(Math.abs((long) scale) <= MAX_DECIMAL_EXPONENT)) {
      throw new ArithmeticException("decimal exponent");
    }
    BigInteger power = BigInteger.TEN.pow(Math.abs(scale));
    return scale >= 0
        ? of(value.unscaledValue(), power)
        : of(value.unscaledValue().multiply(power), BigInteger.ONE);
  }

  static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  public Rational plus(Rational other) {
    if (num.signum() == 0) {
      return other;
    }
    if (other.num.signum() == 0) {
      return this;
    }
    boolean same = den.equals(other.den);
    BigInteger a = same ? num : scaled(num, other.den);
    BigInteger b = same ? other.num : scaled(other.num, den);
    int low = Math.min(exp, other.exp);
    BigInteger sum = a.shiftLeft(exp - low).add(b.shiftLeft(other.exp - low));
    return normal(sum, low, same ? den : scaled(den, other.den));
  }

  public Rational minus(Rational other) {
    return plus(other.negated());
  }

  public Rational negated() {
    return new Rational(num.negate(), exp, den);
  }

  public Rational times(Rational other) {
    if (num.signum() == 0 || other.num.signum() == 0) {
      return ZERO;
    }
    // Odd times odd is odd: already in normal form.
    return new Rational(
        scaled(num, other.num), Math.addExact(exp, other.exp), scaled(den, other.den));
  }

  /** The quotient; the divisor must not be zero. */
  public Rational dividedBy(Rational other) {
    if (other.num.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    if (num.signum() == 0) {
      return ZERO;
    }
    BigInteger up = scaled(num, other.den);
    BigInteger down = scaled(den, other.num);
    boolean flip = down.signum() < 0;
    return new Rational(
        flip ? up.negate() : up, Math.subtractExact(exp, other.exp), flip ? down.negate() : down);
  }

  private static BigInteger scaled(BigInteger a, BigInteger b) {
    if (b.equals(BigInteger.ONE)) {
      return a;
    }
    return a.equals(BigInteger.ONE) ? b : a.multiply(b);
  }

  public int signum() {
    return num.signum();
  }

  @Override
  public int compareTo(Rational other) {
    int sign = num.signum();
    if (sign != other.num.signum()) {
      return Integer.compare(sign, other.num.signum());
    }
    if (sign == 0 || this == other) {
      return 0;
    }
    // 2^(s-1) < |value| < 2^(s+1): two steps apart decide without any multiplication.
    long gap = size() - other.size();
    if (gap >= 2 || gap <= -2) {
      return gap > 0 ? sign : -sign;
    }
    boolean same = den.equals(other.den);
    BigInteger a = same ? num : scaled(num, other.den);
    BigInteger b = same ? other.num : scaled(other.num, den);
    int low = Math.min(exp, other.exp);
    return a.shiftLeft(exp - low).compareTo(b.shiftLeft(other.exp - low));
  }

  /** s with 2^(s-1) &lt; |value| &lt; 2^(s+1), for a number that is not zero. */
  private long size() {
    return (long) num.bitLength() + exp - den.bitLength();
  }

  /** Bits needed to write the number down, a measure of the work it makes. */
  long bits() {
    return (long) num.bitLength() + den.bitLength() + Math.abs((long) exp);
  }

  /** The largest number of at most {@code bits} significant bits that is not above this one. */
  Rational roundedDown(int bits) {
    if (den.equals(BigInteger.ONE) && num.bitLength() <= bits) {
      return this;
    }
    int shift = Math.toIntExact(bits - size() + exp);
    BigInteger up = shift >= 0 ? num.shiftLeft(shift) : num;
    BigInteger down = shift >= 0 ? den : den.shiftLeft(-shift);
    BigInteger[] parts = up.divideAndRemainder(down);
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return normal(floor, Math.subtractExact(exp, shift), BigInteger.ONE);
  }

  /** The smallest number of about {@code bits} significant bits that is not below this one. */
  Rational roundedUp(int bits) {
    return negated().roundedDown(bits).negated();
  }

  /** A number of about {@code bits} significant bits that is a little less than this one. */
  Rational below(int bits) {
    int unit = num.signum() == 0 ? -bits : Math.toIntExact(size() - bits);
    Rational down = num.signum() == 0 ? ZERO : roundedDown(bits);
    return down.minus(normal(BigInteger.ONE, unit, BigInteger.ONE));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rational r && compareTo(r) == 0;
  }

  @Override
  public int hashCode() {
    BigInteger gcd = num.gcd(den);
    return 31 * (31 * num.divide(gcd).hashCode() + exp) + den.divide(gcd).hashCode();
  }

  /** The numerator in lowest terms. */
  public BigInteger numerator() {
    BigInteger reduced = num.divide(num.gcd(den));
    return exp > 0 ? reduced.shiftLeft(exp) : reduced;
  }

  /** The denominator in lowest terms, positive. */
  public BigInteger denominator() {
    BigInteger reduced = den.divide(num.gcd(den));
    return exp < 0 ? reduced.shiftLeft(-exp) : reduced;
  }

  /** The nearest double or one of its neighbours; for messages and pictures only. */
  public double toDouble() {
    Rational rounded = den.equals(BigInteger.ONE) && num.bitLength() <= 62 ? this : roundedDown(62);
    return Math.scalb((double) rounded.num.longValue(), clampExponent(rounded.exp));
  }

  private static int clampExponent(int exponent) {
    return Math.max(-5000, Math.min(5000, exponent));
  }

  /** p/q in lowest terms, or p when q is 1. */
  @Override
  public String toString() {
    BigInteger q = denominator();
    return q.equals(BigInteger.ONE) ? numerator().toString() : numerator() + "/" + q;
  }
}
