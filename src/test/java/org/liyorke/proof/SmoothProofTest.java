package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Decisions;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;

class SmoothProofTest {
  @ParameterizedTest
  @CsvSource({"tanh, identity, 4, 3", "gelu, identity, 3, 2", "sigmoid, tanh, 3, 30"})
  void witnessesAreCheckedInDecimals(String hidden, String output, int width, double gain) {
    NetworkFamily family =
        Families.resolve(
            "he", width, 2, 1, Activation.named(hidden), Activation.named(output), null, gain);
    int checked = 0;
    for (int index = 0; index < 4_000 && checked < 4; index++) {
      Network network = family.network(31, index);
      Decision decision = Decisions.decide(network);
      if (decision.verdict() == Verdict.CHAOTIC) {
        Witness.OddPeriod w = (Witness.OddPeriod) decision.witness();
        boolean three = w.m() == 0 && w.n() == 3;
        CheckResult result = check(network, w.m(), w.n(), w.point(), three ? "yes" : "undecided");
        assertTrue(result.ok(), result.reason());
        assertFalse(check(network, w.m(), w.n(), "1000000", "undecided").ok());
        checked++;
      } else if (decision.verdict() == Verdict.ORDERED) {
        CheckResult order =
            ProofChecker.check(
                network, ProofLine.parse(ProofWriter.write(null, network, decision)));
        assertEquals(
            "not checked: only witnesses can be checked of networks with smooth activations",
            order.reason());
      }
    }
    assertEquals(4, checked);
  }

  private static CheckResult check(Network network, int m, int n, String x, String three) {
    String line =
        "{\"verdict\":\"chaotic\",\"period3\":\"%s\",\"witness\":{\"m\":%d,\"n\":%d,\"x\":\"%s\"}}"
            .formatted(three, m, n, x);
    return ProofChecker.check(network, ProofLine.parse(line));
  }
}
