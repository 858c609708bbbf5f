package org.liyorke.campaign;

import java.util.List;
import org.liyorke.model.NetworkFamily;

/**
 * Points that share their draws, and the blocks of their common indices.
 *
 * @param points positions in the campaign
 * @param families the families at these positions
 * @param first index of the first network
 * @param end index after the last network
 */
public record PointGroup(List<Integer> points, List<NetworkFamily> families, long first, long end) {
  /** A block takes about this many units of work, 50 to 200 milliseconds. */
  private static final long WORK = 1L << 23;

  /** Work on a network that does not depend on its parameters, in units of half a parameter. */
  private static final long FIXED_WORK = 128;

  /**
   * Work for each parameter of a network of another depth than two, whose lines are summed on every
   * piece, and for each so many units of a layer more.
   */
  private static final long DEEP_WORK = 16;

  private static final long DEEP_UNITS = 8;

  /**
   * A small range is cut into about this many blocks all the same, so that all threads have work.
   */
  private static final long FEWEST = 64;

  /** Networks in a block, the last one excepted: a power of two. */
  public long blockSize() {
    long work = 0;
    for (NetworkFamily family : families) {
      work += workOf(family);
    }
    long byWork = Math.max(1, WORK / work);
    long byRange = Math.max(1, (end - first) / FEWEST);
    return Long.highestOneBit(Math.min(byWork, byRange));
  }

  private static long workOf(NetworkFamily family) {
    return family.depth() == 2
        ? FIXED_WORK + family.parameters() / 2
        : FIXED_WORK + family.parameters() * (DEEP_WORK + family.width() / DEEP_UNITS);
  }

  /** How many blocks there are. */
  public long blocks() {
    return (end - first - 1) / blockSize() + 1;
  }

  /** The first index of block b, 0 &lt;= b &lt; blocks(). */
  public long firstOf(long b) {
    return first + b * blockSize();
  }

  /** The number of networks in block b. */
  public long countOf(long b) {
    return Math.min(blockSize(), end - firstOf(b));
  }
}
