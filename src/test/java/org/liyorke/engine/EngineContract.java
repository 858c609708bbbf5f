package org.liyorke.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.liyorke.dynamics.orbits.ObservableKind.ESCAPE;
import static org.liyorke.dynamics.orbits.ObservableKind.GROWTH;
import static org.liyorke.dynamics.orbits.ObservableKind.JACOBIAN;
import static org.liyorke.dynamics.orbits.ObservableKind.LYAPUNOV;
import static org.liyorke.dynamics.orbits.ObservableKind.PERSISTENCE;
import static org.liyorke.dynamics.orbits.ObservableKind.SCRAMBLING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.orbits.LapSettings;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.dynamics.orbits.PairSettings;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.LayerLaws;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.random.ConstantLaw;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.QuantitySummary;

/**
 * What every engine must do, against closed-form truths and against a second engine. A subclass
 * names the engine.
 */
public abstract class EngineContract {
  private static final long SEED = 0xC0FFEEL;

  /** Rounding of a mean of logarithms of products of exact numbers, to multiples of 2^-32. */
  private static final double FIXED_POINT = 0x1p-32;

  private static final List<ObservableKind> SCALAR = List.of(ObservableKind.values());
  private static final List<ObservableKind> VECTOR =
      List.of(LYAPUNOV, SCRAMBLING, JACOBIAN, ESCAPE);

  private Engine engine;

  /** The engine that is tested. */
  protected abstract Engine open();

