package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program as a process of its own, for tests that kill it.
 *
 * @param process of Java
 * @param folder for its outputs
 */
record CampaignProcess(Process process, Path folder) {
  /** How it ended. */
  record Ended(int status, String out, String err) {}

  /** Starts the program with these words; {@code shell} is run before it in the same process. */
  static CampaignProcess start(Path folder, String shell, String words) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell + "exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    return new CampaignProcess(process, folder);
  }

  /** Sends a signal by its name, as in "TERM". */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  /** Waits until the journal has more than so many lines, or the process has ended. */
  void awaitLines(Path journal, long lines) throws IOException, InterruptedException {
    while (process.isAlive() && lines(journal) <= lines) {
      Thread.sleep(5);
    }
  }

  /** The whole lines of a journal that may still be written. */
  static long lines(Path journal) throws IOException {
    if (!Files.exists(journal)) {
      return 0;
    }
    long lines = 0;
    for (byte b : Files.readAllBytes(journal)) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  Ended end() throws IOException, InterruptedException {
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "a process of the test did not end");
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("stdout")),
        Files.readString(folder.resolve("stderr")));
  }
}
