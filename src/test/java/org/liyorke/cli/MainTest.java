package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, version, devices, and output that cannot be written. */
class MainTest {
  @Test
  void versionIsPrinted() {
    Cli run = Cli.run("--version");
    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("liyorke "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"estimate", "sweep", "classify", "verify", "inspect", "devices"})
  void everyCommandHasHelpThatFitsATerminal(String command) {
    Cli run = Cli.run(command, "--help");
    assertEquals(0, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("usage: liyorke " + command), run.out());
    assertTrue(Cli.run("--help").out().contains("\n  " + command + " "));
    assertTrue(run.lines().stream().allMatch(line -> line.length() <= 110), run.out());
  }

  @Test
  void helpNamesTheDefaults() {
    String help = Cli.run("estimate", "--help").out();
    assertTrue(help.contains("(default 1e6)"), help);
    assertTrue(help.contains("(default 0.95)"), help);
    assertTrue(help.contains("(default all cores)"), help);
  }

  @Test
  void devicesSaysWhatIsThereAndWhy() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Cli.run("devices", "--json").out());
    assertTrue(json.get("cpu").get("available").asBoolean());
    assertEquals(Runtime.getRuntime().availableProcessors(), json.get("cpu").get("cores").asInt());
    assertTrue(json.get("cuda").get("libraries").has("libcuda.so.1"));
    assertTrue(Cli.run("devices").out().contains("libcurand.so.10"));
  }

  @Test
  void aReaderThatWentAwayIsNoNews() {
    assertOutput("Broken pipe", "");
  }

  @Test
  void aFullDiskIsOneLine() {
    assertOutput(
        "No space left on device",
        "liyorke: standard output: cannot be written: No space left on device\n");
  }

  private static void assertOutput(String failure, String message) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = {"devices"};
    assertEquals(5, Main.run(words, new ByteArrayInputStream(new byte[0]), out, err));
    assertEquals(message, err.toString());
  }
}
