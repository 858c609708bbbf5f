package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master and workers of Spark on this machine, each a process of its own. */
final class StandaloneCluster implements AutoCloseable {
  private static final long SECONDS_TO_START = 90;

  private final SparkHome spark;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final String master;

  /**
   * Starts a cluster.
   *
   * @param folder for logs and the folders of the workers
   * @param workers how many, of one core each unless an option says otherwise
   * @param options of every worker
   */
  StandaloneCluster(SparkHome spark, Path folder, int workers, String... options)
      throws IOException, InterruptedException {
    this.spark = spark;
    this.folder = folder;
    Path log = start("master", "master.Master", "--port", "0");
    master = await(log, "Starting Spark master at (spark://\\S+)");
    for (int i = 0; i < workers; i++) {
      List<String> arguments = new ArrayList<>(List.of("-c", "1", "-m", "1g", "-d"));
      arguments.add(Files.createDirectories(folder.resolve("work" + i)).toString());
      arguments.addAll(List.of(options));
      arguments.add(master);
      Path workerLog = start("worker" + i, "worker.Worker", arguments.toArray(String[]::new));
      this.workers.add(processes.get(processes.size() - 1));
      await(workerLog, "(Successfully registered) with master");
    }
  }

  private Path start(String name, String main, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    all.addAll(List.of(arguments));
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder = spark.process(List.of(), "org.apache.spark.deploy." + main, all);
    processes.add(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    return log;
  }

  private static String await(Path log, String pattern) throws IOException, InterruptedException {
    Pattern line = Pattern.compile(pattern);
    for (long i = 0; i < 10 * SECONDS_TO_START; i++) {
      Matcher matcher = line.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher.group(1);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no line " + pattern + " in\n" + Files.readString(log));
  }

  /** The address for {@code --master}. */
  String master() {
    return master;
  }

  /** Kills a worker and its executors, as the loss of a machine would. */
  void kill(int worker) throws InterruptedException {
    List<ProcessHandle> executors = workers.get(worker).descendants().toList();
    assertTrue(!executors.isEmpty(), "the worker has no executor");
    workers.get(worker).destroyForcibly().waitFor();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
