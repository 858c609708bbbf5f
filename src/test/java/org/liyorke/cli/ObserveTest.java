package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.engine.cpu.NativeBlas;

/** estimate and sweep with --observe, from the command line to their outputs. */
class ObserveTest {
  private static final String ALL =
      "--observe lyapunov,scrambling,growth,persistence,jacobian,escape ";
  private static final String SHORT =
      "--starts 3 --transient 8 --steps 16 --lap-points 65 --compositions 4 ";

  @TempDir Path folder;

  private static JsonNode json(String words) throws IOException {
    Cli run = Cli.run((words + " --engine cpu --json --quiet").split(" +"));
    assertEquals(0, run.status(), run.err());
    assertEquals("", run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private static List<String> observables(JsonNode report) {
    List<String> texts = new ArrayList<>();
    report.get("points").forEach(point -> texts.add(point.get("observables").toString()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--width 4,70 --gain 1,3 --networks 400",
        "--width 3 --depth 3 --output clip --networks 60",
        "--width 5 --depth 1 --networks 100"
      })
  void bitsDoNotDependOnTheThreads(String family) throws IOException {
    String words = "sweep " + ALL + SHORT + family + " --seed 5 --threads ";
    List<String> one = observables(json(words + 1));
    assertEquals(one, observables(json(words + 2)));
    assertEquals(one, observables(json(words + 5)));
  }

  @ParameterizedTest
  @CsvSource({
    "java, --state 8 --width 8 --depth 3",
    "native, --state 8 --width 8 --depth 3",
    "native, --state 64 --depth 1 --output tanh",
    "native, --state 1 --width 30 --depth 3"
  })
  void bitsOfMatrixProductsDoNotDependOnTheThreads(String blas, String family) throws IOException {
    if (blas.equals("native")) {
      NativeBlas.required();
    }
    String words =
        "estimate --observe lyapunov,scrambling,jacobian,escape %s --blas %s %s --seed 3 "
            .formatted(family, blas, SHORT);
    JsonNode one = json(words + "--networks 70 --threads 1");
    assertEquals(blas, one.get("engine").get("blas").asText());
    assertEquals(observables(one), observables(json(words + "--networks 70 --threads 3")));
  }

  @Test
  void aNativeBlasIsNamedByItsFile() throws IOException {
    String library = NativeBlas.required().library();
    String words = "estimate --observe escape --steps 8 --networks 20 --blas ";
    assertEquals(library, json(words + "native").get("engine").get("blas_library").asText());
    assertFalse(json(words + "java").get("engine").has("blas_library"));
    assertFalse(json("estimate --networks 20").get("engine").has("blas"));
  }

  @Test
  void rangesAddUp() throws IOException {
    String words = "estimate " + ALL + SHORT + "--width 8 --gain 2 --range ";
    JsonNode whole = json(words + "0:600");
    long[] sums = new long[2];
    double escape = 0;
    for (String range : List.of("0:1", "1:250", "250:600")) {
      JsonNode point = json(words + range).get("points").get(0);
      sums[0] += point.get("observables").get("lyapunov").get("finite").asLong();
      sums[1] += point.get("observables").get("persistence").get("networks").asLong();
      escape +=
          point.get("observables").get("escape").get("mean").asDouble()
              * point.get("networks").asLong();
    }
    JsonNode point = whole.get("points").get(0);
    JsonNode observables = point.get("observables");
    assertEquals(sums[0], observables.get("lyapunov").get("finite").asLong());
    assertEquals(sums[1], observables.get("persistence").get("networks").asLong());
    assertEquals(
        point.get("counts").get("chaotic").asLong(),
        observables.get("persistence").get("networks").asLong());
    // Each mean is rounded once, and so is each of three products and sums.
    assertEquals(escape / 600, observables.get("escape").get("mean").asDouble(), 1e-12);
  }

  /** Nearly every network with a positive exponent is a chaotic one, and the other way round. */
  @Test
  void exponentsAgreeWithTheProofs() throws IOException {
    JsonNode point =
        json("estimate --observe lyapunov --width 8 --networks 3000 --starts 8 --steps 512")
            .get("points")
            .get(0);
    double chaotic = point.get("chaotic").get("estimate").asDouble();
    JsonNode share = point.get("observables").get("lyapunov").get("share_positive");
    assertEquals(chaotic, share.get("estimate").asDouble(), 0.01);
    assertTrue(chaotic > 0.015, "chaotic " + chaotic);
  }

  @Test
  void jsonHasTheKeysOfTheContract() throws IOException {
    JsonNode report = json("estimate --observe lyapunov,escape --steps 16 --networks 50");
    assertEquals(16, report.get("observation").get("steps").asInt());
    assertEquals(8, report.get("observation").get("starts").asInt());
    JsonNode observables = report.get("points").get(0).get("observables");
    assertEquals(List.of("lyapunov", "escape"), keys(observables));
    assertEquals(
        List.of(
            "networks",
            "finite",
            "minus_infinity",
            "missing",
            "mean",
            "mean_interval",
            "sd",
            "share_positive",
            "quantiles",
            "flat_orbits"),
        keys(observables.get("lyapunov")));
    assertEquals(
        List.of("5", "25", "50", "75", "95"), keys(observables.get("lyapunov").get("quantiles")));
    assertFalse(json("estimate --networks 50").has("observation"));
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void vectorStatesHaveNoVerdicts() throws IOException {
    String words = "estimate --state 3 --width 4 --observe escape --networks 40 --seed 9";
    JsonNode point = json(words).get("points").get(0);
    assertEquals(40, point.get("networks").asLong());
    assertEquals(3, point.get("family").get("state").asInt());
    for (String key : List.of("counts", "chaotic", "period3", "witness", "order")) {
      assertTrue(point.get(key).isNull(), key);
    }
    assertEquals(40, point.get("observables").get("escape").get("networks").asLong());
  }

  /** Every network is counted once, and undecided ones widen the interval. */
  @ParameterizedTest
  @ValueSource(strings = {"--activation tanh", "--output sigmoid", "--activation gelu --depth 3"})
  void smoothNetworksGetBrackets(String options) throws IOException {
    JsonNode point = json("estimate --width 4 --networks 70 " + options).get("points").get(0);
    JsonNode counts = point.get("counts");
    long decided = counts.get("chaotic").asLong() + counts.get("ordered").asLong();
    assertTrue(decided > 60, counts.toString());
    assertEquals(70, decided + counts.get("undecided").asLong());
    assertTrue(counts.get("period3").asLong() <= counts.get("chaotic").asLong());
    JsonNode observed =
        json("estimate --width 4 --networks 70 --observe lyapunov,growth " + options)
            .get("points")
            .get(0)
            .get("observables");
    assertEquals(70, observed.get("growth").get("finite").asLong());
  }

  @Test
  void tablesAndFilesShowTheObservables() throws IOException {
    Path out = folder.resolve("out");
    Cli run =
        Cli.run(
            ("sweep --observe escape,lyapunov --state 2 --width 2,4 --networks 30 --engine cpu --out "
                    + out)
                .split(" "));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().startsWith("he, relu, output identity, depth 2, state 2,"), run.out());
    assertFalse(run.out().contains("P(chaotic)"), run.out());
    assertTrue(
        run.out().lines().anyMatch(line -> line.startsWith("width 4  lyapunov flat_orbits")));
    List<String> csv = Files.readAllLines(out.resolve("summary.csv"));
    assertEquals(3, csv.size());
    assertTrue(csv.get(0).contains(",escape_mean,"), csv.get(0));
    assertTrue(csv.get(0).endsWith(",lyapunov_flat_orbits_q95"), csv.get(0));
    int columns = csv.get(0).split(",", -1).length;
    for (String row : csv) {
      assertEquals(columns, row.split(",", -1).length);
    }
    assertTrue(Files.exists(out.resolve("summary.json")));
    assertFalse(Files.exists(out.resolve("chart.svg")));
  }
}
