package org.liyorke.cli;

import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Signals as a request to stop: work that has begun a section is asked to end soon, so that it can
 * print or keep what it has; otherwise the process ends at once. Safe for use by several threads.
 */
final class Interrupts {
  /** Added to the number of a signal it is the exit status of a process that the signal ended. */
  private static final int STATUS = 128;

  private static final int INT = 2;

  /** The signals that ask a program to stop; SIGUSR1 is what batch systems are told to send. */
  private static final Map<String, Integer> SIGNALS =
      Map.of("HUP", 1, "INT", INT, "USR1", 10, "TERM", 15);

  /** Two signals within this time are one: timeout(1) sends it to the process and to its group. */
  private static final long SAME_NANOS = 500_000_000;

  private final IntConsumer exit;
  private int sections;
  private int signal;
  private long since;

  /** Requests end the process at once where no section is open. */
  Interrupts() {
    this(System::exit);
  }

  /** Calls {@code exit} with the status instead of ending the process. */
  Interrupts(IntConsumer exit) {
    this.exit = exit;
  }

  /** Makes the signals requests to stop. */
  void listen() {
    SIGNALS.forEach((name, number) -> Signals.handle(name, () -> request(number)));
  }

  /** What a signal does. */
  void request(int number) {
    if (ends(number)) {
      exit.accept(STATUS + number);
    }
  }

  /** A second Ctrl-C does not wait for sections. */
  private synchronized boolean ends(int number) {
    if (signal == 0) {
      signal = number;
      since = System.nanoTime();
      return sections == 0;
    }
    return number == INT && System.nanoTime() - since > SAME_NANOS;
  }

  /** Whether the user wants to stop. */
  synchronized boolean requested() {
    return signal != 0;
  }

  /** The exit status of what a request ended. */
  synchronized int status() {
    return STATUS + signal;
  }

  /** A section that ends soon after a request to stop. */
  synchronized Section enter() {
    sections++;
    return this::leave;
  }

  private synchronized void leave() {
    sections--;
  }

  /** Work that ends soon after a request to stop. */
  @FunctionalInterface
  interface Section {
    /** Ends the section. */
    void leave();
  }
}
