package org.liyorke.cli;

import java.nio.file.Path;
import java.util.List;
import org.liyorke.engine.EngineOptions;
import org.liyorke.published.FigureRun;
import org.liyorke.published.PublishedTable;

/**
 * What to reproduce, how, and where the results go.
 *
 * @param networks of the quickest tables, at least 1
 * @param seed all 64 bits significant
 * @param confidence of the intervals
 * @param json whether standard output gets JSON
 * @param out folder for files; null for none
 * @param quiet whether to show no progress
 */
record ReproduceChoice(
    List<PublishedTable> tables,
    List<FigureRun> figures,
    long networks,
    long seed,
    double confidence,
    EngineOptions engine,
    boolean json,
    Path out,
    boolean quiet) {
  /** How many tables and figures there are. */
  int parts() {
    return tables.size() + figures.size();
  }
}
