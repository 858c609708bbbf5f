package org.liyorke.random;

/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3" (SC 2011): a bijection of 128-bit counters, one for each 64-bit key.
 *
 * <p>Words are unsigned 32-bit numbers held in ints, the least significant first.
 */
public final class Philox4x32 {
  /** Multiplier of counter word 0. */
  static final int M0 = 0xD2511F53;

  /** Multiplier of counter word 2. */
  static final int M1 = 0xCD9E8D57;

  /** Added to key word 0 after each round: the golden ratio. */
  static final int W0 = 0x9E3779B9;

  /** Added to key word 1 after each round: the square root of three, less one. */
  static final int W1 = 0xBB67AE85;

  static final int ROUNDS = 10;

  private static final long UNSIGNED = 0xFFFFFFFFL;

  private Philox4x32() {}

  /**
   * Replaces a counter by its image.
   *
   * @param counter four words, overwritten by the four words of the answer
   * @param key0 low word of the key
   * @param key1 high word of the key
   */
  public static void apply(int[] counter, int key0, int key1) {
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long p = product(M0, counter[0]);
      long q = product(M1, counter[2]);
      counter[0] = high(q) ^ counter[1] ^ k0;
      counter[1] = (int) q;
      counter[2] = high(p) ^ counter[3] ^ k1;
      counter[3] = (int) p;
      k0 += W0;
      k1 += W1;
    }
  }

  /** The 64-bit product of two unsigned words. */
  static long product(int a, int b) {
    return (a & UNSIGNED) * (b & UNSIGNED);
  }

  /** The high word of a product. */
  static int high(long product) {
    return (int) (product >>> 32);
  }
}
