package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;

class ActivationBoundsTest {
  /** The error of the decimals. */
  private static final BigDecimal DECIMALS = new BigDecimal("1e-40");

  @ParameterizedTest
  @CsvSource({
    "tanh, 3",
    "tanh, 30",
    "tanh, 1e-9",
    "sigmoid, 3",
    "sigmoid, 60",
    "sigmoid, 1000",
    "gelu, 2",
    "gelu, 9",
    "gelu, 30",
    "gelu, 1e-9"
  })
  void boundsHoldAtPointsInside(String name, double scale) {
    Activation activation = Activation.named(name);
    ActivationBounds bounds = ActivationBounds.of(activation);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      double from = scale * random.nextGaussian();
      double to = from + (i % 2 == 0 ? 0 : scale * random.nextDouble());
      double x = i % 4 == 3 ? to : Math.min(to, from + (to - from) * random.nextDouble());
      bounds.over(from, to);
      BigDecimal exact = new BigDecimal(x);
      BigDecimal value = HighPrecision.value(activation, exact);
      BigDecimal slope = HighPrecision.slope(activation, exact);
      String place = name + " at " + x + " in [" + from + ", " + to + "]";
      requireBetween(bounds.low, value, bounds.high, place);
      requireBetween(bounds.slopeLow, slope, bounds.slopeHigh, place);
    }
  }

  private static void requireBetween(double low, BigDecimal v, double high, String place) {
    assertTrue(new BigDecimal(low).compareTo(v.add(DECIMALS)) <= 0, place);
    assertTrue(new BigDecimal(high).compareTo(v.subtract(DECIMALS)) >= 0, place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "sigmoid", "gelu"})
  void pointsAreEnclosedTightly(String name) {
    ActivationBounds bounds = ActivationBounds.of(Activation.named(name));
    for (double x = -12; x <= 12; x += 0.0703125) {
      bounds.over(x, x);
      assertTrue(bounds.high - bounds.low < 1e-14 * Math.max(1, Math.abs(x)), name + " at " + x);
      if (!isGeluTurn(name, x)) {
        assertTrue(bounds.slopeHigh - bounds.slopeLow < 1e-14, name + " slope at " + x);
      }
    }
  }

  private static boolean isGeluTurn(String name, double x) {
    return name.equals("gelu") && Math.abs(Math.abs(x) - Math.sqrt(2)) < 1e-3;
  }

  /** The constants of GELU's minimum and steepest points, from decimals. */
  @ParameterizedTest
  @CsvSource({"-0.7517915, -0.169972, -0.169971, value", "-1.41421356, -0.12891, -0.1289, slope"})
  void extremesOfGelu(double x, double below, double above, String what) {
    BigDecimal exact = new BigDecimal(x);
    BigDecimal v =
        what.equals("value")
            ? HighPrecision.value(Activation.GELU, exact)
            : HighPrecision.slope(Activation.GELU, exact);
    assertTrue(v.doubleValue() > below && v.doubleValue() < above, v.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "tanh, -1, 1, 0, 1", "sigmoid, 0, 1, 0, 0.25", "relu, 0, Infinity, 0, 1",
    "abs, 0, Infinity, -1, 1", "clip, 0, 1, 0, 1", "identity, -Infinity, Infinity, 1, 1"
  })
  void theWholeLine(String name, double low, double high, double slopeLow, double slopeHigh) {
    ActivationBounds bounds = ActivationBounds.of(Activation.named(name));
    bounds.over(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertEquals(low, bounds.low, 1e-14);
    assertEquals(high, bounds.high, 1e-14);
    assertEquals(slopeLow, bounds.slopeLow, 1e-14);
    assertEquals(slopeHigh, bounds.slopeHigh, 1e-14);
  }
}
