package org.liyorke.published;

import java.util.List;

/**
 * One column of the published table, or numbers published elsewhere.
 *
 * @param id its name on the command line and in JSON
 * @param title in plain words
 * @param share of the networks asked for that its rows take, above 0, at most 1: less where they
 *     take longer
 * @param rows at least one
 */
public record PublishedTable(String id, String title, double share, List<PublishedRow> rows) {
  /** Copies the list. */
  public PublishedTable {
    rows = List.copyOf(rows);
  }

  /** Networks of each row, at least 1. */
  public long networks(long asked) {
    return Math.max(1, (long) (share * asked));
  }
}
