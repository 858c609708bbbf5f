package org.liyorke.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.liyorke.tally.Interval;
import org.liyorke.tally.Question;

/**
 * What a chart shows, without a word about drawing: series of intervals over a logarithmic axis of
 * widths or gains, or over categories where neither varies.
 *
 * @param title what all points have in common
 * @param xTitle name of the axis, with its unit
 * @param yTitle likewise
 * @param label text of a position on the x axis; blank between categories
 * @param labels texts of the positions of the points
 * @param connected whether neighbouring points are joined by a line; not so for categories
 * @param logarithmicY whether the estimates span so much that only a logarithmic axis shows them
 *     all
 * @param series at least one
 */
record ChartData(
    String title,
    String xTitle,
    String yTitle,
    DoubleFunction<String> label,
    List<String> labels,
    boolean connected,
    boolean logarithmicY,
    List<Series> series) {
  /** Largest over smallest positive estimate from which on the y axis is logarithmic. */
  private static final double WIDE = 50;

  /** How much of an interval a logarithmic axis shows at least, as lower over upper end. */
  private static final double LEAST_SHARE = 0.01;

  private static final double SAME_POSITION = 1e-6;

  /**
   * The answers to one question.
   *
   * @param name for the legend
   * @param group number of the family of points; both questions of a family share it
   * @param x positions in ascending order: log2 of width or gain, or 0, 1, ... for categories
   * @param y the intervals there
   */
  record Series(String name, int group, Question question, double[] x, List<Interval> y) {}

  private record Position(double x, PointResult point) {}

  static ChartData of(RunReport report) {
    List<PointResult> points = report.points();
    String interval =
        "probability ("
            + Numbers.significant(100 * points.get(0).confidence(), 6)
            + " % "
            + report.intervals()
            + ")";
    if (points.size() == 1) {
      return single(points.get(0), interval);
    }
    Factor factor =
        Factor.WIDTH.varies(points)
            ? Factor.WIDTH
            : Factor.GAIN.varies(points) ? Factor.GAIN : null;
    List<Position> positions = positions(points, factor);
    List<Series> series = series(positions, points, factor);
    Map<Double, String> texts = texts(positions, points, factor);
    return new ChartData(
        String.join(", ", PointLabels.common(points)),
        axisTitle(factor, points),
        interval,
        x -> label(x, texts, factor != null),
        List.copyOf(texts.values()),
        factor != null,
        spansMuch(series),
        series);
  }

  /** Whether the chart shows one point alone, its two probabilities as categories. */
  boolean single() {
    return series.stream().mapToInt(s -> s.x().length).sum() == Question.values().length;
  }

  /**
   * The smallest positive number to be shown: a lower end, or of an interval from 0 a hundredth of
   * the upper end.
   */
  double leastPositive() {
    return series.stream()
        .flatMap(s -> s.y().stream())
        .mapToDouble(y -> Math.max(y.lower(), y.upper() * LEAST_SHARE))
        .min()
        .orElse(1);
  }

  /** The largest upper end. */
  double greatest() {
    return series.stream()
        .flatMap(s -> s.y().stream())
        .mapToDouble(Interval::upper)
        .max()
        .orElse(1);
  }

  /** One point: its two probabilities side by side. */
  private static ChartData single(PointResult point, String yTitle) {
    List<Series> series = new ArrayList<>();
    Map<Double, String> texts = new LinkedHashMap<>();
    for (Question question : Question.values()) {
      double x = question.ordinal();
      texts.put(x, words(question));
      series.add(
          new Series(
              words(question), 0, question, new double[] {x}, List.of(point.interval(question))));
    }
    return new ChartData(
        String.join(", ", PointLabels.common(List.of(point))),
        "",
        yTitle,
        x -> label(x, texts, false),
        List.copyOf(texts.values()),
        false,
        spansMuch(series),
        series);
  }

  private static List<Position> positions(List<PointResult> points, Factor factor) {
    List<Position> positions = new ArrayList<>();
    for (PointResult point : points) {
      double x =
          factor == null ? positions.size() : log2(((Number) factor.of(point)).doubleValue());
      positions.add(new Position(x, point));
    }
    positions.sort(Comparator.comparingDouble(Position::x));
    return positions;
  }

  private static List<Series> series(
      List<Position> positions, List<PointResult> points, Factor factor) {
    Map<String, List<Position>> groups = new LinkedHashMap<>();
    for (PointResult point : points) {
      groups.put(group(point, points, factor), new ArrayList<>());
    }
    for (Position position : positions) {
      groups.get(group(position.point(), points, factor)).add(position);
    }
    List<Series> series = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, List<Position>> entry : groups.entrySet()) {
      for (Question question : Question.values()) {
        String name = (entry.getKey().isEmpty() ? "" : entry.getKey() + ": ") + words(question);
        double[] x = entry.getValue().stream().mapToDouble(Position::x).toArray();
        List<Interval> y =
            entry.getValue().stream().map(p -> p.point().interval(question)).toList();
        series.add(new Series(name, number, question, x, y));
      }
      number++;
    }
    return series;
  }

  /** What tells the series of a point from the others; categories make one series. */
  private static String group(PointResult point, List<PointResult> points, Factor factor) {
    return factor == null ? "" : PointLabels.differing(point, points, factor);
  }

  private static Map<Double, String> texts(
      List<Position> positions, List<PointResult> points, Factor factor) {
    Map<Double, String> texts = new LinkedHashMap<>();
    for (Position position : positions) {
      Object value = factor == null ? null : factor.of(position.point());
      String text =
          value == null
              ? PointLabels.differing(position.point(), points, null)
              : Numbers.significant(((Number) value).doubleValue(), 6);
      texts.put(position.x(), text);
    }
    return texts;
  }

  private static String axisTitle(Factor factor, List<PointResult> points) {
    if (factor == null) {
      List<Factor> varying =
          List.of(Factor.values()).stream().filter(f -> f.varies(points)).toList();
      return String.join(", ", varying.stream().map(Factor::label).toList());
    }
    return factor == Factor.WIDTH
        ? "width (hidden units)"
        : "gain (multiple of the last layer's standard deviation)";
  }

  /** The text of a point there; else a power of two on a logarithmic axis; else blank. */
  private static String label(double x, Map<Double, String> texts, boolean logarithmic) {
    for (Map.Entry<Double, String> entry : texts.entrySet()) {
      if (Math.abs(entry.getKey() - x) < SAME_POSITION) {
        return entry.getValue();
      }
    }
    if (logarithmic) {
      return x == Math.rint(x) ? Numbers.significant(Math.pow(2, x), 6) : " ";
    }
    // XChart draws no labels at all when both ends of the axis have the same one.
    return x < 0 ? " " : "  ";
  }

  private static boolean spansMuch(List<Series> series) {
    double[] positive =
        series.stream()
            .flatMap(s -> s.y().stream())
            .mapToDouble(Interval::estimate)
            .filter(estimate -> estimate > 0)
            .sorted()
            .toArray();
    return positive.length > 0 && positive[positive.length - 1] > WIDE * positive[0];
  }

  private static String words(Question question) {
    return question == Question.CHAOTIC ? "chaotic" : "period three";
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
