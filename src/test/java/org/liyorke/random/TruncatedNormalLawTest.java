package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.numbers.gamma.ErfDifference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedNormalLawTest {
  private static final double ROOT_TWO = Math.sqrt(2);

  /**
   * The distribution function at the number, less u, over the density is the error of the number to
   * first order. It is taken from the nearer end, where it loses no digits; its relative error of
   * some 1e-15 (1e-13 at 37 deviations, where the argument's rounding counts) is below 1e-5 units
   * in the last place of a float. Near 0 an absolute error of 2^-50 is allowed as well, as
   * TruncatedQuantile says; it also covers the reference's.
   */
  @ParameterizedTest
  @CsvSource({
    "-2, 2",
    "-0.1, 0.1",
    "-1, 3",
    "-37, 40",
    "0, Infinity",
    "-Infinity, Infinity",
    "-Infinity, 1.5",
    "5, 6",
    "30, 31",
    "-31, -30",
    "-Infinity, -30",
    "37, Infinity",
    "1e-10, 2",
    "-1e-10, 2",
    "0.125, 0.25",
    "1.25, 9"
  })
  void numbersAreRightToFloatAccuracy(double a, double b) {
    Law law = new TruncatedNormalLaw(a, b, 1);
    double mass = probability(a, b);
    for (int word : TestWords.all()) {
      float z = law.fromWord(word);
      assertTrue(a <= z && z <= b);
      double excess =
          word >= 0
              ? probability(a, z) - TestWords.uniform(word) * mass
              : TestWords.uniform(~word) * mass - probability(z, b);
      double error = Math.abs(excess) / density(z);
      double allowed = 0.501 * Math.ulp(z) + (Math.abs(z) < 1e-3 ? 0x1p-50 : 0);
      assertTrue(
          error <= allowed || isEndRounded(z, a, b),
          () -> Integer.toHexString(word) + " z " + z + " " + error);
    }
  }

  /** At an end that is no float, the number is the nearest float inside, up to one unit away. */
  private static boolean isEndRounded(float z, double a, double b) {
    return Math.nextDown(z) < a || Math.nextUp(z) > b;
  }

  private static double probability(double from, double to) {
    return ErfDifference.value(from / ROOT_TWO, to / ROOT_TWO) / 2;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** With no truncation to speak of, the numbers are those of the normal law. */
  @Test
  void wideRangeIsTheNormalLaw() {
    Law wide = new TruncatedNormalLaw(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1.5);
    Law normal = new NormalLaw(0, 2.25);
    for (int word : TestWords.all()) {
      assertEquals(normal.fromWord(word), wide.fromWord(word));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "0.1, 3", "1e-20, 1", "9, 0.25", "Infinity, 1"})
  void symmetricRangesAreOdd(double end, double scale) {
    Law law = new TruncatedNormalLaw(-end, end, scale);
    for (int word : TestWords.all()) {
      assertEquals(-law.fromWord(word), law.fromWord(~word));
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 6", "-1, 3", "0, Infinity", "30, 31"})
  void mirroredRangesGiveMirroredNumbers(double a, double b) {
    Law law = new TruncatedNormalLaw(a, b, 1);
    Law mirrored = new TruncatedNormalLaw(-b, -a, 1);
    for (int word : TestWords.all()) {
      assertEquals(-law.fromWord(word), mirrored.fromWord(~word));
    }
  }

  @ParameterizedTest
  @CsvSource({"-2, 2", "-1, 3", "5, 6", "-1.000001, -1", "0.1, 0.2"})
  void numbersNeverDecreaseAndStayInside(double a, double b) {
    Law law = new TruncatedNormalLaw(a, b, 1);
    for (int start : new int[] {0, 0x3FFFFF00, 0x7FFFF000, 0x8000_0000, 0xBFFFFF00, 0xFFFEFFF0}) {
      for (int word = start; word < start + 0xFFFF; word++) {
        assertTrue(law.fromWord(word) <= law.fromWord(word + 1));
        assertTrue(a <= law.fromWord(word) && law.fromWord(word) <= b);
      }
    }
  }

  @Test
  void scalingIsOneFloatProduct() {
    Law standard = new TruncatedNormalLaw(-1, 2, 1);
    Law law = new TruncatedNormalLaw(-1, 2, 0.3).scaledBy(0.7);
    for (int word : TestWords.all()) {
      assertEquals(standard.fromWord(word) * (float) (0.7 * 0.3), law.fromWord(word));
    }
    assertEquals(new TruncatedNormalLaw(-1, 2, 0.7 * 0.3), law);
  }

  /**
   * The variance of the standard normal within two deviations, 1 - 4 phi(2) / (2 Phi(2) - 1) =
   * 0.7737413...
   */
  @Test
  void knowsItsMoments() {
    Law law = new TruncatedNormalLaw(-2, 2, 3);
    assertEquals(0, law.mean());
    assertEquals(9 * 0.7737413035499232, law.variance(), 1e-12);
    assertEquals(
        Math.sqrt(2 / Math.PI),
        new TruncatedNormalLaw(0, Double.POSITIVE_INFINITY, 1).mean(),
        1e-14);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 1",
    "3, 2, 1",
    "NaN, 1, 1",
    "0, NaN, 1",
    "38, 40, 1",
    "-40, -37.5, 1",
    "1, 1.00000001, 1",
    "-1, 1, 0",
    "-1, 1, NaN",
    "-1, 1, -2",
    "-1, 1, 1e39",
    "-1, 1, 1e-50",
    "-1, 1, Infinity"
  })
  void refusesParameters(double a, double b, double scale) {
    var e = assertThrows(IllegalArgumentException.class, () -> new TruncatedNormalLaw(a, b, scale));
    assertTrue(e.getMessage().contains("must"), e.getMessage());
  }
}
