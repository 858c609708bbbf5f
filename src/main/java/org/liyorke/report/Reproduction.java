package org.liyorke.report;

import java.util.List;
import java.util.Map;
import org.liyorke.published.Figure;
import org.liyorke.published.TableResult;

/**
 * Everything that {@code reproduce} has to say.
 *
 * @param version of the program
 * @param seed all 64 bits significant, printed unsigned
 * @param networks asked for; tables and figures take their shares
 * @param confidence of the intervals, in (0, 1)
 * @param engine what was asked for, as it goes into JSON
 * @param elapsedSeconds wall time, at least 0
 * @param tables in the order in which they ran
 * @param figures likewise
 * @param complete false when the run was interrupted, so that tables or figures are missing
 */
public record Reproduction(
    String version,
    long seed,
    long networks,
    double confidence,
    Map<String, Object> engine,
    double elapsedSeconds,
    List<TableResult> tables,
    List<Figure> figures,
    boolean complete) {
  /** Copies the lists. */
  public Reproduction {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
  }

  /** The command that runs one table again. */
  String tableCommand(TableResult table) {
    return "reproduce --table %s --networks %d --seed %s"
        .formatted(table.table().id(), networks, Long.toUnsignedString(seed));
  }
}
