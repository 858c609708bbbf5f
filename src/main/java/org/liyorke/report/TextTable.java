package org.liyorke.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liyorke.tally.Interval;
import org.liyorke.tally.Question;

/**
 * The report for a terminal: a line with what all points have in common, one row for each point, a
 * sentence for each test. Only what varies has a column.
 */
public final class TextTable {
  /** With more decimals than this an interval is written with an exponent. */
  private static final int MOST_DECIMALS = 9;

  private TextTable() {}

  /** The whole text, every line ended by a newline. */
  public static String format(RunReport report) {
    StringBuilder text = new StringBuilder();
    text.append(header(report)).append("\n\n");
    appendRows(text, columns(report.points()), report.points());
    ObservablesTable.append(text, report);
    appendTests(text, report.tests());
    if (!report.remarks().isEmpty()) {
      text.append('\n').append(String.join("\n", report.remarks())).append('\n');
    }
    return text.toString();
  }

  private record Column(String title, boolean left, Function<PointResult, String> cell) {}

  private static String header(RunReport report) {
    List<PointResult> points = report.points();
    List<String> parts = new ArrayList<>();
    if (!points.isEmpty()) {
      parts.addAll(PointLabels.common(points));
    }
    parts.add("seed " + Long.toUnsignedString(report.seed()));
    points.stream()
        .findFirst()
        .ifPresent(point -> parts.add(percent(point.confidence()) + " " + report.intervals()));
    return String.join(", ", parts);
  }

  private static String percent(double confidence) {
    return Numbers.significant(100 * confidence, 6) + " %";
  }

  private static List<Column> columns(List<PointResult> points) {
    List<Column> columns = factorColumns(points);
    columns.add(new Column("networks", false, point -> Numbers.grouped(point.networks())));
    if (points.stream().allMatch(PointResult::hasVerdicts)) {
      addVerdicts(columns, points);
    }
    columns.add(
        new Column(
            "networks/s", false, point -> Numbers.grouped(Math.round(point.networksPerSecond()))));
    return columns;
  }

  private static List<Column> factorColumns(List<PointResult> points) {
    List<Column> columns = new ArrayList<>();
    for (Factor factor : Factor.values()) {
      if (factor.varies(points)) {
        boolean left = factor == Factor.INIT || factor == Factor.OUTPUT;
        columns.add(new Column(factor.label(), left, point -> cell(factor.of(point))));
      }
    }
    return columns;
  }

  private static void addVerdicts(List<Column> columns, List<PointResult> points) {
    for (Question question : Question.values()) {
      columns.add(intervalColumn(question, points));
    }
    columns.add(
        new Column("undecided", false, point -> Numbers.grouped(point.counts().undecided())));
    if (points.stream().anyMatch(point -> point.counts().period3Undecided() > 0)) {
      columns.add(
          new Column(
              "p3 undecided", false, point -> Numbers.grouped(point.counts().period3Undecided())));
    }
  }

  private static String cell(Object value) {
    return value == null
        ? "-"
        : value instanceof Double number ? Numbers.plain(number) : value.toString();
  }

  /**
   * Estimates with their intervals, all with as many decimals as the narrowest interval deserves.
   */
  private static Column intervalColumn(Question question, List<PointResult> points) {
    int decimals =
        points.stream()
            .map(point -> point.interval(question))
            .mapToInt(interval -> decimals(interval.upper() - interval.lower()))
            .max()
            .orElse(0);
    return new Column(
        TestWords.probability(question),
        true,
        point -> {
          Interval interval = point.interval(question);
          return probability(interval.estimate(), decimals)
              + " ["
              + probability(interval.lower(), decimals)
              + ", "
              + probability(interval.upper(), decimals)
              + "]";
        });
  }

  /** Decimals that show the width of an interval to two or three digits. */
  static int decimals(double width) {
    return (int) Math.max(2, Math.ceil(2 - Math.log10(width)));
  }

  static String probability(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return decimals > MOST_DECIMALS
        ? Numbers.significant(value, 3)
        : Numbers.fixed(value, decimals);
  }

  private static void appendRows(
      StringBuilder text, List<Column> columns, List<PointResult> points) {
    TextGrid grid = new TextGrid();
    columns.forEach(column -> grid.column(column.title(), column.left()));
    points.forEach(
        point -> grid.row(columns.stream().map(column -> column.cell().apply(point)).toList()));
    grid.append(text);
  }

  private static void appendTests(StringBuilder text, List<TestResult> tests) {
    if (tests.isEmpty()) {
      return;
    }
    text.append('\n');
    // Tests of one group follow each other in the order in which they were made.
    Map<String, List<TestResult>> groups =
        tests.stream()
            .collect(
                Collectors.groupingBy(TestResult::group, LinkedHashMap::new, Collectors.toList()));
    groups
        .values()
        .forEach(group -> group.forEach(test -> text.append(test.sentence()).append('\n')));
    String correction = TestWords.correction(tests);
    text.append(correction).append(correction.isEmpty() ? "" : "\n");
  }
}
