package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shutdown waits for open sections, and for nothing else. */
class InterruptsTest {
  @Test
  @Timeout(20)
  void stoppingWaitsForOpenSectionsOnly() throws InterruptedException {
    Interrupts interrupts = new Interrupts();
    interrupts.enter().leave();
    Interrupts.Section open = interrupts.enter();
    Thread shutdown = new Thread(interrupts::stopAndWait);
    shutdown.start();
    shutdown.join(300);
    assertTrue(shutdown.isAlive());
    assertTrue(interrupts.requested());
    open.leave();
    shutdown.join();
  }

  @Test
  @Timeout(20)
  void withoutSectionsNothingWaits() {
    Interrupts interrupts = new Interrupts();
    assertFalse(interrupts.requested());
    interrupts.stopAndWait();
    assertTrue(interrupts.requested());
  }
}
