package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle of {@code mvn -Pbundle package}, unpacked where there is neither Java nor Maven. */
@Tag("bundle")
class BundleTest {
  /** What the scripts of the bundle use of the system. */
  private static final List<String> TOOLS = List.of("dirname", "readlink", "sed", "head");

  private static final String MAIN_JOB =
      "sweep --width 2,64 --gain 1,2 --networks 2000 --seed 7 --json --quiet";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path bundle;
  private static Path tools;

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Path.of(System.getProperty("bundle"));
    Path root = Files.createDirectory(folder.resolve("empty"));
    run(Map.of("PATH", System.getenv("PATH")), root, "tar", "-xzf", archive.toString());
    bundle = root.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      addTool(tool, find(tool));
    }
    // What the path names may be a script that needs more than these tools.
    String which = "import sys; print(sys.executable)";
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    String python = run(environment, root, find("python3").toString(), "-c", which);
    addTool("python3", Path.of(python.strip()));
  }

  private static void addTool(String name, Path target) throws IOException {
    Path script = tools.resolve(name);
    Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(target));
    assertTrue(script.toFile().setExecutable(true));
  }

  private static Path find(String tool) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .map(each -> Path.of(each, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** Runs a command with nothing in its environment but what is given; its standard output. */
  private static String run(Map<String, String> environment, Path where, String... command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it did not end");
    assertEquals(0, process.exitValue(), Files.readString(err));
    return Files.readString(out);
  }

  private static JsonNode points(Map<String, String> environment, String words) throws Exception {
    List<String> command = new ArrayList<>(List.of(bundle.resolve("liyorke").toString()));
    command.addAll(List.of(words.split(" ")));
    return JSON.readTree(run(environment, folder, command.toArray(String[]::new))).get("points");
  }

  private static Map<String, String> withoutJava() {
    return Map.of("PATH", tools.toString());
  }

  private static Map<String, String> withSoftwareDevice() {
    return Map.of(
        "PATH", tools.toString(), "LD_LIBRARY_PATH", bundle.resolve("native/build").toString());
  }

  @Test
  void runsTheMainJobOnTheCpuAndOnTheSoftwareDevice() throws Exception {
    JsonNode cpu = points(withoutJava(), MAIN_JOB + " --engine cpu");
    JsonNode cuda = points(withSoftwareDevice(), MAIN_JOB + " --engine cuda");
    assertEquals(4, cpu.size());
    for (int i = 0; i < cpu.size(); i++) {
      JsonNode counts = cpu.get(i).get("counts");
      assertTrue(counts.get("chaotic").asInt() > 0, counts::toString);
      assertEquals(counts, cuda.get(i).get("counts"));
    }
  }

  /** Every part of bench/gpu/run but the peers, which are not to be had everywhere. */
  @Test
  void rehearsesTheGpuBenchmark() throws Exception {
    Path out = folder.resolve("gpu-benchmark.json");
    String script = bundle.resolve("bench/gpu/run").toString();
    String table = run(withoutJava(), folder, script, "--rehearse", "--out", out.toString());
    JsonNode report = JSON.readTree(out.toFile());
    for (String part : List.of("device", "cublas", "words", "numbers", "counts", "draws")) {
      assertEquals("done", report.at("/phases/" + part + "/status").asText(), table);
    }
    assertTrue(report.at("/device/software").asBoolean());
    assertEquals(130_000, report.at("/cublas/version").asInt());
    assertTrue(report.at("/words/compared").asInt() > 100_000);
    report.at("/counts/families").forEach(row -> assertTrue(row.get("equal").asBoolean()));
    assertEquals(11, report.at("/counts/families").size());
    assertTrue(report.at("/decisions/widths/0/registers/of_block").isEmpty(), "no times");
    assertTrue(table.contains("A rehearsal: no times"), table);
  }

  /** A JAVA_HOME of the system, which may be old, is not used. */
  @Test
  void bringsItsOwnJava() throws Exception {
    Map<String, String> environment = Map.of("PATH", tools.toString(), "JAVA_HOME", "/nowhere");
    String out = run(environment, folder, bundle.resolve("liyorke").toString(), "--version");
    assertTrue(out.startsWith("liyorke "), out);
  }

  /** Charts and pictures as SVG and HTML, which takes fonts from the system where it has any. */
  @Test
  void writesReports() throws Exception {
    Path out = folder.resolve("report");
    points(withoutJava(), MAIN_JOB + " --engine cpu --out " + out);
    assertTrue(Files.size(out.resolve("summary.json")) > 0);
  }
}
