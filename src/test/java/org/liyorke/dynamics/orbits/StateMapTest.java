package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.engine.BlasKind;
import org.liyorke.engine.cpu.HostBlas;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** Steps in float32 against the same network in double. */
class StateMapTest {
  private static final int COLUMNS = 5;
  private static final double UNIT = 0x1p-24;
  private static final double LARGEST_SLOPE = 1.13;

  /** With the BLAS in Java, and with that of the system where there is one. */
  static Stream<Arguments> families() {
    boolean both = HostBlas.nativeProblem() == null;
    List<BlasKind> kinds = both ? List.of(BlasKind.JAVA, BlasKind.NATIVE) : List.of(BlasKind.JAVA);
    return Activation.all().stream()
        .flatMap(StateMapTest::families)
        .flatMap(family -> kinds.stream().map(kind -> Arguments.of(family, kind)));
  }

  private static Stream<NetworkFamily> families(Activation activation) {
    return Stream.of(
        family(1, 1, 1, activation),
        family(1, 7, 2, activation),
        family(1, 64, 2, activation),
        family(1, 9, 3, activation),
        family(1, 5, 8, activation),
        family(3, 8, 1, activation),
        family(5, 13, 2, activation),
        family(64, 32, 3, activation));
  }

  private static NetworkFamily family(int state, int width, int depth, Activation activation) {
    return Families.resolve("he", width, depth, state, activation, activation, null, 1);
  }

  /**
   * A layer of n inputs adds at most (n + 4) roundings of the sum of the absolute values of its
   * terms to what its inputs bring, which goes through the absolute values of the weights. Both go
   * through the slope of the activation, at most 1.13, the largest one of GELU. The bound is
   * carried along with the values.
   */
  @ParameterizedTest
  @MethodSource("families")
  void stepsAreThoseOfTheNetwork(NetworkFamily family, BlasKind blas) {
    float[] parameters = drawn(family);
    Network network = family.network(parameters, 0);
    float[] states = random(family.state() * COLUMNS, 1);
    float[] before = states.clone();
    StateMap map = StateMap.of(family, COLUMNS, HostBlas.of(blas).routines());
    map.bind(parameters, 0);
    map.step(states);
    for (int column = 0; column < COLUMNS; column++) {
      double[] value = column(before, column);
      double[] bound = new double[value.length];
      for (Layer layer : network.layers()) {
        bound = bound(layer, value, bound);
        value = image(layer, value);
      }
      for (int i = 0; i < value.length; i++) {
        assertEquals(value[i], states[column * value.length + i], bound[i] + Float.MIN_VALUE);
      }
    }
  }

  private static double[] bound(Layer layer, double[] x, double[] error) {
    double[] bound = new double[layer.outputs()];
    for (int row = 0; row < bound.length; row++) {
      double size = Math.abs(layer.bias()[row]) + 2;
      double brought = 0;
      for (int i = 0; i < x.length; i++) {
        double weight = Math.abs(layer.weights()[row][i]);
        size += weight * (Math.abs(x[i]) + error[i]);
        brought += weight * error[i];
      }
      bound[row] = LARGEST_SLOPE * (brought + (x.length + 4) * UNIT * 1.01 * size);
    }
    return bound;
  }

  private static double[] image(Layer layer, double[] x) {
    double[] y = new double[layer.outputs()];
    for (int row = 0; row < y.length; row++) {
      double sum = layer.bias()[row];
      for (int i = 0; i < x.length; i++) {
        sum += layer.weights()[row][i] * x[i];
      }
      y[row] = layer.activation().apply(sum);
    }
    return y;
  }

