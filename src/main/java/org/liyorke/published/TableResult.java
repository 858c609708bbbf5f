package org.liyorke.published;

import java.util.List;
import java.util.Map;

/**
 * A published table, run again.
 *
 * @param table as published
 * @param rows in its order
 * @param engine that proved the verdicts, as it goes into JSON
 */
public record TableResult(PublishedTable table, List<RowResult> rows, Map<String, Object> engine) {
  /** Copies the list. */
  public TableResult {
    rows = List.copyOf(rows);
  }
}
