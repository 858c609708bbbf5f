package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A signal ends the process unless a section is open, which then is asked to end. */
class InterruptsTest {
  private final List<Integer> exits = new ArrayList<>();
  private final Interrupts interrupts = new Interrupts(exits::add);

  @Test
  void withoutSectionsASignalEndsTheProcess() {
    interrupts.enter().leave();
    assertFalse(interrupts.requested());
    interrupts.request(15);
    assertEquals(List.of(143), exits);
  }

  @Test
  void anOpenSectionIsAskedToStop() {
    Interrupts.Section section = interrupts.enter();
    interrupts.request(10);
    assertTrue(interrupts.requested());
    assertEquals(138, interrupts.status());
    section.leave();
    // What comes while the process ends with a status of its own does not replace it.
    interrupts.request(15);
    assertEquals(List.of(), exits);
    assertEquals(138, interrupts.status());
  }

  @Test
  void onlyALaterControlCStopsAtOnce() throws InterruptedException {
    interrupts.enter();
    interrupts.request(2);
    interrupts.request(2);
    assertEquals(List.of(), exits);
    Thread.sleep(600);
    interrupts.request(15);
    assertEquals(List.of(), exits);
    interrupts.request(2);
    assertEquals(List.of(130), exits);
  }
}
