package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** estimate and sweep from the command line to their outputs. */
class EstimateTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private static JsonNode json(String words) throws IOException {
    Cli run = Cli.run((words + " --json --quiet").split(" "));
    assertEquals(0, run.status(), run.err());
    assertEquals("", run.err());
    return MAPPER.readTree(run.out());
  }

  /** The counts and histograms of all points, by name. */
  private static Map<String, Long> counts(JsonNode report) {
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < report.get("points").size(); i++) {
      JsonNode point = report.get("points").get(i);
      for (String group : List.of("counts", "witness", "order")) {
        String prefix = i + " " + group + " ";
        point
            .get(group)
            .properties()
            .forEach(e -> counts.put(prefix + e.getKey(), e.getValue().asLong()));
      }
      counts.put(i + " networks", point.get("networks").asLong());
    }
    return counts;
  }

  @Test
  void deviceMemoryIsUnusedOnTheCpu() throws IOException {
    String words = "estimate --width 2 --networks 500 --engine cpu";
    assertEquals(counts(json(words)), counts(json(words + " --device-memory 1M")));
  }

  @Test
  void countsDoNotDependOnTheThreads() throws IOException {
    String words = "sweep --width 2,8 --gain 1,4 --networks 3000 --seed 7";
    Map<String, Long> one = counts(json(words + " --threads 1"));
    assertEquals(one, counts(json(words + " --threads 2")));
    assertEquals(one, counts(json(words + " --threads 5")));
    assertTrue(one.get("1 counts chaotic") > 10, one.toString());
  }

  @Test
  void rangesAddUp() throws IOException {
    String words = "estimate --width 8 --gain 2 --seed 42 ";
    Map<String, Long> sum = new TreeMap<>();
    for (String range : List.of("0:1", "1:700", "700:1999", "1999:2500")) {
      counts(json(words + "--range " + range))
          .forEach((key, count) -> sum.merge(key, count, Long::sum));
    }
    Map<String, Long> whole = counts(json(words + "--networks 2500"));
    whole.values().removeIf(count -> count == 0);
    sum.values().removeIf(count -> count == 0);
    assertEquals(whole, sum);
  }

  @Test
  void jsonHasTheKeysOfTheContract() throws IOException {
    JsonNode report =
        json("estimate --width 4 --networks 500 --seed 0xffffffffffffffff --threads 2");
    assertEquals("18446744073709551615", report.get("seed").asText());
    assertEquals("cpu", report.get("engine").get("name").asText());
    assertEquals(2, report.get("engine").get("threads").asInt());
    assertTrue(report.get("complete").asBoolean());
    assertTrue(report.get("elapsed_s").asDouble() > 0);
    JsonNode point = report.get("points").get(0);
    assertEquals(4, point.get("width").asInt());
    assertEquals("he", point.get("family").get("init").asText());
    assertEquals(500, point.get("networks").asLong());
    JsonNode counts = point.get("counts");
    long decided =
        counts.get("chaotic").asLong()
            + counts.get("ordered").asLong()
            + counts.get("undecided").asLong();
    assertEquals(500, decided);
    assertEquals(
        counts.get("chaotic").asLong() / 500.0, point.get("chaotic").get("estimate").asDouble());
    assertTrue(point.get("networks_per_s").asDouble() > 0);
  }

  @Test
  void depthOneHasNoWidth() throws IOException {
    JsonNode point = json("estimate --depth 1 --width 9 --networks 200").get("points").get(0);
    assertTrue(point.get("width").isNull());
    assertEquals(0, point.get("counts").get("chaotic").asLong());
  }

  @Test
  void aSweepRunsTheProductOfItsLists() throws IOException {
    JsonNode points =
        json("sweep --init he,N(0,2/k) --output identity,clip --width 2,4 --gain 1,2 --networks 50")
            .get("points");
    assertEquals(16, points.size());
    assertEquals("he", points.get(0).get("init").asText());
    assertEquals(2.0, points.get(1).get("gain").asDouble());
    assertEquals(4, points.get(2).get("width").asInt());
    assertEquals("clip", points.get(4).get("output").asText());
    assertEquals("N(0,2/k)", points.get(8).get("init").asText());
  }

  @Test
  void outputsGoWhereTheyBelong() throws IOException {
    Path out = folder.resolve("new/out");
    Cli run =
        Cli.run("sweep", "--width", "2,4", "--networks", "300", "--json", "--out", out.toString());
    assertEquals(0, run.status(), run.err());
    assertEquals(run.out(), Files.readString(out.resolve("summary.json")));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of(
              "campaign.json",
              "campaign.lock",
              "chart.png",
              "chart.svg",
              "journal.jsonl",
              "report.html",
              "summary.csv",
              "summary.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void everyNetworkOfACatalogCanBeDrawnAgainAndProven() throws IOException {
    Path catalog = folder.resolve("catalog.jsonl");
    String options = "--width 4 --seed 42 ";
    JsonNode report =
        json("estimate " + options + "--networks 3000 --threads 3 --catalog " + catalog);
    List<String> lines = Files.readAllLines(catalog);
    assertEquals(report.get("points").get(0).get("counts").get("chaotic").asLong(), lines.size());
    long last = -1;
    for (String line : lines.subList(0, 12)) {
      JsonNode entry = MAPPER.readTree(line);
      long index = entry.get("index").asLong();
      assertTrue(index > last);
      last = index;
      Cli inspected = Cli.run(("inspect " + options + "--json --index " + index).split(" "));
      JsonNode network = MAPPER.readTree(inspected.out());
      assertEquals("chaotic", network.get("verdict").asText());
      Path file = Files.writeString(folder.resolve("network.jsonl"), inspected.out());
      Cli proofs = Cli.run("classify", file.toString());
      assertEquals("chaotic", MAPPER.readTree(proofs.out()).get("verdict").asText());
      assertEquals(0, Cli.runWith(proofs.out(), "verify", file.toString(), "-").status());
      assertEquals(0, Cli.runWith(inspected.out(), "verify", file.toString(), "-").status());
    }
  }

  @Test
  void anInterruptionPrintsWhatWasCounted() throws IOException {
    Interrupts interrupts = new Interrupts();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        Streams.of(new ByteArrayInputStream(new byte[0]), out, err, false, interrupts);
    Thread user =
        new Thread(
            () -> {
              pause(1_500);
              interrupts.request(2);
            });
    user.start();
    String words =
        "sweep --width 2,4 --networks 1e12 --json --threads 2 --catalog " + folder.resolve("c");
    int status = Main.run(words.split(" "), streams);
    assertEquals(130, status, err.toString());
    JsonNode report = MAPPER.readTree(out.toString(StandardCharsets.UTF_8));
    assertFalse(report.get("complete").asBoolean());
    assertEquals(1, report.get("points").size());
    JsonNode point = report.get("points").get(0);
    assertTrue(point.get("networks").asLong() > 0);
    assertEquals(
        point.get("counts").get("chaotic").asLong(),
        Files.readAllLines(folder.resolve("c")).size());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void progressLinesHaveRateAndRemainingTime() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long[] now = {0};
    Streams streams =
        Streams.of(new ByteArrayInputStream(new byte[0]), err, err, false, new Interrupts());
    LineProgress progress = new LineProgress(streams.err(), 4_000, () -> now[0]);
    now[0] = 9_000_000_000L;
    progress.advanced(500, 0.125);
    assertEquals("", err.toString());
    now[0] = 10_000_000_000L;
    progress.advanced(500, 0.25);
    assertEquals("liyorke: 1,000 of 4,000 networks, 100 networks/s, 30 s left\n", err.toString());
    assertEquals("2 min 5 s", LineProgress.duration(125));
    assertEquals("3 h 20 min", LineProgress.duration(12_000));
    assertEquals("11 days 6 h", LineProgress.duration(972_000));
  }
}
