package org.liyorke.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;

class GridProcedureTest {
  private static final Setup TENT =
      new Setup("he", null, 2, 2, Activation.RELU, Activation.IDENTITY, 1);

  private static GridProcedure.Finding examine(double window, float... numbers) {
    return new GridProcedure(TENT.family(), window).examine(numbers, 0);
  }

  /** The tent map on [0, 1]: f^3 has six fixed points that f has not, f^4 fourteen. */
  @Test
  void theTentMapHasBoth() {
    GridProcedure.Finding finding = examine(1, 1, 1, 0, -0.5f, 2, -4, 0);
    assertEquals(new GridProcedure.Finding(true, true), finding);
  }

  /** f(x) = 1.1 - |2.2 x|/2 ...: a map with a two-cycle and no three-cycle fires by f^4 alone. */
  @Test
  void periodTwoWithoutPeriodThreeFiresAsCoded() {
    // 0.9 - 1.3 |x|: its turning point comes back to a two-cycle of intervals, no odd period.
    GridProcedure.Finding finding = examine(2, 1, -1, 0, 0, -1.3f, -1.3f, 0.9f);
    assertEquals(new GridProcedure.Finding(true, false), finding);
  }

  /** f(x) = x/2: one fixed point, at the middle of the grid, where the sign is exactly zero. */
  @Test
  void aContractionHasNeither() {
    GridProcedure.Finding finding = examine(2, 1, -1, 0, 0, 0.5f, -0.5f, 0);
    assertEquals(new GridProcedure.Finding(false, false), finding);
  }

  static List<Setup> setups() {
    return List.of(
        TENT,
        new Setup("unit-he", null, 3, 2, Activation.RELU, Activation.CLIP, 2),
        new Setup("glorot", null, 2, 3, Activation.RELU, Activation.RELU, 1),
        new Setup("he", "zero", 4, 2, Activation.TANH, Activation.TANH, 1),
        new Setup("he", null, 5, 1, Activation.RELU, Activation.HARD_TANH, 2));
  }

  /** Counts of another program for the same networks: point by point, layer by layer. */
  @ParameterizedTest
  @MethodSource("setups")
  void agreesWithAPlainProgram(Setup setup) {
    NetworkFamily family = setup.family();
    long asCoded = 0;
    long third = 0;
    int networks = 400;
    for (int index = 0; index < networks; index++) {
      Network network = family.network(7, index);
      int[] changes = plainChanges(network, setup.window());
      asCoded += changes[3] > changes[0] ? 1 : 0;
      third += changes[2] > changes[0] ? 1 : 0;
    }
    GridCounts expected = new GridCounts(networks, asCoded, third);
    assertEquals(expected, setup.count(7, networks, new Workers(1, () -> false)));
    assertEquals(expected, setup.count(7, networks, new Workers(2, () -> false)));
    assertTrue(asCoded > 0 || setup.depth() == 1, "something fires");
  }

  /** Sign changes of f^1 to f^4. */
  private static int[] plainChanges(Network network, double window) {
    double[] x = new double[163];
    double[][] h = new double[4][163];
    for (int i = 0; i < 163; i++) {
      x[i] = i == 162 ? window : -window + i * (2 * window / 162);
      double value = x[i];
      for (int t = 0; t < 4; t++) {
        value = plainStep(network, value);
        h[t][i] = x[i] - value;
      }
    }
    int[] changes = new int[4];
    for (int t = 0; t < 4; t++) {
      for (int i = 1; i <= 161; i++) {
        if (h[t][i - 1] * h[t][i] < 0) {
          changes[t]++;
        }
        if (h[t][i] == 0 && h[t][i - 1] * h[t][i + 1] < 0) {
          changes[t]++;
        }
      }
    }
    return changes;
  }

  private static double plainStep(Network network, double x) {
    double[] state = {x};
    for (Layer layer : network.layers()) {
      double[] next = new double[layer.outputs()];
      for (int o = 0; o < next.length; o++) {
        double sum = 0;
        for (int i = 0; i < state.length; i++) {
          sum += layer.weights()[o][i] * state[i];
        }
        next[o] = layer.activation().apply(sum + layer.bias()[o]);
      }
      state = next;
    }
    return state[0];
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      doubles = {0, 1e-300, 1e-9, 0x1p-10, 0.001, 0.3, 1, 5, 19, 30, 800, Double.POSITIVE_INFINITY})
  void theQuickTanhIsThatOfJava(double x) {
    double expected = StrictMath.tanh(x);
    assertEquals(expected, Tanh.of(x), 0x1p-40 * expected);
    assertEquals(-expected, Tanh.of(-x), 0x1p-40 * expected);
  }
}
