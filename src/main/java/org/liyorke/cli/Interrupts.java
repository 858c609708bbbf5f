package org.liyorke.cli;

import java.util.concurrent.Phaser;

/**
 * Ctrl-C as a request to stop: the virtual machine's shutdown waits until every section that was
 * entered is left, so that a campaign can print what it has counted.
 */
final class Interrupts {
  private final Phaser sections = new Phaser(1);
  private volatile boolean requested;

  /** Makes the shutdown of this virtual machine, by whatever signal, a request to stop. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "interrupts"));
  }

  /** Asks every section to stop. */
  void request() {
    requested = true;
  }

  /** Whether the user wants to stop. */
  boolean requested() {
    return requested;
  }

  /** A section that the shutdown waits for, until it is left. */
  Section enter() {
    sections.register();
    return sections::arriveAndDeregister;
  }

  /** What the shutdown does. */
  void stopAndWait() {
    request();
    sections.awaitAdvance(sections.arrive());
  }

  /** Work that ends soon after a request to stop. */
  @FunctionalInterface
  interface Section {
    /** Ends the section. */
    void leave();
  }
}
