package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalStreamTest {
  private static final long KEY = 0x9E3779B97F4A7C15L;
  private static final int WINDOW = NormalStream.WINDOW;
  private static final long WINDOWS_PER_BLOCK = 4L * 65536 / WINDOW;
  private static final long WINDOWS = Long.MAX_VALUE / WINDOW;

  /** The first windows, both sides of a block's end and of its carry to the high word, the last. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        WINDOWS_PER_BLOCK - 1,
        WINDOWS_PER_BLOCK,
        (WINDOWS_PER_BLOCK << 32) - 1,
        WINDOWS_PER_BLOCK << 32,
        WINDOWS
      })
  void windowsAreTheLawOfTheWords(long window) {
    NormalLaw law = new NormalLaw(0, 1);
    NormalStream stream = new NormalStream(KEY);
    float[] numbers = new float[WINDOW];
    stream.fill(17, numbers);
    stream.fill(window, numbers);
    for (int i = 0; i < WINDOW; i++) {
      float expected = law.fromWord(WordStream.word(KEY, window * WINDOW + i));
      assertEquals(expected, numbers[i], "number " + i);
    }
  }

  @Test
  void refusesWindowsOutsideTheStream() {
    NormalStream stream = new NormalStream(KEY);
    float[] numbers = new float[WINDOW];
    assertThrows(IllegalArgumentException.class, () -> stream.fill(-1, numbers));
    assertThrows(IllegalArgumentException.class, () -> stream.fill(WINDOWS + 1, numbers));
  }
}
