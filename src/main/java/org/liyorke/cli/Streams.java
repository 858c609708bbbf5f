package org.liyorke.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of one run of the program.
 *
 * @param in standard input
 * @param out standard output, for results only
 * @param err standard error, for messages and progress
 * @param terminal whether standard error is a terminal
 * @param interrupts tells that the user wants to stop
 */
record Streams(
    InputStream in, ResultStream out, PrintStream err, boolean terminal, Interrupts interrupts) {
  /** Streams over any bytes; text is UTF-8. */
  static Streams of(
      InputStream in, OutputStream out, OutputStream err, boolean terminal, Interrupts interrupts) {
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Streams(in, new ResultStream(out), messages, terminal, interrupts);
  }
}
