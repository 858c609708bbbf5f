package org.liyorke.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.liyorke.report.OutputFolder;
import org.liyorke.report.RunReport;
import org.liyorke.report.SummaryJson;
import org.liyorke.report.TextTable;

/**
 * Where a report goes.
 *
 * @param json whether standard output gets JSON
 * @param out folder for files; null for none
 */
record ReportOutput(boolean json, Path out) {
  static ReportOutput of(Arguments arguments, Setting<String> out) {
    return new ReportOutput(arguments.get(Settings.JSON), RunChoice.path(arguments, out));
  }

  /** Makes sure that the folder can be written. */
  void prepare() {
    if (out != null) {
      OutputFolder.prepare(out);
    }
  }

  /** Prints the report, and writes the files. */
  void put(RunReport report, Streams streams) {
    streams.out().print(json ? jsonOf(report) : TextTable.format(report));
    streams.out().flush();
    if (out != null) {
      OutputFolder.write(out, report);
    }
  }

  private static String jsonOf(RunReport report) {
    StringWriter text = new StringWriter();
    try {
      SummaryJson.write(report, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
