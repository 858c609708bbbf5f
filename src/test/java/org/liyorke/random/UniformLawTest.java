package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniformLawTest {
  private static final BigDecimal UNIT = new BigDecimal(0x1p-33);

  /**
   * Against lo + (hi - lo) u in exact decimals: one float rounding, half a unit, and before it
   * three roundings in double of at most 2^-53 of the larger end each, 2^-51 in all.
   */
  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "0, 1",
    "-0.1, 0.3",
    "1000, 1000.001",
    "-3e38, 3e38",
    "1e-40, 3e-40",
    "-0.3333, -0.1"
  })
  void numbersAreRight(double lo, double hi) {
    Law law = new UniformLaw(lo, hi);
    BigDecimal width = new BigDecimal(hi).subtract(new BigDecimal(lo));
    double slack = Math.max(Math.abs(lo), Math.abs(hi)) * 0x1p-51;
    int[] words = TestWords.all();
    for (int i = 0; i < words.length; i += 11) {
      float number = law.fromWord(words[i]);
      BigDecimal u = new BigDecimal(2 * Integer.toUnsignedLong(words[i]) + 1).multiply(UNIT);
      BigDecimal exact = new BigDecimal(lo).add(width.multiply(u));
      double error = new BigDecimal(number).subtract(exact).abs().doubleValue();
      assertTrue(error <= Math.ulp(number) / 2.0 + slack, () -> number + " for " + exact);
      assertTrue((float) lo <= number && number <= (float) hi);
    }
  }

  @Test
  void symmetricRangeIsOdd() {
    Law law = new UniformLaw(-0.7, 0.7);
    for (int word : TestWords.all()) {
      assertEquals(-law.fromWord(word), law.fromWord(~word));
    }
  }

  @Test
  void knowsItsMomentsAndScales() {
    Law law = new UniformLaw(-1, 2).scaledBy(2);
    assertEquals(new UniformLaw(-2, 4), law);
    assertEquals(1, law.mean());
    assertEquals(3, law.variance());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "NaN, 1", "0, NaN", "-Infinity, 0", "0, 1e39"})
  void refusesEnds(double lo, double hi) {
    assertThrows(IllegalArgumentException.class, () -> new UniformLaw(lo, hi));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e39"})
  void refusesConstants(double value) {
    assertThrows(IllegalArgumentException.class, () -> new ConstantLaw(value));
  }

  @Test
  void constantTakesNoWord() {
    Law law = new ConstantLaw(0.1).scaledBy(3);
    assertTrue(law.isConstant());
    assertEquals((float) (3 * 0.1), law.fromWord(77));
    float[] out = new float[3];
    law.transform(null, 0, out, 1, 1);
    assertArrayEquals(new float[] {0, (float) (3 * 0.1), 0}, out);
    assertEquals(0, law.variance());
  }
}
