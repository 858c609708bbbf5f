package org.liyorke.report;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows as RFC 4180 has them: lines end in CRLF, fields with a comma, a quote or a line break are
 * quoted.
 */
final class CsvRows {
  private CsvRows() {}

  static void write(Writer out, Stream<String> fields) throws IOException {
    out.write(fields.map(CsvRows::quoted).collect(Collectors.joining(",", "", "\r\n")));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
