package org.liyorke.report;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.published.Figure;
import org.liyorke.published.RowResult;
import org.liyorke.published.TableResult;
import org.liyorke.tally.Interval;

/** The tables and the findings of the figures for a terminal; all shares in per cent. */
public final class ReproductionText {
  private ReproductionText() {}

  /** The whole text, every line ended by a newline. */
  public static String format(Reproduction report) {
    StringBuilder text = new StringBuilder();
    text.append("Published experiments of arXiv 2210.05212, seed ")
        .append(Long.toUnsignedString(report.seed()))
        .append("; all shares in per cent, with ")
        .append(Numbers.significant(100 * report.confidence(), 6))
        .append(" % intervals.\n")
        .append(
            "as coded: f^4 against f on 163 points; f^3: what was meant; the rest is proven.\n");
    report.tables().forEach(table -> append(text, table, report));
    report.figures().forEach(figure -> append(text, figure));
    if (!report.complete()) {
      text.append("\nIncomplete: interrupted; tables and figures are missing.\n");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, TableResult table, Reproduction report) {
    text.append('\n')
        .append(table.table().id())
        .append(": ")
        .append(table.table().title())
        .append("\n\n");
    TextGrid grid = new TextGrid();
    grid.column("row", true);
    grid.column("published", true);
    grid.column("as coded", true);
    grid.column("f^3", true);
    grid.column("period three", true);
    grid.column("chaotic", true);
    grid.column("networks", false);
    grid.column("settings", true);
    table.rows().forEach(row -> grid.row(cells(row, report)));
    grid.append(text);
    text.append('\n');
    table.rows().stream()
        .map(row -> row.row().label() + ": " + row.note() + "\n")
        .forEach(text::append);
  }

  private static List<String> cells(RowResult result, Reproduction report) {
    ReproducedRow row = ReproducedRow.of(result, report.confidence());
    List<String> cells = new ArrayList<>();
    cells.add(result.row().label());
    cells.add(published(result));
    for (Interval share :
        List.of(row.asCoded(), row.thirdIterate(), row.period3(), row.chaotic())) {
      cells.add(percent(share));
    }
    cells.add(Numbers.grouped(result.grid().networks()));
    cells.add(settings(result));
    return cells;
  }

  /** The published number, with that of the other copy in brackets. */
  static String published(RowResult result) {
    return result.row().other() == null
        ? result.row().percent().toPlainString()
        : result.row().percent() + " (" + result.row().other() + ")";
  }

  /** A share in per cent with its interval. */
  static String percent(Interval share) {
    int decimals = Math.max(0, TextTable.decimals(share.upper() - share.lower()) - 2);
    return "%s [%s, %s]"
        .formatted(
            TextTable.probability(100 * share.estimate(), decimals),
            TextTable.probability(100 * share.lower(), decimals),
            TextTable.probability(100 * share.upper(), decimals));
  }

  /** What was run, in a few words. */
  static String settings(RowResult result) {
    return "%s%s, output %s, [-%s, %s]"
        .formatted(
            result.setup().init(),
            result.setup().bias() == null ? "" : ", bias " + result.setup().bias(),
            result.setup().output().name(),
            Numbers.plain(result.setup().window()),
            Numbers.plain(result.setup().window()));
  }

  private static void append(StringBuilder text, Figure figure) {
    text.append("\nfigure ").append(figure.id()).append(": ").append(figure.title()).append('\n');
    figure.findings().forEach(finding -> text.append("  ").append(finding).append('\n'));
  }
}
