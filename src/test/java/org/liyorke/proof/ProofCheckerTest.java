package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Network;
import org.liyorke.model.UserError;
import org.liyorke.oracle.Corpus;
import org.liyorke.oracle.NaivePeriods;

/** Right proofs pass, tampered ones do not. */
class ProofCheckerTest {
  private static final Network TENT = TestNetworks.tent(2);

  private static final String GOOD =
      "{\"id\":\"a\",\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0,\"n\":3,\"x\":\"2/9\","
          + "\"orbit\":[\"2/9\",\"4/9\",\"8/9\",\"2/9\"]}}";

  private static final String LOOPS =
      "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"loops\":{\"interval\":[\"0\",\"1\"],"
          + "\"first\":{\"steps\":1,\"interval\":[\"0\",\"1/2\"]},"
          + "\"second\":{\"steps\":2,\"interval\":[\"1/2\",\"3/4\"]}}}}";

  private static CheckResult check(Network network, String json) {
    return ProofChecker.check(network, ProofLine.parse(json));
  }

  private static void assertRejected(Network network, String json, String reason) {
    CheckResult result = check(network, json);
    assertFalse(result.ok(), result::reason);
    assertTrue(result.reason().contains(reason), result::reason);
    assertFalse(result.reason().contains("\n"));
  }

  private static void assertAccepted(Network network, String json) {
    CheckResult result = check(network, json);
    assertTrue(result.ok(), result::reason);
  }

  private static String ordered(String reason) {
    return "{\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{" + reason + "}}";
  }

  private static String witness(int m, int n, String x, String period3) {
    return "{\"verdict\":\"chaotic\",\"period3\":\""
        + period3
        + "\",\"witness\":{\"m\":"
        + m
        + ",\"n\":"
        + n
        + ",\"x\":\""
        + x
        + "\"}}";
  }

  @Test
  void acceptsWitnessesOfTheFullTent() {
    assertAccepted(TENT, GOOD);
    assertAccepted(TENT, GOOD.replace(",\"orbit\":[\"2/9\",\"4/9\",\"8/9\",\"2/9\"]", ""));
    assertAccepted(TENT, GOOD.replace("\"4/9\",\"8/9\",\"2/9\"]", "\"4/9\"]"));
    assertAccepted(TENT, witness(0, 3, "0.25", "yes"));
    assertAccepted(TENT, witness(0, 5, "2/33", "yes"));
    assertAccepted(TENT, witness(1, 3, "2/65", "yes"));
    assertAccepted(TENT, witness(0, 3, "2/9", "undecided"));
  }

  @Test
  void rejectsTamperedWitnesses() {
    assertRejected(TENT, GOOD.replace("\"x\":\"2/9\"", "\"x\":\"1/3\""), "orbit[0]");
    assertRejected(TENT, GOOD.replace("8/9", "8/10"), "orbit[2]");
    assertRejected(TENT, GOOD.replace("\"8/9\",\"2/9\"]", "\"8/9\",\"2/9\",\"8/9\"]"), "orbit[4]");
    assertRejected(TENT, GOOD.replace("\"n\":3", "\"n\":2"), "must be odd");
    assertRejected(TENT, GOOD.replace("\"n\":3", "\"n\":1"), "must be odd");
    assertRejected(TENT, GOOD.replace("\"yes\"", "\"no\""), "period3");
    assertRejected(TENT, GOOD.replace("\"n\":3", "\"n\":1000001"), "not checked");
    assertRejected(TENT, GOOD.replace("\"m\":0", "\"m\":40"), "not checked");
    assertRejected(TENT, witness(0, 3, "2/3", "yes"), "neither");
    assertRejected(TENT, witness(0, 3, "2/5", "yes"), "neither");
    assertRejected(TENT, witness(0, 3, "9999999999/100000000000000000000", "yes"), "neither");
    assertRejected(TENT, witness(0, 5, "2/33", "no"), "period3 no: there is");
  }

