package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.cli.Main;

/**
 * The PTX that users run on GPUs, executed by the software device: it does what the same kernels do
 * when the host's compiler made them, to the bit, and both do what the CPU engine does.
 */
class PtxRunTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, String> PTX = Map.of("SOFTWARE_CUDA_RUN", "ptx");

  /** A width for every kernel that decides. */
  private static final String SWEEP =
      "sweep --width 2,16,64,256,600 --networks 99 --seed 7 --threads 2 --json --quiet";

  private static final String OBSERVATION =
      "estimate --starts 2 --transient 4 --steps 20 --networks 20 --json --quiet --engine cuda"
          + " --threads 2 --observe ";

  @TempDir Path folder;

  private SoftwareCuda.Ended run(Map<String, String> environment, String words) throws Exception {
    return SoftwareCuda.run(folder, environment, Main.class, (Object[]) words.split(" "));
  }

  private List<JsonNode> points(Map<String, String> environment, String words) throws Exception {
    SoftwareCuda.Ended ended = run(environment, words);
    assertEquals(0, ended.status(), ended.output());
    List<JsonNode> points = new ArrayList<>();
    for (JsonNode point : MAPPER.readTree(ended.output()).get("points")) {
      ((ObjectNode) point).remove("networks_per_s");
      points.add(point);
    }
    return points;
  }

  private static List<JsonNode> counts(List<JsonNode> points) {
    return points.stream().map(point -> point.get("counts")).toList();
  }

  @Test
  void decisionsAreThoseOfTheHostsKernelsAndOfTheCpu() throws Exception {
    List<JsonNode> cpu = points(Map.of(), SWEEP + " --engine cpu");
    List<JsonNode> host = points(Map.of(), SWEEP + " --engine cuda");
    List<JsonNode> ptx = points(PTX, SWEEP + " --engine cuda");
    assertEquals(5, ptx.size());
    assertEquals(counts(cpu), counts(ptx));
    // The witnesses too, and the periods that were excluded.
    assertEquals(host, ptx);
  }

  @ParameterizedTest
  @EnumSource(WordSource.class)
  void drawsAreThoseOfJava(WordSource source) throws Exception {
    SoftwareCuda.Ended ended =
        SoftwareCuda.run(folder, PTX, DrawCheck.class, "normal-truncated", 33, source, 301, 67);
    assertEquals(0, ended.status(), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lyapunov,growth,persistence --width 3 --lap-points 17 --compositions 3",
        "lyapunov,scrambling,jacobian,escape --state 5 --width 4 --activation gelu --output tanh"
      })
  void observationsAreThoseOfTheHostsKernels(String observed) throws Exception {
    String words = OBSERVATION + observed;
    assertEquals(points(Map.of(), words), points(PTX, words));
  }

  /** Of a kernel that all networks go through, each instruction before the first branch. */
  @Test
  void executedInstructionsAreCounted() throws Exception {
    Path profile = folder.resolve("profile.tsv");
    Map<String, String> environment = new HashMap<>(PTX);
    environment.put("SOFTWARE_CUDA_PROFILE", profile.toString());
    environment.put("SOFTWARE_CUDA_DEVICES", "2");
    SoftwareCuda.Ended ended =
        run(environment, "estimate --width 16 --networks 301 --engine cuda --quiet");
    assertEquals(0, ended.status(), ended.output());
    List<String> lines = Files.readAllLines(profile);
    assertEquals("kernel\tline\twarps\tlanes\tpasses", lines.get(0));
    long[] first = counts(lines, "settle_narrow");
    List<String> ptx = Files.readAllLines(Path.of("kernels", "decisions.ptx"));
    assertTrue(ptx.get((int) first[0] - 1).contains("ld.param"), ptx.get((int) first[0] - 1));
    assertTrue(first[1] > 0 && first[2] == 32 * first[1] && first[3] == first[1], lines.get(1));
    assertTrue(counts(lines, "settle_left")[1] > 0);
  }

  /** Line, warps, lanes and passes of the first instruction of a kernel. */
  private static long[] counts(List<String> profile, String kernel) {
    String line =
        profile.stream().filter(each -> each.startsWith(kernel + "\t")).findFirst().orElseThrow();
    String[] cells = line.split("\t");
    return List.of(cells).subList(1, 5).stream().mapToLong(Long::parseLong).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "RUN, gpu, must be host or ptx",
    "PROFILE, counts.tsv, must be used with SOFTWARE_CUDA_RUN=ptx"
  })
  void aSettingThatCannotBeIsRefused(String variable, String value, String problem)
      throws Exception {
    SoftwareCuda.Ended ended = run(Map.of("SOFTWARE_CUDA_" + variable, value), "devices");
    assertEquals(2, ended.status(), ended.output());
    String message = "software CUDA device: SOFTWARE_CUDA_" + variable + " " + value + ": ";
    assertEquals(message + problem, ended.output().strip());
  }

  /** Each network by itself against the CPU, and each proof by the independent checker. */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "he, 1, relu, identity, 1, 3000",
    "he, 8, relu, relu, 3, 3000",
    "glorot, 16, abs, identity, 2, 2000",
    "he, 33, clip, identity, 4, 1000",
    "normal-truncated, 64, leaky-relu, identity, 1, 1000",
    "he-uniform, 250, hard-tanh, identity, 2, 300",
    "he, 520, abs, identity, 3, 200",
    "he, 1024, relu, identity, 1, 200",
    "he, 4096, relu, identity, 1, 40"
  })
  void everyNetworkIsDecidedAsTheCpuDoes(
      String init, int width, String hidden, String output, double gain, int networks)
      throws Exception {
    for (WordSource source : WordSource.values()) {
      Object[] arguments = {init, width, hidden, output, "-", gain, source, networks, 257};
      SoftwareCuda.Ended ended = SoftwareCuda.run(folder, PTX, DecisionCheck.class, arguments);
      assertEquals(0, ended.status(), ended.output());
      SoftwareCuda.Ended host = SoftwareCuda.run(folder, Map.of(), DecisionCheck.class, arguments);
      assertEquals(host.output(), ended.output());
    }
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "leaky-relu",
        "abs",
        "clip",
        "hard-tanh",
        "tanh",
        "sigmoid",
        "gelu",
        "identity"
      })
  void orbitsOfEveryActivationAreThoseOfTheHostsKernels(String activation) throws Exception {
    for (String family :
        List.of(
            "lyapunov,scrambling,jacobian,escape --width 9 --gain 3 --activation ",
            "lyapunov,scrambling,jacobian,escape --state 40 --width 7 --depth 3 --activation ")) {
      String words = OBSERVATION + family + activation;
      assertEquals(points(Map.of(), words), points(PTX, words));
    }
  }
}
