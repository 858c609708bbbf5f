package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liyorke.model.UserError;

class OutputFolderTest {
  @TempDir Path temp;

  private static List<String> names(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertRefused(Path folder, String reason) {
    UserError error = assertThrows(UserError.class, () -> OutputFolder.prepare(folder));
    assertEquals(UserError.OUTPUT, error.exitStatus());
    assertTrue(error.getMessage().startsWith(folder + ": "), error.getMessage());
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void holdsTheFiveFilesAndNothingElse() throws IOException {
    Path folder = temp.resolve("a/b/out");
    OutputFolder.write(folder, Samples.report(Samples.widths(2, 8)));
    assertEquals(
        List.of("chart.png", "chart.svg", "report.html", "summary.csv", "summary.json"),
        names(folder));
    byte[] png = Files.readAllBytes(folder.resolve("chart.png"));
    assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(png, 4));
    assertTrue(Files.readString(folder.resolve("chart.svg")).contains("<svg"));
    assertEquals(
        2,
        new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).get("points").size());
    assertEquals(
        3, Files.readAllLines(folder.resolve("summary.csv"), StandardCharsets.UTF_8).size());
  }

  @Test
  void anOlderSummaryIsReplaced() throws IOException {
    Files.writeString(temp.resolve("summary.json"), "old");
    OutputFolder.write(temp, Samples.report(Samples.widths(2)));
    assertTrue(Files.readString(temp.resolve("summary.json")).startsWith("{"));
  }

  @Test
  void foldersThatCannotBeWrittenAreRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "text");
    assertRefused(file, "must be a folder");
    assertRefused(file.resolve("below"), "ot a directory");
    // Not even root can create a folder there.
    assertRefused(Path.of("/proc/liyorke-out"), "");
    assertEquals("text", Files.readString(file));
  }

  @Test
  void preparingLeavesNothingButTheFolder() throws IOException {
    Path folder = temp.resolve("new");
    OutputFolder.prepare(folder);
    assertEquals(List.of(), names(folder));
  }

  @Test
  void aFailedWriteLeavesNoPartialFile() throws IOException {
    Files.createDirectories(temp.resolve("summary.csv/inside"));
    UserError error =
        assertThrows(
            UserError.class, () -> OutputFolder.write(temp, Samples.report(Samples.widths(2, 4))));
    assertEquals(UserError.OUTPUT, error.exitStatus());
    assertTrue(
        error.getMessage().startsWith(temp.resolve("summary.csv") + ": cannot be written: "));
    assertEquals(List.of("summary.csv", "summary.json"), names(temp));
  }

  @Test
  void contentThatFailsMidwayKeepsTheOldFile() throws IOException {
    Path file = Files.writeString(temp.resolve("f"), "old");
    assertThrows(
        UserError.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("disk full");
                }));
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IllegalStateException("unexpected");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("f"), names(temp));
    assertFalse(Files.isExecutable(file));
  }
}
