package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed PTX belongs to its sources, and what runs kernels on the host runs them as a GPU
 * does.
 */
class KernelSourcesTest {
  private static final Path KERNELS = Path.of("kernels");

  @ParameterizedTest
  @MethodSource("sources")
  void thePtxWasMadeFromTheSourcesThatAreThere(String source) throws Exception {
    List<String> ptx = Files.readAllLines(KERNELS.resolve(source.replaceFirst("cu$", "ptx")));
    String hash = HexFormat.of().formatHex(hashOfSources());
    assertEquals("// sources sha256 " + hash, ptx.get(1), "the PTX is stale: run make -C kernels");
    assertTrue(ptx.contains(".version 7.0"), "the PTX version that old drivers read");
    assertTrue(ptx.contains(".target sm_75"), "the oldest architecture");
  }

  static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(KERNELS)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".cu")).toList();
    }
  }

  /** Of Makefile and sources in the order of their names, as kernels/Makefile does. */
  private static byte[] hashOfSources() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(Files.readAllBytes(KERNELS.resolve("Makefile")));
    try (Stream<Path> files = Files.list(KERNELS)) {
      for (Path file : files.filter(f -> f.toString().matches(".*[.]cuh?")).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    return digest.digest();
  }

  @Test
  void theSoftwareDeviceDoesWhatAGpuDoes(@TempDir Path folder) throws Exception {
    SoftwareCuda.make(folder, "test");
  }
}
