package org.liyorke.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liyorke.published.Figure;
import org.liyorke.published.RowResult;
import org.liyorke.published.TableResult;
import org.liyorke.tally.Interval;

/**
 * The JSON object that {@code reproduce --json} and reproduction.json hold. Probabilities are
 * fractions; published numbers are per cent, as they were published.
 */
public final class ReproductionJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
              .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
              .build());

  private ReproductionJson() {}

  /** Writes the object and a newline; leaves the writer open. */
  public static void write(Reproduction report, Writer out) throws IOException {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    MAPPER
        .writer(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent))
        .writeValue(out, object(report));
    out.write("\n");
    out.flush();
  }

  private static Map<String, Object> object(Reproduction report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", report.version());
    object.put("seed", new BigInteger(Long.toUnsignedString(report.seed())));
    object.put("networks", report.networks());
    object.put("engine", report.engine());
    object.put("elapsed_s", report.elapsedSeconds());
    object.put("complete", report.complete());
    object.put("tables", report.tables().stream().map(table -> table(table, report)).toList());
    object.put("figures", report.figures().stream().map(ReproductionJson::figure).toList());
    return object;
  }

  private static Map<String, Object> table(TableResult table, Reproduction report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", table.table().id());
    object.put("title", table.table().title());
    object.put("engine", table.engine());
    object.put("command", "./liyorke " + report.tableCommand(table));
    object.put("rows", table.rows().stream().map(row -> row(row, report)).toList());
    return object;
  }

  private static Map<String, Object> row(RowResult result, Reproduction report) {
    ReproducedRow row = ReproducedRow.of(result, report.confidence());
    long networks = result.grid().networks();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("init", result.setup().init());
    object.put("row", result.row().label());
    object.put("published_percent", result.row().percent());
    if (result.row().other() != null) {
      object.put("published_percent_other", result.row().other());
    }
    object.put("as_coded", share(row.asCoded(), networks));
    object.put("third_iterate", share(row.thirdIterate(), networks));
    object.put("period3", share(row.period3(), networks));
    object.put("chaotic", share(row.chaotic(), networks));
    object.put("undecided", result.verdicts().undecided());
    object.put("reproduced", result.reproduced());
    object.put("settings", result.setup().describe());
    object.put("note", result.note());
    object.put("command", "./liyorke " + row.estimateCommand(report));
    return object;
  }

  private static Map<String, Object> share(Interval interval, long networks) {
    Map<String, Object> object = SummaryJson.interval(interval);
    object.put("networks", networks);
    return object;
  }

  private static Map<String, Object> figure(Figure figure) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", figure.id());
    object.put("title", figure.title());
    object.put("findings", figure.findings());
    object.put("commands", figure.commands().stream().map(c -> "./liyorke " + c).toList());
    return object;
  }
}
