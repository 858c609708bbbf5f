package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.liyorke.campaign.Shard;

class RunPageTest {
  private static Document page(RunReport report) throws Exception {
    StringWriter html = new StringWriter();
    RunPage.of(report).write(html);
    return PageCheck.check(html.toString());
  }

  @Test
  void aSweepHasTableChartTestsAndCommands() throws Exception {
    Document page = page(Samples.report(Samples.widths(2, 8, 64)));
    assertEquals(3, page.select("#results tbody tr").size());
    assertEquals("1.990", page.select("#results tbody tr td a").first().text());
    assertEquals(1, page.select("#results svg").size());
    assertTrue(page.select("#tests li").text().contains("falls with the width"));
    assertEquals(3, page.select("#commands li").size());
    assertEquals(
        "./liyorke estimate --init he --width 2 --depth 2 --activation relu --output identity"
            + " --gain 1 --networks 100000 --seed 42",
        page.select("#command-1 code").text());
  }

  @Test
  void aPointAloneHasNoTests() throws Exception {
    Document page = page(Samples.report(Samples.widths(64)));
    assertEquals(0, page.select("#tests").size());
    assertEquals(1, page.select("#results tbody tr").size());
  }

  @Test
  void textIsEscaped() throws Exception {
    PointResult point = Samples.point("<b>&\"N(0,1)\"", "identity", 2, 1, 1000, 10);
    Document page = page(Samples.report(List.of(point)));
    assertTrue(page.text().contains("<b>&\"N(0,1)\""), page.text());
    assertEquals(0, page.select("main b").size());
  }

  @Test
  void aRangeIsRepeatedAsARange() throws Exception {
    Document page = page(from500(true));
    assertTrue(
        page.select("#command-1")
            .text()
            .endsWith("--range 500:100500 --seed 18446744073709551615"));
    assertFalse(page.select("#results").text().contains("Incomplete"));
  }

  /** What folders with gaps hold is no range. */
  @Test
  void anIncompleteReportIsMergedAgain() throws Exception {
    Document page = page(from500(false));
    assertEquals("./liyorke merge --allow-gaps DIR...", page.select("#command-1").text());
    assertTrue(page.select("#results").text().contains("Incomplete"));
  }

  private static RunReport from500(boolean complete) {
    return new RunReport(
        "1",
        -1,
        Map.of("name", "cpu"),
        0,
        Samples.report(Samples.widths(2)).points(),
        List.of(),
        Map.of(),
        500,
        complete,
        null,
        Shard.WHOLE);
  }

  @Test
  void noPointsAreAPageToo() throws Exception {
    RunReport empty = new RunReport("1", 0, Map.of("name", "cpu"), 0, List.of(), List.of());
    assertTrue(page(empty).text().contains("No network was decided"));
  }
}
