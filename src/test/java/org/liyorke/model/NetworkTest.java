package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Layer UP = layer(new double[][] {{1}, {2}}, 0, -0.5);
  private static final Layer DOWN = layer(new double[][] {{2, -4}}, 0);

  private static Layer layer(double[][] weights, double... bias) {
    return new Layer(weights, bias, Activation.RELU);
  }

  private static void assertRefused(String message, Layer... layers) {
    UserError error = assertThrows(UserError.class, () -> new Network(List.of(layers)).checked());
    assertEquals(message, error.getMessage());
    assertEquals(3, error.exitStatus());
  }

  @Test
  void aSoundNetworkPasses() {
    Network network = new Network(List.of(UP, DOWN));
    assertSame(network, network.checked());
    assertEquals(1, network.state());
  }

  @Test
  void mistakesNameLayerAndPosition() {
    assertRefused("no layers: at least 1 is needed");
    assertRefused(
        "layer 1: weights are empty: at least 1 row of 1 number is needed", layer(new double[0][]));
    assertRefused(
        "layer 1: weights are empty: at least 1 row of 1 number is needed",
        layer(new double[1][0], 0));
    assertRefused(
        "layer 2: weights row 2 has 1 numbers, row 1 has 2: must be equal",
        UP,
        layer(new double[][] {{1, 2}, {3}}, 0, 0));
    assertRefused(
        "layer 1: 2 biases, 1 rows of weights: must be equal", layer(new double[][] {{1}}, 0, 0));
    assertRefused(
        "layer 2: weights row 1 column 2 is NaN: must be finite",
        UP,
        layer(new double[][] {{1, Double.NaN}}, 0));
    assertRefused(
        "layer 1: bias column 1 is -Infinity: must be finite",
        layer(new double[][] {{1}}, Double.NEGATIVE_INFINITY));
    assertRefused(
        "layer 1: weights, bias and activation are all needed",
        new Layer(new double[][] {{1}}, null, Activation.ABS));
  }

  @Test
  void dimensionsMustFitRoundTheLoop() {
    assertRefused(
        "layer 1 gives 1 numbers, layer 2 takes 2: must be equal",
        layer(new double[][] {{1}}, 0),
        DOWN);
    assertRefused("layer 1 gives 2 numbers, layer 1 takes 1: must be equal", UP);
    assertRefused(
        "layer 2 gives 2 numbers, layer 1 takes 1: must be equal",
        UP,
        layer(new double[][] {{1, 1}, {1, 1}}, 0, 0));
  }
}
