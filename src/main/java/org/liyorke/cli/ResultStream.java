package org.liyorke.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.liyorke.model.UserError;

/**
 * Standard output, as text in UTF-8. Other than a PrintStream it does not swallow errors: a reader
 * that went away raises {@link ReaderGone}, anything else a UserError.
 */
final class ResultStream {
  /**
   * The process that reads standard output has closed it: no mistake, but no reason to go on
   * either.
   */
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGone(IOException cause) {
      super(cause);
    }
  }

  private final OutputStream stream;

  ResultStream(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, 1 << 16);
  }

  /** Writes text. */
  void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    attempt(() -> stream.write(bytes));
  }

  /** Writes text and a newline. */
  void println(String text) {
    print(text + "\n");
  }

  /** Hands everything written so far to the reader. */
  void flush() {
    attempt(stream::flush);
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void attempt(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      // The text is the system's for EPIPE; Java has no exception of its own for it.
      if (message.contains("Broken pipe") || message.contains("Pipe closed")) {
        throw new ReaderGone(e);
      }
      throw UserError.output("standard output: cannot be written: " + message);
    }
  }
}
