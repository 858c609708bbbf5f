package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;

class NetworkBoundsTest {
  @ParameterizedTest
  @CsvSource({
    "tanh, identity, 2, 3", "gelu, identity, 2, 4", "sigmoid, tanh, 2, 3", "gelu, gelu, 4, 3",
    "tanh, relu, 3, 5", "relu, tanh, 3, 4", "leaky-relu, sigmoid, 2, 2", "tanh, tanh, 1, 1"
  })
  void valuesAndChordsAreEnclosed(String hidden, String output, int depth, int width) {
    NetworkFamily family =
        Families.resolve(
            "he", width, depth, 1, Activation.named(hidden), Activation.named(output), null, 1);
    Random random = new Random(3);
    for (int index = 0; index < 12; index++) {
      Network network = family.network(5, index);
      NetworkBounds bounds = new NetworkBounds(network);
      double from = 4 * random.nextGaussian();
      double to = from + Math.scalb(8.0, -index);
      bounds.over(from, to);
      BigDecimal x = new BigDecimal(from + (to - from) * random.nextDouble());
      BigDecimal y = new BigDecimal(to);
      BigDecimal fx = HighPrecision.apply(network, x);
      BigDecimal fy = HighPrecision.apply(network, y);
      requireBetween(bounds.low, fx, bounds.high);
      requireBetween(bounds.low, fy, bounds.high);
      BigDecimal chord = fy.subtract(fx).divide(y.subtract(x), HighPrecision.DIGITS);
      requireBetween(bounds.slopeLow, chord, bounds.slopeHigh);
      bounds.over(to, Double.POSITIVE_INFINITY);
      requireBetween(bounds.low, fy, bounds.high);
      requireBetween(
          bounds.low, HighPrecision.apply(network, y.add(new BigDecimal(index))), bounds.high);
    }
  }

  private static void requireBetween(double low, BigDecimal v, double high) {
    String message = v + " in [" + low + ", " + high + "]";
    assertTrue(low == Double.NEGATIVE_INFINITY || new BigDecimal(low).compareTo(v) <= 0, message);
    assertTrue(high == Double.POSITIVE_INFINITY || new BigDecimal(high).compareTo(v) >= 0, message);
  }
}
