package org.liyorke.campaign;

/**
 * How a range of indices is cut into blocks.
 *
 * <p>The first 4,096 blocks have the size of a chunk, the next 4,096 twice that, and so on. So the
 * number of blocks grows with the logarithm of the range (65,536 of them hold 2.7 * 10^8 chunks), a
 * run has finished blocks from its first seconds on, and a block that is lost in the middle of a
 * run is at most 1/4,096 of what was done before it, or one chunk.
 *
 * @param first index of the first network
 * @param end index after the last network, above {@code first}
 * @param chunk networks in one of the first blocks, a power of two; every block but the last one is
 *     a whole number of chunks
 */
public record BlockLayout(long first, long end, long chunk) {
  /**
   * A change to the cutting changes this number, so that journals of the old one are told apart.
   */
  static final int VERSION = 1;

  /** log2 of the blocks of one size. */
  private static final int STAGE_BITS = 12;

  private static final long STAGE = 1L << STAGE_BITS;

  /** Checks the numbers. */
  public BlockLayout {
    if (!(first >= 0 && first < end && Long.bitCount(chunk) == 1 && chunk > 0)) {
      throw new IllegalArgumentException(
          "range %d:%d, chunk %d: must be A:B, 0 <= A < B, and a power of two"
              .formatted(first, end, chunk));
    }
  }

  /** How many blocks there are. */
  public long blocks() {
    long last = end - first - 1;
    // Stage s begins at network chunk * 4,096 * (2^s - 1).
    long units = last / chunk / STAGE + 1;
    int stage = Long.SIZE - 1 - Long.numberOfLeadingZeros(units);
    return stage * STAGE + (last - stageStart(stage)) / (chunk << stage) + 1;
  }

  /** The first index of block b, 0 &lt;= b &lt; blocks(). */
  public long firstOf(long b) {
    int stage = stageOf(b);
    return first + stageStart(stage) + b % STAGE * (chunk << stage);
  }

  /** The number of networks in block b. */
  public long countOf(long b) {
    return Math.min(chunk << stageOf(b), end - firstOf(b));
  }

  /** The number of chunks in block b, the last one of the range perhaps a smaller one. */
  public long chunksOf(long b) {
    return (countOf(b) - 1) / chunk + 1;
  }

  private static int stageOf(long b) {
    return (int) (b / STAGE);
  }

  private long stageStart(int stage) {
    return chunk * STAGE * ((1L << stage) - 1);
  }
}
