package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordStreamTest {
  private static final long SUBSEQUENCE_CARRY = 4L * 65536;
  private static final long BLOCK_CARRY = SUBSEQUENCE_CARRY << 32;
  private static final int GUARD = 0x5EED5EED;

  @Test
  void startsAsCurandDoes() {
    assertEquals(0x6627e8d5, WordStream.word(0, 0));
    assertEquals(0x844515e1, WordStream.word(0, 4));
    assertEquals(0xf8e4cca4, WordStream.word(0, SUBSEQUENCE_CARRY));
    assertEquals(0x2051e913, WordStream.word(42, 5));
  }

  @Test
  void givesTheKnownWords() {
    var lines = KnownAnswers.read("words.txt", "word");
    assertEquals(5 * 68, lines.size());
    for (String[] f : lines) {
      long seed = KnownAnswers.number(f[1]);
      long n = Long.parseLong(f[2]);
      assertEquals(KnownAnswers.word(f[3]), WordStream.word(seed, n), String.join(" ", f));
      assertArrayEquals(new int[] {KnownAnswers.word(f[3])}, fill(seed, n, 1), String.join(" ", f));
    }
  }

  @Test
  void givesTheKnownRuns() {
    var lines = KnownAnswers.read("words.txt", "fold");
    assertEquals(25, lines.size());
    for (String[] f : lines) {
      long fold = 0;
      for (int word :
          fill(KnownAnswers.number(f[1]), Long.parseLong(f[2]), Integer.parseInt(f[3]))) {
        fold = fold * KnownAnswers.FOLD + Integer.toUnsignedLong(word);
      }
      assertEquals(KnownAnswers.number(f[4]), fold, String.join(" ", f));
    }
  }

  /**
   * Every alignment and length up to 21 words, and lengths about each change of method, over each
   * carry.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        4,
        SUBSEQUENCE_CARRY,
        9 * SUBSEQUENCE_CARRY,
        BLOCK_CARRY,
        3 * BLOCK_CARRY,
        Long.MAX_VALUE - 5000
      })
  void fillGivesTheWordsOneByOne(long carry) {
    int[] expected = new int[6500];
    long origin = Math.max(0, carry - 2100);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = WordStream.word(-7, origin + i);
    }
    int middle = (int) (carry - origin);
    WordStream stream = new WordStream(-7);
    for (int before = 0; before <= Math.min(middle, 11); before++) {
      for (int count = 0; count <= 21; count++) {
        assertFill(stream, origin, middle - before, count, expected);
      }
    }
    for (int count :
        new int[] {
          1015, 1020, 1023, 1024, 1025, 1027, 1028, 2047, 2048, 2051, 3071, 3072, 3075, 4095, 4200
        }) {
      for (int before : new int[] {0, 1, 2, 3, 4, 517, 1024, 2097, 2100}) {
        assertFill(stream, origin, Math.max(0, middle - before), count, expected);
      }
    }
  }

  @Test
  void fillDependsOnPositionOnly() {
    SplittableRandom random = new SplittableRandom(5);
    WordStream stream = new WordStream(99);
    for (int i = 0; i < 300; i++) {
      long first = random.nextLong() >>> 1 >>> random.nextInt(60);
      first = Math.min(first, Long.MAX_VALUE - 3000);
      int count = random.nextInt(1, 3000);
      int cut = random.nextInt(count);
      int[] parts = new int[count];
      stream.fill(first + cut, parts, cut, count - cut);
      stream.fill(first, parts, 0, cut);
      assertArrayEquals(
          fill(99, first, count), parts, "first " + first + " count " + count + " cut " + cut);
    }
  }

  @Test
  void refusesPositionsOutsideTheRange() {
    WordStream stream = new WordStream(1);
    int[] out = new int[8];
    assertThrows(IllegalArgumentException.class, () -> WordStream.word(0, -1));
    assertThrows(IllegalArgumentException.class, () -> stream.fill(-1, out, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> stream.fill(Long.MAX_VALUE, out, 0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> stream.fill(0, out, 4, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> stream.fill(0, out, 0, -1));
    assertArrayEquals(new int[8], out);
  }

  private static int[] fill(long seed, long first, int count) {
    int[] out = new int[count];
    new WordStream(seed).fill(first, out, 0, count);
    return out;
  }

  private static void assertFill(
      WordStream stream, long origin, int from, int count, int[] expected) {
    int[] out = new int[count + 5];
    Arrays.fill(out, GUARD);
    stream.fill(origin + from, out, 3, count);
    int[] wanted = new int[count + 5];
    Arrays.fill(wanted, GUARD);
    System.arraycopy(expected, from, wanted, 3, count);
    assertArrayEquals(wanted, out, "from " + (origin + from) + " count " + count);
  }
}
