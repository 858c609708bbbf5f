package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The software CUDA device of {@code native/} in tests. */
final class SoftwareCuda {
  static final Path LIBRARIES = Path.of("native", "build").toAbsolutePath();

  private SoftwareCuda() {}

  /**
   * Skips the test where the build had no C++ compiler; the build itself sees to it that CI has
   * one.
   */
  static void assumeBuilt() {
    assumeTrue(
        Files.exists(LIBRARIES.resolve("libcuda.so.1")),
        "no software CUDA device: g++ and make are needed to build native/");
  }

  /** Runs make in {@code native/}, which must succeed. */
  static void make(Path folder, String... arguments) throws IOException, InterruptedException {
    assumeBuilt();
    List<String> command = new ArrayList<>(List.of("make", "-s", "-C", "native"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("make");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process make = builder.redirectOutput(output.toFile()).start();
    assertTrue(make.waitFor(5, TimeUnit.MINUTES), "make did not end");
    assertEquals(0, make.exitValue(), Files.readString(output));
  }

  /**
   * The first device of this JVM: the software device, or with {@code -Dnative.libraries} of Maven
   * naming the folder of a CUDA toolkit, a GPU.
   */
  static CudaDevice device() {
    assumeBuilt();
    CudaPlatform platform = CudaPlatform.find();
    assertNull(platform.driverProblem());
    assertNull(platform.randomProblem());
    return platform.devices().get(0);
  }

  /** Nothing is allocated; a GPU's driver keeps memory of its own. */
  static void assertNothingAllocated(DeviceContext context) {
    if (context.properties().isSoftware()) {
      assertEquals(context.properties().memory(), context.freeMemory());
    }
  }

  /**
   * What a process ended with.
   *
   * @param status of its exit
   * @param output standard output and standard error
   * @param report the account of the software device: one line a device
   */
  record Ended(int status, String output, List<String> report) {}

  /**
   * Runs a class with software devices of its own.
   *
   * @param folder for the report
   * @param environment variables of the software device
   */
  static Ended run(Path folder, Map<String, String> environment, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    return end(folder, start(folder, environment, main, arguments));
  }

  /** The same without waiting for its end. */
  static Process start(
      Path folder, Map<String, String> environment, Class<?> main, Object... arguments)
      throws IOException {
    assumeBuilt();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path report = folder.resolve("report");
    Files.deleteIfExists(report);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", LIBRARIES.toString());
    builder.environment().put("SOFTWARE_CUDA_REPORT", report.toString());
    builder.environment().putAll(environment);
    return builder.redirectOutput(folder.resolve("output").toFile()).start();
  }

  /** Waits for the end of a process that was started with this folder. */
  static Ended end(Path folder, Process process) throws IOException, InterruptedException {
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "a process of the test did not end");
    Path report = folder.resolve("report");
    List<String> lines = Files.exists(report) ? Files.readAllLines(report) : List.of();
    return new Ended(process.exitValue(), Files.readString(folder.resolve("output")), lines);
  }

  /** Everything that was made was freed. */
  static void assertNothingLeft(Ended ended, int devices) {
    assertEquals(devices, ended.report().size(), ended.output());
    for (String line : ended.report()) {
      String nothing =
          "allocations=0 streams=0 modules=0 contexts=0 generators=0 events=0 handles=0 graphs=0 ";
      assertTrue(line.contains(nothing), line + "\n" + ended.output());
    }
  }
}
