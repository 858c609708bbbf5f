package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkWriterTest {
  private static Network single(double weight, double bias, Activation activation) {
    return new Network(
        List.of(new Layer(new double[][] {{weight}}, new double[] {bias}, activation)));
  }

  private static void assertReadsBack(Network network) {
    Network read = NetworkReader.read(NetworkWriter.write(null, network)).network();
    assertEquals(network.layers().size(), read.layers().size());
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      assertArrayEquals(layer.weights(), read.layers().get(i).weights());
      assertArrayEquals(layer.bias(), read.layers().get(i).bias());
      assertEquals(layer.activation(), read.layers().get(i).activation());
    }
  }

  @Test
  void writesTheFormOfTheDesign() {
    Network network = single(0.5, -2, Activation.RELU);
    String layers = "\"layers\":[{\"weights\":[[0.5]],\"bias\":[-2.0],\"activation\":\"relu\"}]}";
    assertEquals("{\"id\":\"a\"," + layers, NetworkWriter.write(TextNode.valueOf("a"), network));
    assertEquals("{\"id\":7," + layers, NetworkWriter.write(IntNode.valueOf(7), network));
    assertEquals("{" + layers, NetworkWriter.write(null, network));
  }

  @Test
  void clipsCarryTheirEnds() {
    String text = NetworkWriter.write(null, single(1, 0, Activation.clip("clip", -0.5, 2)));
    assertEquals(
        "{\"layers\":[{\"weights\":[[1.0]],\"bias\":[0.0],\"activation\":\"clip\",\"lo\":-0.5,\"hi\":2.0}]}",
        text);
    Activation strange = new PiecewiseLinearActivation("strange", 0, 0, 2, 2, 3, 0);
    assertThrows(UserError.class, () -> NetworkWriter.write(null, single(1, 0, strange)));
    Activation steep = new PiecewiseLinearActivation("relu", 0, 0, 2, 2, 3, 0);
    assertThrows(
        IllegalArgumentException.class, () -> NetworkWriter.write(null, single(1, 0, steep)));
  }

  @Test
  void everyActivationReadsBack() {
    Activation.allPiecewiseLinear()
        .forEach(activation -> assertReadsBack(single(1, 0, activation)));
    assertReadsBack(single(1, 0, Activation.clip("clip", -1, 1)));
  }

  /** Seed 1; 20,000 doubles over all exponents, and the ends of the range. */
  @Test
  void everyDoubleReadsBackToTheSameBits() {
    SplittableRandom random = new SplittableRandom(1);
    double[] biases = new double[20_000];
    double[][] weights = new double[20_000][1];
    for (int i = 0; i < biases.length; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      biases[i] = Double.isFinite(x) ? x : -0.0;
      weights[i][0] = (float) random.nextDouble();
    }
    biases[0] = Double.MIN_VALUE;
    biases[1] = Double.MAX_VALUE;
    biases[2] = 2e-323;
    Layer up = new Layer(weights, biases, Activation.RELU);
    Layer down = new Layer(new double[][] {biases}, new double[1], Activation.IDENTITY);
    assertReadsBack(new Network(List.of(up, down)));
  }

  @Test
  void drawnNetworksReadBack() {
    NetworkFamily family = Families.resolve("he", 33, 3, 2, null, Activation.CLIP, null, 1);
    for (int index = 0; index < 20; index++) {
      assertReadsBack(family.network(5, index));
    }
  }
}
