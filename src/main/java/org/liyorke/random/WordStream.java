package org.liyorke.random;

import static org.liyorke.random.Philox4x32.high;

import java.util.Objects;

/**
 * The stream of random 32-bit words of one key, addressed by absolute position (contract 1).
 *
 * <p>Word n belongs to group g = n div 4. The counter's low 64 bits hold the block, g div 65536,
 * its high 64 bits the subsequence, g mod 65536; Philox4x32-10 turns it into four words, of which
 * word n is number n mod 4. This is the order of cuRAND's CURAND_RNG_PSEUDO_PHILOX4_32_10 with
 * CURAND_ORDERING_PSEUDO_LEGACY. Positions are 0 to 2^63 - 1.
 *
 * <p>An instance holds scratch space: not for use by two threads at once. What it writes depends on
 * key and position alone.
 */
public final class WordStream {
  static final int SUBSEQUENCES = 65536;

  private final long key;
  private final PhiloxRun run;
  private final int[] group = new int[4];

  /** The stream of a key: a seed itself, or one made by {@link StreamKey}. */
  public WordStream(long key) {
    this.key = key;
    run = new PhiloxRun(key);
  }

  /**
   * One word, for checks and single draws.
   *
   * @param n position, at least 0
   */
  public static int word(long seed, long n) {
    checkPosition(n, 1);
    int[] counter = new int[4];
    computeGroup(seed, n >>> 2, counter);
    return counter[(int) (n & 3)];
  }

  /**
   * Writes the words at positions [firstWord, firstWord + count) to out[offset], out[offset + 1],
   * ...
   *
   * <p>Any alignment and count is right; from 1024 words in one call on, words cost about half as
   * much, so callers with many short networks should fill the words of several in one call.
   *
   * @param firstWord at least 0; the last position may be at most 2^63 - 1
   */
  public void fill(long firstWord, int[] out, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, out.length);
    checkPosition(firstWord, count);
    int head = Math.min((int) (-firstWord & 3), count);
    copyFromGroup(firstWord, out, offset, head);
    int groups = (count - head) >>> 2;
    fillGroups((firstWord + head) >>> 2, groups, out, offset + head);
    int done = head + 4 * groups;
    copyFromGroup(firstWord + done, out, offset + done, count - done);
  }

  private void fillGroups(long firstGroup, int groups, int[] out, int offset) {
    int done = 0;
    while (done < groups) {
      long g = firstGroup + done;
      int sub = (int) (g % SUBSEQUENCES);
      int count = Math.min(groups - done, SUBSEQUENCES - sub);
      run.fill(g / SUBSEQUENCES, sub, count, out, offset + 4 * done);
      done += count;
    }
  }

  /** Copies words that lie in one group. */
  private void copyFromGroup(long firstWord, int[] out, int offset, int count) {
    if (count > 0) {
      computeGroup(key, firstWord >>> 2, group);
      System.arraycopy(group, (int) (firstWord & 3), out, offset, count);
    }
  }

  private static void computeGroup(long key, long g, int[] counter) {
    long block = g / SUBSEQUENCES;
    counter[0] = (int) block;
    counter[1] = high(block);
    counter[2] = (int) (g % SUBSEQUENCES);
    counter[3] = 0;
    Philox4x32.apply(counter, (int) key, high(key));
  }

  private static void checkPosition(long firstWord, int count) {
    if (!(firstWord >= 0 && count - 1 <= Long.MAX_VALUE - firstWord)) {
      throw new IllegalArgumentException(
          "word position " + firstWord + " with count " + count + " must lie in 0 to 2^63 - 1");
    }
  }
}
