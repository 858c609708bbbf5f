package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.liyorke.model.NetworkFamily;

/** The observables there are, by the names of {@code --observe}. */
public enum ObservableKind {
  /** The largest Lyapunov exponent. */
  LYAPUNOV("lyapunov", Quantity.main(), Quantity.named("flat_orbits")),
  /** The share of scrambled pairs. */
  SCRAMBLING(
      "scrambling",
      Quantity.main(),
      Quantity.named("log_smallest_distance"),
      Quantity.named("log_largest_distance")),
  /** The growth rate of the oscillations of f^t. */
  GROWTH("growth", Quantity.main(), Quantity.named("log_laps")),
  /** Whether chaos survives noise in the weights. */
  PERSISTENCE(
      "persistence",
      new Quantity("", true),
      Quantity.named("recurrent_growth"),
      Quantity.named("feedforward_growth")),
  /** Spectral radius and norm of the Jacobian. */
  JACOBIAN("jacobian", Quantity.main(), Quantity.named("log_norm")),
  /** The share of orbits that escape. */
  ESCAPE("escape", Quantity.main());

  private final String key;
  private final List<Quantity> quantities;

  ObservableKind(String key, Quantity... quantities) {
    this.key = key;
    this.quantities = List.of(quantities);
  }

  /** The name on the command line and in JSON. */
  public String key() {
    return key;
  }

  /** What is measured, the main quantity first. */
  public List<Quantity> quantities() {
    return quantities;
  }

  /** The names of all kinds, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ObservableKind::key).toList();
  }

  /**
   * Why a family does not have this observable, as the end of "must be ..."; null if it has it.
   *
   * @param family whose networks would be observed
   */
  public String limitOf(NetworkFamily family) {
    if ((this == GROWTH || this == PERSISTENCE) && family.state() != 1) {
      return oneOf(List.of(LYAPUNOV, SCRAMBLING, JACOBIAN, ESCAPE))
          + " for --state "
          + family.state();
    }
    if (this == JACOBIAN && family.state() > JacobianSpectrum.MOST_STATE) {
      return oneOf(List.of(LYAPUNOV, SCRAMBLING, ESCAPE))
          + " for --state above "
          + JacobianSpectrum.MOST_STATE;
    }
    return null;
  }

  private static String oneOf(List<ObservableKind> kinds) {
    return "one of " + kinds.stream().map(ObservableKind::key).collect(Collectors.joining(", "));
  }

  /** The observable for the networks of a family that has it. */
  Observable create(NetworkFamily family, long seed, Observation observation, BLAS blas) {
    return switch (this) {
      case LYAPUNOV -> new LyapunovExponent(family, seed, observation.orbits(), blas);
      case SCRAMBLING ->
          new ScrambledPairs(family, seed, observation.orbits(), observation.pairs(), blas);
      case GROWTH -> new LapGrowth(family, observation.laps(), blas);
      case PERSISTENCE ->
          new Persistence(family, seed, observation.laps(), observation.noise(), blas);
      case JACOBIAN -> new JacobianSpectrum(family, seed, observation, blas);
      case ESCAPE -> new EscapeShare(family, seed, observation.orbits(), blas);
    };
  }
}
