package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/** Pieces of maps that can be written down. */
class ExactMapTest {
  private static List<String> slopes(ExactMap f) {
    return IntStream.range(0, f.pieces()).mapToObj(i -> f.slope(i).toString()).toList();
  }

  private static List<String> breakpoints(ExactMap f) {
    return IntStream.range(0, f.pieces() - 1).mapToObj(i -> f.breakpoint(i).toString()).toList();
  }

  private static Network oneLayer(double slope, double bias, Activation activation) {
    return new Network(
        List.of(new Layer(new double[][] {{slope}}, new double[] {bias}, activation)));
  }

  @Test
  void composesTheTentWithItself() {
    ExactMap f = ExactMap.of(TestNetworks.tent(2)).iterate(2);
    assertEquals(List.of("0", "4", "-4", "4", "-4", "0"), slopes(f));
    assertEquals(List.of("0", "1/4", "1/2", "3/4", "1"), breakpoints(f));
  }

  @Test
  void cutsAtTheKinksOfTheOutput() {
    ExactMap f = ExactMap.of(oneLayer(3, 1, Activation.HARD_TANH));
    assertEquals(List.of("0", "3", "0"), slopes(f));
    assertEquals(List.of("-2/3", "0"), breakpoints(f));
    assertEquals(List.of("-3", "3"), slopes(ExactMap.of(oneLayer(3, 1, Activation.ABS))));
    assertEquals(Rational.of(0.01), ExactMap.of(oneLayer(1, 0, Activation.LEAKY_RELU)).slope(0));
  }

  @Test
  void joinsPiecesThatCancel() {
    Network network =
        TestNetworks.relu(
            new double[][] {{1}, {2}, {0}}, new double[] {-1, -2, 5}, new double[] {2, -1, 1}, 0);
    ExactMap f = ExactMap.of(network);
    assertEquals(1, f.pieces());
    assertEquals(Rational.of(5L), f.at(Rational.of(1e300)));
  }

  @Test
  void findsBreakpointsOfDeeperLayers() {
    // | |x| - 1 |: a kink at 0 from the first layer, at -1 and 1 from the second.
    Layer first = new Layer(new double[][] {{1}}, new double[] {0}, Activation.ABS);
    Layer second = new Layer(new double[][] {{1}}, new double[] {-1}, Activation.ABS);
    ExactMap f = ExactMap.of(new Network(List.of(first, second)));
    assertEquals(List.of("-1", "1", "-1", "1"), slopes(f));
    assertEquals(List.of("-1", "0", "1"), breakpoints(f));
    assertEquals(4, f.laps());
  }

  @Test
  void refusesVectorStates() {
    Layer layer = new Layer(new double[][] {{1, 0}, {0, 1}}, new double[2], Activation.RELU);
    Network network = new Network(List.of(layer));
    assertThrows(IllegalArgumentException.class, () -> ExactMap.of(network));
  }
}
