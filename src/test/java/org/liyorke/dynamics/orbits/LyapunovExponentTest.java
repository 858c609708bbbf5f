package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.liyorke.dynamics.orbits.ObservableKind.LYAPUNOV;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;

class LyapunovExponentTest {
  /** Rounding of a logarithm of a product of 256 numbers that are exact, divided by 256. */
  private static final double EXACT = 1e-14;

  @Test
  void theTentMapHasLogTwo() {
    double[] values =
        Observed.values(
            Observed.TENT_FAMILY, Observed.TENT, Observed.orbits(LYAPUNOV, 8, 128, 256));
    assertEquals(Math.log(2), values[0], EXACT);
    assertEquals(0, values[1]);
  }

  /** f(x) = 1 - s |x| has slope +-s everywhere, and bounded orbits where |x| is at most 1/(s-1). */
  @ParameterizedTest
  @ValueSource(floats = {0.5f, 1.25f, 1.5f, 1.9375f})
  void slopesOfOneSizeGiveTheirLogarithm(float slope) {
    NetworkFamily family = Observed.twoLayers(1, Activation.ABS);
    float[] parameters = {1, 0, -slope, 1};
    double[] values = Observed.values(family, parameters, Observed.orbits(LYAPUNOV, 32, 100, 500));
    assertEquals(Math.log(slope), values[0], EXACT);
  }

  /**
   * The exponent of x -> A x is the logarithm of the spectral radius. With A = S D S^-1 the norm of
   * A^t v differs from |lambda|^t by factors within the condition number of S, so after T steps the
   * exponent is off by at most log(cond S) / T.
   */
  @ParameterizedTest
  @CsvSource({"0.9, 0.5, 1", "0.5, 0.9, -2", "-1.0625, 0.25, 0.5", "1.0, -0.75, 3"})
  void linearMapsHaveTheLogarithmOfTheirSpectralRadius(float first, float second, float shear) {
    NetworkFamily family = Observed.oneLayer(2, Activation.IDENTITY);
    float[] parameters = {first, shear, 0, second, 0, 0};
    int steps = 1_000;
    OrbitSettings orbits = new OrbitSettings(4, 100, steps, Float.MAX_VALUE);
    double radius = Math.max(Math.abs(first), Math.abs(second));
    double[] values = Observed.values(family, parameters, Observed.orbits(LYAPUNOV, orbits));
    assertEquals(Math.log(radius), values[0], Math.log(200) / steps);
  }

  @Test
  void rotationsWithAFactorHaveTheLogarithmOfTheFactor() {
    NetworkFamily family = Observed.oneLayer(2, Activation.IDENTITY);
    float[] parameters = {0.6f * 1.25f, -0.8f * 1.25f, 0.8f * 1.25f, 0.6f * 1.25f, 0, 0};
    OrbitSettings orbits = new OrbitSettings(4, 0, 200, Float.MAX_VALUE);
    double[] values = Observed.values(family, parameters, Observed.orbits(LYAPUNOV, orbits));
    // Three float32 operations in each component, 2^-24 each, on both components.
    assertEquals(Math.log(1.25), values[0], 8 * 0x1p-24);
  }

  /** Blocks of a random triangular matrix on the diagonal: the eigenvalues are known in advance. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8, 17})
  void triangularMatricesOfAnySizeDoSo(int d) {
    Random random = new Random(d);
    float[] parameters = new float[d * d + d];
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        parameters[i * d + j] = (float) random.nextGaussian() / d;
      }
      parameters[i * d + i] = 0.25f + 0.5f * i / d;
    }
    int steps = 4_000;
    OrbitSettings orbits = new OrbitSettings(3, 500, steps, 1e6);
    double[] values =
        Observed.values(
            Observed.oneLayer(d, Activation.IDENTITY),
            parameters,
            Observed.orbits(LYAPUNOV, orbits));
    assertEquals(Math.log(0.25f + 0.5f * (d - 1) / d), values[0], Math.log(1e6) / steps);
  }

  @Test
  void flatPiecesAreMinusInfinity() {
    double[] values =
        Observed.values(
            Observed.oneLayer(1, Activation.CLIP),
            new float[] {0.5f, 5},
            Observed.orbits(LYAPUNOV, 8, 4, 16));
    assertEquals(Double.NEGATIVE_INFINITY, values[0]);
    assertEquals(1, values[1]);
  }

  /** A flat piece that is passed in the transient alone leaves no trace. */
  @Test
  void flatPiecesOfTheTransientDoNotCount() {
    // min(max(x, -1), 1) / 2: flat for the first step of states beyond 1.
    NetworkFamily family = Observed.twoLayers(1, Activation.HARD_TANH);
    double[] values =
        Observed.values(family, new float[] {1, 0, 0.5f, 0}, Observed.orbits(LYAPUNOV, 32, 2, 64));
    assertEquals(Math.log(0.5), values[0], EXACT);
    assertEquals(0, values[1]);
    double[] without =
        Observed.values(family, new float[] {1, 0, 0.5f, 0}, Observed.orbits(LYAPUNOV, 32, 0, 64));
    assertTrue(without[1] > 0 && without[1] < 1, "flat orbits " + without[1]);
  }

  @Test
  void orbitsThatEscapeReachNoMean() {
    double[] values =
        Observed.values(
            Observed.oneLayer(1, Activation.IDENTITY),
            new float[] {3, 1},
            Observed.orbits(LYAPUNOV, 8, 10, 100));
    assertEquals(Double.NaN, values[0]);
    assertEquals(Double.NaN, values[1]);
  }

  @Test
  void derivativesThatOverflowEndTheOrbit() {
    float huge = 1e30f;
    float[] parameters = {huge, 0, huge, 0};
    NetworkFamily family =
        Families.resolve("he", 1, 2, 1, Activation.IDENTITY, Activation.HARD_TANH, null, 1);
    double[] values = Observed.values(family, parameters, Observed.orbits(LYAPUNOV, 8, 0, 10));
    assertEquals(Double.NaN, values[0]);
  }
}
