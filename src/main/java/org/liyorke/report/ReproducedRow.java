package org.liyorke.report;

import org.liyorke.published.RowResult;
import org.liyorke.tally.ClopperPearson;
import org.liyorke.tally.Interval;
import org.liyorke.tally.IntervalMethod;
import org.liyorke.tally.Question;

/**
 * The four shares that stand beside a published number.
 *
 * @param asCoded called chaotic by f^4 on the grid, as the published code has it
 * @param thirdIterate called chaotic by f^3 on the grid, as was meant
 * @param period3 proven to have a point of period three
 * @param chaotic proven chaotic
 */
record ReproducedRow(
    RowResult result, Interval asCoded, Interval thirdIterate, Interval period3, Interval chaotic) {
  static ReproducedRow of(RowResult row, double confidence) {
    long networks = row.grid().networks();
    return new ReproducedRow(
        row,
        ClopperPearson.of(row.grid().asCoded(), networks, confidence),
        ClopperPearson.of(row.grid().thirdIterate(), networks, confidence),
        Question.PERIOD3.interval(row.verdicts(), confidence, IntervalMethod.CLOPPER_PEARSON),
        Question.CHAOTIC.interval(row.verdicts(), confidence, IntervalMethod.CLOPPER_PEARSON));
  }

  /** The command that decides the networks of the row again. */
  String estimateCommand(Reproduction report) {
    return "estimate %s --networks %d --seed %s"
        .formatted(
            result.setup().options(),
            result.grid().networks(),
            Long.toUnsignedString(report.seed()));
  }
}
