package org.liyorke.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.liyorke.model.UserError;

/**
 * The file of {@code --catalog}: every chaotic network with its proof, one JSON object a line, in
 * the order of the blocks whatever the order in which they finish. Safe for use by several threads.
 *
 * <p>Blocks that come early wait in memory; when they hold too much, the threads that bring more
 * wait until the missing block comes. So the blocks must be begun in order, each thread must hand
 * in its block before it takes another, and threads that wait when a run fails must be interrupted.
 * The file has its name from {@link #close} on and holds whole lines only, also when the run was
 * cut short; a write that fails leaves no file.
 */
public final class CatalogWriter implements AutoCloseable {
  private static final long MOST_WAITING = 64L << 20;

  private final Path path;
  private final AtomicFile file;
  private final long mostWaiting;
  private final TreeMap<Long, byte[]> early = new TreeMap<>();
  private long waitingBytes;
  private long next;
  private boolean ended;

  private CatalogWriter(Path path, AtomicFile file, long mostWaiting) {
    this.path = path;
    this.file = file;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Begins a catalog.
   *
   * @throws UserError with exit status 5, path and reason, when the file could not be written
   */
  public static CatalogWriter open(Path path) {
    return open(path, MOST_WAITING);
  }

  /** As above; blocks that wait take at most about {@code mostWaiting} bytes. */
  static CatalogWriter open(Path path, long mostWaiting) {
    if (Files.isDirectory(path) || path.getFileName() == null) {
      throw UserError.output(path + ": must be a file, is a folder");
    }
    try {
      return new CatalogWriter(path, AtomicFile.open(path), mostWaiting);
    } catch (IOException e) {
      throw AtomicFile.failure(path, e);
    }
  }

  /**
   * Takes the lines of a finished block. Every block is handed in once, one without lines too.
   *
   * @param block its number, counted from 0 without gaps
   * @throws InterruptedException when interrupted while waiting for earlier blocks; the lines are
   *     then not taken
   */
  public synchronized void accept(long block, CatalogBlock lines) throws InterruptedException {
    if (!(block >= next && !early.containsKey(block))) {
      throw new IllegalArgumentException("catalog block " + block + " was handed in before");
    }
    byte[] bytes = lines.bytes();
    while (!ended && block != next && waitingBytes + bytes.length > mostWaiting) {
      wait();
    }
    if (ended) {
      return;
    }
    early.put(block, bytes);
    waitingBytes += bytes.length;
    releaseInOrder();
  }

  /**
   * Adds a network as the line that an earlier run made of it, without a newline; not to be mixed
   * with {@link #accept}.
   */
  public synchronized void append(String line) {
    CatalogBlock lines = new CatalogBlock();
    lines.add(line);
    early.put(next, lines.bytes());
    releaseInOrder();
  }

  /** Writes what still waits, later blocks after a gap included, and gives the file its name. */
  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    try {
      for (byte[] bytes : early.values()) {
        file.stream().write(bytes);
      }
      file.publish();
    } catch (IOException e) {
      throw abandon(e);
    }
    end();
  }

  /** Drops everything written; the file keeps what an earlier run left there. */
  public synchronized void discard() {
    if (!ended) {
      end();
      discardQuietly();
    }
  }

  private void releaseInOrder() {
    try {
      for (Map.Entry<Long, byte[]> first = early.firstEntry();
          first != null && first.getKey() == next;
          first = early.firstEntry()) {
        file.stream().write(first.getValue());
        early.pollFirstEntry();
        waitingBytes -= first.getValue().length;
        next++;
        notifyAll();
      }
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  private UserError abandon(IOException cause) {
    end();
    discardQuietly();
    return AtomicFile.failure(path, cause);
  }

  private void end() {
    ended = true;
    early.clear();
    notifyAll();
  }

  private void discardQuietly() {
    try {
      file.discard();
    } catch (IOException e) {
      // The temporary file stays behind; the failure that led here is the one to report.
      return;
    }
  }
}
