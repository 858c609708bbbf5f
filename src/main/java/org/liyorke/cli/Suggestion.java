package org.liyorke.cli;

import java.util.Collection;

/** Finds the word that a mistyped word probably meant. */
final class Suggestion {
  private static final int LONGEST = 40;

  private Suggestion() {}

  /**
   * "; did you mean X?" for the nearest word by Levenshtein's distance, or nothing when none is
   * near.
   */
  static String forWord(String typed, Collection<String> words) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String word : words) {
      int distance = typed.length() > LONGEST ? Integer.MAX_VALUE : distance(typed, word);
      if (distance < bestDistance) {
        best = word;
        bestDistance = distance;
      }
    }
    boolean near = best != null && bestDistance <= Math.max(1, best.length() / 3);
    return near ? "; did you mean " + best + "?" : "";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j - 1], diagonal) + 1);
      }
    }
    return row[b.length()];
  }
}
