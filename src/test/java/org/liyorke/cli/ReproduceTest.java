package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.published.FigureRun;
import org.liyorke.published.PublishedTable;
import org.liyorke.published.PublishedTables;
import org.liyorke.report.PageCheck;

class ReproduceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  private static JsonNode json(String command) throws Exception {
    Cli run = Cli.run((command + " --quiet --json --engine cpu").split(" "));
    assertEquals(0, run.status(), run.err());
    assertEquals("", run.err());
    return JSON.readTree(run.out());
  }

  @Test
  void theTableOfThePaperHasItsNumbers() throws Exception {
    JsonNode tables = json("reproduce --table relu-width2 --networks 3000").get("tables");
    assertEquals(1, tables.size());
    assertEquals("relu-width2", tables.get(0).get("id").asText());
    JsonNode rows = tables.get(0).get("rows");
    double[] published = {13.77, 7.49, 4.51, 4.45, 2.28};
    for (int i = 0; i < published.length; i++) {
      JsonNode row = rows.get(i);
      assertEquals(published[i], row.get("published_percent").doubleValue());
      assertEquals(i == 1 || i == 2, row.has("published_percent_other"));
      for (String share : List.of("as_coded", "third_iterate", "period3", "chaotic")) {
        JsonNode value = row.get(share);
        assertEquals(3000, value.get("networks").asInt());
        assertTrue(value.get("lower").doubleValue() <= value.get("estimate").doubleValue());
        assertTrue(value.get("estimate").doubleValue() <= value.get("upper").doubleValue());
      }
      assertFalse(row.get("note").asText().isBlank());
      assertEquals(2, row.get("settings").get("width").asInt());
    }
    assertEquals(4.51, rows.get(1).get("published_percent_other").doubleValue());
    assertEquals("unit-he", rows.get(0).get("init").asText());
    assertTrue(rows.get(0).get("reproduced").asBoolean());
    assertTrue(rows.get(4).get("reproduced").asBoolean());
  }

  /** The counts beside the published number are those that estimate gives for the same command. */
  @Test
  void theProvenSharesAreThoseOfEstimate() throws Exception {
    JsonNode row =
        json("reproduce --table printed-output --networks 2000 --seed 5")
            .get("tables")
            .get(0)
            .get("rows")
            .get(1);
    String command = row.get("command").asText().replace("./liyorke ", "");
    JsonNode point = json(command).get("points").get(0);
    for (String share : List.of("period3", "chaotic")) {
      for (String end : List.of("estimate", "lower", "upper")) {
        assertEquals(point.get(share).get(end), row.get(share).get(end), share + " " + end);
      }
    }
  }

  @Test
  void countsDoNotDependOnTheThreads() throws Exception {
    String command =
        "reproduce --table tanh-width4,relu-depth3 --figure persistence --networks 2000";
    JsonNode one = json(command + " --threads 1");
    JsonNode two = json(command + " --threads 2");
    for (int table = 0; table < 2; table++) {
      for (int row = 0; row < 5; row++) {
        JsonNode a = one.get("tables").get(table).get("rows").get(row);
        assertEquals(a, two.get("tables").get(table).get("rows").get(row));
      }
    }
    assertEquals(one.get("figures"), two.get("figures"));
  }

  /** Families that no device takes are decided on the CPU, which is said once. */
  @Test
  void cudaGivesTheCountsOfTheCpu() throws Exception {
    assumeTrue(Files.exists(Path.of("native", "build", "libcuda.so.1")), "native/ is not built");
    String command = "reproduce --table relu-width2,relu-depth3 --networks 300";
    Cli run = Cli.run((command + " --json --engine cuda").split(" "));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("engine cpu: --depth 3: must be 2"), run.err());
    JsonNode cuda = JSON.readTree(run.out()).get("tables");
    assertEquals("cuda", cuda.get(0).get("engine").get("name").asText());
    assertEquals("cpu", cuda.get(1).get("engine").get("name").asText());
    JsonNode cpu = json(command).get("tables");
    for (int table = 0; table < 2; table++) {
      assertEquals(cpu.get(table).get("rows"), cuda.get(table).get("rows"));
    }
  }

  @Test
  void aFolderHoldsReportTablesAndFigures() throws Exception {
    Path out = temp.resolve("out");
    Cli run =
        Cli.run(
            "reproduce",
            "--table",
            "printed-output",
            "--figure",
            "crossings,distance,persistence,width,gain,growth,jacobian,bifurcation",
            "--networks",
            "400",
            "--engine",
            "cpu",
            "--out",
            out.toString());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("1 of 9, table printed-output"), run.err());
    Document page = PageCheck.check(Files.readString(out.resolve("report.html")));
    assertEquals(FigureRun.all().size(), page.select("figure").size());
    assertEquals(3, page.select("#table-printed-output tbody tr").size());
    // Every number of the table leads to a command.
    assertEquals(3 * 5, page.select("#table-printed-output tbody a[href^=#command-]").size());
    assertTrue(page.select("#coded").text().contains("f^4"));
    for (FigureRun figure : FigureRun.all()) {
      String name = "figure-" + figure.id();
      assertTrue(Files.readString(out.resolve(name + ".svg")).contains("<svg"), name);
      assertEquals((byte) 0x89, Files.readAllBytes(out.resolve(name + ".png"))[0], name);
      List<String> rows = Files.readAllLines(out.resolve(name + ".csv"));
      assertEquals("panel,series,x,y,lower,upper", rows.get(0));
      assertTrue(rows.size() > 5, name);
    }
    assertEquals(4, Files.readAllLines(out.resolve("tables.csv")).size());
    assertEquals(
        "printed-output",
        JSON.readTree(out.resolve("reproduction.json").toFile())
            .get("tables")
            .get(0)
            .get("id")
            .asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--table relu-width3|2|--table relu-width3: must be one of relu-width2, ",
        "--figure widths|2|--figure widths: must be one of crossings, ",
        "--table relu-width2,relu-width2|2|comes twice",
        "--networks 0|2|--networks 0: must be a whole number from 1",
        "--networks 9e18|2|--networks",
        "--threads 0|2|--threads 0",
        "--out /proc/no-such|5|/proc/no-such"
      })
  void badInputIsOneLine(String options, int status, String message) {
    Cli run =
        Cli.run(
            ("reproduce --quiet --table printed-output " + options)
                .replaceFirst("--table printed-output (?=--table)", "")
                .split(" "));
    assertEquals(status, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void theDocumentNamesEveryTableAndFigure() throws Exception {
    String document = Files.readString(Path.of("docs", "published.md"));
    for (PublishedTable table : PublishedTables.all()) {
      assertTrue(document.contains("`" + table.id() + "`"), table.id());
    }
    for (FigureRun figure : FigureRun.all()) {
      assertTrue(document.contains("`" + figure.id() + "`"), figure.id());
    }
  }
}
