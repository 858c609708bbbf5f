package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devices} with the software CUDA device and with libraries that cannot be loaded. */
class CudaDevicesTest {
  private static final Path LIBRARIES = Path.of("native", "build").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void softwareDevicesAreListed() throws Exception {
    assumeTrue(Files.exists(LIBRARIES.resolve("libcuda.so.1")), "native/ is not built");
    JsonNode cuda = devices(LIBRARIES).get("cuda");
    assertTrue(cuda.get("available").asBoolean());
    assertTrue(cuda.get("reason").asText().contains("for tests"), cuda.toString());
    assertEquals("12.6", cuda.get("driver").asText());
    assertEquals("10.3.10", cuda.get("curand").asText());
    assertTrue(cuda.get("cublas_problem").isNull(), cuda.toString());
    assertEquals(2, cuda.get("devices").size());
    JsonNode device = cuda.get("devices").get(1);
    assertEquals("software CUDA device 1", device.get("name").asText());
    assertEquals(100, device.get("memory_mib").asInt());
    assertEquals("7.5", device.get("compute_capability").asText());
    assertTrue(device.get("software").asBoolean());
  }

  /** A library that is found first and is none: the same as none at all, and no crash. */
  @Test
  void whatCannotBeLoadedIsAProblemAndNoFailure() throws Exception {
    Files.writeString(folder.resolve("libcuda.so.1"), "no library");
    Files.writeString(folder.resolve("libcurand.so.10"), "no library");
    Files.writeString(folder.resolve("libcublas.so.12"), "no library");
    JsonNode cuda = devices(folder).get("cuda");
    assertFalse(cuda.get("available").asBoolean());
    assertTrue(cuda.get("reason").asText().contains("libcuda.so.1"), cuda.toString());
    assertTrue(cuda.get("driver").isNull());
    assertTrue(cuda.get("driver_problem").asText().contains("libcuda.so.1"), cuda.toString());
    assertTrue(cuda.get("curand_problem").asText().contains("libcurand.so.10"), cuda.toString());
    assertTrue(cuda.get("cublas_problem").asText().contains("libcublas.so.12"), cuda.toString());
    assertEquals(0, cuda.get("devices").size());
  }

  private JsonNode devices(Path libraries) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "-Xshare:auto", "-cp", classPath, Main.class.getName(), "devices", "--json");
    builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
    builder.environment().put("SOFTWARE_CUDA_DEVICES", "2");
    builder.environment().put("SOFTWARE_CUDA_MEMORY", "100");
    Path output = folder.resolve("output");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(output.toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue());
    return new ObjectMapper().readTree(output.toFile());
  }
}
