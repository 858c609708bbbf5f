package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact numbers against commons-numbers' fractions. */
class RationalTest {
  private static BigFraction random(SplittableRandom rng) {
    int bits = rng.nextInt(1, 62);
    long p = rng.nextLong() >> bits;
    long q = (rng.nextLong() >>> rng.nextInt(1, 62)) + 1;
    BigInteger shift = BigInteger.ONE.shiftLeft(rng.nextInt(0, 70));
    return rng.nextBoolean()
        ? BigFraction.of(BigInteger.valueOf(p).multiply(shift), BigInteger.valueOf(q))
        : BigFraction.of(BigInteger.valueOf(p), BigInteger.valueOf(q).multiply(shift));
  }

  private static Rational of(BigFraction f) {
    return Rational.of(f.getNumerator(), f.getDenominator());
  }

  private static void assertSame(BigFraction expected, Rational actual) {
    // The sign of a BigFraction may stand in either part.
    BigInteger sign = BigInteger.valueOf(expected.getDenominator().signum());
    assertEquals(expected.getNumerator().multiply(sign), actual.numerator());
    assertEquals(expected.getDenominator().abs(), actual.denominator());
    assertEquals(of(expected), actual);
    assertEquals(of(expected).hashCode(), actual.hashCode());
  }

  @Test
  void agreesWithBigFraction() {
    SplittableRandom rng = new SplittableRandom(1);
    for (int i = 0; i < 5_000; i++) {
      BigFraction a = random(rng);
      BigFraction b = rng.nextInt(10) == 0 ? a : random(rng);
      assertSame(a.add(b), of(a).plus(of(b)));
      assertSame(a.subtract(b), of(a).minus(of(b)));
      assertSame(a.multiply(b), of(a).times(of(b)));
      if (b.signum() != 0) {
        assertSame(a.divide(b), of(a).dividedBy(of(b)));
      }
      assertEquals(a.compareTo(b), of(a).compareTo(of(b)), () -> a + " and " + b);
      assertEquals(a.signum(), of(a).signum());
    }
  }

  @Test
  void roundsOutwards() {
    SplittableRandom rng = new SplittableRandom(2);
    for (int i = 0; i < 2_000; i++) {
      Rational a = of(random(rng));
      int bits = rng.nextInt(1, 100);
      Rational down = a.roundedDown(bits);
      Rational up = a.roundedUp(bits);
      assertTrue(down.compareTo(a) <= 0 && a.compareTo(up) <= 0);
      assertTrue(a.below(bits).compareTo(a) < 0);
      Rational error = up.minus(down).times(Rational.of(Math.scalb(1.0, bits - 3)));
      Rational size = a.signum() < 0 ? a.negated() : a;
      assertTrue(error.compareTo(size) <= 0, () -> a + " to " + bits + " bits");
    }
    assertTrue(Rational.ZERO.below(96).signum() < 0);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -0.1,
        4.9e-324,
        -2.2250738585072014e-308,
        1.7976931348623157e308,
        1e100,
        0.5
      })
  void takesDoublesExactly(double value) {
    assertEquals(
        0,
        new BigDecimal(value)
            .compareTo(
                new BigDecimal(Rational.of(value).numerator())
                    .divide(new BigDecimal(Rational.of(value).denominator()))));
    assertEquals(value + 0.0, Rational.of(value).toDouble());
  }

  @ParameterizedTest
  @CsvSource({
    "2/9,2/9",
    "-4/6,-2/3",
    "7,7",
    "0/5,0",
    "3/-6,-1/2",
    "0.125,1/8",
    "-3e-1,-3/10",
    "2E2,200",
    "8/2,4"
  })
  void readsAndPrints(String text, String printed) {
    assertEquals(printed, Rational.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1/",
        "/2",
        "1/0",
        "1/2/3",
        "NaN",
        "Infinity",
        "1e99999999",
        "0x10",
        "1 2",
        "1.5/2"
      })
  void refusesOtherText(String text) {
    assertThrows(IllegalArgumentException.class, () -> Rational.parse(text));
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThrows(IllegalArgumentException.class, () -> Rational.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Rational.of(Double.NEGATIVE_INFINITY));
    assertThrows(ArithmeticException.class, () -> Rational.ONE.dividedBy(Rational.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> Rational.parse("1".repeat(Rational.MAX_TEXT + 1)));
    assertFalse(Rational.ONE.equals(null));
  }
}
