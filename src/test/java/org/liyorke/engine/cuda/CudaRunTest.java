package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.cli.Main;
import org.liyorke.model.Families;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;

/**
 * The command line with {@code --engine cuda} on software devices: counts of the CPU engine, and
 * with every fault either those or one line and exit status 4. Never is anything left on a device.
 */
class CudaRunTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Points that are paired and one that is not; block sizes that divide nothing. */
  private static final String SWEEP =
      "sweep --width 3,12 --gain 1,3 --output identity,relu --range 1000:1313 --seed 9 --quiet";

  private static final String ESTIMATE =
      "estimate --width 4 --gain 3 --networks 1201 --quiet --engine cuda --threads 3";

  private static final String NO_DEVICE_LEFT = "liyorke: no CUDA device is left, device 0 ";

  @TempDir Path folder;

  private SoftwareCuda.Ended run(Map<String, String> environment, String words) throws Exception {
    return SoftwareCuda.run(folder, environment, Main.class, (Object[]) words.split(" "));
  }

  /** The report, which follows the messages. */
  private static JsonNode report(SoftwareCuda.Ended ended) throws IOException {
    assertEquals(0, ended.status(), ended.output());
    return MAPPER.readTree(ended.output().substring(ended.output().indexOf('{')));
  }

  private static List<JsonNode> facts(JsonNode report) {
    List<JsonNode> facts = new ArrayList<>();
    for (JsonNode point : report.get("points")) {
      facts.addAll(List.of(point.get("networks"), point.get("counts")));
    }
    facts.add(report.get("tests"));
    return facts;
  }

  private static Map<String, String> devices(int devices) {
    return Map.of("SOFTWARE_CUDA_DEVICES", "" + devices);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "3, 1", "3, 3"})
  void countsAreThoseOfTheCpu(int devices, int threads) throws Exception {
    Path expected = folder.resolve("cpu");
    Path actual = folder.resolve("cuda");
    String common = SWEEP + " --json --threads " + threads;
    JsonNode cpu = report(run(Map.of(), common + " --engine cpu --catalog " + expected));
    SoftwareCuda.Ended ended = run(devices(devices), common + " --engine cuda --catalog " + actual);
    JsonNode cuda = report(ended);
    assertEquals(facts(cpu), facts(cuda));
    assertEquals(networksOf(expected), networksOf(actual));
    SoftwareCuda.assertNothingLeft(ended, devices);

    JsonNode engine = cuda.get("engine");
    assertEquals("cuda", engine.get("name").asText());
    assertEquals("software", engine.get("device").asText());
    assertEquals("12.6", engine.get("driver").asText());
    assertEquals(devices, engine.get("devices").asInt());
    assertEquals(0, engine.get("devices_failed").asInt());
    assertEquals(threads, engine.get("threads").asInt());
    assertTrue(engine.get("device_memory").asLong() > 1 << 20, engine.toString());
  }

  /** The lines of a catalog with what does not depend on the engine. */
  private static List<String> networksOf(Path catalog) throws IOException {
    List<String> networks = new ArrayList<>();
    for (String line : Files.readAllLines(catalog)) {
      JsonNode entry = MAPPER.readTree(line);
      boolean period3 = entry.path("m").asInt() == 0 && entry.path("n").asInt() == 3;
      networks.add(entry.get("point") + " " + entry.get("index") + " " + period3);
    }
    assertTrue(networks.size() > 20, "chaotic networks: " + networks.size());
    return networks;
  }

  @Test
  void theCatalogHoldsProofs() throws Exception {
    Path catalog = folder.resolve("catalog");
    JsonNode counts = counts(run(Map.of(), ESTIMATE + " --json --catalog " + catalog));
    List<String> lines = Files.readAllLines(catalog);
    assertEquals(counts.get("chaotic").asInt(), lines.size());
    NetworkFamily family = Families.resolve("he", 4, 2, 1, null, null, null, 3);
    for (String line : lines) {
      JsonNode entry = MAPPER.readTree(line);
      Network network = family.network(0, entry.get("index").asLong());
      int m = entry.get("m").asInt();
      int n = entry.get("n").asInt();
      assertTrue(DecisionCheck.check(network, m, n, entry.get("x").asText()).ok(), line);
    }
  }

  /** The counts of {@link #ESTIMATE} on the CPU. */
  private static JsonNode expected() throws IOException {
    String[] words = (ESTIMATE.replace("cuda", "cpu") + " --json").split(" ");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(0, Main.run(words, new ByteArrayInputStream(new byte[0]), out, err));
    return MAPPER.readTree(out.toByteArray()).get("points").get(0).get("counts");
  }

  private static JsonNode counts(SoftwareCuda.Ended ended) throws IOException {
    return report(ended).get("points").get(0).get("counts");
  }

  /** A batch is halved, or the thread does without a place of its own on the device. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anAllocationThatFailsLeavesNoTrace(int allocation) throws Exception {
    SoftwareCuda.Ended ended =
        run(Map.of("SOFTWARE_CUDA_FAIL_ALLOCATION", "" + allocation), ESTIMATE + " --json");
    assertEquals(expected(), counts(ended));
    assertTrue(ended.output().startsWith("{"), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTWARE_CUDA_LOSE_DEVICE, 1",
    "SOFTWARE_CUDA_LOSE_DEVICE, 9",
    "SOFTWARE_CUDA_LOSE_DEVICE, 30",
    "SOFTWARE_CUDA_LOSE_DEVICE, 60",
    "SOFTWARE_CUDA_FAIL_LAUNCH, 3",
    "SOFTWARE_CUDA_FAIL_ALLOCATION, 1+"
  })
  void otherDevicesTakeOver(String variable, String fault) throws Exception {
    SoftwareCuda.Ended ended =
        run(Map.of(variable, fault, "SOFTWARE_CUDA_DEVICES", "2"), ESTIMATE + " --json");
    assertEquals(expected(), counts(ended));
    assertEquals(1, report(ended).get("engine").get("devices_failed").asInt());
    String told = ended.output().substring(0, ended.output().indexOf('{'));
    assertEquals(1, told.lines().count(), ended.output());
    assertTrue(told.matches("liyorke: device 0 [(].*[)] failed: cu\\w+.*: CUDA_ERROR_.*\n"), told);
    SoftwareCuda.assertNothingLeft(ended, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTWARE_CUDA_LOSE_DEVICE, 1, DEVICE_UNAVAILABLE",
    "SOFTWARE_CUDA_LOSE_DEVICE, 40, DEVICE_UNAVAILABLE",
    "SOFTWARE_CUDA_FAIL_LAUNCH, 1, LAUNCH_OUT_OF_RESOURCES",
    "SOFTWARE_CUDA_FAIL_LAUNCH, 9, LAUNCH_OUT_OF_RESOURCES",
    "SOFTWARE_CUDA_FAIL_ALLOCATION, 1+, OUT_OF_MEMORY"
  })
  void withoutAnotherDeviceTheRunEndsInOneLine(String variable, String fault, String error)
      throws Exception {
    Path out = folder.resolve("out");
    Path catalog = folder.resolve("catalog");
    String outputs = " --json --out " + out + " --catalog " + catalog;
    SoftwareCuda.Ended ended = run(Map.of(variable, fault), ESTIMATE + outputs);
    assertEquals(4, ended.status(), ended.output());
    assertEquals(1, ended.output().lines().count(), ended.output());
    assertTrue(ended.output().startsWith(NO_DEVICE_LEFT), ended.output());
    assertTrue(ended.output().contains("CUDA_ERROR_" + error), ended.output());
    assertFalse(Files.exists(catalog));
    // Of the outputs nothing; of the campaign what --resume needs.
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("campaign.json", "campaign.lock", "journal.jsonl"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  /** What was finished until the last device failed is kept, and another engine does the rest. */
  @ParameterizedTest
  @CsvSource({"1, 5", "1, 60", "1, 200", "2, 60"})
  void aJournalOutlivesItsDevices(int devices, int calls) throws Exception {
    String words = ESTIMATE + " --json --out " + folder.resolve("out");
    Map<String, String> lost =
        Map.of("SOFTWARE_CUDA_LOSE_DEVICE", "" + calls, "SOFTWARE_CUDA_DEVICES", "" + devices);
    SoftwareCuda.Ended ended = run(lost, words);
    // Of two devices one is left, and does the block that the other lost.
    assertEquals(devices == 1 ? 4 : 0, ended.status(), ended.output());
    String resume = words.replace("cuda", "cpu") + " --resume";
    JsonNode report = report(run(Map.of(), resume));
    assertEquals(expected(), report.get("points").get(0).get("counts"));
    assertEquals("cpu", report.get("engine").get("name").asText());
    Path journal = folder.resolve("out").resolve("journal.jsonl");
    List<String> blocks =
        Files.readAllLines(journal).stream()
            .filter(line -> line.startsWith("{\"block\":"))
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    assertEquals(blocks.stream().distinct().count(), blocks.size());
  }

  /** The choice of engine is no part of a campaign. */
  @Test
  void theEngineMayChangeInTheMiddle() throws Exception {
    String words = SWEEP + " --json --out " + folder.resolve("out");
    JsonNode whole = report(run(Map.of(), SWEEP + " --json --engine cpu"));
    for (String shard : List.of("cuda", "auto", "cpu")) {
      String out = folder.resolve(shard).toString();
      String part = " --shard " + List.of("cuda", "auto", "cpu").indexOf(shard) + "/3 --out " + out;
      report(run(devices(2), SWEEP + " --json --engine " + shard + part));
    }
    String folders = "";
    for (String shard : List.of("cuda", "auto", "cpu")) {
      folders += " " + folder.resolve(shard);
    }
    assertEquals(facts(whole), facts(report(run(Map.of(), "merge --json" + folders))));
    assertEquals(facts(whole), facts(report(run(devices(1), words + " --engine cuda"))));
    assertEquals(facts(whole), facts(report(run(devices(1), words + " --engine auto --resume"))));
  }

  @Test
  void memoryIsBoundedAndWhatIsNotThereIsNotUsed() throws Exception {
    for (String size : List.of("1M", "64M", "1024G")) {
      SoftwareCuda.Ended ended =
          run(Map.of("SOFTWARE_CUDA_MEMORY", "16"), ESTIMATE + " --json --device-memory " + size);
      assertEquals(expected(), counts(ended));
      long most = size.equals("1M") ? 1 << 20 : 16 << 20;
      long memory = report(ended).get("engine").get("device_memory").asLong();
      assertTrue(memory > 0 && memory <= most, size + ": " + memory);
    }
  }

  /** Without cuRAND: only the driver is in the folder. */
  @Test
  void onlyTheDriverIsNeeded() throws Exception {
    SoftwareCuda.assumeBuilt();
    Files.copy(SoftwareCuda.LIBRARIES.resolve("libcuda.so.1"), folder.resolve("libcuda.so.1"));
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", folder.toString());
    assertEquals(expected(), counts(run(environment, ESTIMATE + " --json")));
  }

  /** The message of a device that is lost tells that the work has begun. */
  @Test
  @Timeout(60)
  void controlCClosesWhatIsOpenAndReportsWhatWasCounted() throws Exception {
    Map<String, String> lost =
        Map.of("SOFTWARE_CUDA_LOSE_DEVICE", "5", "SOFTWARE_CUDA_DEVICES", "2");
    String[] words = ESTIMATE.replace("1201", "200000").split(" ");
    Process process = SoftwareCuda.start(folder, lost, Main.class, (Object[]) words);
    while (process.isAlive() && Files.size(folder.resolve("output")) == 0) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    SoftwareCuda.Ended ended = SoftwareCuda.end(folder, process);
    assertEquals(130, ended.status(), ended.output());
    assertTrue(ended.output().contains("Incomplete: interrupted"), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 2);
  }

  @Test
  void aMachineWithoutDevicesIsRefused() throws Exception {
    SoftwareCuda.Ended ended = run(devices(0), ESTIMATE);
    assertEquals(4, ended.status(), ended.output());
    assertEquals(1, ended.output().lines().count(), ended.output());
    assertTrue(ended.output().contains("cuInit: CUDA_ERROR_NO_DEVICE"), ended.output());
  }

  @Test
  void aLibraryThatIsNoneIsRefused() throws Exception {
    Files.writeString(folder.resolve("libcuda.so.1"), "no library");
    SoftwareCuda.Ended ended = run(Map.of("LD_LIBRARY_PATH", folder.toString()), ESTIMATE);
    assertEquals(4, ended.status(), ended.output());
    assertEquals(1, ended.output().lines().count(), ended.output());
    assertTrue(ended.output().contains("found " + folder.resolve("libcuda.so.1")), ended.output());
  }

  @Test
  void autoTellsThatItDoesNotTakeTheSoftwareDevice() throws Exception {
    String words = ESTIMATE.replace("cuda", "auto").replace(" --quiet", "") + " --json";
    SoftwareCuda.Ended ended = run(Map.of(), words);
    assertEquals("cpu", report(ended).get("engine").get("name").asText());
    assertTrue(ended.output().startsWith("liyorke: engine cpu: no GPU, "), ended.output());
    SoftwareCuda.Ended quiet = run(Map.of(), words + " --quiet");
    assertTrue(quiet.output().startsWith("{"), quiet.output());
    assertTrue(quiet.report().get(0).contains("launches=0 "), quiet.report().get(0));
  }
}