  /** Away from kinks, which these states are, the derivative is that of a small difference. */
  @ParameterizedTest
  @MethodSource("families")
  void tangentsAreDerivatives(NetworkFamily family, BlasKind blas) {
    float[] parameters = drawn(family);
    Network network = family.network(parameters, 0);
    float[] states = random(family.state() * COLUMNS, 1);
    float[] tangents = random(states.length, 2);
    float[] before = states.clone();
    float[] directions = tangents.clone();
    StateMap map = StateMap.of(family, COLUMNS, HostBlas.of(blas).routines());
    map.bind(parameters, 0);
    map.stepWithTangents(states, tangents);
    float[] alone = before.clone();
    map.step(alone);
    double h = 1e-9;
    for (int column = 0; column < COLUMNS; column++) {
      double[] x = column(before, column);
      double[] moved = x.clone();
      for (int i = 0; i < x.length; i++) {
        moved[i] += h * directions[column * x.length + i];
      }
      double[] difference = difference(network, x, moved);
      for (int i = 0; i < x.length; i++) {
        int at = column * x.length + i;
        // Two products of different shapes: the roundings of 8 layers at most.
        assertEquals(alone[at], states[at], 1e-5 * (1 + Math.abs(alone[at])));
        double scale = 1 + Math.abs(difference[i] / h);
        assertEquals(difference[i] / h, tangents[at], 2e-3 * scale);
      }
    }
  }

  private static double[] difference(Network network, double[] x, double[] moved) {
    double[] a = x;
    double[] b = moved;
    for (Layer layer : network.layers()) {
      a = image(layer, a);
      b = image(layer, b);
    }
    for (int i = 0; i < a.length; i++) {
      b[i] -= a[i];
    }
    return b;
  }

  /** No column depends on the others, to the bit, whatever stands there. */
  @ParameterizedTest
  @MethodSource("families")
  void columnsAreApart(NetworkFamily family, BlasKind blas) {
    float[] parameters = drawn(family);
    StateMap map = StateMap.of(family, COLUMNS, HostBlas.of(blas).routines());
    map.bind(parameters, 0);
    float[] states = random(family.state() * COLUMNS, 1);
    float[] others = states.clone();
    for (int i = 0; i < others.length; i++) {
      if (i / family.state() != 2) {
        others[i] = i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
      }
    }
    map.step(states);
    map.step(others);
    for (int i = 2 * family.state(); i < 3 * family.state(); i++) {
      assertEquals(states[i], others[i]);
    }
  }

  /** Where in a batch the numbers of a network stand changes no bit. */
  @ParameterizedTest
  @MethodSource("families")
  void bitsDoNotDependOnThePlace(NetworkFamily family, BlasKind blas) {
    float[] parameters = drawn(family);
    StateMap map = StateMap.of(family, COLUMNS, HostBlas.of(blas).routines());
    float[] expected = null;
    for (int offset = 0; offset < 20; offset++) {
      float[] batch = new float[offset + parameters.length];
      System.arraycopy(parameters, 0, batch, offset, parameters.length);
      map.bind(batch, offset);
      float[] states = random(family.state() * COLUMNS, 1);
      map.step(states);
      map.stepWithTangents(states, random(states.length, 2));
      expected = expected == null ? states : expected;
      assertArrayEquals(expected, states);
    }
  }

  @Test
  void nothingOfTheLastNetworkIsLeft() {
    NetworkFamily family = family(5, 13, 2, Activation.RELU);
    StateMap used = StateMap.of(family, COLUMNS, Observed.BLAS);
    float[] garbage = new float[family.parameters()];
    Arrays.fill(garbage, Float.NaN);
    used.bind(garbage, 0);
    used.stepWithTangents(random(25, 1), random(25, 2));
    float[] parameters = drawn(family);
    used.bind(parameters, 0);
    float[] states = random(25, 1);
    used.stepWithTangents(states, random(25, 2));
    for (float state : states) {
      assertTrue(Float.isFinite(state));
    }
  }

  private static float[] drawn(NetworkFamily family) {
    float[] parameters = new float[family.parameters()];
    new NetworkSampler(family, 5).draw(11, 1, parameters);
    return parameters;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static double[] column(float[] matrix, int column) {
    double[] x = new double[matrix.length / COLUMNS];
    for (int i = 0; i < x.length; i++) {
      x[i] = matrix[column * x.length + i];
    }
    return x;
  }
}