  @BeforeEach
  void openEngine() {
    engine = open();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  // Families with chosen numbers, and what is observed.

  private static LayerLaws layer(double weights, double bias) {
    return new LayerLaws(new ConstantLaw(weights), new ConstantLaw(bias));
  }

  /** The scalar network output(c + a phi(w x + b)). */
  private static NetworkFamily chosen(
      Activation hidden, Activation output, double w, double b, double a, double c) {
    List<LayerLaws> layers = List.of(layer(w, b), layer(a, c));
    return new NetworkFamily("chosen", 1, 1, hidden, output, null, 1, layers);
  }

  /** 1 - s |x|. */
  private static NetworkFamily tent(double slope) {
    return chosen(Activation.ABS, Activation.IDENTITY, 1, 0, -slope, 1);
  }

  private static NetworkFamily line(double slope, double constant) {
    List<LayerLaws> layers = List.of(layer(slope, constant));
    return new NetworkFamily("chosen", 1, 1, Activation.RELU, Activation.IDENTITY, null, 1, layers);
  }

  /** h' = tanh(g J h) or the like, J with entries N(0, 1/d). */
  private static NetworkFamily recurrent(int d, Activation output, double gain) {
    return Families.resolve("N(0,1/fan_in)", 1, 1, d, null, output, "zero", gain);
  }

  private static Observation observation(List<ObservableKind> kinds, OrbitSettings orbits) {
    LapSettings laps = new LapSettings(4, 65, 2, 1e-3);
    return new Observation(kinds, orbits, PairSettings.DEFAULT, laps, 0.1);
  }

  private static OrbitSettings orbits(int starts, int transientSteps, int steps) {
    return new OrbitSettings(starts, transientSteps, steps, 1e6);
  }

  private static BlockResult decide(
      Engine by, List<NetworkFamily> families, Observation observation, long first, long count) {
    return by.observing(observation).decider(families, SEED).decide(first, count, false);
  }

  private ObservableTally tally(
      NetworkFamily family, Observation observation, long first, long count) {
    return decide(engine, List.of(family), observation, first, count).observed(0);
  }

  /** What is said of one quantity of networks [0, count). */
  private QuantitySummary summary(
      NetworkFamily family, ObservableKind kind, int quantity, OrbitSettings orbits, long count) {
    Observation observation = observation(List.of(kind), orbits);
    return of(tally(family, observation, 0, count), kind, quantity);
  }

  private static QuantitySummary of(ObservableTally tally, ObservableKind kind, int quantity) {
    return tally.summaries(0.95).get(kind.key()).get(quantity);
  }

  // Closed-form truths.

  /** Slopes of one size: the exponent is its logarithm, exactly. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.25, 1.5, 1.9375, 2})
  void tentMapsHaveTheLogarithmOfTheirSlope(double slope) {
    QuantitySummary exponent = summary(tent(slope), LYAPUNOV, 0, orbits(32, 40, 100), 3);
    assertEquals(3, exponent.finite());
    assertEquals(Math.log(slope), exponent.mean().estimate(), FIXED_POINT);
  }

  /** f^t has 2^t laps, all of them within the window, and their ends on the grid. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theTentMapHasTwoToTheTLaps(int t) {
    Observation observation =
        new Observation(
            List.of(GROWTH),
            OrbitSettings.DEFAULT,
            PairSettings.DEFAULT,
            new LapSettings(t, 1_025, 1, 1e-3),
            1);
    ObservableTally tally = tally(tent(2), observation, 0, 2);
    assertEquals(Math.log(2), of(tally, GROWTH, 0).mean().estimate(), FIXED_POINT);
    assertEquals(t * Math.log(2), of(tally, GROWTH, 1).mean().estimate(), FIXED_POINT);
  }

  @Test
  void contractionsScrambleNoPair() {
    NetworkFamily family = line(0.5, 0.25);
    Observation observation = observation(List.of(SCRAMBLING, ESCAPE), orbits(8, 10, 20));
    ObservableTally tally = tally(family, observation, 0, 5);
    assertEquals(0, of(tally, SCRAMBLING, 0).mean().estimate());
    assertEquals(0, of(tally, ESCAPE, 0).mean().estimate());
    // The states, about 1, round the distance of 0.001 by at most 2^-22 at the start and at each of
    // the steps, of which the later ones halve the former.
    double tolerance = 4 * 0x1p-22 / (1e-3 * Math.pow(0.5, 11));
    double largest = of(tally, SCRAMBLING, 2).mean().estimate();
    assertEquals(Math.log(1e-3 * Math.pow(0.5, 11)), largest, tolerance);
  }

  @Test
  void flatPiecesAreMinusInfinity() {
    QuantitySummary exponent =
        summary(
            chosen(Activation.CLIP, Activation.IDENTITY, 0.5, 5, 1, 0),
            LYAPUNOV,
            0,
            orbits(4, 4, 40),
            3);
    assertEquals(3, exponent.minusInfinity());
    assertEquals(0, exponent.finite());
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, -1e30})
  void whatEscapesReachesNoMean(double slope) {
    NetworkFamily family = line(slope, 1);
    Observation observation = observation(List.of(LYAPUNOV, SCRAMBLING, ESCAPE), orbits(8, 10, 40));
    ObservableTally tally = tally(family, observation, 0, 4);
    assertEquals(4, of(tally, LYAPUNOV, 0).missing());
    assertEquals(4, of(tally, SCRAMBLING, 1).missing());
    assertEquals(1, of(tally, ESCAPE, 0).mean().estimate());
  }

  /** A tangent of 1e30 * 1e30 is infinite while the state stays in [-1, 1]. */
  @Test
  void derivativesThatOverflowEndTheOrbit() {
    NetworkFamily family = chosen(Activation.IDENTITY, Activation.HARD_TANH, 1e30, 0, 1e30, 0);
    assertEquals(2, summary(family, LYAPUNOV, 0, orbits(8, 0, 10), 2).missing());
  }

  /**
   * Of a linear network the exponent is the logarithm of the spectral radius, which the Jacobian
   * has at every point. From t steps it is off by at most log(cond S) / t, S the matrix of
   * eigenvectors, and that is below 1000 for these matrices of dimension 6.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.95})
  void linearNetworksHaveTheLogarithmOfTheirSpectralRadius(double gain) {
    NetworkFamily family = recurrent(6, Activation.IDENTITY, gain);
    OrbitSettings orbits = new OrbitSettings(1, 200, 2_000, Float.MAX_VALUE);
    for (int network = 0; network < 3; network++) {
      Observation observation = observation(List.of(LYAPUNOV, JACOBIAN), orbits);
      ObservableTally tally = tally(family, observation, network, 1);
      assertEquals(
          of(tally, JACOBIAN, 0).mean().estimate(),
          of(tally, LYAPUNOV, 0).mean().estimate(),
          Math.log(1000) / 2_000);
    }
  }

  /** The slope of tanh at a given point is 1 - tanh^2. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -2})
  void theJacobianIsThatAtTheGivenPoint(double x) {
    NetworkFamily family = chosen(Activation.IDENTITY, Activation.TANH, 1, 0, 1, 0);
    double slope = 1 - Math.tanh(x) * Math.tanh(x);
    ObservableTally tally = tally(family, jacobianAt(List.of(x)), 0, 3);
    assertEquals(Math.log(slope), of(tally, JACOBIAN, 0).mean().estimate(), 1e-5);
    assertEquals(Math.log(slope), of(tally, JACOBIAN, 1).mean().estimate(), 1e-5);
  }

  /** tanh has slope 1 at 0, so the Jacobian there is that of the network without it. */
  @Test
  void oneNumberOrOneForEachComponentMakeAPoint() {
    NetworkFamily tanh = recurrent(6, Activation.TANH, 1.5);
    NetworkFamily linear = recurrent(6, Activation.IDENTITY, 1.5);
    ObservableTally atRandom = tally(linear, jacobianAt(List.of()), 0, 5);
    ObservableTally atZero = tally(tanh, jacobianAt(List.of(0.0)), 0, 5);
    ObservableTally byComponents =
        tally(tanh, jacobianAt(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)), 0, 5);
    assertEquals(
        of(atRandom, JACOBIAN, 0).mean().estimate(),
        of(atZero, JACOBIAN, 0).mean().estimate(),
        1e-5);
    assertEquals(atZero, byComponents);
  }

