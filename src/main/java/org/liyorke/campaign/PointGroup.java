package org.liyorke.campaign;

import java.util.List;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;

/**
 * Points that share their draws, and the blocks of their common indices.
 *
 * @param points positions in the campaign
 * @param families the families at these positions
 * @param first index of the first network
 * @param end index after the last network
 * @param observation what is observed of every network
 */
public record PointGroup(
    List<Integer> points,
    List<NetworkFamily> families,
    long first,
    long end,
    Observation observation) {
  /**
   * One of the first blocks takes about this many units of work, one to three seconds of a thread
   * of the CPU: a GPU is done with much less before it can be given the next one.
   */
  private static final long WORK = 1L << 26;

  /** Work on a network that does not depend on its parameters, in units of half a parameter. */
  private static final long FIXED_WORK = 48;

  /** Work for each parameter of a network whose activations are smooth. */
  private static final long SMOOTH_WORK = 128;

  /**
   * Work for each parameter of a network of another depth than two, whose lines are summed on every
   * piece, and for each so many units of a layer more.
   */
  private static final long DEEP_WORK = 16;

  private static final long DEEP_UNITS = 8;

  /** Work for each parameter in one application of a network to one state. */
  private static final double ORBIT_WORK = 1.0 / 128;

  /**
   * A small range is cut into about this many blocks all the same, so that all threads have work.
   */
  private static final long FEWEST = 64;

  /** Networks in one of the first blocks: a power of two. */
  public long blockSize() {
    long work = 0;
    for (NetworkFamily family : families) {
      work += workOf(family);
    }
    long byWork = Math.max(1, WORK / Math.max(1, work));
    long byRange = Math.max(1, (end - first) / FEWEST);
    return Long.highestOneBit(Math.min(byWork, byRange));
  }

  private long workOf(NetworkFamily family) {
    double orbits = observation.productsPerNetwork(family) * family.parameters() * ORBIT_WORK;
    return workOfVerdict(family) + (long) Math.min(orbits, WORK);
  }

  private static long workOfVerdict(NetworkFamily family) {
    if (family.state() != 1) {
      return FIXED_WORK;
    }
    if (!family.isPiecewiseLinear()) {
      return FIXED_WORK + family.parameters() * SMOOTH_WORK;
    }
    return family.depth() == 2
        ? FIXED_WORK + family.parameters() / 2
        : FIXED_WORK + family.parameters() * (DEEP_WORK + family.width() / DEEP_UNITS);
  }

  /** The blocks. */
  public BlockLayout layout() {
    return new BlockLayout(first, end, blockSize());
  }
}
