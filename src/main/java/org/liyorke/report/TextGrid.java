package org.liyorke.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under titles, every column as wide as its widest cell. */
final class TextGrid {
  private static final String GAP = "  ";

  private final List<Boolean> left = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column, before any row. */
  void column(String title, boolean alignedLeft) {
    titles.add(title);
    left.add(alignedLeft);
  }

  /** Adds a row, one cell for each column. */
  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Appends titles and rows, every line ended by a newline. */
  void append(StringBuilder text) {
    int[] widths = new int[titles.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      widths[i] = Math.max(titles.get(i).length(), widest);
    }
    appendRow(text, titles, widths);
    rows.forEach(row -> appendRow(text, row, widths));
  }

  private void appendRow(StringBuilder text, List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - cells.get(i).length());
      padded.add(left.get(i) ? cells.get(i) + blanks : blanks + cells.get(i));
    }
    text.append(String.join(GAP, padded).stripTrailing()).append('\n');
  }
}
