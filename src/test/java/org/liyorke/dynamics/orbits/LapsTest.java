package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.liyorke.dynamics.orbits.ObservableKind.GROWTH;
import static org.liyorke.dynamics.orbits.ObservableKind.PERSISTENCE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;

class LapsTest {
  private static Observation laps(ObservableKind kind, LapSettings laps, double noise) {
    return new Observation(List.of(kind), OrbitSettings.DEFAULT, PairSettings.DEFAULT, laps, noise);
  }

  @Test
  void lapsAreCountedByTheirTurns() {
    assertEquals(1, LapCounter.laps(new float[] {0, 0, 0}, 0.1));
    assertEquals(1, LapCounter.laps(new float[] {0, 1, 1, 2}, 0.1));
    assertEquals(1, LapCounter.laps(new float[] {2, 1, 0}, 0.1));
    assertEquals(2, LapCounter.laps(new float[] {0, 1, 0}, 0.1));
    assertEquals(2, LapCounter.laps(new float[] {1, 0, 1}, 0.1));
    assertEquals(5, LapCounter.laps(new float[] {0, 3, 3, 1, 2, 0, 0, 4}, 0.1));
    assertEquals(3, LapCounter.laps(new float[] {0, 3, 3, 1, 2, 0, 0, 4}, 1.5));
    assertEquals(1, LapCounter.laps(new float[] {0, 0.05f, 0, 0.05f, 0}, 0.1));
    assertEquals(
        2, LapCounter.laps(new float[] {0, Float.NaN, 1, Float.POSITIVE_INFINITY, 0}, 0.1));
    assertEquals(1, LapCounter.laps(new float[] {Float.NaN, Float.NaN}, 0.1));
  }

  /** All values are dyadic and exact, and every turn lies on the grid. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 8})
  void theTentMapHasTwoToTheTLaps(int t) {
    LapSettings settings = new LapSettings(t, 2_049, 1, 1e-3);
    double[] values =
        Observed.values(Observed.TENT_FAMILY, Observed.TENT, laps(GROWTH, settings, 1));
    assertEquals(Math.log(2), values[0], 1e-14);
    assertEquals(t * Math.log(2), values[1], 1e-14);
  }

  /** f^t converges to a point, and what rounding leaves of it is no oscillation. */
  @Test
  void aContractionHasOneLap() {
    NetworkFamily family = Observed.twoLayers(2, Activation.RELU);
    float[] parameters = {0.7f, -0.6f, 0.1f, 0.2f, 0.9f, 0.8f, 0.3f};
    double[] values =
        Observed.values(family, parameters, laps(GROWTH, new LapSettings(40, 999, 2, 1e-3), 1));
    assertArrayEquals(new double[] {0, 0}, values);
  }

  @Test
  void aTentMapWithLittleNoiseStaysChaotic() {
    double[] values =
        Observed.values(
            Observed.TENT_FAMILY,
            Observed.TENT,
            laps(PERSISTENCE, new LapSettings(6, 2_049, 1, 1e-3), 1e-3));
    assertEquals(1, values[0]);
    assertEquals(Math.log(2), values[1], 0.05);
    assertEquals(Math.log(2), values[2], 0.05);
  }

  /** With no noise to speak of, feedforward and recurrent networks are the same. */
  @Test
  void withoutNoiseBothKindsAgree() {
    double[] values =
        Observed.values(
            Observed.TENT_FAMILY, Observed.TENT, laps(PERSISTENCE, LapSettings.DEFAULT, 1e-30));
    assertEquals(values[1], values[2]);
  }

  @Test
  void anOrderedNetworkDoesNotBecomeChaoticByLittleNoise() {
    NetworkFamily family = Observed.twoLayers(1, Activation.RELU);
    float[] parameters = {0.5f, 0, 0.5f, 0};
    Observation little = laps(PERSISTENCE, LapSettings.DEFAULT, 1e-3);
    assertEquals(0, Observed.values(family, parameters, true, little)[0]);
    double[] none = Observed.values(family, parameters, false, little);
    assertTrue(Double.isNaN(none[0]) && Double.isNaN(none[2]), "only chaotic networks are asked");
  }
}
