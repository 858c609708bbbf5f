package org.liyorke.tally;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void multipliesByTheTestsLeftAndNeverDecreases() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjust(0.01, 0.04, 0.03, 0.005), 1e-15);
    assertArrayEquals(new double[] {1, 1}, Holm.adjust(0.6, 0.9));
    assertArrayEquals(new double[] {0.3}, Holm.adjust(0.3));
    assertArrayEquals(new double[] {0, 0.04, 0.04}, Holm.adjust(0, 0.02, 0.02));
    assertArrayEquals(new double[0], Holm.adjust());
  }
}
