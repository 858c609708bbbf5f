package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.cli.Main;

/**
 * The same draws and decisions on a software device built with AddressSanitizer and
 * UndefinedBehaviorSanitizer.
 */
@Tag("long")
class SanitizedDeviceTest {
  private static final Path LIBRARIES = Path.of("native", "build-sanitized").toAbsolutePath();

  @TempDir Path folder;

  @BeforeAll
  static void build(@TempDir Path folder) throws Exception {
    SoftwareCuda.make(folder, "-j", "2", "sanitize");
  }

  @Test
  void theDeviceItselfIsClean() throws Exception {
    SoftwareCuda.make(folder, "test", "BUILD=build-sanitized");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "he",
        "glorot",
        "he-uniform",
        "normal-truncated",
        "unit-he",
        "glorot-std",
        "T(-1,3)",
        "zero"
      })
  void drawsAreClean(String init) throws Exception {
    for (int width : new int[] {1, 2, 3, 33, 250}) {
      for (WordSource source : WordSource.values()) {
        SoftwareCuda.Ended ended = run(Map.of(), DrawCheck.class, init, width, source, 801, 67);
        assertEquals(0, ended.status(), ended.output());
        SoftwareCuda.assertNothingLeft(ended, 1);
      }
    }
  }

  /** Every kernel, with one kink a unit and with two. */
  @ParameterizedTest
  @CsvSource({
    "he, 3, relu, 801",
    "he, 16, clip, 67",
    "he, 50, relu, 67",
    "glorot, 70, abs, 33",
    "he, 300, hard-tanh, 9"
  })
  void decisionsAreClean(String init, int width, String hidden, int networks) throws Exception {
    for (WordSource source : WordSource.values()) {
      SoftwareCuda.Ended ended =
          run(
              Map.of(),
              DecisionCheck.class,
              init,
              width,
              hidden,
              "identity",
              "-",
              2,
              source,
              networks,
              31);
      assertEquals(0, ended.status(), ended.output());
      SoftwareCuda.assertNothingLeft(ended, 1);
    }
  }

  /** The interpreter of PTX, with every kernel that decides, and with what observing needs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep --width 3,40,300,600 --gain 3",
        "sweep --width 2,9 --observe lyapunov,scrambling,growth,persistence,jacobian,escape"
            + " --starts 2 --transient 3 --steps 33"
      })
  void interpretedKernelsAreClean(String words) throws Exception {
    Map<String, String> environment =
        Map.of(
            "SOFTWARE_CUDA_RUN", "ptx",
            "SOFTWARE_CUDA_DEVICES", "2",
            "SOFTWARE_CUDA_PROFILE", folder.resolve("profile").toString());
    String common = " --networks 101 --engine cuda --threads 2";
    SoftwareCuda.Ended ended = run(environment, Main.class, (Object[]) (words + common).split(" "));
    assertEquals(0, ended.status(), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "FAIL_ALLOCATION, 3, 0",
    "FAIL_ALLOCATION, 3+, 2",
    "FAIL_LAUNCH, 2, 2",
    "LOSE_DEVICE, 9, 2",
    "LOSE_DEVICE, 15, 2"
  })
  void faultsAreClean(String fault, String value, int status) throws Exception {
    Map<String, String> environment = Map.of("SOFTWARE_CUDA_" + fault, value);
    SoftwareCuda.Ended ended =
        run(environment, DrawCheck.class, "he", 7, WordSource.CURAND, 801, 801);
    assertEquals(status, ended.status(), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 1);
  }

  /** Whole runs, on two devices of which one is lost, and with a lack of memory. */
  @ParameterizedTest
  @CsvSource({"LOSE_DEVICE, 9", "LOSE_DEVICE, 99", "FAIL_LAUNCH, 5", "FAIL_ALLOCATION, 4"})
  void runsAreClean(String fault, String value) throws Exception {
    Map<String, String> environment =
        Map.of("SOFTWARE_CUDA_" + fault, value, "SOFTWARE_CUDA_DEVICES", "2");
    String words = "sweep --width 2,40,300 --gain 1,3 --networks 101 --engine cuda --threads 4";
    SoftwareCuda.Ended ended = run(environment, Main.class, (Object[]) words.split(" "));
    assertEquals(0, ended.status(), ended.output());
    SoftwareCuda.assertNothingLeft(ended, 2);
  }

  /** Both pipelines, every observable, a recorded graph, and its faults. */
  @ParameterizedTest
  @CsvSource({"LOSE_DEVICE, 100000", "LOSE_DEVICE, 150", "FAIL_LAUNCH, 30", "FAIL_ALLOCATION, 15"})
  void observationsAreClean(String fault, String value) throws Exception {
    Map<String, String> environment =
        Map.of("SOFTWARE_CUDA_" + fault, value, "SOFTWARE_CUDA_DEVICES", "2");
    String common = " --starts 2 --transient 3 --steps 33 --networks 70 --engine cuda --threads 3";
    for (String words :
        List.of(
            "sweep --width 2,9 --observe lyapunov,scrambling,growth,persistence,jacobian,escape",
            "estimate --state 40 --depth 3 --width 7 --activation gelu --output tanh"
                + " --observe lyapunov,scrambling,jacobian,escape")) {
      SoftwareCuda.Ended ended =
          run(environment, Main.class, (Object[]) (words + common).split(" "));
      assertEquals(0, ended.status(), ended.output());
      SoftwareCuda.assertNothingLeft(ended, 2);
    }
  }

  @Test
  void aKernelThatWritesTooFarIsFound() throws Exception {
    SoftwareCuda.Ended ended = run(Map.of(), OverrunCheck.class);
    assertNotEquals(0, ended.status());
    assertTrue(ended.output().contains("AddressSanitizer: use-after-poison"), ended.output());
  }

  private SoftwareCuda.Ended run(
      Map<String, String> environment, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    Map<String, String> sanitized = new HashMap<>(environment);
    sanitized.put("LD_LIBRARY_PATH", LIBRARIES.toString());
    // The sanitizer must be loaded first, and must leave alone what the JVM does with memory and
    // signals.
    sanitized.put("LD_PRELOAD", libraryOfSanitizer());
    sanitized.put("ASAN_OPTIONS", "handle_segv=0:detect_leaks=0");
    return SoftwareCuda.run(folder, sanitized, main, arguments);
  }

  private static String libraryOfSanitizer() throws IOException, InterruptedException {
    Process compiler = new ProcessBuilder("g++", "-print-file-name=libasan.so").start();
    byte[] path = compiler.getInputStream().readAllBytes();
    assertEquals(0, compiler.waitFor());
    return new String(path, StandardCharsets.UTF_8).strip();
  }
}
