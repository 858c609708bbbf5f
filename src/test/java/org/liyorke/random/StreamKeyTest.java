package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamKeyTest {
  @Test
  void givesTheKnownKeys() {
    var lines = KnownAnswers.read("words.txt", "key");
    assertEquals(120, lines.size());
    for (String[] f : lines) {
      int[] sizes = new int[Integer.parseInt(f[3])];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Integer.parseInt(f[4 + i]);
      }
      var purpose = StreamKey.Purpose.values()[Integer.parseInt(f[2])];
      long key = KnownAnswers.number(f[4 + sizes.length]);
      assertEquals(
          key, StreamKey.of(KnownAnswers.number(f[1]), purpose, sizes), String.join(" ", f));
    }
  }

  @Test
  void numbersOfPurposesAreFixed() {
    assertEquals(0, StreamKey.Purpose.WEIGHTS.number());
    assertEquals(1, StreamKey.Purpose.INITIAL_STATES.number());
    assertEquals(2, StreamKey.Purpose.WEIGHT_NOISE.number());
    assertEquals(3, StreamKey.Purpose.OTHER_POINTS.number());
  }

  @Test
  void differentPurposesAndSizesHaveDifferentKeys() {
    Set<Long> keys = new HashSet<>();
    for (var purpose : StreamKey.Purpose.values()) {
      for (int width = 1; width <= 1000; width++) {
        keys.add(StreamKey.of(42, purpose, 1, width, 1));
        keys.add(StreamKey.of(42, purpose, 1, 1, width, 1));
      }
    }
    assertEquals(8000, keys.size());
  }

  /**
   * The first output of SplitMix64 from state 0 is mix64 of the golden gamma; the value is the
   * published one.
   */
  @Test
  void mixIsTheFinaliserOfSplitMix64() {
    assertEquals(0xE220A8397B1DCDAFL, StreamKey.mix64(0x9E3779B97F4A7C15L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesSizesBelowOne(int size) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> StreamKey.of(1, StreamKey.Purpose.WEIGHTS, 1, size, 1));
    assertEquals("layer size " + size + " must be at least 1", e.getMessage());
  }
}
