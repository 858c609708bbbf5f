package org.liyorke.report;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.tally.Interval;
import org.liyorke.tally.QuantitySummary;

/** The second table of the text report: a row for each quantity observed at each point. */
final class ObservablesTable {
  private static final int DIGITS = 4;

  /** The orders of {@link QuantitySummary#ORDERS} that have a column. */
  private static final List<Integer> SHOWN = List.of(5, 50, 95);

  private ObservablesTable() {}

  /** Appends a blank line and the table, or nothing if nothing was observed. */
  static void append(StringBuilder text, RunReport report) {
    List<PointResult> points = report.points();
    if (points.stream().allMatch(point -> point.observables().isEmpty())) {
      return;
    }
    TextGrid grid = grid(points.size() > 1);
    for (PointResult point : points) {
      point
          .observables()
          .forEach(
              (key, quantities) ->
                  quantities.forEach(quantity -> grid.row(cells(point, points, key, quantity))));
    }
    text.append('\n');
    grid.append(text);
  }

  private static TextGrid grid(boolean severalPoints) {
    TextGrid grid = new TextGrid();
    if (severalPoints) {
      grid.column("point", true);
    }
    grid.column("observed", true);
    grid.column("mean", true);
    grid.column("sd", false);
    SHOWN.forEach(order -> grid.column(order + " %", false));
    grid.column("share above 0", true);
    grid.column("finite", false);
    grid.column("-infinity", false);
    grid.column("none", false);
    return grid;
  }

  private static List<String> cells(
      PointResult point, List<PointResult> points, String key, QuantitySummary quantity) {
    List<String> cells = new ArrayList<>();
    if (points.size() > 1) {
      cells.add(PointLabels.differing(point, points, null));
    }
    cells.add(quantity.name().isEmpty() ? key : key + " " + quantity.name());
    cells.add(interval(quantity.mean()));
    cells.add(number(quantity.sd()));
    for (int order : SHOWN) {
      cells.add(number(quantity.quantiles().get(QuantitySummary.ORDERS.indexOf(order))));
    }
    cells.add(share(quantity.positive()));
    cells.add(Numbers.grouped(quantity.finite()));
    cells.add(Numbers.grouped(quantity.minusInfinity()));
    cells.add(Numbers.grouped(quantity.missing()));
    return cells;
  }

  private static String interval(Interval mean) {
    return Double.isNaN(mean.lower())
        ? number(mean.estimate())
        : "%s [%s, %s]"
            .formatted(number(mean.estimate()), number(mean.lower()), number(mean.upper()));
  }

  private static String share(Interval share) {
    int decimals = TextTable.decimals(share.upper() - share.lower());
    return "%s [%s, %s]"
        .formatted(
            TextTable.probability(share.estimate(), decimals),
            TextTable.probability(share.lower(), decimals),
            TextTable.probability(share.upper(), decimals));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : Numbers.significant(value, DIGITS);
  }
}
