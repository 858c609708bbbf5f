package org.liyorke.proof;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.liyorke.model.UserError;

/**
 * The lines of a UTF-8 stream, read one at a time; an overlong line is passed over without being
 * kept.
 */
final class TextLines {
  /** Longest line that is kept, in bytes. */
  static final int MAX_LINE = 16 << 20;

  private final InputStream in;

  TextLines(InputStream in) {
    this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
  }

  /**
   * One line.
   *
   * @param text without the line end; null if the line is longer than {@link #MAX_LINE}
   */
  record Line(String text) {}

  /**
   * The next line, or null at the end of the stream.
   *
   * @throws UserError (input data) if the stream cannot be read
   */
  Line next() {
    try {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean tooLong = false;
      for (; b >= 0 && b != '\n'; b = in.read()) {
        tooLong |= line.size() >= MAX_LINE;
        if (!tooLong) {
          line.write(b);
        }
      }
      return new Line(tooLong ? null : line.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserError.input("the proofs cannot be read: " + e.getMessage());
    }
  }
}
