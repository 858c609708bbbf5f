package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The jar for Spark, submitted to a local master and to clusters of processes; the same runs of the
 * ordinary jar are what is expected.
 */
@Tag("spark")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SparkSubmitTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LOCAL = "--master local[2]";

  /** Some 230 blocks in three groups of two points. */
  private static final String SWEEP =
      "sweep --width 2,40,41 --gain 1,6 --seed 3 --json --quiet --networks ";

  private static SparkHome spark;

  @TempDir Path folder;
  private Path out;
  private Path catalog;
  private Path table;

  @BeforeAll
  static void install() throws IOException {
    spark = SparkHome.make();
  }

  @BeforeEach
  void nameOutputs() {
    out = folder.resolve("out");
    catalog = folder.resolve("catalog");
    table = folder.resolve("table");
  }

  /** The report of the ordinary jar on the threads of this machine. */
  private String local(String words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", Path.of("target", "liyorke.jar").toString()));
    command.addAll(List.of(words.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(folder.resolve("local").toFile())
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue());
    return Files.readString(folder.resolve("local"));
  }

  private JsonNode expected(String words) throws IOException, InterruptedException {
    return CampaignTest.facts(local(words));
  }

  private CampaignProcess submit(String options, String words) throws IOException {
    return spark.submit(folder, options, words);
  }

  private static String succeed(CampaignProcess run) throws IOException, InterruptedException {
    CampaignProcess.Ended ended = run.end();
    assertEquals(0, ended.status(), ended.err());
    return ended.out();
  }

  private static String messages(CampaignProcess.Ended ended) {
    return ended
        .err()
        .lines()
        .filter(line -> line.startsWith("liyorke: "))
        .collect(Collectors.joining("\n"));
  }

  /** Every block of the journal stands there once. */
  private void assertNoBlockTwice() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("journal.jsonl"))) {
      if (line.startsWith("{\"block\":")) {
        blocks.add(line.substring(0, line.indexOf(',')));
      }
    }
    assertFalse(blocks.isEmpty());
    assertEquals(blocks.size(), new HashSet<>(blocks).size());
  }

  /** The rows are those of the report: each network once, with the counts of every kind. */
  private void assertTable(JsonNode report) throws IOException, InterruptedException {
    Path output = folder.resolve("rows");
    Path classes = Path.of("target", "test-classes");
    Process process =
        spark
            .process(List.of(classes), TableCheck.class.getName(), List.of(table.toString()))
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("rows.log").toFile())
            .start();
    assertTrue(process.waitFor(3, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("rows.log")));
    List<String> lines = Files.readAllLines(output);
    long networks = 0;
    Map<String, Long> expected = new TreeMap<>();
    for (int point = 0; point < report.get("points").size(); point++) {
      JsonNode counts = report.get("points").get(point);
      networks += counts.get("networks").asLong();
      expected.put(point + " period3", counts.get("counts").get("period3").asLong());
      for (String histogram : List.of("witness", "order")) {
        String prefix = point + " " + histogram + " ";
        counts
            .get(histogram)
            .properties()
            .forEach(each -> expected.put(prefix + each.getKey(), each.getValue().asLong()));
      }
    }
    assertEquals("rows " + networks, lines.get(0));
    assertEquals("networks " + networks, lines.get(1));
    assertEquals(expected, histograms(lines.subList(2, lines.size())));
  }

  private static Map<String, Long> histograms(List<String> lines) {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      long count = Long.parseLong(words[5]);
      boolean chaotic = words[1].equals("chaotic");
      assertEquals(chaotic ? "null" : "ordered", chaotic ? words[4] : words[1], line);
      String kind = chaotic ? " witness " + words[3] : " order " + words[4];
      counts.merge(words[0] + kind.replace("null", "finite"), count, Long::sum);
      counts.merge(words[0] + " period3", words[2].equals("yes") ? count : 0, Long::sum);
    }
    return counts;
  }

  /** No class of the jar is one that Spark may have loaded in another version. */
  @Test
  void nothingOfTheJarIsInSparkToo() throws IOException {
    Set<String> ours = classes(Path.of("target", "liyorke-spark.jar"));
    assertTrue(ours.contains("org/liyorke/shaded/com/fasterxml/jackson/databind/ObjectMapper"));
    assertTrue(ours.contains("org/liyorke/shaded/org/apache/commons/cli/Options"));
    boolean jackson = false;
    for (Path jar : SparkHome.classPath()) {
      Set<String> both = classes(jar);
      jackson |= both.contains("com/fasterxml/jackson/databind/ObjectMapper");
      both.retainAll(ours);
      assertEquals(Set.of(), both, jar.toString());
    }
    assertTrue(jackson);
    assertFalse(
        classes(Path.of("target", "liyorke.jar")).stream()
            .anyMatch(name -> name.contains("spark")));
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName().replaceFirst("^META-INF/versions/[0-9]+/", ""))
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  /** A journal is not needed, for a catalog neither; tasks with two threads. */
  @Test
  void aLocalMasterCountsWhatThreadsCount() throws Exception {
    String words =
        "sweep --init he,lecun --width 3,9 --gain 1,5 --range 20:9000 --seed 11 --engine auto"
            + " --observe lyapunov,persistence --starts 2 --transient 5 --steps 10 --compositions 3"
            + " --json --quiet --catalog ";
    JsonNode expected = expected(words + folder.resolve("expected"));
    String report = succeed(submit(LOCAL, words + catalog + " --threads 2"));
    assertEquals(expected, CampaignTest.facts(report));
    assertEquals(-1, Files.mismatch(folder.resolve("expected"), catalog));
    JsonNode engine = MAPPER.readTree(report).get("engine");
    assertEquals("spark", engine.get("name").asText());
    assertEquals("[\"cpu\"]", engine.get("engines").toString());
    assertEquals("local[2]", engine.get("master").asText());
  }

  @Test
  void stopsWhereALocalRunStops() throws Exception {
    String words =
        "sweep --width 2,8 --gain 2,6 --networks 60000 --seed 5 --engine cpu --json --quiet"
            + " --until-width 0.02";
    JsonNode expected = expected(words);
    assertTrue(expected.get("points").get(0).get("networks").asLong() < 60_000);
    assertEquals(expected, CampaignTest.facts(succeed(submit(LOCAL, words))));
  }

  /** The journal of a run on Spark that was told to stop is finished there, and read locally. */
  @Test
  void aSignalKeepsWhatIsFinishedAndTheRestIsDoneLater() throws Exception {
    JsonNode expected = expected(SWEEP + "20000 --catalog " + folder.resolve("expected"));
    String words = SWEEP + "20000 --out " + out + " --catalog " + catalog + " --resume";
    String withTable = words + " --networks-parquet " + table;
    CampaignProcess run = submit(LOCAL, withTable);
    run.awaitLines(out.resolve("journal.jsonl"), 60);
    run.signal("TERM");
    CampaignProcess.Ended ended = run.end();
    assertEquals(75, ended.status(), ended.err());
    assertEquals("", ended.out());
    assertTrue(messages(ended).contains("blocks left to do: "), ended.err());
    assertEquals(expected, CampaignTest.facts(succeed(submit(LOCAL, withTable))));
    assertEquals(-1, Files.mismatch(folder.resolve("expected"), catalog));
    assertNoBlockTwice();
    assertTable(expected);
    assertEquals(expected, expected(words));
    CampaignProcess.Ended again = submit(LOCAL, withTable.replace(" --resume", "")).end();
    assertEquals(2, again.status(), again.err());
  }

  @ParameterizedTest
  @CsvSource({"false, 300000, 1", "true, 20000, 0"})
  void oneWorkerOfTwoMayBeKilled(boolean withTable, int networks, int killed) throws Exception {
    String sweep = SWEEP + networks;
    JsonNode expected = expected(sweep);
    String words = sweep + " --engine cpu --out " + out;
    try (StandaloneCluster cluster = new StandaloneCluster(spark, folder, 2)) {
      String options =
          "--master " + cluster.master() + " --executor-memory 600m --conf spark.speculation=true";
      String rows = withTable ? " --networks-parquet " + table : "";
      CampaignProcess run = submit(options, words + rows);
      run.awaitLines(out.resolve("journal.jsonl"), 30);
      assertTrue(run.process().isAlive());
      cluster.kill(killed);
      String report = succeed(run);
      assertEquals(expected, CampaignTest.facts(report));
      assertEquals(Files.readString(out.resolve("summary.json")).strip(), report.strip());
    }
    assertNoBlockTwice();
    if (withTable) {
      assertTable(expected);
    }
  }

  /** Software devices stand for GPUs; each of two tasks has one of its own. None, no result. */
  @Test
  void tasksUseTheDevicesThatSparkGivesThem() throws Exception {
    Path libraries = Path.of("native", "build").toAbsolutePath();
    assumeTrue(Files.exists(libraries.resolve("libcuda.so.1")), "native/ is not built");
    Path script = folder.resolve("gpus");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"1\", \"2\"]}'\n");
    assertTrue(script.toFile().setExecutable(true));
    Path properties = folder.resolve("worker.properties");
    Files.writeString(
        properties,
        "spark.worker.resource.gpu.amount 2\nspark.worker.resource.gpu.discoveryScript " + script);
    String words = "sweep --width 2,40 --networks 20000 --seed 3 --json --quiet --engine ";
    String gpu =
        " --conf spark.executor.resource.gpu.amount=2 --conf spark.task.resource.gpu.amount=1"
            + " --conf spark.executorEnv.SOFTWARE_CUDA_DEVICES=3"
            + " --conf spark.executorEnv.LD_LIBRARY_PATH="
            + libraries;
    try (StandaloneCluster cluster =
        new StandaloneCluster(
            spark, folder, 1, "-c", "2", "--properties-file", properties.toString())) {
      String master = "--master " + cluster.master() + " --executor-memory 600m";
      CampaignProcess.Ended without = submit(master, words + "cuda").end();
      assertEquals(4, without.status(), without.err());
      assertTrue(messages(without).startsWith("liyorke: --engine cuda: "), without.err());
      assertEquals(1, messages(without).lines().count(), without.err());

      String report = succeed(submit(master + gpu, words + "cuda"));
      JsonNode engine = MAPPER.readTree(report).get("engine");
      assertEquals("[\"cuda\"]", engine.get("engines").toString());
      assertEquals("software", engine.get("device").asText());
      assertEquals(2, engine.get("gpus").asInt());
      JsonNode expected = expected(words + "cpu");
      for (int i = 0; i < 2; i++) {
        JsonNode point = CampaignTest.facts(report).get("points").get(i);
        for (String same : List.of("networks", "counts")) {
          assertEquals(expected.get("points").get(i).get(same), point.get(same));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--master local[1], estimate --depth 3 --engine cuda, 4, --depth 3: must be 2",
    "--master local[1], estimate --widht 3, 2, did you mean",
    "--master local[1], estimate --networks-parquet x --engine cuda, 2, tells only how many",
    "--master local[1], estimate --networks-parquet x --until-width 0.1, 2, --until-width",
    "--master local[1], estimate --engine cuda --networks 1000, 4, --engine cuda: ",
    "--master local[1], estimate --networks-parquet target --networks 1000, 2, must be missing"
  })
  void mistakesAreOneLine(String options, String words, int status, String part) throws Exception {
    CampaignProcess.Ended ended = submit(options, words).end();
    assertEquals(status, ended.status(), ended.err());
    assertEquals("", ended.out());
    String messages = messages(ended);
    assertEquals(1, messages.lines().count(), messages);
    assertTrue(messages.contains(part), messages);
  }
}
