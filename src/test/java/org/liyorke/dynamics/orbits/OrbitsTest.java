package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.liyorke.dynamics.orbits.ObservableKind.ESCAPE;
import static org.liyorke.dynamics.orbits.ObservableKind.JACOBIAN;
import static org.liyorke.dynamics.orbits.ObservableKind.SCRAMBLING;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** Scrambling, escape and Jacobian against networks whose behaviour is known. */
class OrbitsTest {
  private static final NetworkFamily LINE = Observed.oneLayer(1, Activation.IDENTITY);

  @Test
  void aContractionScramblesNoPairAndShrinksItsDistance() {
    // Exact in float32 while the states are: 0.5^t times a float.
    double[] values =
        Observed.values(LINE, new float[] {0.5f, 0}, Observed.orbits(SCRAMBLING, 8, 10, 20));
    assertEquals(0, values[0]);
    // The states, about 1, round the distance of 0.001 by at most 2^-22.
    double tolerance = 0x1p-22 / 1e-3 * 2;
    assertEquals(Math.log(1e-3 * Math.pow(0.5, 30)), values[1], tolerance);
    assertEquals(Math.log(1e-3 * Math.pow(0.5, 11)), values[2], tolerance);
  }

  @Test
  void pairsThatMeetHaveDistanceZero() {
    double[] values =
        Observed.values(LINE, new float[] {0, 1}, Observed.orbits(SCRAMBLING, 4, 1, 5));
    assertArrayEquals(new double[] {0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}, values);
  }

  /** Slope 1.9375 everywhere: pairs part, and come near again in a bounded interval. */
  @Test
  void aTentMapScramblesItsBoundedPairs() {
    NetworkFamily family = Observed.twoLayers(1, Activation.ABS);
    float[] parameters = {1, 0, -1.9375f, 1};
    double[] values =
        Observed.values(family, parameters, Observed.orbits(SCRAMBLING, 32, 100, 2_000));
    assertEquals(1, values[0]);
    assertTrue(values[1] < Math.log(1e-2), "smallest " + values[1]);
    assertTrue(values[2] > Math.log(1), "largest " + values[2]);
  }

  @Test
  void expandingLinearMapsEscape() {
    float[] parameters = {2, 0};
    assertEquals(1, Observed.values(LINE, parameters, Observed.orbits(ESCAPE, 8, 0, 50))[0]);
    assertEquals(
        Double.NaN, Observed.values(LINE, parameters, Observed.orbits(SCRAMBLING, 8, 0, 50))[0]);
    assertEquals(
        0, Observed.values(LINE, new float[] {1, 0}, Observed.orbits(ESCAPE, 8, 0, 50))[0]);
  }

  /** Beyond the radius of floats, infinity and NaN: all of it is escape. */
  @ParameterizedTest
  @ValueSource(floats = {1e30f, -1e30f})
  void overflowIsEscape(float slope) {
    OrbitSettings orbits = new OrbitSettings(8, 0, 5, Float.MAX_VALUE);
    assertEquals(
        1, Observed.values(LINE, new float[] {slope, 0}, Observed.orbits(ESCAPE, orbits))[0]);
    assertEquals(
        1,
        Observed.values(
            Observed.twoLayers(2, Activation.RELU),
            new float[] {slope, -slope, 0, 0, slope, -slope, 0},
            Observed.orbits(ESCAPE, orbits))[0]);
  }

  /** The states of 1 - s |x| are bounded exactly where |x| is at most 1/(s - 1). */
  @Test
  void theShareThatEscapesIsThatOfTheStarts() {
    int starts = 500;
    NetworkFamily family = Observed.twoLayers(1, Activation.ABS);
    float[] parameters = {1, 0, -1.75f, 1};
    OrbitStarts drawn = new OrbitStarts(family, Observed.SEED, starts);
    drawn.draw(3);
    int beyond = 0;
    for (float state : drawn.states()) {
      beyond += Math.abs(state) > 1 / 0.75 ? 1 : 0;
    }
    assertTrue(beyond > 50 && beyond < 150, "beyond " + beyond);
    assertEquals(
        (double) beyond / starts,
        Observed.values(family, parameters, Observed.orbits(ESCAPE, starts, 0, 400))[0]);
  }

  @Test
  void startsAreNormalAndDirectionsUnit() {
    OrbitStarts starts = new OrbitStarts(Observed.oneLayer(3, Activation.RELU), 1, 1_000);
    double[] sums = new double[2];
    for (int index = 0; index < 10; index++) {
      starts.draw(index);
      for (float state : starts.states()) {
        sums[0] += state;
        sums[1] += state * state;
      }
      double[] norms = new double[1_000];
      Columns.norms(starts.directions(), norms);
      for (double norm : norms) {
        assertEquals(1, norm, 0x1p-22);
      }
    }
    // 30,000 numbers: five standard errors, false failure 1e-6 at a fixed seed.
    assertEquals(0, sums[0] / 30_000, 5 / Math.sqrt(30_000));
    assertEquals(1, sums[1] / 30_000, 5 * Math.sqrt(2.0 / 30_000));
  }

  @Test
  void jacobiansOfLinearMapsAreTheirMatrices() {
    // Eigenvalues 3 and -2; singular values from the trace 14 and determinant 36 of A^T A.
    float[] parameters = {1, 2, 3, 0, 0.5f, -0.5f};
    double[] values =
        Observed.values(
            Observed.oneLayer(2, Activation.IDENTITY),
            parameters,
            Observed.orbits(JACOBIAN, 5, 0, 1));
    assertEquals(Math.log(3), values[0], 1e-14);
    double largest = (14 + Math.sqrt(14 * 14 - 4 * 36)) / 2;
    assertEquals(0.5 * Math.log(largest), values[1], 1e-14);
  }

  @Test
  void jacobiansOfRotationsHaveComplexEigenvalues() {
    float[] parameters = {0, -2, 2, 0, 0, 0};
    double[] values =
        Observed.values(
            Observed.oneLayer(2, Activation.IDENTITY),
            parameters,
            Observed.orbits(JACOBIAN, 2, 0, 1));
    assertArrayEquals(new double[] {Math.log(2), Math.log(2)}, values, 1e-14);
  }

  @Test
  void jacobiansOfFlatMapsAreZero() {
    double[] values =
        Observed.values(
            Observed.oneLayer(2, Activation.CLIP),
            new float[] {0.01f, 0, 0, 0.01f, 9, -9},
            Observed.orbits(JACOBIAN, 2, 0, 1));
    assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}, values);
  }

  /**
   * LAPACK in Java has static state: what is used of it must give the same bits on many threads.
   */
  @Test
  void jacobiansAreTheSameOnManyThreads() {
    NetworkFamily family = Families.resolve("he", 30, 2, 30, null, null, null, 1);
    float[][] networks = new float[40][family.parameters()];
    for (int i = 0; i < networks.length; i++) {
      new NetworkSampler(family, 1).draw(i, 1, networks[i]);
    }
    Observation observation = Observed.orbits(JACOBIAN, 4, 0, 1);
    List<String> alone =
        Arrays.stream(networks).map(n -> jacobian(family, n, observation)).toList();
    for (int repeat = 0; repeat < 5; repeat++) {
      assertEquals(
          alone,
          Arrays.stream(networks).parallel().map(n -> jacobian(family, n, observation)).toList());
    }
  }

  private static String jacobian(NetworkFamily family, float[] numbers, Observation observation) {
    return Arrays.toString(Observed.values(family, numbers, observation));
  }
}
