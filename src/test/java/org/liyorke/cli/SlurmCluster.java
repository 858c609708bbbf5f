package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Slurm of one node on this machine, run by this user: its daemons, key, ports and files are its
 * own, in one folder. The node has 32 cores and two GPUs, whatever the machine has; of its two
 * partitions, {@code high} takes the node from {@code low}, the default, and requeues what runs
 * there.
 */
final class SlurmCluster {
  private static final List<String> PROGRAMS =
      List.of("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scancel", "scontrol");

  private static final Set<String> UNFINISHED = Set.of("PENDING", "RUNNING", "COMPLETING");

  /**
   * A requeued job starts when its credential has expired; 5 s is the shortest that Slurm takes.
   */
  private static final String CONFIGURATION =
      """
      ClusterName=test
      SlurmctldHost=HOST(127.0.0.1)
      SlurmctldPort=PORT1
      SlurmdPort=PORT2
      SlurmUser=USER
      SlurmdUser=USER
      AuthType=auth/munge
      CredType=cred/munge
      AuthInfo=socket=FOLDER/munge.socket,cred_expire=5
      MailProg=/bin/true
      MpiDefault=none
      ProctrackType=proctrack/linuxproc
      TaskPlugin=task/none
      SelectType=select/cons_tres
      SelectTypeParameters=CR_CPU_Memory
      SchedulerType=sched/backfill
      SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
      PreemptType=preempt/partition_prio
      PreemptMode=REQUEUE
      KillWait=5
      ReturnToService=2
      JobAcctGatherType=jobacct_gather/none
      AccountingStorageType=accounting_storage/none
      JobCompType=jobcomp/none
      StateSaveLocation=FOLDER/state
      SlurmdSpoolDir=FOLDER/spool
      SlurmctldPidFile=FOLDER/slurmctld.pid
      SlurmdPidFile=FOLDER/slurmd.pid
      SlurmdParameters=config_overrides
      GresTypes=gpu
      NodeName=node NodeHostname=HOST NodeAddr=127.0.0.1 CPUs=32 RealMemory=64000 Gres=gpu:2
      PartitionName=low Nodes=node Default=YES PriorityTier=1
      PartitionName=high Nodes=node PriorityTier=2 PreemptMode=OFF
      """;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private final List<Process> daemons = new ArrayList<>();
  private boolean ready;

  private SlurmCluster(Path folder) {
    this.folder = folder;
    environment.put("SLURM_CONF", folder.resolve("slurm.conf").toString());
  }