  private static Observation jacobianAt(List<Double> point) {
    Observation random = Observation.of(List.of(JACOBIAN));
    return new Observation(
        random.kinds(), random.orbits(), random.pairs(), random.laps(), random.noise(), point);
  }

  /** Below the change of sign at gain 1 no network is chaotic, above it most, for d of 64. */
  @Test
  void theExponentOfTanhNetworksChangesItsSign() {
    OrbitSettings orbits = new OrbitSettings(1, 96, 96, 10);
    QuantitySummary below = summary(recurrent(64, Activation.TANH, 0.7), LYAPUNOV, 0, orbits, 8);
    QuantitySummary above = summary(recurrent(64, Activation.TANH, 2.5), LYAPUNOV, 0, orbits, 8);
    assertEquals(0, below.positive().estimate());
    assertTrue(above.positive().estimate() >= 0.75, above.toString());
  }

  /** The change is sharper at d = 512: between gains 0.9 and 1.2 all networks change their sign. */
  @Test
  @Tag("long")
  void theChangeSharpensWithTheDimension() {
    OrbitSettings orbits = new OrbitSettings(1, 300, 300, 10);
    double below = positive(recurrent(512, Activation.TANH, 0.9), orbits, 4);
    double above = positive(recurrent(512, Activation.TANH, 1.3), orbits, 4);
    double small = positive(recurrent(64, Activation.TANH, 1.3), orbits, 16);
    assertEquals(0, below);
    assertEquals(1, above);
    assertTrue(small < 1, "d = 64: " + small);
  }

  private double positive(NetworkFamily family, OrbitSettings orbits, int networks) {
    return summary(family, LYAPUNOV, 0, orbits, networks).positive().estimate();
  }

  // Partitions: nothing depends on how the work is cut.

  static final List<NetworkFamily> SHAPES =
      List.of(
          Families.resolve("he", 5, 1, 1, null, Activation.HARD_TANH, null, 1),
          Families.resolve("he", 6, 2, 1, null, null, null, 2),
          Families.resolve("he", 4, 3, 1, Activation.TANH, Activation.CLIP, null, 2),
          Families.resolve("he", 7, 2, 5, Activation.GELU, Activation.TANH, null, 1),
          Families.resolve("glorot", 33, 3, 40, Activation.SIGMOID, null, null, 1));

  @ParameterizedTest
  @FieldSource("SHAPES")
  void partsAddUpToTheWhole(NetworkFamily family) {
    Observation observation = observation(family.state() == 1 ? SCALAR : VECTOR, orbits(3, 33, 40));
    ObservableTally whole = tally(family, observation, 5, 70);
    ObservableTally parts = tally(family, observation, 5, 1);
    parts.merge(tally(family, observation, 6, 66));
    parts.merge(tally(family, observation, 72, 3));
    assertEquals(whole, parts);
    assertEquals(70, whole.networks());
  }

  @Test
  void aTallyOfOneObservableIsPartOfThatOfAll() {
    NetworkFamily family = SHAPES.get(3);
    ObservableTally all = tally(family, observation(VECTOR, orbits(3, 10, 40)), 0, 20);
    for (ObservableKind kind : VECTOR) {
      ObservableTally one = tally(family, observation(List.of(kind), orbits(3, 10, 40)), 0, 20);
      Map<String, List<QuantitySummary>> summaries = all.summaries(0.95);
      assertEquals(one.summaries(0.95).get(kind.key()), summaries.get(kind.key()), kind.key());
    }
  }

  @Test
  void familiesOfAGroupAreObservedEach() {
    List<NetworkFamily> group =
        List.of(recurrent(4, Activation.TANH, 0.5), recurrent(4, Activation.TANH, 3));
    Observation observation = observation(VECTOR, orbits(2, 8, 40));
    BlockResult both = decide(engine, group, observation, 3, 30);
    for (int i = 0; i < group.size(); i++) {
      assertEquals(tally(group.get(i), observation, 3, 30), both.observed(i));
    }
  }

