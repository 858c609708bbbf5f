package org.liyorke.random;

import static org.liyorke.random.Philox4x32.M0;
import static org.liyorke.random.Philox4x32.M1;
import static org.liyorke.random.Philox4x32.ROUNDS;
import static org.liyorke.random.Philox4x32.W0;
import static org.liyorke.random.Philox4x32.W1;
import static org.liyorke.random.Philox4x32.high;
import static org.liyorke.random.Philox4x32.product;

/**
 * Philox4x32-10 over a run of consecutive groups that share the block, so that only counter word 2, the subsequence,
 * moves; counter word 3 is zero, since a subsequence is below 65536.
 *
 * <p>That fixes one of the two products of each of the first two rounds for the whole run. What enters round three:
 *
 * <pre>
 *   c0 = low(M1 s) ^ x0      x0 = high(M1 e2) ^ k0'          e2 = high(M0 block0) ^ k1   (word 2 after round one)
 *   c1 = x1                  x1 = low(M1 e2)                 e3 = low(M0 block0)         (word 3 after round one)
 *   c2 = high(M0 a) ^ x2     x2 = e3 ^ k1'                   a  = high(M1 s) ^ block1 ^ k0
 *   c3 = low(M0 a)
 * </pre>
 *
 * <p>Short runs go group by group through 64-bit products. Long ones go through {@value #LANES} lanes at once in loops
 * that the JVM's C2 compiler turns into vector code: it has no vector product of 32 by 32 to 64 bits on JDK 17, so the
 * high word is put together from 16-bit halves, about half the time a word of the scalar form. The lane count is a
 * constant because C2 takes shorter vectors when the trip count varies.
 *
 * <p>Holds scratch space: not for use by two threads at once.
 */
final class PhiloxRun {
  static final int LANES = 256;

  /** From this many groups on, all lanes cost less than the groups one by one, even if half the lanes are unused. */
  private static final int WORTH_LANES = 128;

  private final int key0;
  private final int key1;
  private final int[] lane = new int[LANES];
  private final int[] a = new int[LANES];
  private final int[] b = new int[LANES];
  private final int[] c = new int[LANES];
  private final int[] d = new int[LANES];

  private int a0;
  private int x0;
  private int x1;
  private int x2;

  PhiloxRun(long key) {
    key0 = (int) key;
    key1 = high(key);
    for (int i = 0; i < LANES; i++) {
      lane[i] = i;
    }
  }

  /**
   * Writes the 4 * groups words of the subsequences [sub, sub + groups) of a block.
   *
   * @param sub at least 0, with sub + groups at most 65536
   */
  void fill(long block, int sub, int groups, int[] out, int offset) {
    prepare(block);
    int done = 0;
    while (groups - done >= WORTH_LANES) {
      int count = Math.min(groups - done, LANES);
      fillLanes(sub + done, count, out, offset + 4 * done);
      done += count;
    }
    fillScalar(sub + done, groups - done, out, offset + 4 * done);
  }

  private void prepare(long block) {
    long p = product(M0, (int) block);
    long q = product(M1, high(p) ^ key1);
    a0 = high(block) ^ key0;
    x0 = high(q) ^ (key0 + W0);
    x1 = (int) q;
    x2 = (int) p ^ (key1 + W1);
  }

  private void fillScalar(int sub, int groups, int[] out, int offset) {
    for (int i = 0; i < groups; i++) {
      long s = product(M1, sub + i);
      long p = product(M0, high(s) ^ a0);
      int c0 = (int) s ^ x0;
      int c1 = x1;
      int c2 = high(p) ^ x2;
      int c3 = (int) p;
      int k0 = key0 + 2 * W0;
      int k1 = key1 + 2 * W1;
      for (int round = 2; round < ROUNDS; round++) {
        p = product(M0, c0);
        s = product(M1, c2);
        c0 = high(s) ^ c1 ^ k0;
        c1 = (int) s;
        c2 = high(p) ^ c3 ^ k1;
        c3 = (int) p;
        k0 += W0;
        k1 += W1;
      }
      int at = offset + 4 * i;
      out[at] = c0;
      out[at + 1] = c1;
      out[at + 2] = c2;
      out[at + 3] = c3;
    }
  }

  private void fillLanes(int sub, int count, int[] out, int offset) {
    enterLanes(sub);
    halfRound0(d, c, x2);
    int[] c0 = a;
    int[] c1 = b;
    int[] c2 = c;
    int[] c3 = d;
    for (int round = 2; round < ROUNDS; round++) {
      halfRound1(c2, c1, key0 + round * W0);
      halfRound0(c0, c3, key1 + round * W1);
      // The new words 0, 1, 2, 3 now lie where the old words 1, 2, 3, 0 lay.
      int[] old0 = c0;
      c0 = c1;
      c1 = c2;
      c2 = c3;
      c3 = old0;
    }
    interleave(c0, c1, c2, c3, count, out, offset);
  }

  private void enterLanes(int sub) {
    int e0 = x0;
    int e1 = x1;
    int f0 = a0;
    for (int i = 0; i < LANES; i++) {
      int s = sub + lane[i];
      a[i] = (s * M1) ^ e0;
      b[i] = e1;
      c[i] = 0;
      // s has 16 bits, so its product with M1 has only one middle carry; lanes past the run may overflow, unread.
      d[i] = ((s * (M1 >>> 16) + ((s * (M1 & 0xFFFF)) >>> 16)) >>> 16) ^ f0;
    }
  }

  /** other = high(M0 word) ^ other ^ key; word = low(M0 word). */
  private static void halfRound0(int[] word, int[] other, int key) {
    for (int i = 0; i < LANES; i++) {
      int x = word[i];
      int z = other[i];
      int low = x & 0xFFFF;
      int high = x >>> 16;
      int middle = high * (M0 & 0xFFFF) + ((low * (M0 & 0xFFFF)) >>> 16);
      int carry = low * (M0 >>> 16) + (middle & 0xFFFF);
      other[i] = (high * (M0 >>> 16) + (middle >>> 16) + (carry >>> 16)) ^ z ^ key;
      word[i] = x * M0;
    }
  }

  /** The same with M1; a method of its own because C2 then sees constants. */
  private static void halfRound1(int[] word, int[] other, int key) {
    for (int i = 0; i < LANES; i++) {
      int x = word[i];
      int z = other[i];
      int low = x & 0xFFFF;
      int high = x >>> 16;
      int middle = high * (M1 & 0xFFFF) + ((low * (M1 & 0xFFFF)) >>> 16);
      int carry = low * (M1 >>> 16) + (middle & 0xFFFF);
      other[i] = (high * (M1 >>> 16) + (middle >>> 16) + (carry >>> 16)) ^ z ^ key;
      word[i] = x * M1;
    }
  }

  private static void interleave(int[] c0, int[] c1, int[] c2, int[] c3, int count, int[] out, int offset) {
    for (int i = 0; i < count; i++) {
      int at = offset + 4 * i;
      out[at] = c0[i];
      out[at + 1] = c1[i];
      out[at + 2] = c2[i];
      out[at + 3] = c3[i];
    }
  }
}
