package org.liyorke.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.liyorke.tally.Interval;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictCounts;

/**
 * One row for each point, in the form of {@link CsvRows}. A field without a value (the width at
 * depth 1, the estimate of no networks, verdicts where none exist) is empty. Columns of observables
 * stand at the end.
 */
public final class SummaryCsv {
  private static final List<String> HEADER =
      List.of(
          "init",
          "activation",
          "output",
          "width",
          "gain",
          "networks",
          "chaotic",
          "ordered",
          "undecided",
          "period3",
          "period3_undecided",
          "chaotic_estimate",
          "chaotic_lower",
          "chaotic_upper",
          "period3_estimate",
          "period3_lower",
          "period3_upper",
          "confidence",
          "networks_per_s");

  /** Columns from chaotic to period3_upper. */
  private static final int VERDICT_FIELDS = 11;

  private SummaryCsv() {}

  /** Writes the header and the rows; leaves the writer open. */
  public static void write(RunReport report, Writer out) throws IOException {
    CsvRows.write(out, Stream.concat(HEADER.stream(), ObservablesCsv.header(report.points())));
    for (PointResult point : report.points()) {
      CsvRows.write(out, fields(point));
    }
    out.flush();
  }

  private static Stream<String> fields(PointResult point) {
    Stream<Object> first =
        Stream.of(
            point.init(),
            point.activation(),
            point.output(),
            point.width() == null ? "" : point.width(),
            point.gain(),
            point.networks());
    Stream<Object> last = Stream.of(point.confidence(), point.networksPerSecond());
    return Stream.of(first, verdicts(point), last, ObservablesCsv.fields(point))
        .flatMap(part -> part)
        .map(SummaryCsv::text);
  }

  private static Stream<Object> verdicts(PointResult point) {
    if (!point.hasVerdicts()) {
      return Collections.<Object>nCopies(VERDICT_FIELDS, "").stream();
    }
    VerdictCounts counts = point.counts();
    Interval chaotic = point.interval(Question.CHAOTIC);
    Interval period3 = point.interval(Question.PERIOD3);
    return Stream.of(
        counts.chaotic(),
        counts.ordered(),
        counts.undecided(),
        counts.period3(),
        counts.period3Undecided(),
        chaotic.estimate(),
        chaotic.lower(),
        chaotic.upper(),
        period3.estimate(),
        period3.lower(),
        period3.upper());
  }

  private static String text(Object value) {
    return value instanceof Double number && number.isNaN() ? "" : value.toString();
  }
}
