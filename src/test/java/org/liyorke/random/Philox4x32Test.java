package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.apache.commons.rng.core.source32.Philox4x32;
import org.junit.jupiter.api.Test;

class Philox4x32Test {
  @Test
  void givesThePublishedAnswers() {
    var lines = KnownAnswers.read("words.txt", "philox");
    assertEquals(3, lines.size());
    for (String[] f : lines) {
      int[] counter = words(f, 1);
      org.liyorke.random.Philox4x32.apply(
          counter, KnownAnswers.word(f[5]), KnownAnswers.word(f[6]));
      assertArrayEquals(words(f, 7), counter);
    }
  }

  /** Commons RNG adds one to the 128-bit counter before each group of four. */
  @Test
  void agreesWithCommonsRng() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2000; i++) {
      int[] counter = random.ints(4).map(w -> random.nextInt(3) == 0 ? 0 : w).toArray();
      int[] key = random.ints(2).toArray();
      int[] before = predecessor(counter);
      var oracle =
          new Philox4x32(new int[] {key[0], key[1], before[0], before[1], before[2], before[3]});
      org.liyorke.random.Philox4x32.apply(counter, key[0], key[1]);
      assertArrayEquals(
          new int[] {oracle.next(), oracle.next(), oracle.next(), oracle.next()}, counter);
    }
  }

  private static int[] predecessor(int[] counter) {
    int[] before = counter.clone();
    for (int i = 0; i < 4; i++) {
      if (before[i]-- != 0) {
        break;
      }
    }
    return before;
  }

  private static int[] words(String[] fields, int first) {
    int[] words = new int[4];
    for (int i = 0; i < 4; i++) {
      words[i] = KnownAnswers.word(fields[first + i]);
    }
    return words;
  }
}
