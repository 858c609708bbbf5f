package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.model.Activation;

class SmoothElementwiseTest {
  private static final int NUMBERS = 20_000;

  @Test
  void exponentialsAreRightToTwoToTheMinus31() {
    Random random = new Random(1);
    double[] x = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      x[i] = (i % 2 == 0 ? 106 : 1) * (2 * random.nextDouble() - 1) * Math.pow(2, -(i % 40));
    }
    for (double factor : new double[] {1, 2, -0.5}) {
      double[] p = x.clone();
      QuickExp.begin(p, factor, NUMBERS);
      double[] exp = new double[NUMBERS];
      QuickExp.exp(p, exp, NUMBERS);
      QuickExp.expm1(p, NUMBERS);
      for (int i = 0; i < NUMBERS; i++) {
        double argument = Math.max(-106, Math.min(106, factor * x[i]));
        double exact = StrictMath.exp(argument);
        double minusOne = StrictMath.expm1(argument);
        assertEquals(exact, exp[i], exact * 0x1p-31, "exp " + argument);
        assertEquals(minusOne, p[i], Math.abs(minusOne) * 0x1p-31, "expm1 " + argument);
      }
    }
  }

  @Test
  void exponentialsBeyondFloatsAreThoseAtTheEnd() {
    double[] x = {106, 1e10, Double.POSITIVE_INFINITY, -106, -1e10, Double.NaN, 0};
    QuickExp.begin(x, 1, x.length);
    QuickExp.exp(x, x, x.length);
    assertEquals(x[0], x[1]);
    assertEquals(x[0], x[2]);
    assertEquals(x[3], x[4]);
    assertEquals(Double.NaN, x[5]);
    assertEquals(1, x[6]);
    assertEquals(0, (float) x[3]);
    assertEquals(Float.POSITIVE_INFINITY, (float) x[0]);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of(Activation.TANH, -40.0, 40.0),
        Arguments.of(Activation.TANH, -1.0, 1.0),
        Arguments.of(Activation.TANH, -1e-4, 1e-4),
        Arguments.of(Activation.SIGMOID, -80.0, 80.0),
        Arguments.of(Activation.SIGMOID, -1.0, 1.0),
        Arguments.of(Activation.GELU, -10.0, 10.0),
        Arguments.of(Activation.GELU, -1.0, 1.0));
  }

  /** One rounding to float32, of a number with a relative error below 2^-30. */
  @ParameterizedTest
  @MethodSource("functions")
  void valuesAreThoseOfTheActivation(Activation activation, double from, double to) {
    float[] x = numbers(from, to);
    float[] values = x.clone();
    ElementwiseActivation.of(activation).apply(values, values.length);
    for (int i = 0; i < x.length; i++) {
      double exact = activation.apply(x[i]);
      double bound = Math.abs(exact) * (0x1p-24 + 0x1p-30) + Float.MIN_VALUE;
      assertEquals(exact, values[i], bound, "at " + x[i]);
    }
  }

  /**
   * Against central differences with h = 1e-5. Their own error is h^2 / 6 times the third
   * derivative, at most 2, and 2^-52 |f| / h, |f| at most 10; the slope is rounded to float32.
   */
  @ParameterizedTest
  @MethodSource("functions")
  void derivativesAreThoseOfTheActivation(Activation activation, double from, double to) {
    float[] x = numbers(from, to);
    float[] values = Arrays.copyOf(x, 2 * x.length);
    Arrays.fill(values, x.length, values.length, 1);
    ElementwiseActivation.of(activation).applyWithDerivative(values, x.length);
    double h = 1e-5;
    double bound = h * h / 3 + 0x1p-52 * 10 / h + 1.2 * 0x1p-24 + 0x1p-30;
    for (int i = 0; i < x.length; i++) {
      double difference = (activation.apply(x[i] + h) - activation.apply(x[i] - h)) / (2 * h);
      assertEquals(difference, values[x.length + i], bound, "at " + x[i]);
    }
  }

  private static float[] numbers(double from, double to) {
    Random random = new Random(3);
    float[] numbers = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return numbers;
  }

  @Test
  void notANumberStaysSo() {
    for (Activation activation : Activation.all()) {
      float[] z = {Float.NaN, 1};
      ElementwiseActivation.of(activation).apply(z, 2);
      assertEquals(Float.NaN, z[0], activation.name());
      assertEquals(activation.apply(1), z[1], 0x1p-24, activation.name());
    }
  }
}
