package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import java.util.List;
import org.liyorke.engine.BlasKind;
import org.liyorke.engine.cpu.HostBlas;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;

/** Networks with chosen numbers, and what the observables say about them. */
final class Observed {
  static final long SEED = 7;

  /** The one that is everywhere the same. */
  static final BLAS BLAS = HostBlas.of(BlasKind.JAVA).routines();

  private Observed() {}

  /** x -> output(W x + b). */
  static NetworkFamily oneLayer(int state, Activation output) {
    return Families.resolve("he", 1, 1, state, null, output, null, 1);
  }

  /** x -> c + sum a_i phi(w_i x + b_i). */
  static NetworkFamily twoLayers(int width, Activation activation) {
    return Families.resolve("he", width, 2, 1, activation, null, null, 1);
  }

  /** f(x) = 2 max(x, 0) - 4 max(x - 1/2, 0), the tent map on [0, 1], the constant 0 outside. */
  static final NetworkFamily TENT_FAMILY =
      Families.resolve("he", 2, 2, 1, null, Activation.RELU, null, 1);

  static final float[] TENT = {1, 1, 0, -0.5f, 2, -4, 0};

  /** Options for orbits of chosen length. */
  static Observation orbits(ObservableKind kind, int starts, int transientSteps, int steps) {
    return orbits(kind, new OrbitSettings(starts, transientSteps, steps, 1e6));
  }

  static Observation orbits(ObservableKind kind, OrbitSettings orbits) {
    return new Observation(
        List.of(kind),
        orbits,
        PairSettings.DEFAULT,
        LapSettings.DEFAULT,
        Observation.DEFAULT_NOISE);
  }

  /** The values of all quantities of the only kind; NaN also stands for those that did not come. */
  static double[] values(
      NetworkFamily family, float[] parameters, boolean chaotic, Observation observation) {
    Observable observable = observation.observables(family, SEED, BLAS).get(0);
    double[] values = new double[observation.kinds().get(0).quantities().size()];
    Arrays.fill(values, Double.NaN);
    observable.observe(
        new DrawnNetwork(parameters, 0, 3, chaotic), (quantity, value) -> values[quantity] = value);
    return values;
  }

  static double[] values(NetworkFamily family, float[] parameters, Observation observation) {
    return values(family, parameters, true, observation);
  }
}
