package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed, interrupted, doubled or run out of disk, and what is left of them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CampaignKillTest {
  private static final int THREADS = 2;

  /** 160 blocks and a catalog. */
  private static final String SWEEP =
      "sweep --width 2,40 --gain 4 --seed 3 --engine cpu --json --quiet --threads "
          + THREADS
          + " --networks ";

  @TempDir Path folder;
  private Path out;
  private Path journal;

  @BeforeEach
  void makeFolder() {
    assumeTrue(File.separatorChar == '/', "signals are POSIX");
    out = folder.resolve("out");
    journal = out.resolve("journal.jsonl");
  }

  private String into(String words) {
    return words + " --out " + out + " --catalog " + folder.resolve("catalog");
  }

  private CampaignProcess start(String words) throws IOException {
    return CampaignProcess.start(folder, "", words);
  }

  private JsonNode whole(String words) throws IOException {
    Path catalog = folder.resolve("expected");
    Cli run = Cli.run((words + " --catalog " + catalog).split(" "));
    assertEquals(0, run.status(), run.err());
    return CampaignTest.facts(run.out());
  }

  /**
   * Kills at random moments. What is lost is at most the block that each thread was working on: the
   * kill comes after {@code before} lines were seen, and the next run begins with at least as many.
   */
  private void killed(int times, String words) throws Exception {
    JsonNode expected = whole(words);
    Random random = new Random(times);
    int kills = 0;
    while (kills < times) {
      CampaignProcess run = start(into(words) + " --resume");
      long lines = CampaignProcess.lines(journal);
      if (random.nextInt(5) == 0) {
        // Also while Java starts and the journal is read.
        Thread.sleep(random.nextInt(600));
      } else {
        run.awaitLines(journal, lines + random.nextInt(3));
        Thread.sleep(random.nextInt(30));
      }
      long before = CampaignProcess.lines(journal);
      if (!run.process().isAlive()) {
        break;
      }
      run.signal("KILL");
      assertEquals(137, run.end().status());
      assertTrue(CampaignProcess.lines(journal) >= before);
      kills++;
    }
    assertEquals(times, kills, "kills before it was finished");
    CampaignProcess.Ended last = start(into(words) + " --resume").end();
    assertEquals(0, last.status(), last.err());
    assertEquals(expected, CampaignTest.facts(last.out()));
    assertEquals(-1, Files.mismatch(folder.resolve("expected"), folder.resolve("catalog")));
    // Every block was finished once: none of those in the journal was done again.
    long blocks =
        Files.readAllLines(journal).stream().filter(l -> l.contains("\"block\":")).count();
    long distinct =
        Files.readAllLines(journal).stream()
            .filter(line -> line.startsWith("{\"block\":"))
            .map(line -> line.substring(0, line.indexOf(',')))
            .distinct()
            .count();
    assertEquals(distinct, blocks);
  }

  @Test
  void countsSurviveKills() throws Exception {
    killed(5, SWEEP + 10_000);
  }

  @Test
  @Tag("long")
  void countsSurviveAHundredKills() throws Exception {
    killed(100, SWEEP.replace("2,40", "2,3,40,41") + 400_000);
  }

  /** Whether the lowest bit, that of signal 1, is set in the mask of what this process ignores. */
  private static boolean hangupIsIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> Character.digit(line.charAt(line.length() - 1), 16) % 2 == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "USR1", "INT", "HUP"})
  void signalsEndWith75AndTheRestIsDoneLater(String signal) throws Exception {
    assumeFalse(signal.equals("HUP") && hangupIsIgnored(), "run by nohup, which processes inherit");
    String words = SWEEP + 10_000;
    CampaignProcess run = start(into(SWEEP + 10_000_000));
    run.awaitLines(journal, 2);
    run.signal(signal);
    CampaignProcess.Ended ended = run.end();
    assertEquals(75, ended.status(), ended.err());
    assertEquals("", ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(
        ended.err().matches("liyorke: interrupted; blocks left to do: [0-9,]+; .*--resume.*\n"));
    assertFalse(Files.exists(folder.resolve("catalog")));
    assertFalse(Files.exists(out.resolve("summary.json")));
    Cli other = Cli.run((into(words) + " --resume").split(" "));
    assertEquals(2, other.status());
    assertTrue(other.err().contains("range[1]: 10000000 in the folder"), other.err());
  }

  /** What is counted is printed where nothing can be resumed. */
  @ParameterizedTest
  @CsvSource({"TERM, 143", "USR1, 138", "INT, 130"})
  void withoutAFolderSignalsPrintWhatWasCounted(String signal, int status) throws Exception {
    CampaignProcess run = start("estimate --width 2 --engine auto --networks 1e15");
    while (run.process().isAlive() && Files.size(folder.resolve("stderr")) == 0) {
      Thread.sleep(10);
    }
    Thread.sleep(500);
    run.signal(signal);
    CampaignProcess.Ended ended = run.end();
    assertEquals(status, ended.status(), ended.err());
    assertTrue(ended.out().contains("Incomplete: interrupted"), ended.out());
  }

  @Test
  void aSecondProcessIsRefusedAndTheFirstGoesOn() throws Exception {
    CampaignProcess run = start(into(SWEEP + 10_000_000));
    run.awaitLines(journal, 1);
    for (String resume : new String[] {"", " --resume"}) {
      Cli second = Cli.run((into(SWEEP + 10_000_000) + resume).split(" "));
      assertEquals(2, second.status(), second.err());
      assertEquals(1, second.err().lines().count(), second.err());
      assertTrue(second.err().contains("in use by another process"), second.err());
    }
    long lines = CampaignProcess.lines(journal);
    run.awaitLines(journal, lines);
    assertTrue(run.process().isAlive());
    run.signal("TERM");
    assertEquals(75, run.end().status());
  }

  /** A limit on the size of files stands for a full disk, at several places within a line. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aFullDiskEndsWith5AndTheRestIsDoneLater(int kilobytes) throws Exception {
    String words = SWEEP + 3_000;
    JsonNode expected = whole(words);
    // In blocks of 512 bytes.
    String limit = "ulimit -f " + (2 * kilobytes + 1) + "; ";
    CampaignProcess.Ended ended = CampaignProcess.start(folder, limit, into(words)).end();
    assertEquals(5, ended.status(), ended.err());
    assertEquals("", ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains("journal.jsonl: cannot be written"), ended.err());
    assertTrue(ended.err().contains("--resume"), ended.err());
    Cli resumed = Cli.run((into(words) + " --resume").split(" "));
    assertEquals(0, resumed.status(), resumed.err());
    assertEquals("", resumed.err());
    assertEquals(expected, CampaignTest.facts(resumed.out()));
    assertEquals(-1, Files.mismatch(folder.resolve("expected"), folder.resolve("catalog")));
  }
}
