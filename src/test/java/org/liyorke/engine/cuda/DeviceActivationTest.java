package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import jcuda.Pointer;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.dynamics.orbits.FloatLines;
import org.liyorke.model.Activation;
import org.liyorke.model.PiecewiseLinearActivation;

/** Activations and their derivatives in the kernels, within the bounds that stand beside them. */
class DeviceActivationTest {
  private static final int COUNT = 50_000;

  private final Resources resources = new Resources();
  private DeviceContext context;
  private DeviceStream stream;
  private KernelModule kernels;

  @BeforeEach
  void open() {
    context = resources.add(new DeviceContext(SoftwareCuda.device()));
    stream = resources.add(new DeviceStream(context));
    kernels = context.module("orbits.ptx");
  }

  @AfterEach
  void close() {
    resources.close();
  }

  /** Values and slopes at the numbers, as one layer of one network without biases. */
  private float[][] apply(Activation activation, float[] x) {
    try (DeviceBuffer in = buffer(x);
        DeviceBuffer ones = buffer(filled(x.length, 1));
        DeviceBuffer biases = buffer(new float[x.length]);
        DeviceBuffer out = buffer(new float[x.length]);
        DeviceBuffer slopes = buffer(new float[x.length])) {
      kernels.launch(
          stream,
          "activate_with_tangents",
          x.length,
          Pointer.to(out.address()),
          Pointer.to(slopes.address()),
          Pointer.to(in.address()),
          Pointer.to(ones.address()),
          Pointer.to(biases.address()),
          Pointer.to(new int[] {1, 1, 1, x.length, x.length, x.length, x.length, 0}),
          DeviceActivation.argument(activation));
      float[][] found = new float[2][x.length];
      out.read(found[0], 0, x.length);
      slopes.read(found[1], 0, x.length);
      return found;
    }
  }

  private DeviceBuffer buffer(float[] numbers) {
    DeviceBuffer buffer = new DeviceBuffer(context, numbers.length * (long) Float.BYTES);
    buffer.write(numbers);
    return buffer;
  }

  private static float[] filled(int count, float value) {
    float[] numbers = new float[count];
    Arrays.fill(numbers, value);
    return numbers;
  }

  private static float[] numbers(double from, double to) {
    Random random = new Random(5);
    float[] numbers = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return numbers;
  }

  /** Ranges in which the bounds hold, from where cancellation would show to where tails end. */
  @ParameterizedTest
  @CsvSource({"-1e-3, 1e-3", "-0.7, 0.7", "-4, 4", "-12, 12", "-43, 43"})
  void tanhAndSigmoidKeepTheirRelativeBounds(double from, double to) {
    float[] x = numbers(from, to);
    float[][] tanh = apply(Activation.TANH, x);
    float[][] sigmoid = apply(Activation.SIGMOID, x);
    for (int i = 0; i < COUNT; i++) {
      double e = Math.exp(-Math.abs(x[i]));
      double e2 = e * e;
      assertRelative(Math.tanh(x[i]), tanh[0][i], 0x1p-22, x[i]);
      assertRelative(4 * e2 / ((1 + e2) * (1 + e2)), tanh[1][i], 0x1p-21, x[i]);
      assertRelative(1 / (1 + Math.exp(-x[i])), sigmoid[0][i], 0x1p-22, x[i]);
      assertRelative(e / ((1 + e) * (1 + e)), sigmoid[1][i], 0x1p-21, x[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1e-3, 1e-3", "-2, 2", "-12.9, 12.9"})
  void geluKeepsItsBounds(double from, double to) {
    float[] x = numbers(from, to);
    float[][] gelu = apply(Activation.GELU, x);
    DoubleUnaryOperator normal = z -> Erfc.value(-z / Math.sqrt(2)) / 2;
    for (int i = 0; i < COUNT; i++) {
      double probability = normal.applyAsDouble(x[i]);
      double density = Math.exp(-0.5 * x[i] * x[i]) / Math.sqrt(2 * Math.PI);
      assertRelative(x[i] * probability, gelu[0][i], 0x1p-20, x[i]);
      assertEquals(probability + x[i] * density, gelu[1][i], 0x1p-20, "at " + x[i]);
    }
  }

  private static void assertRelative(double expected, float found, double bound, float x) {
    assertEquals(expected, found, bound * Math.abs(expected) + Float.MIN_NORMAL, "at " + x);
  }

  static Iterable<PiecewiseLinearActivation> linear() {
    return Activation.allPiecewiseLinear();
  }

  /** The very operations of the CPU, so its bits. */
  @ParameterizedTest
  @MethodSource("linear")
  void linesHaveTheBitsOfTheCpu(PiecewiseLinearActivation activation) {
    float[] x = numbers(-3, 3);
    x[0] = 0;
    x[1] = 1;
    x[2] = -1;
    float[][] found = apply(activation, x);
    FloatLines lines = FloatLines.of(activation);
    for (int i = 0; i < COUNT; i++) {
      boolean below = x[i] < lines.lo();
      boolean between = !below && x[i] < lines.hi();
      float slope = below ? lines.left() : between ? lines.middle() : lines.right();
      float constant =
          below ? lines.leftConstant() : between ? lines.middleConstant() : lines.rightConstant();
      assertEquals(slope * x[i] + constant, found[0][i], "at " + x[i]);
      assertEquals(slope, found[1][i], "at " + x[i]);
    }
  }

  @Test
  void tailsEndAndWhatIsNoNumberStaysSo() {
    for (Activation activation : Activation.all()) {
      float[] x = {Float.NaN, 1e30f, -1e30f, 60, -60};
      float[][] found = apply(activation, x);
      assertTrue(Float.isNaN(found[0][0]), activation.name());
      for (int i = 1; i < x.length; i++) {
        double expected = activation.apply(x[i]);
        double bound = 1e-6 * Math.abs(expected) + 2 * Float.MIN_NORMAL;
        assertEquals(expected, found[0][i], bound, activation + " " + x[i]);
      }
    }
  }
}