  // Against a second engine.

  static Stream<NetworkFamily> everyActivation() {
    List<NetworkFamily> families = new ArrayList<>();
    for (Activation activation : Activation.all()) {
      families.add(Families.resolve("he", 3, 1, 1, null, activation, null, 1));
      families.add(Families.resolve("he", 9, 2, 1, activation, activation, null, 1));
      families.add(Families.resolve("he", 5, 3, 1, activation, null, null, 1));
      families.add(Families.resolve("glorot", 20, 2, 64, activation, activation, null, 1));
    }
    return families.stream();
  }

  /**
   * One step of one orbit: log |Df v| of engine and reference differ by the rounding of two
   * products of matrices and vectors, bounded by {@link StepBound} for every network from its own
   * numbers.
   */
  @ParameterizedTest
  @MethodSource("everyActivation")
  void singleStepsAgreeWithinTheirBounds(NetworkFamily family) {
    Observation observation = observation(List.of(LYAPUNOV, ESCAPE), orbits(1, 0, 1));
    for (int index = 0; index < 4; index++) {
      QuantitySummary found = of(tally(family, observation, index, 1), LYAPUNOV, 0);
      StepBound bound = StepBound.of(family, SEED, index);
      assertEquals(bound.isZero() ? 1 : 0, found.minusInfinity(), "network " + index);
      if (!bound.isZero()) {
        double tolerance = bound.relative() + FIXED_POINT;
        assertTrue(tolerance < 1e-2, "a bound that says something: " + tolerance);
        assertEquals(bound.logGrowth(), found.mean().estimate(), tolerance, "network " + index);
      }
    }
  }

  static Stream<NetworkFamily> chaoticEnsembles() {
    return Stream.of(
        recurrent(64, Activation.TANH, 2),
        Families.resolve(
            "N(0,1/fan_in)", 48, 2, 40, Activation.TANH, Activation.IDENTITY, "zero", 2.5));
  }

  /**
   * Two orbits of a chaotic network separate, whatever their starts and rounding, but have one
   * exponent up to what finitely many steps leave. So the differences of engine and reference,
   * which starts elsewhere, have mean 0 over networks. Student's t with 23 degrees of freedom is
   * beyond 5 with a probability of 5e-5, for each family once, at a fixed seed.
   */
  @ParameterizedTest
  @MethodSource("chaoticEnsembles")
  void ensemblesOfChaoticOrbitsHaveTheExponentsOfTheReference(NetworkFamily family) {
    OrbitSettings orbits = orbits(2, 50, 100);
    Observation observation = observation(List.of(LYAPUNOV), orbits);
    int networks = 24;
    double[] exponents = new double[networks];
    double[] differences = new double[networks];
    float[] numbers = new float[family.parameters()];
    for (int index = 0; index < networks; index++) {
      new NetworkSampler(family, SEED).draw(index, 1, numbers);
      ReferenceOrbits reference =
          new ReferenceOrbits(family.network(numbers, 0), orbits, SEED + index);
      QuantitySummary found = of(tally(family, observation, index, 1), LYAPUNOV, 0);
      exponents[index] = found.mean().estimate();
      differences[index] = exponents[index] - reference.exponent(family.state());
    }
    assertTrue(mean(exponents) > 0.05, "chaotic: mean exponent " + mean(exponents));
    double standardError = standardError(differences);
    assertTrue(standardError < 0.02, "a comparison that says something: " + standardError);
    assertEquals(0, mean(differences), 5 * standardError);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  /** Verdicts are facts, and escapes of these steep maps, too. */
  @ParameterizedTest
  @CsvSource({"relu, identity", "abs, clip"})
  void verdictsBesideObservationsAreThoseWithout(String activation, String output) {
    NetworkFamily family =
        Families.resolve(
            "he", 4, 2, 1, Activation.named(activation), Activation.named(output), null, 3);
    BlockResult with =
        decide(engine, List.of(family), observation(SCALAR, orbits(2, 4, 8)), 0, 100);
    BlockResult without = decide(engine, List.of(family), Observation.NONE, 0, 100);
    assertEquals(without.tally(0).snapshot(), with.tally(0).snapshot());
    long chaotic = with.tally(0).snapshot().chaotic();
    assertEquals(chaotic, of(with.observed(0), PERSISTENCE, 1).networks());
    assertTrue(chaotic > 0, "chaotic networks among them");
  }
}
