package org.liyorke.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liyorke.tally.Interval;
import org.liyorke.tally.QuantitySummary;
import org.liyorke.tally.Question;

/** The page of {@code estimate} and {@code sweep}. */
final class RunPage {
  private final RunReport report;
  private final List<PointResult> points;
  private final boolean verdicts;
  private final CommandList commands = new CommandList();

  private RunPage(RunReport report) {
    this.report = report;
    points = report.points();
    verdicts = points.stream().allMatch(PointResult::hasVerdicts);
  }

  static Page of(RunReport report) throws IOException {
    return new RunPage(report).page();
  }

  private Page page() throws IOException {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(results());
    if (!report.tests().isEmpty()) {
      sections.add(tests());
    }
    if (points.stream().anyMatch(point -> !point.observables().isEmpty())) {
      sections.add(observables());
    }
    if (verdicts) {
      sections.add(reading());
    }
    sections.add(parameters());
    return new Page(
        report.version(),
        verdicts ? "How often are these networks chaotic?" : "What the orbits of these networks do",
        points.isEmpty()
            ? "No network was decided."
            : String.join(", ", PointLabels.common(points)),
        sections,
        commands.commands(),
        footnotes());
  }

  private String label(PointResult point) {
    String label = PointLabels.differing(point, points, null);
    return label.isEmpty() ? point.init() : label;
  }

  private Page.Section results() throws IOException {
    List<String> columns = new ArrayList<>(List.of("point"));
    if (verdicts) {
      columns.addAll(List.of("chaotic (%)", "period three (%)", "undecided"));
    }
    columns.addAll(List.of("networks", "networks/s"));
    List<Page.Row> rows =
        points.stream().map(point -> new Page.Row(label(point), cells(point))).toList();
    List<Page.Drawing> figures = new ArrayList<>();
    if (verdicts && !points.isEmpty()) {
      figures.add(chart());
    }
    return new Page.Section(
        "results",
        "Results",
        report.remarks(),
        List.of(new Page.Table("Estimates with intervals", columns, rows)),
        figures,
        List.of());
  }

  private List<Page.Cell> cells(PointResult point) {
    int command = commands.number(RunCommands.of(point, report));
    List<Page.Cell> cells = new ArrayList<>();
    if (verdicts) {
      for (Question question : Question.values()) {
        cells.add(Page.Cell.share(point.interval(question), command));
      }
      cells.add(new Page.Cell(Numbers.grouped(point.counts().undecided()), null, command));
    }
    cells.add(new Page.Cell(Numbers.grouped(point.networks()), null, command));
    cells.add(Page.Cell.of(Numbers.grouped(Math.round(point.networksPerSecond()))));
    return cells;
  }

  private Page.Drawing chart() throws IOException {
    String caption =
        "The shares of networks proven chaotic, and proven to have a point of period three, with "
            + percent(points.get(0).confidence())
            + " "
            + report.intervals()
            + ".";
    String svg = InlineSvg.of(Charts.chart(report), "svg-chart", "Probability of chaos", caption);
    return new Page.Drawing("chart", List.of(svg), caption, List.of());
  }

  private Page.Section tests() {
    List<String> items =
        new ArrayList<>(
            report.tests().stream().map(TestResult::sentence).map(RunPage::capitalised).toList());
    String correction = TestWords.correction(report.tests());
    if (!correction.isEmpty()) {
      items.add(capitalised(correction));
    }
    return new Page.Section(
        "tests",
        "Do the points differ?",
        List.of(
            "Tests whether the probabilities are equal, and whether they rise or fall. A small p means that"
                + " chance alone would hardly make such a difference; a large one does not prove that"
                + " there is none."),
        List.of(),
        List.of(),
        items);
  }

