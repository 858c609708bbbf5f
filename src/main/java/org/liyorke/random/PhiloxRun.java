package org.liyorke.random;

import static org.liyorke.random.Philox4x32.M0;
import static org.liyorke.random.Philox4x32.M1;
import static org.liyorke.random.Philox4x32.ROUNDS;
import static org.liyorke.random.Philox4x32.W0;
import static org.liyorke.random.Philox4x32.W1;
import static org.liyorke.random.Philox4x32.high;
import static org.liyorke.random.Philox4x32.product;

/**
 * Philox4x32-10 over a run of consecutive groups that share the block, so that only counter word 2,
 * the subsequence, moves; counter word 3 is zero, since a subsequence is below 65536.
 *
 * <p>That fixes one of the two products of each of the first two rounds for the whole run. What
 * enters round three:
 *
 * <pre>
 *   c0 = low(M1 s) ^ x0      x0 = high(M1 e2) ^ k0'          e2 = high(M0 block0) ^ k1   (word 2 after round one)
 *   c1 = x1                  x1 = low(M1 e2)                 e3 = low(M0 block0)         (word 3 after round one)
 *   c2 = high(M0 a) ^ x2     x2 = e3 ^ k1'                   a  = high(M1 s) ^ block1 ^ k0
 *   c3 = low(M0 a)
 * </pre>
 *
 * <p>Short runs go group by group through 64-bit products, long ones through {@link PhiloxLanes}.
 *
 * <p>Holds scratch space: not for use by two threads at once.
 */
final class PhiloxRun {
  /**
   * From this many groups on, all lanes cost less than the groups one by one, even if half the
   * lanes are unused.
   */
  private static final int WORTH_LANES = PhiloxLanes.LANES / 2;

  private final int key0;
  private final int key1;
  private final PhiloxLanes lanes;

  /** What a block fixes, as above. */
  int a0;

  int x0;
  int x1;
  int x2;

  PhiloxRun(long key) {
    key0 = (int) key;
    key1 = high(key);
    lanes = new PhiloxLanes(key);
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
      int count = Math.min(groups - done, PhiloxLanes.LANES);
      lanes.fill(this, sub + done, count, out, offset + 4 * done);
      done += count;
    }
    fillScalar(sub + done, groups - done, out, offset + 4 * done);
  }

  /**
   * The lanes with the words of the subsequences [sub, sub + LANES) of a block, until the next
   * call.
   *
   * @param sub at least 0, with sub + LANES at most 65536
   */
  PhiloxLanes lanes(long block, int sub) {
    prepare(block);
    lanes.compute(this, sub);
    return lanes;
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
}
