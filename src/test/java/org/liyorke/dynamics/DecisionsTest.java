package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
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
    Decision d = ExactCascade.decide(PiecewiseLinearMap.of(entry.network()));
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
    "3,relu,relu,800",
    "4,relu,clip,800",
    "4,abs,identity,600",
    "4,hard-tanh,identity,400",
    "3,leaky-relu,relu,400",
    "16,relu,identity,400",
    "64,relu,identity,100"
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
      Decision exact = ExactCascade.decide(PiecewiseLinearMap.of(network));
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
    assertTrue(undecided <= 1, "undecided: " + undecided);
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
