package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake of a user is one line that names the option, its value and the limit, and has its
 * exit status.
 */
class BadInputTest {
  @TempDir Path folder;

  static Stream<Arguments> commandLines() {
    return Stream.of(
        row("", "a command is missing", "estimate"),
        row("estimat", "estimat: unknown command", "did you mean estimate?"),
        row("frobnicate", "frobnicate: unknown command", "one of estimate, sweep"),
        row("--networks 5", "--networks: unknown option before the command"),
        row("estimate --widht 4", "--widht: unknown option of estimate", "did you mean --width?"),
        row("estimate --resum", "--resum: unknown option of estimate", "did you mean --resume?"),
        row("estimate --zzz", "--zzz: unknown option of estimate", "--help"),
        row("estimate --resume", "--resume", "without --out"),
        row("estimate --shard 2/2", "--shard 2/2", "0 <= I < N"),
        row("estimate --shard 1", "--shard 1", "I/N"),
        row("estimate --shard -1/2", "--shard -1/2", "I/N"),
        row("estimate --shard 0/1000001", "--shard 0/1000001", "1000000"),
        row("estimate --shard slurm", "--shard slurm", "SLURM_ARRAY_TASK_ID is not set"),
        row("estimate --until-width 0", "--until-width 0", "between 0 and 1"),
        row("estimate --until-width 1", "--until-width 1", "between 0 and 1"),
        row("estimate --until-relative -1", "--until-relative -1", "above 0"),
        row("estimate --until-width 0.1 --until-relative 1", "--until-width and --until-relative"),
        row("sweep --until-width 0.1 --shard 0/2", "--until-width and --shard"),
        row("estimate --state 2 --observe escape --until-width 0.1", "--until", "--state 2"),
        row("merge", "merge: DIR... is missing"),
        row("estimate --net 5", "--net: unknown option"),
        row("estimate -x", "-x: unknown option"),
        row("estimate --json=yes", "--json", "takes no value"),
        row("estimate 4", "unexpected argument 4"),
        row("estimate --width", "--width: must be followed by N"),
        row("estimate --width 4 --width 5", "--width: must be given once"),
        row("estimate --init hee", "hee", "one of"),
        row("estimate --activation relo", "--activation relo", "did you mean relu?"),
        row("estimate --state 2 --observe persistence", "--observe persistence", "--state 2"),
        row("estimate --output softmax", "--output softmax", "one of relu"),
        row("estimate --bias N(0", "N(0"),
        row("estimate --width 0", "--width 0", "1 to 65536"),
        row("estimate --width -3", "--width -3", "1 to 65536"),
        row("estimate --width 1e12", "--width 1e12", "1 to 65536"),
        row("estimate --width 999999999999999999999", "--width 999", "1 to 65536"),
        row("estimate --width abc", "--width abc", "1 to 65536"),
        row("estimate --width 2,4", "--width 2,4", "whole number"),
        row("sweep --width 2,,4", "--width", "whole number"),
        row("sweep --width 2,4,2", "--width 2,4,2", "2 comes twice"),
        row("estimate --depth 0", "--depth 0", "1 to 8"),
        row("estimate --state 2", "--state 2", "scalar"),
        row("estimate --depth 3 --width 65536", "--width 65536", "at most"),
        row("estimate --gain NaN", "--gain NaN", "above 0"),
        row("estimate --gain 0", "--gain 0", "above 0"),
        row("estimate --gain -1", "--gain -1", "above 0"),
        row("estimate --gain 1e400", "--gain 1e400", "above 0"),
        row("estimate --gain Infinity", "--gain Infinity", "above 0"),
        row("estimate --networks 0", "--networks 0", "1 to 2^63 - 1"),
        row("estimate --networks 1.5", "--networks 1.5", "whole number"),
        row("estimate --networks 1e30", "--networks 1e30", "2^63 - 1"),
        row("estimate --networks 1e999999999", "--networks 1e999999999", "2^63 - 1"),
        row("estimate --networks 1e9999", "--networks 1e9999", "2^63 - 1"),
        row("estimate --networks -5", "--networks -5", "whole number"),
        row("estimate --networks 9e18", "--networks", "9000000000000000000", "for this family"),
        row("estimate --range 7:3", "--range 7:3", "A < B"),
        row("estimate --range 3:3", "--range 3:3", "A < B"),
        row("estimate --range -1:3", "--range -1:3", "0 <= A"),
        row("estimate --range 5", "--range 5", "A:B"),
        row("estimate --range 0:9e18", "9000000000000000000", "for this family"),
        row("estimate --networks 5 --range 0:5", "--networks and --range"),
        row("estimate --seed -1", "--seed -1", "2^64 - 1"),
        row("estimate --seed 18446744073709551616", "--seed 18446744073709551616", "2^64 - 1"),
        row("estimate --seed 0xg", "--seed 0xg", "2^64 - 1"),
        row("estimate --confidence 1", "--confidence 1", "between 0 and 1"),
        row("estimate --confidence 95", "--confidence 95", "between 0 and 1"),
        row("estimate --engine gpu", "--engine gpu", "auto, cpu, cuda"),
        row("estimate --threads 0", "--threads 0", "1 to 4096"),
        row("estimate --device-memory 1023K", "--device-memory 1023K", "from 1M to 2^63 - 1"),
        row("estimate --device-memory 0", "--device-memory 0", "from 1M"),
        row("estimate --device-memory -1G", "--device-memory -1G", "from 1M"),
        row("estimate --device-memory 1T", "--device-memory 1T", "K, M and G"),
        row("estimate --device-memory 1.5G", "--device-memory 1.5G", "from 1M"),
        row("estimate --device-memory 8589934592G", "8589934592G", "2^63 - 1"),
        row("estimate --observe", "--observe: must be followed by NAME"),
        row("estimate --observe lyapunow", "lyapunow", "did you mean lyapunov?"),
        row("estimate --observe entropy", "--observe entropy", "one of lyapunov, scrambling"),
        row("estimate --observe escape,escape", "escape comes twice"),
        row("estimate --observe escape,", "one of lyapunov"),
        row("estimate --observe escape --blas openblas", "--blas openblas", "auto, java, native"),
        row("estimate --blas java", "--blas", "without --observe"),
        row("estimate --state 2 --observe growth", "--observe growth", "for --state 2"),
        row("estimate --state 2 --observe persistence", "--observe persistence", "--state 2"),
        row("estimate --state 1025 --width 1 --observe jacobian", "--observe jacobian", "1024"),
        row("estimate --state 3 --observe jacobian --jacobian-at 1,2", "2 numbers", "or 3"),
        row("estimate --observe jacobian --jacobian-at 1,x", "--jacobian-at 1,x", "separated"),
        row("estimate --observe jacobian --jacobian-at NaN", "--jacobian-at NaN", "numbers"),
        row("estimate --observe jacobian --jacobian-at 1e39", "--jacobian-at", "3.4e38"),
        row("estimate --jacobian-at 0", "--jacobian-at", "without --observe"),
        row("estimate --state 2 --observe escape --catalog x", "--catalog", "--state 2"),
        row("estimate --steps 10", "--steps", "without --observe"),
        row("estimate --noise 1", "--noise", "without --observe"),
        row("estimate --observe escape --starts 0", "--starts 0", "1 to 4096"),
        row("estimate --observe escape --transient -1", "--transient -1", "0 to 1000000"),
        row("estimate --observe escape --steps 1e7", "--steps 1e7", "1 to 1000000"),
        row("estimate --observe escape --escape-radius 1e39", "--escape-radius", "at most"),
        row("estimate --observe escape --escape-radius 0", "--escape-radius 0", "above 0"),
        row("estimate --observe scrambling --pair-distance 1e7", "--pair-distance", "at most"),
        row("estimate --observe scrambling --near 1 --far 1", "--far 1", "above --near, 1.0"),
        row("estimate --observe scrambling --near -1", "--near -1", "above 0"),
        row("estimate --observe growth --compositions 1", "--compositions 1", "2 to 64"),
        row("estimate --observe growth --lap-points 2", "--lap-points 2", "3 to 1048576"),
        row("estimate --observe growth --window 2e6", "--window", "at most"),
        row("estimate --observe growth --lap-height NaN", "--lap-height NaN", "above 0"),
        row("estimate --observe persistence --noise 1e7", "--noise", "at most"),
        row(
            "estimate --observe escape --starts 4096 --width 65536",
            "--starts 4096: numbers of one layer",
            "at most"),
        row(
            "estimate --observe persistence --width 65536 --compositions 64",
            "--compositions 64: random numbers",
            "at most"),
        row("estimate --observe escape --width 1 --networks 2e18", "--networks", "must be from 0"),
        row("inspect --index 0 --state 2", "--state 2", "scalar"),
        row("classify", "NETWORKS is missing"),
        row("verify a", "PROOFS is missing"),
        row("verify - -", "must not both be -"),
        row("inspect", "--index N or --network FILE"),
        row("inspect --index -1", "--index -1"),
        row("inspect --index 9e18", "--index 9000000000000000000", "below"),
        row("inspect --index 1 --network x", "--index", "--network"),
        row("inspect --network x --width 4", "--width", "--network"),
        row("inspect --index 1 --picture x.gif", "--picture x.gif", ".svg or .png"));
  }