  private static String capitalised(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private Page.Section observables() {
    List<Page.Row> rows = new ArrayList<>();
    for (PointResult point : points) {
      int command = commands.number(RunCommands.of(point, report));
      point
          .observables()
          .forEach(
              (key, quantities) ->
                  quantities.forEach(
                      quantity -> rows.add(observed(label(point), key, quantity, command))));
    }
    Page.Table table =
        new Page.Table(
            "Observed along orbits",
            List.of("point", "observed", "mean", "median", "share above 0 (%)", "networks"),
            rows);
    return new Page.Section(
        "observed",
        "What the orbits do",
        List.of(
            "Observables are estimates from finitely many orbits in float32; docs/observables.md defines them."),
        List.of(table),
        List.of(),
        List.of());
  }

  private static Page.Row observed(
      String point, String key, QuantitySummary quantity, int command) {
    Interval mean = quantity.mean();
    double median = quantity.quantiles().get(QuantitySummary.ORDERS.indexOf(50));
    String range =
        Double.isNaN(mean.lower())
            ? null
            : "[" + number(mean.lower()) + ", " + number(mean.upper()) + "]";
    return new Page.Row(
        point,
        List.of(
            Page.Cell.of(quantity.name().isEmpty() ? key : key + " " + quantity.name()),
            new Page.Cell(number(mean.estimate()), range, command),
            new Page.Cell(number(median), null, command),
            Page.Cell.share(quantity.positive(), command),
            Page.Cell.of(Numbers.grouped(quantity.networks()))));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : Numbers.significant(value, 4);
  }

  private Page.Section reading() {
    return Page.Section.words(
        "reading",
        "How to read it",
        "A network with one number as its state is a map f of the line. It is chaotic, in the sense of Li and"
            + " Yorke, if uncountably many starts come arbitrarily close to each other and part again,"
            + " for ever. \"Chaotic\" counts the networks for which that is proven, \"period three\" those"
            + " proven to have a point of period three, which implies chaos. Nothing here rests on a"
            + " tolerance.",
        "Brackets are %s %s. The lower end takes all undecided networks as ordered, the upper end takes all of them as chaotic."
            .formatted(
                points.isEmpty() ? "" : percent(points.get(0).confidence()),
                report.until() == null ? "intervals of Clopper and Pearson" : report.intervals()),
        "Every network can be drawn again from family, seed and index: ./liyorke inspect shows one in full, with its proof.");
  }

  private Page.Section parameters() {
    List<Page.Row> rows =
        points.stream()
            .map(point -> new Page.Row(label(point), List.of(Page.Cell.of(laws(point.family())))))
            .toList();
    return new Page.Section(
        "parameters",
        "Parameters",
        List.of(
            "The law of every number in the networks, layer by layer: N(mean, variance), U(low, high),"
                + " T(low, high, sd) truncated normal. docs/families.md explains them."),
        List.of(new Page.Table("Families", List.of("point", "laws"), rows)),
        List.of(),
        List.of());
  }

  private static String laws(Map<String, Object> family) {
    if (!(family.get("laws") instanceof List<?> layers)) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    for (Object layer : layers) {
      if (layer instanceof Map<?, ?> laws) {
        texts.add(
            "layer %d: weights %s, bias %s"
                .formatted(texts.size() + 1, laws.get("weights"), laws.get("bias")));
      }
    }
    return String.join("; ", texts);
  }

  private static String percent(double confidence) {
    return Numbers.significant(100 * confidence, 6) + " %";
  }

  private List<String> footnotes() {
    return List.of(
        "liyorke %s, seed %s, %s seconds, engine %s."
            .formatted(
                report.version(),
                Long.toUnsignedString(report.seed()),
                Numbers.significant(report.elapsedSeconds(), 3),
                engine()));
  }

  /** With what multiplied matrices on the processor, if anything was observed. */
  private String engine() {
    Map<String, Object> engine = report.engine();
    Object blas = engine.getOrDefault("blas_library", engine.get("blas"));
    return engine.get("name") + (blas == null ? "" : ", BLAS " + blas);
  }
}
