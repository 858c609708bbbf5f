package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards, merging, resuming and stopping early from the command line. */
@Timeout(240)
class CampaignTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Points in pairs and one more group, paired tests, several widths. */
  private static final String SWEEP =
      "sweep --width 2,5 --gain 1,4 --range 30:700 --seed 9 --engine cpu --json --quiet";

  private static final String OBSERVED =
      SWEEP
          + " --observe lyapunov,persistence --starts 2 --transient 5 --steps 10 --compositions 3";

  @TempDir Path folder;

  private static Cli run(String words, Object... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words.split(" ")));
    Arrays.stream(more).map(Object::toString).forEach(all::add);
    return Cli.run(all.toArray(String[]::new));
  }

  private static Cli succeed(String words, Object... more) {
    Cli run = run(words, more);
    assertEquals(0, run.status(), run.err());
    return run;
  }

  /** A report without what depends on the machine. */
  static JsonNode facts(String json) throws IOException {
    ObjectNode report = (ObjectNode) MAPPER.readTree(json);
    report.remove(List.of("engine", "elapsed_s"));
    report.get("points").forEach(point -> ((ObjectNode) point).remove("networks_per_s"));
    return report;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void mergedShardsAreTheOneRun(int shards) throws IOException {
    String words = shards == 7 ? OBSERVED : SWEEP;
    Path one = folder.resolve("one");
    JsonNode expected = facts(succeed(words, "--catalog", one).out());
    List<Object> folders = new ArrayList<>();
    for (int i = shards - 1; i >= 0; i--) {
      Path out = folder.resolve("shard" + i);
      folders.add(out);
      String threads = " --threads " + (1 + i % 2);
      Path part = folder.resolve("part");
      Cli run =
          succeed(words + threads, "--shard", i + "/" + shards, "--out", out, "--catalog", part);
      JsonNode shard = MAPPER.readTree(run.out()).path("shard");
      assertEquals(shards > 1, shard.isObject());
      assertEquals(shards > 1 ? i : 0, shard.path("index").asInt());
    }
    Path merged = folder.resolve("merged");
    folders.addAll(List.of("--json", "--catalog", merged, "--out", folder.resolve("report")));
    assertEquals(expected, facts(succeed("merge", folders.toArray()).out()));
    assertEquals(-1, Files.mismatch(one, merged));
    assertEquals(expected, facts(Files.readString(folder.resolve("report/summary.json"))));
  }

  @Test
  @Tag("long")
  void manyMergedShardsAreTheOneRun() throws IOException {
    mergedShardsAreTheOneRun(64);
  }

  /** More shards than blocks: some have nothing to do. */
  @Test
  void emptyShardsMergeToo() throws IOException {
    String words = "estimate --width 2 --gain 9 --networks 3 --json --quiet --engine cpu";
    List<Object> folders = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      folders.add(folder.resolve("s" + i));
      JsonNode report =
          MAPPER.readTree(succeed(words, "--shard", i + "/5", "--out", folders.get(i)).out());
      assertTrue(report.get("complete").asBoolean());
      assertEquals(i < 3 ? 1 : 0, report.get("points").size());
    }
    folders.add("--json");
    assertEquals(facts(succeed(words).out()), facts(succeed("merge", folders.toArray()).out()));
  }

  @Test
  void gapsOverlapsAndOtherCampaignsAreRefused() throws IOException {
    String words = "estimate --width 3 --networks 512 --json --quiet --engine cpu";
    List<Path> s = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      s.add(folder.resolve("s" + i));
    }
    succeed(words, "--shard", "0/2", "--out", s.get(0));
    succeed(words, "--shard", "1/4", "--out", s.get(1));
    succeed(words, "--shard", "2/4", "--out", s.get(2));
    succeed(words.replace("512", "513"), "--shard", "3/4", "--out", s.get(3));

    assertRefused(run("merge", s.get(0), s.get(1)), "16 of 64 blocks are missing: 3, 7, 11,");
    assertRefused(run("merge", s.get(0), s.get(2)), "both hold block 2");
    assertRefused(run("merge", s.get(0), s.get(0)), "both hold block 0");
    assertRefused(run("merge", s.get(0), s.get(3)), "range[1]: 512 in " + s.get(0) + ", 513 in");
    assertRefused(run("merge", folder.resolve("none")), "there is no such folder");
    assertRefused(run("merge", folder), "it has no journal.jsonl");

    Cli gaps = succeed("merge --allow-gaps --json", s.get(0), s.get(1));
    assertTrue(gaps.err().contains("16 of 64 blocks are missing"), gaps.err());
    JsonNode report = MAPPER.readTree(gaps.out());
    assertFalse(report.get("complete").asBoolean());
    assertEquals(384, report.get("points").get(0).get("networks").asInt());
    Cli catalog = run("merge --allow-gaps --catalog x", s.get(0), s.get(1));
    assertEquals(2, catalog.status());
    assertTrue(catalog.err().contains("--catalog"), catalog.err());
  }

  private static void assertRefused(Cli run, String part) {
    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(part), run.err());
  }

  @Test
  void aFinishedCampaignIsReportedAgainAndNothingIsDoneTwice() throws IOException {
    Path out = folder.resolve("out");
    Path catalog = folder.resolve("catalog");
    String first = succeed(OBSERVED, "--out", out, "--catalog", catalog).out();
    String journal = Files.readString(out.resolve("journal.jsonl"));
    String lines = Files.readString(catalog);
    Files.delete(catalog);
    Cli refused = run(OBSERVED, "--out", out, "--catalog", catalog);
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("--resume"), refused.err());
    Cli changed = run(OBSERVED, "--out", out, "--resume");
    assertEquals(2, changed.status());
    assertTrue(changed.err().contains("catalog: true in the folder"), changed.err());
    // Threads and the confidence of the intervals may change.
    String again =
        succeed(OBSERVED + " --threads 3", "--resume", "--out", out, "--catalog", catalog).out();
    assertEquals(facts(first), facts(again));
    assertEquals(journal, Files.readString(out.resolve("journal.jsonl")));
    assertEquals(lines, Files.readString(catalog));
  }

  @Test
  void resumingWithoutAFolderBegins() throws IOException {
    String words = "estimate --width 2 --networks 100 --json --quiet --engine cpu";
    Cli run = succeed(words, "--resume", "--out", folder.resolve("a/b"));
    assertEquals(facts(succeed(words).out()), facts(run.out()));
  }

  /** Where it stops depends on the counts alone: not on threads, and not on a journal. */
  @ParameterizedTest
  @CsvSource({"--until-width 0.03, false", "--until-relative 1.2, true"})
  void stopsWhenPreciseEnough(String until, boolean relative) throws IOException {
    String words =
        "sweep --width 2,8 --gain 2,6 --networks 20000 --seed 5 --engine cpu --json --quiet "
            + until;
    Path catalog = folder.resolve("catalog");
    JsonNode expected = facts(succeed(words + " --threads 1", "--catalog", catalog).out());
    assertTrue(expected.get("complete").asBoolean());
    double limit = Double.parseDouble(until.split(" ")[1]);
    for (JsonNode point : expected.get("points")) {
      JsonNode chaotic = point.get("chaotic");
      assertEquals("confidence sequence", chaotic.get("interval").asText());
      double most = limit * (relative ? chaotic.get("estimate").asDouble() : 1);
      double width = chaotic.get("upper").asDouble() - chaotic.get("lower").asDouble();
      assertTrue(width <= most, point.toString());
    }
    assertTrue(expected.get("points").get(0).get("networks").asLong() < 20_000);
    assertEquals(0, expected.get("tests").size());
    assertTrue(expected.has("no_tests"));
    long chaotic = 0;
    for (JsonNode point : expected.get("points")) {
      chaotic += point.get("counts").get("chaotic").asLong();
    }
    assertEquals(chaotic, Files.readAllLines(catalog).size());

    Path out = folder.resolve("out");
    Path other = folder.resolve("other");
    String journaled = succeed(words + " --threads 3", "--out", out, "--catalog", other).out();
    assertEquals(expected, facts(journaled));
    assertEquals(-1, Files.mismatch(catalog, other));
    assertEquals(expected, facts(succeed("merge --json", out).out()));
    String text = succeed("merge", out).out();
    assertTrue(text.contains("95 % confidence sequences"), text);
    assertTrue(text.contains("The points are not compared"), text);
  }

  @Test
  void networksAreTheMostWhenPrecisionIsNotReached() throws IOException {
    String words = "estimate --width 2 --networks 500 --json --quiet --engine cpu";
    JsonNode report = MAPPER.readTree(succeed(words + " --until-width 0.0001").out());
    assertEquals(500, report.get("points").get(0).get("networks").asInt());
    assertTrue(report.get("complete").asBoolean());
    assertEquals(0.0001, report.get("until").get("width").asDouble());
  }

  @Test
  void aShardWithoutAFolderIsMarked() {
    String text = succeed("estimate --width 2 --networks 640 --quiet --shard 1/64").out();
    assertTrue(text.contains("Shard 1/64: a part of the campaign"), text);
  }
}