  @Test
  void rejectsPeriodThreeBelowTheGoldenMean() {
    Network tent = TestNetworks.tent(1.609375);
    Rational x = NaivePeriods.oddWitness(ExactMap.of(tent), 0, 5);
    assertAccepted(tent, witness(0, 5, x.toString(), "no"));
    assertRejected(
        tent, witness(0, 5, x.toString(), "yes"), "there is no point of least period three");
    assertRejected(tent, witness(0, 3, x.toString(), "yes"), "neither");
  }

  @Test
  void acceptsLoopsAndRejectsTamperedOnes() {
    assertAccepted(TENT, LOOPS);
    assertRejected(TENT, LOOPS.replace("[\"0\",\"1/2\"]", "[\"0\",\"3/5\"]"), "no common interior");
    assertRejected(TENT, LOOPS.replace("[\"0\",\"1/2\"]", "[\"0\",\"7/16\"]"), "first loop");
    assertRejected(TENT, LOOPS.replace("[\"0\",\"1/2\"]", "[\"-1\",\"1/2\"]"), "inside");
    assertRejected(TENT, LOOPS.replace("[\"0\",\"1/2\"]", "[\"1/2\",\"0\"]"), "inside");
    assertRejected(TENT, LOOPS.replace("\"steps\":2", "\"steps\":1"), "second loop");
    assertRejected(TENT, LOOPS.replace("\"steps\":2", "\"steps\":0"), "at least 1");
    assertRejected(TENT, LOOPS.replace("\"steps\":2", "\"steps\":2000000000"), "not checked");
    assertRejected(TENT, LOOPS.replace("[\"0\",\"1\"]", "[\"0\",\"0\"]"), "below its upper end");
    assertRejected(TENT, LOOPS.replace("\"yes\"", "\"no\""), "period3 no");
  }

  /** Both ends of [0, 1/2] on one side would not do, whatever happens inside. */
  @Test
  void rejectsLoopsThatFoldBack() {
    assertRejected(TENT, LOOPS.replace("\"steps\":1", "\"steps\":2"), "first loop");
  }

  @ParameterizedTest
  @CsvSource({"2,0,1", "1,1,1", "-0.5,3,2", "-1,0,4", "0,1,2", "1,0,2", "-2,0,2", "3,-1,64"})
  void acceptsOrderOfAffineMaps(double slope, double bias, int missing) {
    Network network = TestNetworks.affine(slope, bias);
    if (slope == 2 || slope == 3) {
      assertRejected(network, ordered("\"no_period\":1"), "there is a point");
    } else {
      assertAccepted(network, ordered("\"no_period\":" + missing));
    }
    assertAccepted(network, ordered("\"no_period\":16"));
    assertAccepted(network, ordered("\"finite_diagram\":true"));
  }

  @Test
  void rejectsTamperedOrder() {
    assertRejected(TestNetworks.affine(-1, 0), ordered("\"no_period\":2"), "there is a point");
    assertRejected(TestNetworks.affine(-1, 0), ordered("\"no_period\":1"), "there is a point");
    assertRejected(TENT, ordered("\"no_period\":4"), "there is a point");
    assertRejected(TENT, ordered("\"finite_diagram\":true"), "chaotic");
    assertRejected(TENT, ordered("\"no_period\":4194304"), "not checked");
    assertRejected(
        TestNetworks.affine(1, 0),
        ordered("\"no_period\":2").replace("\"no\"", "\"yes\""),
        "period3");
  }

  @Test
  void checksWhatAnUndecidedLineStillClaims() {
    String undecided = "{\"verdict\":\"undecided\",\"period3\":\"undecided\",\"limit\":\"steps\"}";
    assertAccepted(TENT, undecided);
    assertRejected(TENT, undecided.replace("3\":\"undecided", "3\":\"no"), "period3 no");
    assertRejected(TENT, undecided.replace("3\":\"undecided", "3\":\"yes"), "period3 yes");
    assertAccepted(TestNetworks.tent(1.5), undecided.replace("3\":\"undecided", "3\":\"no"));
  }

