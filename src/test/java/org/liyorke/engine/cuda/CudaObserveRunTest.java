package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.cli.Main;

/**
 * The command line with {@code --engine cuda --observe} on software devices: the same bits for any
 * number of threads and devices, and with every fault either those or one line and exit status 4.
 */
class CudaObserveRunTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String SCALAR =
      "sweep --observe lyapunov,scrambling,growth,persistence,jacobian,escape --starts 2 --transient 8"
          + " --steps 40 --lap-points 65 --compositions 4 --width 3,6 --gain 1,3 --networks 70 --seed 5"
          + " --json --quiet";

  private static final String VECTOR =
      "estimate --observe lyapunov,scrambling,jacobian,escape --starts 2 --transient 8 --steps 40"
          + " --state 6 --width 5 --depth 3 --activation tanh --output hard-tanh --networks 100 --json --quiet";

  @TempDir Path folder;

  /** {@link #VECTOR} without a fault, by one thread. */
  private static SoftwareCuda.Ended whole;

  @BeforeAll
  static void observe(@TempDir Path folder) throws Exception {
    String words = VECTOR + " --engine cuda --threads 1";
    whole = SoftwareCuda.run(folder, Map.of(), Main.class, (Object[]) words.split(" "));
  }

  private SoftwareCuda.Ended run(Map<String, String> environment, String words) throws Exception {
    return SoftwareCuda.run(folder, environment, Main.class, (Object[]) words.split(" "));
  }

  private static List<JsonNode> observables(JsonNode report) {
    List<JsonNode> all = new ArrayList<>();
    report.get("points").forEach(point -> all.add(point.get("observables")));
    return all;
  }

  private static JsonNode report(SoftwareCuda.Ended ended) throws IOException {
    assertEquals(0, ended.status(), ended.output());
    return MAPPER.readTree(ended.output().substring(ended.output().indexOf('{')));
  }

  private static JsonNode onCpu(String words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] arguments = (words + " --engine cpu").split(" ");
    assertEquals(0, Main.run(arguments, new ByteArrayInputStream(new byte[0]), out, err));
    return MAPPER.readTree(out.toByteArray());
  }

  @Test
  void bitsDoNotDependOnThreadsAndDevices() throws Exception {
    SoftwareCuda.assertNothingLeft(whole, 1);
    SoftwareCuda.Ended three =
        run(Map.of("SOFTWARE_CUDA_DEVICES", "3"), VECTOR + " --engine cuda --threads 4");
    SoftwareCuda.assertNothingLeft(three, 3);
    assertEquals(observables(report(whole)), observables(report(three)));
    assertEquals("fp32", report(whole).get("engine").get("precision").asText());
  }

  /**
   * Counts and what no rounding changes are those of the CPU; the rest is near it, as these orbits
   * are short.
   */
  @Test
  void whatIsSeenIsWhatTheCpuSees() throws Exception {
    JsonNode cpu = onCpu(SCALAR);
    SoftwareCuda.Ended ended =
        run(Map.of("SOFTWARE_CUDA_DEVICES", "3"), SCALAR + " --engine cuda --threads 2");
    SoftwareCuda.assertNothingLeft(ended, 3);
    JsonNode cuda = report(ended);
    for (int i = 0; i < cpu.get("points").size(); i++) {
      JsonNode expected = cpu.get("points").get(i);
      JsonNode found = cuda.get("points").get(i);
      assertEquals(expected.get("counts"), found.get("counts"));
      JsonNode persistence = found.get("observables").get("persistence");
      assertEquals(expected.get("observables").get("persistence"), persistence);
      for (String name : List.of("escape", "growth", "jacobian", "lyapunov")) {
        JsonNode a = expected.get("observables").get(name);
        JsonNode b = found.get("observables").get(name);
        assertEquals(a.get("networks"), b.get("networks"), name);
        assertEquals(a.get("mean").asDouble(), b.get("mean").asDouble(), 0.02, name);
      }
    }
  }

  /** The batch of an observer is halved, or a place is given up; both leave no trace. */
  @ParameterizedTest
  @ValueSource(ints = {3, 6, 14})
  void anAllocationThatFailsLeavesNoTrace(int allocation) throws Exception {
    SoftwareCuda.Ended ended =
        run(
            Map.of("SOFTWARE_CUDA_FAIL_ALLOCATION", "" + allocation),
            VECTOR + " --engine cuda --threads 3");
    assertEquals(observables(report(whole)), observables(report(ended)));
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  @ParameterizedTest
  @CsvSource({"LOSE_DEVICE, 60", "LOSE_DEVICE, 400", "FAIL_LAUNCH, 8"})
  void otherDevicesTakeOver(String fault, String value) throws Exception {
    SoftwareCuda.Ended ended =
        run(
            Map.of("SOFTWARE_CUDA_" + fault, value, "SOFTWARE_CUDA_DEVICES", "2"),
            VECTOR + " --engine cuda --threads 3");
    assertEquals(observables(report(whole)), observables(report(ended)));
    assertEquals(1, report(ended).get("engine").get("devices_failed").asInt());
    SoftwareCuda.assertNothingLeft(ended, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "LOSE_DEVICE, 70, DEVICE_UNAVAILABLE",
    "FAIL_LAUNCH, 5, LAUNCH_OUT_OF_RESOURCES",
    "FAIL_ALLOCATION, 5+, OUT_OF_MEMORY"
  })
  void withoutAnotherDeviceTheRunEndsInOneLine(String fault, String value, String error)
      throws Exception {
    SoftwareCuda.Ended ended =
        run(Map.of("SOFTWARE_CUDA_" + fault, value), VECTOR + " --engine cuda");
    assertEquals(4, ended.status(), ended.output());
    assertEquals(1, ended.output().lines().count(), ended.output());
    assertTrue(ended.output().contains(error), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  /** Only the driver and cuRAND are in the folder: deciding goes on, observing is refused. */
  @Test
  void withoutCublasObservingIsRefused() throws Exception {
    SoftwareCuda.assumeBuilt();
    for (String library : List.of("libcuda.so.1", "libcurand.so.10")) {
      Files.copy(SoftwareCuda.LIBRARIES.resolve(library), folder.resolve(library));
    }
    Files.writeString(folder.resolve("libcublas.so.12"), "no library");
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", folder.toString());
    SoftwareCuda.Ended refused = run(environment, VECTOR + " --engine cuda");
    assertEquals(4, refused.status(), refused.output());
    assertEquals(1, refused.output().lines().count(), refused.output());
    assertTrue(refused.output().contains("--observe wants cuBLAS: "), refused.output());
    SoftwareCuda.Ended decided =
        run(environment, "estimate --networks 100 --width 3 --engine cuda --quiet --json");
    assertEquals("cuda", report(decided).get("engine").get("name").asText());
  }
}
