package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, on the classes under test. */
@Timeout(120)
class LauncherTest {
  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher is a POSIX script");
    jar = ClassPathJar.make(folder);
  }

  private record Run(int status, String out, String err) {}

  private Process start(List<String> command, String javaHome) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LIYORKE_JAR", jar.toString());
    builder.environment().put("JAVA_HOME", javaHome);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  private Run finish(Process process) throws IOException, InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Run(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private static String launcher() {
    return Path.of("liyorke").toAbsolutePath().toString();
  }

  @Test
  void runsFromAnywhereThroughALinkWithoutWarnings() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(launcher()));
    Run run = finish(start(List.of(link.toString(), "--version"), System.getProperty("java.home")));
    Files.delete(link);
    assertEquals(new Run(0, "liyorke development\n", ""), run);
  }

  @Test
  void makesAnArchiveOfClassesOnce() throws Exception {
    Path copy = folder.resolve("liyorke");
    Files.copy(Path.of(launcher()), copy, StandardCopyOption.COPY_ATTRIBUTES);
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.copy(jar, target.resolve("liyorke.jar"));
    jar = Path.of("");
    String home = System.getProperty("java.home");
    Set<FileTime> made = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      Run run = finish(start(List.of(copy.toString(), "--version"), home));
      assertEquals(new Run(0, "liyorke development\n", ""), run);
      try (Stream<Path> files = Files.list(target)) {
        List<Path> archives = files.filter(f -> f.toString().endsWith(".jsa")).toList();
        assertEquals(1, archives.size());
        assertTrue(Files.size(archives.get(0)) > 0);
        made.add(Files.getLastModifiedTime(archives.get(0)));
      }
    }
    assertEquals(1, made.size());
  }

  @Test
  void passesOnTheExitStatus() throws Exception {
    Run run =
        finish(
            start(
                List.of(launcher(), "estimate", "--width", "0"), System.getProperty("java.home")));
    assertEquals(2, run.status());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aMissingJavaIsOneLine() throws Exception {
    Run run = finish(start(List.of(launcher(), "--version"), "/nowhere"));
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("liyorke: JAVA_HOME is /nowhere"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  private Run withLibrary(String library, String words) throws Exception {
    Process process =
        start(
            List.of(
                "env",
                "LIYORKE_JAVA_OPTS=-Ddev.ludovic.netlib.blas.nativeLibPath=" + library,
                "sh",
                "-c",
                launcher() + " " + words),
            System.getProperty("java.home"));
    return finish(process);
  }

  @Test
  void aBlasLibraryThatIsMissingIsNamedAndNeverReplacedSilently() throws Exception {
    String library = folder.resolve("libmissing.so").toString();
    String words = "estimate --engine cpu --networks 20 --observe escape --steps 8 --blas ";
    Run refused = withLibrary(library, words + "native");
    assertEquals(4, refused.status(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().startsWith("liyorke: --blas native: " + library), refused.err());
    Run replaced = withLibrary(library, words + "auto --json");
    assertEquals(0, replaced.status(), replaced.err());
    assertTrue(replaced.err().contains("liyorke: blas java: " + library), replaced.err());
    assertTrue(replaced.out().contains("\"blas\" : \"java\""), replaced.out());
    Run devices = withLibrary(library, "devices");
    assertTrue(devices.out().contains("java: " + library), devices.out());
    Run unobserved = withLibrary(library, "estimate --engine cpu --networks 20");
    assertFalse(unobserved.err().contains("blas"), unobserved.err());
  }

  @Test
  void aFileThatIsNoLibraryIsRefused() throws Exception {
    Path library = Files.writeString(folder.resolve("libtext.so"), "no library");
    Run refused =
        withLibrary(library.toString(), "estimate --networks 20 --observe escape --blas native");
    assertEquals(4, refused.status(), refused.err());
    assertTrue(refused.err().contains(library + " cannot be used"), refused.err());
  }

  /** The line that names the engine tells that the work begins. */
  @Test
  void controlCPrintsWhatWasCountedAndExitsWith130() throws Exception {
    List<String> words = List.of(launcher(), "estimate", "--width", "2", "--networks", "1e15");
    Process process = start(words, System.getProperty("java.home"));
    while (process.isAlive() && Files.size(folder.resolve("err")) == 0) {
      Thread.sleep(20);
    }
    Thread.sleep(500);
    // The launcher has replaced itself by Java, so this is Java's process.
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Run run = finish(process);
    assertEquals(130, run.status(), run.err());
    assertTrue(run.out().contains("P(chaotic)"), run.out());
    assertTrue(run.out().contains("Incomplete: interrupted"), run.out());
    assertTrue(run.err().startsWith("liyorke: engine cpu: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
