package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** classify and verify from line to line. */
class ClassifyTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  /** The tent map of slope s on [0, 1]: s x up to 1/2, then s (1 - x); zero below 0. */
  private static String tent(String id, double s) {
    return "{\"id\": \""
        + id
        + "\", \"layers\": [{\"weights\": [[1],[1]], \"bias\": [0,-0.5], \"activation\": \"relu\"},"
        + " {\"weights\": [["
        + s
        + ","
        + -2 * s
        + "]], \"bias\": [0], \"activation\": \"identity\"}]}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "7"})
  void answersComeInOrderWhateverTheThreads(String threads) throws IOException {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      input.append(i % 7 == 3 ? "nonsense" : tent("t" + i, i % 2 == 0 ? 2 : 0.5)).append('\n');
    }
    Cli run = Cli.runWith(input.toString(), "classify", "-", "--threads", threads);
    assertEquals(3, run.status());
    assertEquals(24, run.lines().size());
    for (int i = 0; i < 24; i++) {
      JsonNode answer = MAPPER.readTree(run.lines().get(i));
      if (i % 7 == 3) {
        assertEquals(i + 1, answer.get("line").asInt());
        assertTrue(answer.get("error").asText().contains("not JSON"), answer.toString());
      } else {
        assertEquals("t" + i, answer.get("id").asText());
        assertEquals(i % 2 == 0 ? "chaotic" : "ordered", answer.get("verdict").asText());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{\"id\": 1, \"layers\": [{\"weights\": [[1]",
        "[1, 2]",
        "null",
        "{\"layers\": []}",
        "{\"layers\": 3}",
        "{\"layers\": [{\"weights\": [[NaN]], \"bias\": [0], \"activation\": \"relu\"}]}",
        "{\"layers\": [{\"weights\": [[1e999]], \"bias\": [0], \"activation\": \"relu\"}]}",
        "{\"layers\": [{\"weights\": [[1],[2,3]], \"bias\": [0,0], \"activation\": \"relu\"}]}",
        "{\"layers\": [{\"weights\": [[1,1],[2,3]], \"bias\": [0,0], \"activation\": \"relu\"}]}",
        "{\"layers\": [{\"weights\": [[1]], \"bias\": [0], \"activation\": \"swish\"}]}",
        "{} trailing"
      })
  void aBadLineGetsAnErrorAndTheRestGoOn(String bad) throws IOException {
    Cli run = Cli.runWith(bad + "\n" + tent("good", 2) + "\n", "classify", "-");
    assertEquals(3, run.status());
    assertEquals("", run.err());
    assertEquals(2, run.lines().size(), run.out());
    JsonNode error = MAPPER.readTree(run.lines().get(0));
    assertEquals(1, error.get("line").asInt());
    assertTrue(error.has("id") && !error.get("error").asText().isEmpty());
    assertEquals("chaotic", MAPPER.readTree(run.lines().get(1)).get("verdict").asText());
  }

  @Test
  @Timeout(60)
  void aLineOfAHundredMegabytesIsPassedOver() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = longLine(100_000_000, tent("after", 2) + "\n");
    int status = Main.run(new String[] {"classify", "-"}, in, out, err);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, status, err.toString());
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).length() < 1_000, lines.get(0));
    assertEquals("after", MAPPER.readTree(lines.get(1)).get("id").asText());
  }

  /** An open list of ones, then the tail on a line of its own. */
  private static InputStream longLine(int length, String tail) {
    byte[] head = "{\"layers\": [{\"weights\": [[".getBytes(StandardCharsets.UTF_8);
    byte[] end = ("\n" + tail).getBytes(StandardCharsets.UTF_8);
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        long i = position++;
        if (i < head.length) {
          return head[(int) i];
        }
        if (i < length) {
          return i % 2 == 0 ? '1' : ',';
        }
        return i - length < end.length ? end[(int) (i - length)] : -1;
      }
    };
  }

  @Test
  @Timeout(60)
  void anAnswerComesBeforeTheNextLineIsRead() throws Exception {
    PipedOutputStream toProgram = new PipedOutputStream();
    PipedInputStream programInput = new PipedInputStream(toProgram, 1 << 16);
    PipedOutputStream fromProgram = new PipedOutputStream();
    BufferedReader answers =
        new BufferedReader(
            new InputStreamReader(
                new PipedInputStream(fromProgram, 1 << 16), StandardCharsets.UTF_8));
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> Main.run(new String[] {"classify", "-"}, programInput, fromProgram, System.err));
    for (int i = 0; i < 3; i++) {
      toProgram.write((tent("n" + i, 2) + "\n").getBytes(StandardCharsets.UTF_8));
      toProgram.flush();
      assertTrue(answers.readLine().startsWith("{\"id\":\"n" + i + "\""));
    }
    toProgram.close();
    assertEquals(0, status.get(30, TimeUnit.SECONDS));
  }

  @Test
  void noInputHasNoAnswers() {
    assertEquals(new Cli(0, "", ""), Cli.runWith("", "classify", "-"));
  }

  @Test
  void verifyAcceptsTheAnswersAndNothingElse() throws IOException {
    String networks = tent("a", 2) + "\n" + tent("b", 0.5) + "\nnonsense\n";
    Path networkFile = Files.writeString(folder.resolve("networks.jsonl"), networks);
    String proofs = Cli.runWith(networks, "classify", "-").out();
    Cli good = Cli.runWith(proofs, "verify", networkFile.toString(), "-");
    assertEquals("3 checked, 0 failed\n", good.out());
    assertEquals(0, good.status());

    String lie = proofs.replace("\"ordered\"", "\"chaotic\"");
    Cli bad = Cli.runWith(lie, "verify", networkFile.toString(), "-");
    assertEquals(3, bad.status());
    assertTrue(bad.lines().get(0).startsWith("line 2 (id \"b\"): "), bad.out());
    assertEquals("3 checked, 1 failed", bad.lines().get(1));
    JsonNode json =
        MAPPER.readTree(Cli.runWith(lie, "verify", networkFile.toString(), "-", "--json").out());
    assertEquals(1, json.get("failed").asInt());
    assertEquals("b", json.get("failures").get(0).get("id").asText());
  }
}
