package org.liyorke.published;

import java.util.Locale;

/** Sentences with numbers in them, the same in every locale. */
final class Sentence {
  private Sentence() {}

  static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
