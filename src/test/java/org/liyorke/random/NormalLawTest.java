package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.numbers.gamma.InverseErf;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalLawTest {
  private static final double ROOT_TWO = Math.sqrt(2);

  /**
   * The reference is good to 1e-15, which is 2e-8 units in the last place of a float; the bound is
   * that of the claim. (All 2^32 words, run once: worst 0.50035 at 40266d65, and never decreasing.)
   */
  @Test
  void standardNumbersAreRightToFloatAccuracy() {
    Law law = new NormalLaw(0, 1);
    for (int word : TestWords.all()) {
      float z = law.fromWord(word);
      double error = Math.abs(z - reference(word)) / Math.ulp(z);
      assertTrue(
          error <= 0.501,
          () -> "word " + Integer.toHexString(word) + " z " + z + " is off by " + error);
    }
  }

  /**
   * Both inverses are Boost's rational approximations, which share nothing with algorithm AS 241.
   */
  private static double reference(int word) {
    double tail = TestWords.uniform(word < 0 ? ~word : word);
    double q = 0.5 - tail;
    double z = ROOT_TWO * (q < 0.2 ? InverseErf.value(2 * q) : InverseErfc.value(2 * tail));
    return word < 0 ? z : -z;
  }

  /** Quantiles as tabulated: z(0.975) = 1.959964 at the word nearest to it, z(3/4) = 0.67448975. */
  @Test
  void knowsTabulatedQuantiles() {
    Law law = new NormalLaw(0, 1);
    assertEquals(1.959963985f, law.fromWord((int) Math.round(0.975 * 0x1p32)), 2e-7f);
    assertEquals(0.6744897502f, law.fromWord(0xC0000000), 6e-8f);
    assertEquals(-0.6744897502f, law.fromWord(0x3FFFFFFF), 6e-8f);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "0.03125, 1", "1e-3, 1.7", "5, 0.3"})
  void numberIsStandardTimesFloatDeviation(double variance, double factor) {
    Law standard = new NormalLaw(0, 1);
    Law law = new NormalLaw(0, variance).scaledBy(factor);
    float sd = (float) (factor * StrictMath.sqrt(variance));
    for (int word : TestWords.all()) {
      float number = law.fromWord(word);
      assertEquals(standard.fromWord(word) * sd, number);
      assertEquals(-number, law.fromWord(~word));
      assertEquals(word < 0, number > 0);
    }
  }

  @Test
  void meanIsAddedAfterTheProduct() {
    Law centred = new NormalLaw(0, 3);
    Law law = new NormalLaw(0.7, 3);
    for (int word : TestWords.all()) {
      assertEquals(centred.fromWord(word) + 0.7f, law.fromWord(word));
    }
  }

  @Test
  void scalingMultipliesDeviationAndMean() {
    NormalLaw law = new NormalLaw(1, 2).scaledBy(3).scaledBy(0.5);
    assertEquals(1.5, law.mean());
    assertEquals(4.5, law.variance());
    assertEquals((float) (1.5 * StrictMath.sqrt(2)), law.standardDeviation());
    assertEquals((float) StrictMath.sqrt(2), new NormalLaw(0, 2).standardDeviation());
    assertEquals(new NormalLaw(1, 2).scaledBy(1.5), law);
    assertNotEquals(new NormalLaw(1, 2), law);
    assertEquals(new NormalLaw(1, 2).scaledBy(1.5).hashCode(), law.hashCode());
  }

  @Test
  void numbersNeverDecreaseWithTheWord() {
    Law law = new NormalLaw(0, 1);
    for (int start : new int[] {0, 0x3FFFFF00, 0x7FFE0000, 0x8000_0000, 0xBFFFFF00, 0xFFFE0000}) {
      for (int word = start; word < start + 0x1FFFF; word++) {
        assertTrue(law.fromWord(word) <= law.fromWord(word + 1));
      }
    }
  }

  @Test
  void varianceZeroIsConstant() {
    Law law = new NormalLaw(0.25, 0).scaledBy(2);
    assertTrue(law.isConstant());
    assertFalse(new NormalLaw(0, 1).isConstant());
    assertEquals(0.5f, law.fromWord(123));
    float[] out = new float[4];
    law.transform(new int[0], 0, out, 1, 2);
    assertArrayEquals(new float[] {0, 0.5f, 0.5f, 0}, out);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY, 1e77, 1e-95})
  void refusesVariances(double variance) {
    assertThrows(IllegalArgumentException.class, () -> new NormalLaw(0, variance));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -3.5e38})
  void refusesMeans(double mean) {
    assertThrows(IllegalArgumentException.class, () -> new NormalLaw(mean, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -1, 1e39})
  void refusesFactors(double factor) {
    Law law = new NormalLaw(0, 1);
    assertThrows(IllegalArgumentException.class, () -> law.scaledBy(factor));
  }

  @Test
  void messageNamesValueAndLimit() {
    var e = assertThrows(IllegalArgumentException.class, () -> new NormalLaw(0, -2));
    assertEquals("variance -2.0 must be finite and at least 0", e.getMessage());
  }
}
