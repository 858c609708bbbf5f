package org.liyorke.published;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Runs the published procedure and the proofs on the same networks, row by row of a table. */
public final class TableRun {
  private TableRun() {}

  /**
   * The table with all its numbers.
   *
   * @throws CancellationException when cancelled before the end
   */
  public static TableResult run(PublishedTable table, RunContext context) {
    long count = table.networks(context.networks());
    List<SetupSearch.Found> found =
        table.rows().stream().map(row -> SetupSearch.search(row, count, context)).toList();
    RunContext.Decided decided =
        context.decide(found.stream().map(each -> each.setup().family()).toList(), count);
    List<RowResult> rows = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      SetupSearch.Found row = found.get(i);
      rows.add(
          new RowResult(
              table.rows().get(i),
              row.setup(),
              row.note(),
              row.reproduced(),
              row.counts(),
              decided.result().points().get(i).tally().snapshot()));
    }
    return new TableResult(table, rows, decided.engine());
  }
}
