package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The words of NVIDIA's cuRAND, which the profile {@code curand} downloads, are Java's (contract
 * 1).
 */
@Tag("curand")
class RealCurandTest {
  private static final Path FOLDER = Path.of("target", "curand").toAbsolutePath();

  @Test
  void wordsAreJavas(@TempDir Path folder) throws Exception {
    assertTrue(Files.exists(FOLDER.resolve("libcurand.so.10")), "mvn -Pcurand test");
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", FOLDER.toString());
    SoftwareCuda.Ended ended = SoftwareCuda.run(folder, environment, HostWordsCheck.class);
    assertEquals(0, ended.status(), ended.output());
    assertTrue(ended.output().contains("equal 27000000"), ended.output());
  }
}