  private static Arguments row(String words, String... parts) {
    return Arguments.of(words, List.of(parts));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void wrongCommandLineExitsWithTwo(String words, List<String> parts) {
    assertOneLine(Cli.run(words.isEmpty() ? new String[0] : words.split(" ")), 2, parts);
  }

  private static void assertOneLine(Cli run, int status, List<String> parts) {
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("liyorke: "), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), run.err() + " lacks " + part);
    }
    assertEquals(status, run.status(), run.err());
  }

  /** With a device the width is named, without one what is missing. */
  @Test
  void cudaIsRefusedWithFour() {
    Cli run = Cli.run("estimate", "--engine", "cuda", "--width", "4097");
    assertOneLine(run, 4, List.of("liyorke: --engine cuda: "));
  }

  @Test
  void familyFilesAreRefusedWithAReason() throws IOException {
    Path missing = folder.resolve("missing.toml");
    assertOneLine(Cli.run("estimate", "--init", missing.toString()), 3, List.of("missing.toml"));
    assertFile("not.toml", "this is = = not toml", List.of("not.toml"));
    assertFile("key.toml", "name = \"x\"\nlayerz = 3\n", List.of("key.toml", "layerz"));
    assertFile(
        "variance.toml",
        "[[layers]]\nweights = \"N(0, -1)\"\n[[layers]]\nweights = \"N(0, 1)\"\n",
        List.of("variance.toml", "-1"));
    assertFile("cut.json", "{\"layers\": [", List.of("cut.json"));
  }

  private void assertFile(String name, String content, List<String> parts) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertOneLine(Cli.run("estimate", "--networks", "10", "--init", file.toString()), 3, parts);
  }

  @Test
  void inputFilesThatCannotBeReadExitWithThree() {
    String missing = folder.resolve("none.jsonl").toString();
    assertOneLine(Cli.run("classify", missing), 3, List.of("none.jsonl", "does not exist"));
    assertOneLine(Cli.run("classify", folder.toString()), 3, List.of("is a folder"));
    assertOneLine(Cli.run("verify", missing, missing), 3, List.of("none.jsonl"));
    assertOneLine(Cli.run("inspect", "--network", missing), 3, List.of("none.jsonl"));
  }

  @Test
  void inspectNamesFileAndLine() throws IOException {
    String file = Files.writeString(folder.resolve("n.jsonl"), "{}\n").toString();
    assertOneLine(Cli.run("inspect", "--network", file), 3, List.of("n.jsonl", "line 1", "layers"));
    assertOneLine(
        Cli.run("inspect", "--network", file, "--line", "5"), 3, List.of("--line 5", "at most 1"));
  }

  @Test
  void outputsThatCannotBeWrittenExitWithFiveBeforeAnyWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    String below = file.resolve("below").toString();
    assertOneLine(Cli.run("estimate", "--out", file.toString()), 5, List.of("must be a folder"));
    assertOneLine(Cli.run("estimate", "--out", below), 5, List.of("below"));
    assertOneLine(Cli.run("estimate", "--out", "/proc/liyorke"), 5, List.of("/proc/liyorke"));
    assertOneLine(Cli.run("estimate", "--catalog", below), 5, List.of("below"));
    assertOneLine(Cli.run("estimate", "--catalog", folder.toString()), 5, List.of("is a folder"));
    assertEquals("x", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void picturesThatCannotBeWrittenExitWithFive() throws IOException {
    Path picture = Files.writeString(folder.resolve("file"), "x").resolve("map.svg");
    Cli run = Cli.run("inspect", "--index", "0", "--width", "2", "--picture", picture.toString());
    assertEquals(5, run.status());
    assertEquals(1, run.err().lines().count());
    assertFalse(run.err().contains("\tat "), run.err());
  }
}
