package org.liyorke.random;

import static org.liyorke.random.Philox4x32.M0;
import static org.liyorke.random.Philox4x32.M1;
import static org.liyorke.random.Philox4x32.ROUNDS;
import static org.liyorke.random.Philox4x32.W0;
import static org.liyorke.random.Philox4x32.W1;
import static org.liyorke.random.Philox4x32.high;

/**
 * The rounds of {@link PhiloxRun} for {@value #LANES} groups at once, in loops that the JVM's C2
 * compiler turns into vector code: about half the time a word of the scalar form.
 *
 * <p>C2 has no vector product of 32 by 32 to 64 bits on JDK 17, so the high word is put together
 * from 16-bit halves. It vectorises reliably only where the trip count is a constant and where each
 * loop is compiled by itself; when all of them were inlined into one method they sometimes stayed
 * scalar, ten times slower. So each loop is the body of a {@link Pass}, and the passes run from one
 * call site that sees more than two classes, which the compiler does not inline.
 */
final class PhiloxLanes {
  static final int LANES = 512;

  private final Enter enter;
  private final Pass[] passes = new Pass[2 * ROUNDS - 2];

  /** Words 0 of all groups after {@link #compute}; words 1, 2 and 3 below. */
  final int[] c0;

  final int[] c1;
  final int[] c2;
  final int[] c3;

  PhiloxLanes(long key) {
    int[] w0 = new int[LANES];
    int[] w1 = new int[LANES];
    int[] w2 = new int[LANES];
    int[] w3 = new int[LANES];
    HalfRound0 second = new HalfRound0(w3, w2, 0);
    enter = new Enter(w0, w1, w2, w3, second);
    passes[0] = enter;
    passes[1] = second;
    for (int round = 2; round < ROUNDS; round++) {
      passes[2 * round - 2] = new HalfRound1(w2, w1, (int) key + round * W0);
      passes[2 * round - 1] = new HalfRound0(w0, w3, high(key) + round * W1);
      // The new words 0, 1, 2, 3 now lie where the old words 1, 2, 3, 0 lay.
      int[] old0 = w0;
      w0 = w1;
      w1 = w2;
      w2 = w3;
      w3 = old0;
    }
    c0 = w0;
    c1 = w1;
    c2 = w2;
    c3 = w3;
  }

  /**
   * Writes the words of the subsequences [sub, sub + count).
   *
   * @param count at most {@link #LANES}; all lanes are computed whatever it is
   */
  void fill(PhiloxRun run, int sub, int count, int[] out, int offset) {
    compute(run, sub);
    interleave(count, out, offset);
  }

  /** Leaves the words of the subsequences [sub, sub + LANES) in c0 to c3. */
  void compute(PhiloxRun run, int sub) {
    enter.sub = sub;
    enter.run = run;
    enter.second.key = run.x2;
    for (Pass pass : passes) {
      pass.apply();
    }
  }

  private void interleave(int count, int[] out, int offset) {
    for (int i = 0; i < count; i++) {
      int at = offset + 4 * i;
      out[at] = c0[i];
      out[at + 1] = c1[i];
      out[at + 2] = c2[i];
      out[at + 3] = c3[i];
    }
  }

  /** One loop over all lanes. */
  private abstract static class Pass {
    abstract void apply();
  }

  /**
   * The first round and the half of the second that depends on the subsequence alone, as {@link
   * PhiloxRun} says.
   */
  private static final class Enter extends Pass {
    private final int[] lane = new int[LANES];
    private final int[] c0;
    private final int[] c1;
    private final int[] c2;
    private final int[] a;
    private final HalfRound0 second;
    private PhiloxRun run;
    private int sub;

    Enter(int[] c0, int[] c1, int[] c2, int[] a, HalfRound0 second) {
      this.c0 = c0;
      this.c1 = c1;
      this.c2 = c2;
      this.a = a;
      this.second = second;
      for (int i = 0; i < LANES; i++) {
        lane[i] = i;
      }
    }

    @Override
    void apply() {
      int first = sub;
      int x0 = run.x0;
      int x1 = run.x1;
      int a0 = run.a0;
      for (int i = 0; i < LANES; i++) {
        int s = first + lane[i];
        c0[i] = (s * M1) ^ x0;
        c1[i] = x1;
        c2[i] = 0;
        // s has 16 bits, so its product with M1 has only one middle carry; lanes past the run may
        // overflow, unread.
        a[i] = ((s * (M1 >>> 16) + ((s * (M1 & 0xFFFF)) >>> 16)) >>> 16) ^ a0;
      }
    }
  }

  /**
   * other = high(M0 word) ^ other ^ key; word = low(M0 word).
   *
   * <p>The halves of M0 add up to less than 2^16 - 1, so both middle products and the carry from
   * below fit one word together.
   */
  private static final class HalfRound0 extends Pass {
    private final int[] word;
    private final int[] other;
    private int key;

    HalfRound0(int[] word, int[] other, int key) {
      this.word = word;
      this.other = other;
      this.key = key;
    }

    @Override
    void apply() {
      int[] word = this.word;
      int[] other = this.other;
      int key = this.key;
      for (int i = 0; i < LANES; i++) {
        int x = word[i];
        int z = other[i];
        int low = x & 0xFFFF;
        int high = x >>> 16;
        int middle = high * (M0 & 0xFFFF) + low * (M0 >>> 16) + ((low * (M0 & 0xFFFF)) >>> 16);
        other[i] = (high * (M0 >>> 16) + (middle >>> 16)) ^ z ^ key;
        word[i] = x * M0;
      }
    }
  }

  /**
   * The same with M1, whose middle products may overflow a word and are added one after the other;
   * a class of its own so that the compiler sees constants.
   */
  private static final class HalfRound1 extends Pass {
    private final int[] word;
    private final int[] other;
    private final int key;

    HalfRound1(int[] word, int[] other, int key) {
      this.word = word;
      this.other = other;
      this.key = key;
    }

    @Override
    void apply() {
      int[] word = this.word;
      int[] other = this.other;
      int key = this.key;
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
  }
}
