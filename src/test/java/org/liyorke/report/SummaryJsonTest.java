package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liyorke.tally.ClopperPearson;
import org.liyorke.tally.Interval;

class SummaryJsonTest {
  private static String text(RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    SummaryJson.write(report, out);
    return out.toString();
  }

  private static JsonNode json(RunReport report) throws IOException {
    return new ObjectMapper().readTree(text(report));
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void keysAndNestingAreThoseOfTheContract() throws IOException {
    JsonNode root =
        json(Samples.report(List.of(Samples.point("he", "identity", 64, 1, 1000, 20, 8, 3))));
    assertEquals(
        List.of("version", "seed", "engine", "elapsed_s", "complete", "points", "tests"),
        keys(root));
    JsonNode point = root.get("points").get(0);
    assertEquals(
        List.of(
            "family",
            "init",
            "output",
            "width",
            "gain",
            "networks",
            "counts",
            "chaotic",
            "period3",
            "witness",
            "order",
            "networks_per_s"),
        keys(point));
    assertEquals(
        List.of("chaotic", "ordered", "undecided", "period3", "period3_undecided"),
        keys(point.get("counts")));
    assertEquals(List.of("estimate", "lower", "upper", "confidence"), keys(point.get("chaotic")));
    assertEquals(List.of("estimate", "lower", "upper", "confidence"), keys(point.get("period3")));
    assertEquals(List.of("0,3", "0,5", "1,3"), keys(point.get("witness")));
    assertEquals(List.of("1", "2", "4"), keys(point.get("order")));
  }

  @Test
  void valuesAreThoseCounted() throws IOException {
    JsonNode root =
        json(Samples.report(List.of(Samples.point("he", "identity", 64, 1, 1000, 20, 8, 3))));
    assertEquals("0.1.0", root.get("version").textValue());
    assertEquals(42, root.get("seed").longValue());
    assertEquals("cpu", root.get("engine").get("name").textValue());
    assertEquals(1.5, root.get("elapsed_s").doubleValue());
    JsonNode point = root.get("points").get(0);
    assertEquals("normal 0 2", point.get("family").get("laws").get(0).get("weights").textValue());
    assertEquals(64, point.get("width").intValue());
    assertEquals(1.0, point.get("gain").doubleValue());
    assertEquals(1000, point.get("networks").longValue());
    assertEquals(
        "{\"chaotic\":20,\"ordered\":977,\"undecided\":3,\"period3\":8,\"period3_undecided\":3}",
        point.get("counts").toString());
    Interval interval = ClopperPearson.withUndecided(8, 3, 1000, 0.95);
    assertEquals(0.008, point.get("period3").get("estimate").doubleValue());
    assertEquals(interval.lower(), point.get("period3").get("lower").doubleValue());
    assertEquals(interval.upper(), point.get("period3").get("upper").doubleValue());
    assertEquals(0.95, point.get("period3").get("confidence").doubleValue());
    assertEquals("{\"0,3\":8,\"0,5\":0,\"1,3\":12}", point.get("witness").toString());
    assertEquals("{\"1\":0,\"2\":977,\"4\":0}", point.get("order").toString());
    assertEquals(1234.5, point.get("networks_per_s").doubleValue());
    assertEquals(0, root.get("tests").size());
  }

  @Test
  void widthIsNullAtDepthOneAndEstimatesOfNothingAreNull() throws IOException {
    JsonNode point =
        json(Samples.report(List.of(Samples.point("he", "clip", null, 1, 0, 0))))
            .get("points")
            .get(0);
    assertTrue(point.get("width").isNull());
    assertTrue(point.get("chaotic").get("estimate").isNull());
    assertEquals(0, point.get("chaotic").get("lower").doubleValue());
    assertEquals(1, point.get("chaotic").get("upper").doubleValue());
  }

  @Test
  void seedsAreUnsigned() throws IOException {
    RunReport report = new RunReport("1", -1, Map.of(), 0, List.of(), List.of());
    assertEquals("18446744073709551615", json(report).get("seed").asText());
  }

  @Test
  void testsOfASweepAreListed() throws IOException {
    JsonNode tests = json(Samples.report(Samples.widths(2, 8, 64))).get("tests");
    assertEquals(4, tests.size());
    assertEquals(
        List.of(
            "question",
            "factor",
            "kind",
            "group",
            "points",
            "paired",
            "statistic",
            "value",
            "df",
            "p",
            "method",
            "adjusted_p",
            "adjustment",
            "level",
            "sentence"),
        keys(tests.get(0)));
    assertEquals("chaotic", tests.get(0).get("question").textValue());
    assertEquals(2, tests.get(0).get("df").intValue());
    assertTrue(tests.get(1).get("df").isNull());
    assertEquals("Holm, 4 tests", tests.get(0).get("adjustment").textValue());
  }

  @Test
  void oneObjectOneNewlineInEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    RunReport report = Samples.report(Samples.widths(2, 8));
    String expected = text(report);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, text(report));
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(expected.startsWith("{") && expected.endsWith("}\n"));
    assertFalse(expected.contains("NaN"));
  }
}
