package org.liyorke.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The networks of a JSON Lines stream, one line after the other. Reads no further than the line
 * asked for, so that it can sit on a pipe, and holds one network at most, however long a line is.
 */
public final class NetworkLines implements Iterator<NetworkLine> {
  private final LineStream lines;
  private long line;

  /**
   * The lines of a stream.
   *
   * @param source UTF-8; stays open
   */
  public NetworkLines(InputStream source) {
    lines = new LineStream(source);
  }

  /**
   * Whether there is another line; waits for its first byte.
   *
   * @throws UserError (input data) if the stream cannot be read
   */
  @Override
  public boolean hasNext() {
    try {
      return lines.hasLine();
    } catch (IOException e) {
      throw unreadable(line + 1, e);
    }
  }

  /**
   * The network of the next line, or what is wrong with it.
   *
   * @throws UserError (input data) if the stream cannot be read
   */
  @Override
  public NetworkLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    line++;
    lines.startLine();
    NetworkLine result = NetworkReader.read(lines, line);
    try {
      lines.requireSource();
      lines.finishLine();
    } catch (IOException e) {
      throw unreadable(line, e);
    }
    return result;
  }

  private static UserError unreadable(long line, IOException e) {
    return UserError.input("line " + line + " cannot be read: " + e.getMessage());
  }
}
