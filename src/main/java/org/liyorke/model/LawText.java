package org.liyorke.model;

/** A cursor over the text of a law; its errors name the column, counted from 1. */
final class LawText {
  private static final int LONGEST = 200;

  private final String text;
  private int position;

  LawText(String text) {
    if (text.length() > LONGEST) {
      throw new UserError(
          "a law of %d characters: must be at most %d".formatted(text.length(), LONGEST));
    }
    this.text = text;
    skipSpace();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  /** Steps over {@code c}, and the space after it, if it is next. */
  boolean take(char c) {
    if (peek() != c || c == 0) {
      return false;
    }
    position++;
    skipSpace();
    return true;
  }

  /** Steps over {@code c}, which must be next. */
  void need(char c) {
    if (!take(c)) {
      throw error("'" + c + "' expected");
    }
  }

  /** Makes sure that nothing is left. */
  void needEnd() {
    if (position < text.length()) {
      throw error("the end expected");
    }
  }

  /** Takes letters, digits and characters of {@code more}; empty if there is none. */
  String word(String more) {
    int start = position;
    while (Character.isLetterOrDigit(peek()) || peek() != 0 && more.indexOf(peek()) >= 0) {
      position++;
    }
    String word = text.substring(start, position);
    skipSpace();
    return word;
  }

  /** Takes a decimal number: digits, point, exponent, no sign. */
  double number() {
    int start = position;
    digits();
    if (peek() == '.') {
      position++;
      digits();
    }
    exponent();
    String number = text.substring(start, position);
    skipSpace();
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw errorAt(start, "a number expected, found '" + number + "'");
    }
  }

  private void exponent() {
    if (peek() != 'e' && peek() != 'E') {
      return;
    }
    position++;
    if (peek() == '+' || peek() == '-') {
      position++;
    }
    digits();
  }

  private void digits() {
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
  }

  int position() {
    return position;
  }

  /** The text from {@code start} to here. */
  String since(int start) {
    return text.substring(start, position).strip();
  }

  UserError error(String expected) {
    return errorAt(
        position, expected + ", found " + (peek() == 0 ? "the end" : "'" + peek() + "'"));
  }

  UserError errorAt(int column, String message) {
    return new UserError("column " + (column + 1) + ": " + message);
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t') {
      position++;
    }
  }
}
