package org.liyorke.random;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Words at which a law may go wrong: the ends, the middle, the borders of all pieces; and random
 * ones.
 */
final class TestWords {
  private TestWords() {}

  static int[] all() {
    return IntStream.concat(edges(), random()).flatMap(w -> IntStream.of(w, ~w)).toArray();
  }

  /**
   * Three words about each border of the pieces of {@link OctaveCubic} in the lower half, and about
   * the ends.
   */
  private static IntStream edges() {
    IntStream borders =
        IntStream.range(0, 32 * 64)
            .flatMap(
                i -> {
                  long x = (1L << (i / 64)) * (64 + i % 64) / 64;
                  return IntStream.rangeClosed(-1, 1)
                      .map(d -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, (x - 1) / 2 + d)));
                });
    IntStream ends = IntStream.range(0, 1000).flatMap(i -> IntStream.of(i, Integer.MAX_VALUE - i));
    return IntStream.concat(borders, ends);
  }

  /** 100,000 words, half of them spread evenly over the octaves of the tail. */
  private static IntStream random() {
    SplittableRandom random = new SplittableRandom(2024);
    return IntStream.range(0, 100_000)
        .map(i -> (random.nextInt() & Integer.MAX_VALUE) >> (i % 2 == 0 ? 0 : random.nextInt(31)));
  }

  /** u = (2w + 1) 2^-33. */
  static double uniform(int word) {
    return (2 * Integer.toUnsignedLong(word) + 1) * 0x1p-33;
  }
}
