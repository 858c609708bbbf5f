package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.oracle.AdversarialNetworks;
import org.liyorke.oracle.BruteForce;
import org.liyorke.oracle.Corpus;
import org.liyorke.proof.CheckResult;
import org.liyorke.proof.ProofChecker;
import org.liyorke.proof.ProofLine;
import org.liyorke.proof.ProofWriter;

/**
 * Verdicts against known truths, an independent brute-force oracle and the independent proof
 * checker.
 */
class DecisionsTest {
  static List<Corpus.Entry> corpus() {
    return Corpus.entries();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void theCorpusAgreesAndItsProofsHold(Corpus.Entry entry) {
    Decision d = Decisions.decide(entry.network());
    assertEquals(entry.verdict(), d.verdict().name().toLowerCase(java.util.Locale.ROOT));
    assertEquals(entry.period3(), d.period3().name().toLowerCase(java.util.Locale.ROOT));
    assertProven(entry.id(), entry.network(), d);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void exactArithmeticAloneAgreesWithTheCorpus(Corpus.Entry entry) {
    Decision d = ExactCascade.decideInRationals(PiecewiseLinearMap.of(entry.network()));
    assertEquals(entry.verdict(), d.verdict().name().toLowerCase(java.util.Locale.ROOT));
    assertEquals(entry.period3(), d.period3().name().toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * Seeded; the oracle decides nearly all of them, and an undecided map on either side contradicts
   * nothing.
   */
  @ParameterizedTest
  @EnumSource
  void nastyNetworksAgreeWithBruteForce(AdversarialNetworks.Kind kind) {
    try (Stream<AdversarialNetworks.Named> networks =
        AdversarialNetworks.stream(kind, 20261123, 60)) {
      networks.forEach(
          named -> {
            BruteForce.Truth truth = BruteForce.decide(named.network());
            Decision d = Decisions.decide(named.network());
            boolean bothVerdicts =
                truth.verdict() != Verdict.UNDECIDED && d.verdict() != Verdict.UNDECIDED;
            assertTrue(
                !bothVerdicts || truth.verdict() == d.verdict(),
                () -> named.name() + " " + truth + " " + d);
            boolean bothAnswers =
                truth.period3() != Answer.UNDECIDED && d.period3() != Answer.UNDECIDED;
            assertTrue(
                !bothAnswers || truth.period3() == d.period3(),
                () -> named.name() + " " + truth + " " + d);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2,relu,identity,1500",
    "2,relu,relu,2000",
    "3,relu,relu,800",
    "4,relu,clip,2000",
    "4,abs,clip,800",
    "4,abs,identity,600",
    "4,hard-tanh,identity,400",
    "4,hard-tanh,hard-tanh,800",
    "3,leaky-relu,relu,400",
    "16,relu,identity,400",
    "16,relu,clip,800",
    "64,relu,relu,400",
    "64,relu,identity,200"
  })
  void drawnNetworksAreDecidedAlikeInDoublesAndExactlyAndTheirProofsHold(
      int width, String activation, String output, int networks) {
    NetworkFamily family =
        Families.resolve(
            "he", width, 2, 1, Activation.named(activation), Activation.named(output), null, 1.5);
    NetworkDecider decider = NetworkDecider.forFamily(family);
    float[] numbers = new float[family.parameters()];
    NetworkSampler sampler = new NetworkSampler(family, 7);
    int undecided = 0;
    for (int i = 0; i < networks; i++) {
      sampler.draw(i, 1, numbers);
      Network network = family.network(numbers, 0);
      Decision quick = decider.decide(numbers, 0);
      Decision exact = ExactCascade.decideInRationals(PiecewiseLinearMap.of(network));
      String name = width + " " + activation + " " + output + " " + i;
      if (quick.verdict() != Verdict.UNDECIDED && exact.verdict() != Verdict.UNDECIDED) {
        assertEquals(exact.verdict(), quick.verdict(), name);
        assertEquals(exact.period3(), quick.period3(), name);
      }
      undecided += quick.verdict() == Verdict.UNDECIDED ? 1 : 0;
      if (i % 4 == 0 || quick.verdict() == Verdict.CHAOTIC) {
        assertProven(name, network, quick);
      }
    }
    assertEquals(0, undecided);
  }

  /** Weights that are no float32 numbers are decided in exact arithmetic alone. */
  @ParameterizedTest
  @CsvSource({"2,relu,identity,600", "4,relu,relu,300", "8,abs,clip,200", "32,relu,identity,100"})
  void networksOfDoublesAreDecidedAndTheirProofsHold(
      int width, String activation, String output, int networks) {
    NetworkFamily family =
        Families.resolve(
            "he", width, 2, 1, Activation.named(activation), Activation.named(output), null, 1.5);
    float[] numbers = new float[family.parameters()];
    NetworkSampler sampler = new NetworkSampler(family, 11);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < networks; i++) {
      sampler.draw(i, 1, numbers);
      Network network = stretched(family.network(numbers, 0), random);
      Decision d = Decisions.decide(network);
      String name = width + " " + activation + " " + output + " " + i;
      assertNotEquals(Verdict.UNDECIDED, d.verdict(), name);
      if (i % 4 == 0 || d.verdict() == Verdict.CHAOTIC) {
        assertProven(name, network, d);
      }
    }
  }

  private static Network stretched(Network network, SplittableRandom random) {
    return new Network(
        network.layers().stream()
            .map(
                l ->
                    new Layer(
                        Arrays.stream(l.weights())
                            .map(row -> stretched(row, random))
                            .toArray(double[][]::new),
                        stretched(l.bias(), random),
                        l.activation()))
            .toList());
  }

  private static double[] stretched(double[] numbers, SplittableRandom random) {
    return Arrays.stream(numbers).map(v -> v * random.nextDouble(1, 1.0001)).toArray();
  }

  /**
   * He networks of seed 42 that are hard to decide: slow convergence from far out, long transients
   * next to weakly attracting cycles, maps near the accumulation of period doubling.
   */
  @ParameterizedTest
  @CsvSource({
    "2,78185,CHAOTIC",
    "16,71108,CHAOTIC",
    "64,20432,ORDERED",
    "64,40825,ORDERED",
    "64,72345,ORDERED",
    "64,81514,CHAOTIC",
    "128,63615,ORDERED",
    "256,1443,ORDERED",
    "256,5337,ORDERED",
    "256,18586,ORDERED",
    "256,19876,ORDERED",
    "512,5633,ORDERED",
    "1024,2964,ORDERED",
    "1024,5478,ORDERED"
  })
  void hardNetworksAreDecided(int width, int index, Verdict verdict) {
    NetworkFamily family = Families.resolve("he", width, 2, 1, null, null, null, 1);
    float[] numbers = new float[family.parameters()];
    new NetworkSampler(family, 42).draw(index, 1, numbers);
    Network network = family.network(numbers, 0);
    Decision d = ExactCascade.decideInRationals(PiecewiseLinearMap.of(network));
    assertEquals(verdict, d.verdict());
    assertEquals(Answer.NO, d.period3());
    if (verdict == Verdict.CHAOTIC || width <= 64) {
      assertProven(width + ":" + index, network, d);
    }
  }

  @Test
  void manyHeNetworksAreDecided() {
    NetworkFamily family = Families.resolve("he", 64, 2, 1, null, null, null, 1);
    NetworkDecider decider = NetworkDecider.forFamily(family);
    NetworkSampler sampler = new NetworkSampler(family, 42);
    float[] numbers = new float[family.parameters()];
    int undecided = 0;
    for (int i = 0; i < 10_000; i++) {
      sampler.draw(i, 1, numbers);
      undecided += decider.decide(numbers, 0).verdict() == Verdict.UNDECIDED ? 1 : 0;
    }
    assertEquals(0, undecided);
  }

  private static void assertProven(String name, Network network, Decision decision) {
    String line = ProofWriter.write(TextNode.valueOf(name), network, decision);
    CheckResult result = ProofChecker.check(network, ProofLine.parse(line));
    assertTrue(result.ok(), () -> name + ": " + result.reason() + " " + line);
  }
}
