package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/**
 * h' = tanh(g J h), J with entries N(0, 1/d): as d grows the exponent changes sign at g = 1
 * (Sompolinsky, Crisanti, Sommers, Physical Review Letters 61, 1988, 259-262). Seeds are fixed, so
 * the shares are too.
 */
class TanhTransitionTest {
  private static final OrbitSettings ORBITS = new OrbitSettings(1, 200, 300, 10);

  /** The share of networks with a positive exponent. */
  private static double chaoticShare(int d, double gain, int networks) {
    NetworkFamily family =
        Families.resolve("N(0,1/fan_in)", 1, 1, d, null, Activation.TANH, "zero", gain);
    Observable exponent =
        Observed.orbits(ObservableKind.LYAPUNOV, ORBITS)
            .observables(family, 1, Observed.BLAS)
            .get(0);
    float[] numbers = new float[family.parameters()];
    NetworkSampler sampler = new NetworkSampler(family, 1);
    int[] positive = new int[1];
    for (int i = 0; i < networks; i++) {
      sampler.draw(i, 1, numbers);
      exponent.observe(
          new DrawnNetwork(numbers, 0, i, false),
          (quantity, value) -> positive[0] += quantity == 0 && value > 0 ? 1 : 0);
    }
    return (double) positive[0] / networks;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64})
  void noNetworkIsChaoticWellBelowOne(int d) {
    assertEquals(0, chaoticShare(d, 0.7, 20));
  }

  @Test
  void theChangeSharpensWithTheDimension() {
    double small = chaoticShare(8, 2, 40);
    double large = chaoticShare(64, 2, 20);
    assertTrue(small > 0.02 && small < 0.4, "d = 8: " + small);
    assertTrue(large >= 0.9, "d = 64: " + large);
  }
}
