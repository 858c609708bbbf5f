package org.liyorke.dynamics.orbits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Decisions;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.tally.ObservableTally;

/**
 * Networks of families drawn at random from all there are: nothing crashes, no decision contradicts
 * another, and what overflows reaches no mean. A million of them in the long suite.
 */
class RandomFamiliesTest {
  private static final List<String> LAWS =
      List.of("N(0,3/k)", "U(-2,2)", "U(0,1)", "T(-1,3)", "N(0,1e30)", "N(0,1e-30)", "constant(1)");
  private static final List<String> BIASES = List.of("zero", "N(0,1)", "U(-1,1)", "constant(-0.5)");

  private static final Observation OBSERVATION =
      new Observation(
          List.of(ObservableKind.values()),
          new OrbitSettings(2, 3, 6, Float.MAX_VALUE),
          PairSettings.DEFAULT,
          new LapSettings(2, 5, 2, 1e-3),
          0.1);

  /** Any init, activation, output, depth, width, bias and gain; few units where layers are many. */
  private static NetworkFamily family(Random random) {
    List<String> inits = random.nextInt(3) == 0 ? LAWS : Families.names();
    int depth = 1 + random.nextInt(8);
    int width = 1 + random.nextInt(depth <= 2 ? 24 : depth == 3 ? 8 : 3);
    return Families.resolve(
        any(inits, random),
        width,
        depth,
        1,
        any(Activation.all(), random),
        any(Activation.all(), random),
        random.nextBoolean() ? null : any(BIASES, random),
        Math.exp(2 * random.nextGaussian()));
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @Test
  void aFewFamilies() {
    check(1, 60, 8);
  }

  static IntStream seeds() {
    return IntStream.range(100, 120);
  }

  /** 20 times 500 families of 100 networks. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("seeds")
  void aMillionNetworks(int seed) {
    check(seed, 500, 100);
  }

  private static void check(int seed, int families, int networks) {
    Random random = new Random(seed);
    for (int i = 0; i < families; i++) {
      check(family(random), random.nextLong(), networks);
    }
  }

  private static void check(NetworkFamily family, long seed, int networks) {
    NetworkDecider decider = NetworkDecider.forFamily(family);
    List<Observable> observables = OBSERVATION.observables(family, seed, Observed.BLAS);
    ObservableTally tally = new ObservableTally(OBSERVATION.kinds());
    float[] numbers = new float[family.parameters()];
    NetworkSampler sampler = new NetworkSampler(family, seed);
    for (int index = 0; index < networks; index++) {
      sampler.draw(index, 1, numbers);
      Decision decision = decider.decide(numbers, 0);
      if (index % 16 == 0) {
        // Read back, deeper networks are decided in rational arithmetic alone.
        assertNoContradiction(
            decision, Decisions.decide(family.network(numbers, 0)), family + ", seed " + seed);
      }
      boolean chaotic = decision.verdict() == Verdict.CHAOTIC;
      observe(observables, new DrawnNetwork(numbers, 0, index, chaotic), tally);
    }
    assertEquals(networks, tally.summaries(0.95).get("escape").get(0).networks());
  }

  private static void assertNoContradiction(Decision a, Decision b, String family) {
    boolean open = a.verdict() == Verdict.UNDECIDED || b.verdict() == Verdict.UNDECIDED;
    assertTrue(open || a.verdict() == b.verdict(), family + ": " + a + " and " + b);
    boolean openThree = a.period3() == Answer.UNDECIDED || b.period3() == Answer.UNDECIDED;
    assertTrue(openThree || a.period3() == b.period3(), family + ": " + a + " and " + b);
  }

  /** The tally refuses what is no value; an orbit that escapes has no exponent and no distance. */
  private static void observe(
      List<Observable> observables, DrawnNetwork network, ObservableTally tally) {
    double[] escape = {Double.NaN};
    double[] exponent = {Double.NaN};
    for (int i = 0; i < observables.size(); i++) {
      ObservableKind kind = OBSERVATION.kinds().get(i);
      observables
          .get(i)
          .observe(
              network,
              (quantity, value) -> {
                tally.add(kind, quantity, value);
                if (quantity == 0 && kind == ObservableKind.ESCAPE) {
                  escape[0] = value;
                } else if (quantity == 0 && kind == ObservableKind.LYAPUNOV) {
                  exponent[0] = value;
                }
              });
    }
    assertTrue(escape[0] >= 0 && escape[0] <= 1);
    assertTrue(escape[0] < 1 || Double.isNaN(exponent[0]));
  }
}