  @Test
  void rejectsErrorsOfReadableNetworks() {
    assertRejected(TENT, "{\"line\":1,\"error\":\"nonsense\"}", "can be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"verdict\":\"chaotic\"",
        "{\"verdict\":7,\"period3\":\"no\"}",
        "{\"verdict\":\"maybe\",\"period3\":\"no\"}",
        "{\"verdict\":\"ordered\",\"period3\":\"no\"}",
        "{\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{}}",
        "{\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{\"no_period\":3}}",
        "{\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{\"no_period\":-4}}",
        "{\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{\"no_period\":1e30}}",
        "{\"verdict\":\"ordered\",\"period3\":\"no\",\"reason\":{\"finite_diagram\":false}}",
        "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0,\"n\":3}}",
        "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0.5,\"n\":3,\"x\":\"1\"}}",
        "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0,\"n\":3,\"x\":\"1/0\"}}",
        "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0,\"n\":3,\"x\":\"1\",\"orbit\":[null]}}",
        "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"m\":0,\"m\":1,\"n\":3,\"x\":\"1\"}}",
        "{\"verdict\":\"chaotic\",\"period3\":\"yes\",\"witness\":{\"loops\":{\"interval\":[\"0\"]}}}",
        "{\"verdict\":\"undecided\",\"period3\":\"undecided\"} {}",
        "{\"line\":-1,\"error\":\"x\"}",
        "{\"id\":[1],\"line\":1,\"error\":\"x\"}"
      })
  void reportsMalformedLinesInOneLine(String json) {
    UserError e = assertThrows(UserError.class, () -> ProofLine.parse(json));
    assertFalse(e.getMessage().contains("\n"), e::getMessage);
  }

  @Test
  void toleratesUnknownKeys() {
    assertAccepted(TENT, GOOD.replace("{\"id\"", "{\"seconds\":[1,{\"a\":2}],\"id\""));
  }

  static List<Corpus.Entry> ordered() {
    return Corpus.entries().stream().filter(entry -> entry.verdict().equals("ordered")).toList();
  }

  /** The chaotic ones with a witness short enough for a search without any pruning. */
  static List<Corpus.Entry> chaotic() {
    return Corpus.entries().stream().filter(entry -> witnessSteps(entry) <= 12).toList();
  }

  private static int witnessSteps(Corpus.Entry entry) {
    JsonNode first = entry.truth().get("first_witness");
    return first == null ? Integer.MAX_VALUE : first.get("n").asInt() << first.get("m").asInt();
  }

  /** By Sharkovsky's theorem a missing power of two makes all larger ones missing. */
  @ParameterizedTest
  @MethodSource("ordered")
  void acceptsProofsOfOrderAndNothingElse(Corpus.Entry entry) {
    assertAccepted(entry.network(), ordered("\"finite_diagram\":true"));
    boolean missing = false;
    for (int t = 1; t <= 16; t *= 2) {
      CheckResult result = check(entry.network(), ordered("\"no_period\":" + t));
      assertTrue(result.ok() || !missing, result::reason);
      missing = result.ok();
    }
    assertTrue(missing || entry.id().matches("edge_only_upto_(16|32|64)"));
    assertRejected(entry.network(), witness(0, 3, "1/3", "no"), "witness");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void findsLongLeastPeriodsAndNoLonger(int longest) {
    Network network =
        ordered().stream()
            .filter(e -> e.id().equals("edge_only_upto_" + longest))
            .findFirst()
            .orElseThrow()
            .network();
    assertRejected(network, ordered("\"no_period\":" + longest), "there is a point");
    assertAccepted(network, ordered("\"no_period\":" + 2 * longest));
  }

  @ParameterizedTest
  @MethodSource("chaotic")
  void acceptsAWitnessWithTheRightPeriodThreeOnly(Corpus.Entry entry) {
    int m = entry.truth().get("first_witness").get("m").asInt();
    int n = entry.truth().get("first_witness").get("n").asInt();
    String x = NaivePeriods.oddWitness(ExactMap.of(entry.network()), m, n).toString();
    assertAccepted(entry.network(), witness(m, n, x, entry.period3()));
    String wrong = entry.period3().equals("yes") ? "no" : "yes";
    assertRejected(entry.network(), witness(m, n, x, wrong), "period3");
    assertRejected(entry.network(), ordered("\"no_period\":8"), "there is a point");
  }
}