  /**
   * Starts one. Where Slurm is not installed the test is skipped, but fails in CI.
   *
   * @param folder an empty folder, with a short path as that of a socket has at most 107 bytes
   */
  static SlurmCluster start(Path folder) throws IOException, InterruptedException {
    String missing =
        PROGRAMS.stream().filter(name -> find(name) == null).collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      String message = "not installed (slurm-wlm, munge): " + missing;
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      abort(message);
    }
    SlurmCluster cluster = new SlurmCluster(folder);
    try {
      cluster.configure();
      cluster.startDaemons();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.stop();
      throw e;
    }
    return cluster;
  }

  /** The path of a program; daemons are often not on the PATH of users. Null if there is none. */
  private static Path find(String name) {
    return Stream.concat(
            Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
        .map(each -> Path.of(each, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private void configure() throws IOException {
    Files.createDirectory(folder.resolve("state"));
    Files.createDirectory(folder.resolve("spool"));
    byte[] key = new byte[128];
    new SecureRandom().nextBytes(key);
    Path keyFile = Files.createFile(folder.resolve("munge.key"));
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    Files.write(keyFile, key);
    // Slurm wants devices, and touches none of them.
    Files.writeString(
        folder.resolve("gres.conf"), "Name=gpu File=/dev/null\nName=gpu File=/dev/zero\n");
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip().split("\\.")[0];
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket two = new ServerSocket(0)) {
      Files.writeString(
          folder.resolve("slurm.conf"),
          CONFIGURATION
              .replace("FOLDER", folder.toString())
              .replace("HOST", host)
              .replace("USER", System.getProperty("user.name"))
              .replace("PORT1", Integer.toString(one.getLocalPort()))
              .replace("PORT2", Integer.toString(two.getLocalPort())));
    }
  }

  private void startDaemons() throws IOException, InterruptedException {
    // Without --force it refuses a socket in a folder that is closed to other users.
    startDaemon(
        "munged",
        "--foreground",
        "--force",
        "--key-file=" + folder.resolve("munge.key"),
        "--socket=" + folder.resolve("munge.socket"),
        "--pid-file=" + folder.resolve("munged.pid"),
        "--log-file=" + folder.resolve("munged.log"),
        "--seed-file=" + folder.resolve("munged.seed"));
    await("munged", () -> Files.exists(folder.resolve("munge.socket")));
    startDaemon("slurmctld", "-D");
    startDaemon("slurmd", "-D", "-N", "node");
    await("an idle node", () -> nodeState().equals("idle"));
    ready = true;
  }

  private void startDaemon(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(find(name).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    daemons.add(builder.redirectOutput(folder.resolve(name + ".out").toFile()).start());
  }

  private String nodeState() throws IOException, InterruptedException {
    String line = call(Map.of(), "scontrol", "-o", "show", "node", "node").out();
    return field(line, "State").toLowerCase(Locale.ROOT);
  }

  /** What a command ended with. */
  record Ended(int status, String out, String err) {}

  /** Runs a command with this Slurm in its environment. */
  Ended call(Map<String, String> more, String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), String.join(" ", command) + " did not end");
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Runs a command that must succeed; its standard output. */
  String run(String... command) throws IOException, InterruptedException {
    Ended ended = call(Map.of(), command);
    assertEquals(0, ended.status(), ended.err());
    return ended.out();
  }

  /** A field of a job or of a task ("7_0"), such as JobState, Restarts or Reason. */
  String jobField(String job, String name) throws IOException, InterruptedException {
    return field(run("scontrol", "-o", "show", "job", job), name);
  }

  private static String field(String line, String name) {
    return Arrays.stream(line.split("\\s+"))
        .filter(word -> word.startsWith(name + "="))
        .map(word -> word.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** Waits until a job has ended; its state then, such as COMPLETED. */
  String awaitEnd(String job) throws IOException, InterruptedException {
    await("end of job " + job, () -> !UNFINISHED.contains(jobField(job, "JobState")));
    return jobField(job, "JobState");
  }

  /** Waits until no job waits or runs, and no process of a job that was cancelled is left. */
  void awaitEmptyQueue() throws IOException, InterruptedException {
    await("empty queue", () -> run("squeue", "-h").isEmpty());
  }

  /** Waits until a condition holds, but not for ever. */
  void await(String what, Callable<Boolean> condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          fail("no " + what + "\n" + call(Map.of(), "scontrol", "show", "job").out() + outputs());
        }
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }

  private String outputs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".out")).toList()) {
        text.append(file).append(":\n").append(Files.readString(file));
      }
    }
    return text.toString();
  }

  /** The node fails: what runs on it is requeued. Then it is there again. */
  void failNode() throws IOException, InterruptedException {
    run("scontrol", "update", "NodeName=node", "State=DOWN", "Reason=test");
    await(
        "node that is back",
        () -> {
          String state = nodeState();
          if (state.startsWith("down")) {
            // Refused while the node comes back by itself.
            call(Map.of(), "scontrol", "update", "NodeName=node", "State=RESUME");
          }
          return !state.startsWith("down");
        });
  }

  /** Ends all jobs and the daemons. */
  void stop() throws IOException, InterruptedException {
    try {
      if (ready) {
        run("scancel", "--user=" + System.getProperty("user.name"));
        awaitEmptyQueue();
      }
    } finally {
      // The last one first: slurmd, slurmctld, munged.
      for (int i = daemons.size() - 1; i >= 0; i--) {
        stop(daemons.get(i));
      }
    }
  }

  private static void stop(Process daemon) throws InterruptedException {
    daemon.destroy();
    if (!daemon.waitFor(20, TimeUnit.SECONDS)) {
      daemon.destroyForcibly().waitFor();
    }
  }
}
