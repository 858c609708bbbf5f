package org.liyorke.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked for before anything is loaded. */
class CudaLibrariesTest {
  @Test
  void librariesAreLookedForInTheLibraryPathFirst(@TempDir Path folder) throws IOException {
    Path library = Files.createFile(folder.resolve("libcuda.so.1"));
    List<CudaLibraries.Finding> found = CudaLibraries.find("/nowhere:" + folder);
    assertEquals(library, found.get(0).path());
    assertEquals("libcuda.so.1", found.get(0).name());
    assertTrue(found.get(0).advice().contains("driver"), found.get(0).advice());
    assertTrue(found.get(1).advice().contains("CUDA toolkit"), found.get(1).advice());
    assertEquals(List.of("/nowhere", folder.toString()), found.get(1).folders().subList(0, 2));
    assertTrue(found.get(1).path() == null || !found.get(1).path().startsWith(folder));
    assertNull(
        CudaLibraries.find("").stream()
            .filter(f -> f.folders().contains(""))
            .findAny()
            .orElse(null));
  }
}
