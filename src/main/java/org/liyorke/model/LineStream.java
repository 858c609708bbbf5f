package org.liyorke.model;

import java.io.IOException;
import java.io.InputStream;

/**
 * Shows one line of a stream at a time as a stream of its own that ends before the line feed. Holds
 * one buffer, whatever the length of a line. Reading never blocks beyond the end of the line.
 */
final class LineStream extends InputStream {
  private static final int BUFFER = 65_536;

  private final InputStream source;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private boolean atLineEnd;
  private IOException failure;

  /** Lines of {@code source}, which stays open. */
  LineStream(InputStream source) {
    this.source = source;
  }

  /**
   * Whether another line begins here; blocks until a byte of it or the end of the source arrives.
   */
  boolean hasLine() throws IOException {
    return fill();
  }

  /** Begins the next line. */
  void startLine() {
    atLineEnd = false;
  }

  /** Skips what is left of the line, its line feed included. */
  void finishLine() throws IOException {
    while (!atLineEnd && fill()) {
      position = lineEnd(limit);
      takeLineFeed();
    }
  }

  /**
   * Fails with the error of the source, if it had one, which a parser may have wrapped or
   * swallowed.
   */
  void requireSource() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (atLineEnd || !fill()) {
      return -1;
    }
    int count = lineEnd(Math.min(limit, position + length)) - position;
    System.arraycopy(buffer, position, to, offset, count);
    position += count;
    takeLineFeed();
    return count == 0 ? -1 : count;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    try {
      limit = Math.max(0, source.read(buffer, 0, BUFFER));
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    position = 0;
    return limit > 0;
  }

  /** Where the line ends, or {@code bound} if it goes on. */
  private int lineEnd(int bound) {
    int end = position;
    while (end < bound && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private void takeLineFeed() {
    if (position < limit && buffer[position] == '\n') {
      position++;
      atLineEnd = true;
    }
  }
}
