package org.liyorke.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Appends lines to a journal. A line is on the disk when {@link #append} returns; lines that
 * several threads append at the same time are forced there together. Safe for use by several
 * threads.
 *
 * <p>After a failure nothing more is written, and the line that failed is taken away again as far
 * as the disk allows; what stays of it is a last line that is cut short, which readers drop.
 */
final class JournalWriter implements AutoCloseable {
  /** What a journal is written to. */
  interface File extends WritableByteChannel {
    /** Waits until everything written is on the disk. */
    void force() throws IOException;

    /** Forgets everything from this byte on. */
    void truncate(long size) throws IOException;

    /** A file on the disk. */
    static File of(FileChannel channel) {
      return new File() {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
          return channel.write(bytes);
        }

        @Override
        public void force() throws IOException {
          channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
          channel.truncate(size);
        }

        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }
  }

  private final File file;
  private final Object forcing = new Object();
  private long written;
  private volatile IOException failure;

  /** Guarded by {@link #forcing}. */
  private long forced;

  /**
   * A writer.
   *
   * @param file positioned at its end
   * @param size of the file
   */
  JournalWriter(File file, long size) {
    this.file = file;
    written = size;
    forced = size;
  }

  /**
   * Appends a line and waits until it is on the disk.
   *
   * @throws IOException if it may not be there; every call after that fails in the same way
   */
  void append(byte[] line) throws IOException {
    force(write(line));
  }

  private synchronized long write(byte[] line) throws IOException {
    requireNoFailure();
    try {
      for (ByteBuffer bytes = ByteBuffer.wrap(line); bytes.hasRemaining(); ) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw fail(e);
    }
    written += line.length;
    return written;
  }

  private synchronized long written() {
    return written;
  }

  /** Who comes first forces the lines of all who wait. */
  private void force(long end) throws IOException {
    synchronized (forcing) {
      if (forced >= end) {
        return;
      }
      requireNoFailure();
      long now = written();
      try {
        file.force();
      } catch (IOException e) {
        throw fail(e);
      }
      forced = now;
    }
  }

  private IOException fail(IOException cause) {
    failure = cause;
    try {
      file.truncate(written());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private void requireNoFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
