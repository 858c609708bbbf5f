package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code docs/slurm} on a real Slurm. */
@Tag("long")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlurmTest {
  private static final Path LIBRARIES = Path.of("native", "build").toAbsolutePath();
  private static final String SWEEP = "sweep --width 2,40 --gain 1,4 --seed 3 --networks ";
  private static final String NO_OUTPUT = "--output=/dev/null";
  private static final Pattern JOB = Pattern.compile("(?m)^job (\\d+): ");

  @TempDir private static Path clusterFolder;
  private static SlurmCluster cluster;
  private static Path jar;

  @TempDir Path folder;

  @BeforeAll
  static void startSlurm() throws Exception {
    cluster = SlurmCluster.start(clusterFolder);
    jar = ClassPathJar.make(clusterFolder);
  }

  @AfterAll
  static void stopSlurm() throws Exception {
    if (cluster != null) {
      cluster.stop();
    }
  }

  /** The numbers of the two jobs. */
  private record Submitted(String array, String merge) {
    String task(int index) {
      return array + "_" + index;
    }
  }

  private Path campaign() {
    return folder.resolve("campaign");
  }

  private Path journal(int shard, int of) {
    return campaign().resolve("shard-" + shard + "-of-" + of).resolve("journal.jsonl");
  }

  private Submitted submit(String options, int shards, String words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("docs", "slurm", "submit").toAbsolutePath().toString());
    command.addAll(List.of("--sbatch", "--cpus-per-task=1"));
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split(" ")));
    }
    command.addAll(List.of(Integer.toString(shards), campaign().toString()));
    command.addAll(List.of(words.split(" ")));
    Map<String, String> environment =
        Map.of(
            "LIYORKE_JAR", jar.toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "LIYORKE_JAVA_OPTS", "-XX:TieredStopAtLevel=1",
            "LD_LIBRARY_PATH", LIBRARIES.toString());
    SlurmCluster.Ended ended = cluster.call(environment, command.toArray(String[]::new));
    assertEquals(0, ended.status(), ended.err());
    Matcher jobs = JOB.matcher(ended.out());
    assertTrue(jobs.find(), ended.out());
    String array = jobs.group(1);
    assertTrue(jobs.find(), ended.out());
    return new Submitted(array, jobs.group(1));
  }

  private JsonNode oneRun(String words) throws IOException {
    Path catalog = folder.resolve("expected");
    Cli run = Cli.run((words + " --json --quiet --engine cpu --catalog " + catalog).split(" "));
    assertEquals(0, run.status(), run.err());
    return CampaignTest.facts(run.out());
  }

  private JsonNode report() throws IOException {
    return CampaignTest.facts(Files.readString(campaign().resolve("report/summary.json")));
  }

  private void awaitLines(Path journal, long lines) throws Exception {
    cluster.await("block", () -> CampaignProcess.lines(journal) > lines);
  }

  private void awaitRestart(Submitted jobs, int task, int restarts) throws Exception {
    cluster.await(
        "restart " + restarts + " of task " + task,
        () ->
            Integer.parseInt(cluster.jobField(jobs.task(task), "Restarts")) >= restarts
                && cluster.jobField(jobs.task(task), "JobState").equals("RUNNING"));
  }

  @Test
  void theMergedArrayIsTheOneRun() throws Exception {
    String words = SWEEP + 2_000;
    Submitted jobs = submit("--catalog --at-most 2 --confidence 0.9", 3, words);
    JsonNode expected = oneRun(words + " --confidence 0.9");
    assertEquals("COMPLETED", cluster.awaitEnd(jobs.merge()));
    assertEquals(expected, report());
    Path catalog = campaign().resolve("report/catalog.jsonl");
    assertEquals(-1, Files.mismatch(folder.resolve("expected"), catalog));
    for (int i = 0; i < 3; i++) {
      assertTrue(CampaignProcess.lines(journal(i, 3)) > 1);
    }
  }

  @Test
  void tasksWithGpusCountTheSame() throws Exception {
    assumeTrue(Files.exists(LIBRARIES.resolve("libcuda.so.1")), "native/ is not built");
    String words = SWEEP + 500;
    Submitted jobs = submit("--gpu", 2, words);
    JsonNode expected = oneRun(words);
    for (int i = 0; i < 2; i++) {
      assertTrue(cluster.run("scontrol", "show", "job", jobs.task(i)).contains("gres:gpu:1"));
    }
    assertEquals("COMPLETED", cluster.awaitEnd(jobs.merge()));
    assertEquals(expected.findValues("counts"), report().findValues("counts"));
    JsonNode shard =
        new ObjectMapper().readTree(campaign().resolve("shard-0-of-2/summary.json").toFile());
    assertEquals("cuda", shard.at("/engine/name").asText());
  }

  /** Told to stop, preempted by a job that needs the whole node, and a failure of the node. */
  @Test
  void interruptedTasksGoOnWhereTheyWere() throws Exception {
    String words = "sweep --width 2,40 --gain 4 --seed 3 --networks 1e6";
    Submitted jobs = submit("--catalog", 2, words);
    awaitProgress(jobs, 0);
    cluster.run("scancel", "--signal=USR1", jobs.array());
    awaitProgress(jobs, 1);
    cluster.run("sbatch", "--partition=high", "--cpus-per-task=32", "--wrap=true", NO_OUTPUT);
    awaitProgress(jobs, 2);
    cluster.failNode();
    JsonNode expected = oneRun(words);
    assertEquals("COMPLETED", cluster.awaitEnd(jobs.merge()));
    for (int i = 0; i < 2; i++) {
      assertEquals("3", cluster.jobField(jobs.task(i), "Restarts"));
    }
    assertEquals(expected, report());
    Path catalog = campaign().resolve("report/catalog.jsonl");
    assertEquals(-1, Files.mismatch(folder.resolve("expected"), catalog));
  }

  /** Waits until both tasks were restarted so many times and have finished blocks since. */
  private void awaitProgress(Submitted jobs, int restarts) throws Exception {
    for (int i = 0; i < 2; i++) {
      awaitRestart(jobs, i, restarts);
    }
    long[] before = {CampaignProcess.lines(journal(0, 2)), CampaignProcess.lines(journal(1, 2))};
    for (int i = 0; i < 2; i++) {
      awaitLines(journal(i, 2), before[i] + 1);
    }
  }

  /**
   * Slurm looks every half minute whose time is up, and warns jobs of two minutes at once. A task
   * that was cancelled does not come back, nor does the merge wait for it.
   */
  @Test
  void theTimeLimitRequeuesAndACancelDoesNot() throws Exception {
    Submitted jobs = submit("--sbatch --time=2", 1, SWEEP + "1e9");
    awaitRestart(jobs, 0, 1);
    long before = CampaignProcess.lines(journal(0, 1));
    assertTrue(before > 1);
    awaitLines(journal(0, 1), before);
    Cli merge = Cli.run("merge", "--allow-gaps", "--json", journal(0, 1).getParent().toString());
    assertEquals(0, merge.status(), merge.err());
    JsonNode report = new ObjectMapper().readTree(merge.out());
    assertFalse(report.get("complete").asBoolean());
    assertTrue(report.at("/points/0/networks").asLong() > 0);

    cluster.run("scancel", jobs.array());
    assertEquals("CANCELLED", cluster.awaitEnd(jobs.merge()));
    cluster.awaitEmptyQueue();
    assertEquals("CANCELLED", cluster.jobField(jobs.task(0), "JobState"));
  }

  /** A file in the place of a shard's folder makes that shard fail. */
  @Test
  void aFailedShardIsAGapUntilTheCampaignIsSubmittedAgain() throws Exception {
    String words = SWEEP + 500;
    Files.createDirectory(campaign());
    Path obstacle = Files.createFile(campaign().resolve("shard-1-of-2"));
    Submitted jobs = submit("--allow-gaps", 2, words);
    assertEquals("COMPLETED", cluster.awaitEnd(jobs.merge()));
    assertEquals("FAILED", cluster.jobField(jobs.task(1), "JobState"));
    Path summary = campaign().resolve("report/summary.json");
    assertFalse(new ObjectMapper().readTree(summary.toFile()).get("complete").asBoolean());

    jobs = submit("", 2, words);
    assertEquals("CANCELLED", cluster.awaitEnd(jobs.merge()));

    Files.delete(obstacle);
    List<String> finished = Files.readAllLines(journal(0, 2));
    jobs = submit("", 2, words);
    assertEquals("COMPLETED", cluster.awaitEnd(jobs.merge()));
    assertEquals(finished, Files.readAllLines(journal(0, 2)));
    assertEquals(oneRun(words), report());
  }
}
