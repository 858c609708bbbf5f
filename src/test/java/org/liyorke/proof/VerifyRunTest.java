package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkWriter;

/** Whole files of networks and answers, the answers written by {@link ProofWriter}. */
class VerifyRunTest {
  private static final Network TENT = TestNetworks.tent(2);
  private static final Network FLIP = TestNetworks.affine(-1, 0);

  private static final Decision PERIOD_THREE =
      Decision.chaotic(
          new Witness.OddPeriod(0, 3, BigInteger.TWO, BigInteger.valueOf(9)), Answer.YES, null);

  private static String network(String id, Network network) {
    return NetworkWriter.write(TextNode.valueOf(id), network) + "\n";
  }

  private static String proof(String id, Network network, Decision decision) {
    return ProofWriter.write(TextNode.valueOf(id), network, decision) + "\n";
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<CheckResult> run(String networks, String proofs) {
    List<CheckResult> results = new ArrayList<>();
    VerifyRun.Summary summary =
        VerifyRun.run(
            stream(networks),
            stream(proofs),
            report -> {
              results.add(report.result());
              assertEquals(results.size(), report.line());
            });
    assertEquals(results.size(), summary.lines());
    assertEquals(results.stream().filter(r -> !r.ok()).count(), summary.failures());
    return results;
  }

  private static void assertFailure(String networks, String proofs, String reason) {
    List<CheckResult> results = run(networks, proofs);
    CheckResult last = results.get(results.size() - 1);
    assertFalse(last.ok(), last::reason);
    assertTrue(last.reason().contains(reason), last::reason);
  }

  @Test
  void writesTheDocumentedForm() {
    assertEquals(
        "{\"id\":\"a\",\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0,\"n\":3,\"x\":\"2/9\","
            + "\"orbit\":[\"2/9\",\"4/9\",\"8/9\",\"2/9\"]}}\n",
        proof("a", TENT, PERIOD_THREE));
    assertEquals(
        "{\"id\":\"b\",\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{\"no_period\":4}}\n",
        proof("b", FLIP, Decision.orderedWithoutPeriod(2)));
    assertEquals(
        "{\"id\":\"b\",\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{\"finite_diagram\":true}}\n",
        proof("b", FLIP, Decision.orderedByFiniteDiagram()));
    assertEquals(
        "{\"id\":\"c\",\"verdict\":\"undecided\",\"period3\":\"no\",\"limit\":\"5 vertices\"}\n",
        proof("c", FLIP, Decision.undecided(Answer.NO, "5 vertices")));
    assertEquals("{\"id\":null,\"line\":7,\"error\":\"x\"}", ProofWriter.writeError(null, 7, "x"));
  }

  @Test
  void leavesOutLongOrbits() {
    Witness tooMany = new Witness.OddPeriod(0, 65, BigInteger.TWO, BigInteger.valueOf(9));
    assertFalse(proof("a", TENT, Decision.chaotic(tooMany, Answer.YES, null)).contains("orbit"));
    BigInteger large = BigInteger.TEN.pow(3000).add(BigInteger.ONE);
    Witness tooLong = new Witness.OddPeriod(0, 3, BigInteger.TWO, large);
    assertFalse(proof("a", TENT, Decision.chaotic(tooLong, Answer.YES, null)).contains("orbit"));
  }

  @Test
  void acceptsGoodProofs() {
    BigInteger[][][] bounds = new BigInteger[3][2][2];
    long[][] ends = {{0, 1}, {1, 1}, {0, 1}, {1, 2}, {1, 2}, {1, 1}};
    for (int i = 0; i < 6; i++) {
      bounds[i / 2][i % 2][0] = BigInteger.valueOf(ends[i][0]);
      bounds[i / 2][i % 2][1] = BigInteger.valueOf(ends[i][1]);
    }
    String networks =
        network("a", TENT)
            + network("b", FLIP)
            + network("c", TENT)
            + network("d", TENT)
            + "junk\n";
    String proofs =
        proof("a", TENT, PERIOD_THREE)
            + proof("b", FLIP, Decision.orderedWithoutPeriod(2))
            + proof(
                "c",
                TENT,
                Decision.chaotic(new Witness.Loops(1, 1, () -> bounds), Answer.YES, null))
            + proof("d", TENT, Decision.undecided(Answer.UNDECIDED, "steps"))
            + ProofWriter.writeError(null, 5, "not JSON")
            + "\n";
    List<CheckResult> results = run(networks, proofs);
    assertEquals(5, results.size());
    results.forEach(result -> assertTrue(result.ok(), result::reason));
    assertEquals(0, run("", "").size());
  }

  @Test
  void rejectsFilesThatDoNotMatch() {
    String one = network("a", TENT);
    String good = proof("a", TENT, PERIOD_THREE);
    assertFailure(one + one, good, "no proof");
    assertFailure(one, good + good, "no network");
    assertFailure(network("b", TENT), good, "id");
    assertFailure(one, proof("a", TENT, PERIOD_THREE).replace("\"a\"", "null"), "id");
    assertFailure("junk\n", good.replace("\"a\"", "null"), "cannot be read");
    assertFailure("junk\n", ProofWriter.writeError(null, 2, "not JSON"), "line 2");
    assertFailure(one, ProofWriter.writeError(TextNode.valueOf("a"), 1, "not JSON"), "can be read");
    assertFailure(one, "\n", "blank");
    assertFailure(one, good.substring(0, 40), "not JSON");
    assertFailure(
        network("b", FLIP), proof("b", FLIP, Decision.orderedWithoutPeriod(1)), "there is a point");
  }

  @Test
  void comparesNumericIdsByValue() {
    String networks = network("a", FLIP).replace("\"a\"", "1.0");
    String proofs = proof("a", FLIP, Decision.orderedWithoutPeriod(2));
    assertTrue(run(networks, proofs.replace("\"a\"", "1")).get(0).ok());
    assertFalse(run(networks, proofs.replace("\"a\"", "\"1.0\"")).get(0).ok());
  }

  @Test
  void passesOverLinesThatAreTooLong() {
    String networks = network("a", FLIP) + network("a", FLIP);
    String good = proof("a", FLIP, Decision.orderedWithoutPeriod(2));
    List<CheckResult> results = run(networks, " ".repeat(TextLines.MAX_LINE + 1) + "\n" + good);
    assertFalse(results.get(0).ok());
    assertTrue(results.get(1).ok());
  }
}
