package org.liyorke.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import org.liyorke.published.RowResult;
import org.liyorke.published.TableResult;
import org.liyorke.tally.Interval;

/** One row for each published number, in the form of {@link CsvRows}; shares are fractions. */
final class ReproductionCsv {
  private static final List<String> HEADER =
      List.of(
          "table",
          "row",
          "published_percent",
          "published_percent_other",
          "init",
          "bias",
          "width",
          "depth",
          "activation",
          "output",
          "window",
          "networks");
  private static final List<String> SHARES =
      List.of("as_coded", "third_iterate", "period3", "chaotic");

  private ReproductionCsv() {}

  static void write(Reproduction report, Writer out) throws IOException {
    Stream<String> shares =
        SHARES.stream().flatMap(name -> Stream.of(name, name + "_lower", name + "_upper"));
    CsvRows.write(out, Stream.of(HEADER.stream(), shares, Stream.of("undecided")).flatMap(s -> s));
    for (TableResult table : report.tables()) {
      for (RowResult row : table.rows()) {
        CsvRows.write(out, fields(table, row, report.confidence()).map(Object::toString));
      }
    }
    out.flush();
  }

  private static Stream<Object> fields(TableResult table, RowResult result, double confidence) {
    ReproducedRow row = ReproducedRow.of(result, confidence);
    Stream<Object> settings =
        Stream.of(
            table.table().id(),
            result.row().label(),
            result.row().percent(),
            result.row().other() == null ? "" : result.row().other(),
            result.setup().init(),
            result.setup().bias() == null ? "" : result.setup().bias(),
            result.setup().width(),
            result.setup().depth(),
            result.setup().activation().name(),
            result.setup().output().name(),
            result.setup().window(),
            result.grid().networks());
    Stream<Object> shares =
        Stream.of(row.asCoded(), row.thirdIterate(), row.period3(), row.chaotic())
            .flatMap(ReproductionCsv::numbers);
    return Stream.of(settings, shares, Stream.<Object>of(result.verdicts().undecided()))
        .flatMap(part -> part);
  }

  private static Stream<Object> numbers(Interval share) {
    return Stream.of(share.estimate(), share.lower(), share.upper());
  }
}
