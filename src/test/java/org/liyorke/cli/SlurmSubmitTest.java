package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/slurm/submit} hands to sbatch, which here only writes down its arguments. */
@Timeout(120)
class SlurmSubmitTest {
  private static final Path SCRIPTS = Path.of("docs", "slurm").toAbsolutePath();

  @TempDir Path folder;
  private Path jar;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void makeJar() throws IOException {
    assumeTrue(File.separatorChar == '/', "submit is a POSIX script");
    jar = ClassPathJar.make(folder);
  }

  /** The second job is refused where the number of the first is 13. */
  private void makeSbatch(int number) throws IOException {
    Path sbatch = Files.createDirectory(folder.resolve("bin")).resolve("sbatch");
    Files.writeString(
        sbatch,
        """
        #!/bin/sh
        for argument; do echo "$argument"; done >>arguments
        echo >>arguments
        n=$(grep -c '^$' arguments)
        [ "$n" -eq 1 ] || [ %1$d -ne 13 ] || { echo "sbatch: refused" >&2; exit 1; }
        echo "$((%1$d + n - 1));cluster"
        """
            .formatted(number));
    assertTrue(sbatch.toFile().setExecutable(true));
  }

  private Run submit(String words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve("submit").toString());
    builder.command().addAll(List.of(words.split(" ")));
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("LIYORKE_JAR", jar.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.directory(folder.toFile());
    Process process =
        builder
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Run(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  @Test
  void anArrayAndBehindItTheMerge() throws Exception {
    makeSbatch(70);
    Run run =
        submit(
            "--gpu --at-most 4 --sbatch --mem=9G --sbatch --time=30 --catalog --confidence 0.99"
                + " 64 run estimate --init N(0,2/k) --networks 500");
    assertEquals(0, run.status(), run.err());
    Path real = folder.toRealPath();
    List<String> array =
        List.of(
            "--parsable",
            "--export=ALL",
            "--mem=9G",
            "--time=30",
            "--array=0-63%4",
            "--output=" + real.resolve("run/logs/shard-%a.log"),
            SCRIPTS.resolve("gpu.sbatch").toString(),
            real.resolve("run").toString(),
            "estimate",
            "--init",
            "N(0,2/k)",
            "--networks",
            "500");
    List<String> merge =
        List.of(
            "--parsable",
            "--export=ALL",
            "--dependency=afterok:70",
            "--kill-on-invalid-dep=yes",
            "--output=" + real.resolve("run/logs/merge.log"),
            SCRIPTS.resolve("merge.sbatch").toString(),
            real.resolve("run").toString(),
            "64",
            "--confidence",
            "0.99",
            "--catalog",
            real.resolve("run/report/catalog.jsonl").toString());
    assertEquals(
        String.join("\n", array) + "\n\n" + String.join("\n", merge) + "\n\n",
        Files.readString(folder.resolve("arguments")));
    assertTrue(run.out().contains("job 70: ") && run.out().contains("job 71: "), run.out());
  }

  @Test
  void aMergeThatIsRefusedIsTold() throws Exception {
    makeSbatch(13);
    Run run = submit("--allow-gaps 2 run estimate --networks 5");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("merge was not submitted; the shards of job 13 are"), run.err());
    String arguments = Files.readString(folder.resolve("arguments"));
    assertTrue(arguments.contains("\n--dependency=afterany:13\n"), arguments);
    assertTrue(arguments.contains("\n2\n--allow-gaps\n"), arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--gpus 2 run estimate | --gpus: must be --gpu,",
        "2 run | must be given SHARDS, FOLDER and a command",
        "0 run estimate | SHARDS 0: must be a whole number, at least 1",
        "1e3 run estimate | SHARDS 1e3: must be",
        "2 a%j estimate | FOLDER a%j: must not contain %",
        "--at-most | --at-most : must be",
        "--at-most x 2 run estimate | --at-most x: must be",
        "--confidence | --confidence: must be followed by a value",
        "--confidence 2 2 run estimate --networks 5 | --confidence 2: must be",
        "--sbatch mem=4G 2 run estimate | --sbatch mem=4G: must be one option of sbatch",
        "--sbatch --time=*;x 2 run estimate | --sbatch --time=*;x: must be one option",
        "2 run merge | merge: must be estimate or sweep",
        "2 run estimate --shard=0/2 | --shard: must not be given",
        "2 run estimate --out x | --out: must not be given",
        "2 run sweep --catalog x | --catalog: must stand before SHARDS",
        "2 run estimate --until-width 0.1 | --until-width and --shard",
        "2 run estimate --width 0 | --width 0: must be",
      })
  void mistakesAreOneLineAndNothingIsSubmitted(String words, String message) throws Exception {
    makeSbatch(70);
    Run run = submit(words);
    assertEquals(2, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(folder.resolve("arguments")));
    assertFalse(Files.exists(folder.resolve("run")));
  }
}
