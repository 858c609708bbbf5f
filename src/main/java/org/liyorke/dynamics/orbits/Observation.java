package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/**
 * What to observe, and how.
 *
 * @param kinds different ones, in the order of the report; empty to observe nothing
 * @param orbits of every observable but growth and persistence; the Jacobian takes its number of
 *     points from it
 * @param pairs of scrambling
 * @param laps of growth and persistence
 * @param noise standard deviation of the noise of persistence, above 0, at most 10^6
 * @param jacobianAt the point of the Jacobians, finite in float32: one number for each component of
 *     the state, or one for all of them; empty for random points
 */
public record Observation(
    List<ObservableKind> kinds,
    OrbitSettings orbits,
    PairSettings pairs,
    LapSettings laps,
    double noise,
    List<Double> jacobianAt)
    implements Serializable {
  /** The noise that is used unless asked otherwise. */
  public static final double DEFAULT_NOISE = 0.1;

  /** Observes nothing. */
  public static final Observation NONE = of(List.of());

  private static final double MOST_NOISE = 1e6;

  /** With Jacobians at random points. */
  public Observation(
      List<ObservableKind> kinds,
      OrbitSettings orbits,
      PairSettings pairs,
      LapSettings laps,
      double noise) {
    this(kinds, orbits, pairs, laps, noise, List.of());
  }

  /** Copies the lists and checks the numbers. */
  public Observation {
    kinds = List.copyOf(kinds);
    jacobianAt = List.copyOf(jacobianAt);
    for (double x : jacobianAt) {
      if (!Float.isFinite((float) x)) {
        throw UserError.value("--jacobian-at", x, "a number below 3.4e38 in magnitude");
      }
    }
    if (!(noise > 0 && noise <= MOST_NOISE)) {
      throw UserError.value("--noise", noise, "above 0, at most " + MOST_NOISE);
    }
  }

  /** Some kinds with the default settings. */
  public static Observation of(List<ObservableKind> kinds) {
    return new Observation(
        kinds, OrbitSettings.DEFAULT, PairSettings.DEFAULT, LapSettings.DEFAULT, DEFAULT_NOISE);
  }

  /** Whether nothing is observed. */
  public boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** Whether an observable asks which networks are proven chaotic. */
  public boolean needsVerdicts() {
    return kinds.contains(ObservableKind.PERSISTENCE);
  }

  /** Whether only networks that are proven chaotic are asked about. */
  public boolean asksChaoticAlone() {
    return kinds.stream().allMatch(kind -> kind == ObservableKind.PERSISTENCE);
  }

  /** The same with one kind alone, if it is among them, else without any. */
  public Observation only(ObservableKind kind) {
    List<ObservableKind> left = kinds.stream().filter(each -> each == kind).toList();
    return new Observation(left, orbits, pairs, laps, noise, jacobianAt);
  }

  /**
   * Checks that a family has all observables, and words enough for them.
   *
   * @param end index after the last network
   * @throws UserError that names the option
   */
  public void requireFor(NetworkFamily family, long end) {
    if (isEmpty()) {
      return;
    }
    for (ObservableKind kind : kinds) {
      String limit = kind.limitOf(family);
      if (limit != null) {
        throw UserError.value("--observe", kind.key(), limit);
      }
    }
    if (jacobianAt.size() > 1 && jacobianAt.size() != family.state()) {
      throw UserError.value(
          "--jacobian-at",
          jacobianAt.size() + " numbers",
          "1 number, or " + family.state() + ", one for each component of the state");
    }
    long states = (long) orbits.starts() * family.state();
    requireNumbers("--starts", orbits.starts(), 2 * states, "random numbers");
    long widest = Arrays.stream(family.sizes()).max().orElseThrow();
    requireNumbers("--starts", orbits.starts(), orbits.starts() * widest, "numbers of one layer");
    if (kinds.contains(ObservableKind.PERSISTENCE)) {
      long numbers = (long) laps.compositions() * family.parameters();
      requireNumbers("--compositions", laps.compositions(), numbers, "random numbers");
      requireNetworks(end, numbers);
    }
    requireNetworks(end, 2 * states);
  }

  private static void requireNumbers(String option, int value, long numbers, String which) {
    if (numbers > NetworkNormals.MOST_NUMBERS) {
      throw UserError.value(
          "%s %d: %s for one network of this family".formatted(option, value, which),
          numbers,
          "at most " + NetworkNormals.MOST_NUMBERS);
    }
  }

  private static void requireNetworks(long end, long numbers) {
    long most = Long.MAX_VALUE / NetworkNormals.wordsFor(numbers);
    if (end > most) {
      throw UserError.value(
          "--networks or the end of --range", end, "from 0 to " + most + " with this --observe");
    }
  }

  /**
   * The observables of one family and seed, in the order of {@link #kinds}; for one thread.
   *
   * @param blas multiplies matrices
   */
  public List<Observable> observables(NetworkFamily family, long seed, BLAS blas) {
    return kinds.stream().map(kind -> kind.create(family, seed, this, blas)).toList();
  }

  /** At how many points of a network its Jacobian is taken. */
  public int jacobianPoints() {
    return jacobianAt.isEmpty() ? orbits.starts() : 1;
  }

  /**
   * The given point of the Jacobians.
   *
   * @param dimension of the state
   * @return null for random points
   */
  public float[] jacobianPoint(int dimension) {
    if (jacobianAt.isEmpty()) {
      return null;
    }
    float[] point = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      point[i] = jacobianAt.get(jacobianAt.size() == 1 ? 0 : i).floatValue();
    }
    return point;
  }

  /** The work on one network, about: applications of it to a state. */
  public double productsPerNetwork(NetworkFamily family) {
    double products = 0;
    for (ObservableKind kind : kinds) {
      products +=
          switch (kind) {
            case LYAPUNOV, SCRAMBLING -> 2.0 * orbits.starts() * orbits.length();
            case ESCAPE -> (double) orbits.starts() * orbits.length();
            case GROWTH -> (double) laps.points() * laps.compositions();
            // Of the chaotic networks alone, which are few.
            case PERSISTENCE -> 0.1 * laps.points() * laps.compositions();
            case JACOBIAN -> (double) jacobianPoints() * family.state() * 10;
          };
    }
    return products;
  }

  /** The settings as they go into JSON, those that matter to the kinds observed. */
  public Map<String, Object> describe() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("observe", kinds.stream().map(ObservableKind::key).toList());
    object.put("initial_states", "N(0, 1)");
    object.put("starts", orbits.starts());
    object.put("transient", orbits.transientSteps());
    object.put("steps", orbits.steps());
    object.put("escape_radius", orbits.escapeRadius());
    object.put("pair_distance", pairs.distance());
    object.put("near", pairs.near());
    object.put("far", pairs.far());
    object.put("compositions", laps.compositions());
    object.put("lap_points", laps.points());
    object.put("window", laps.window());
    object.put("lap_height", laps.height());
    object.put("noise", noise);
    if (!jacobianAt.isEmpty()) {
      object.put("jacobian_at", jacobianAt);
    }
    return object;
  }
}
