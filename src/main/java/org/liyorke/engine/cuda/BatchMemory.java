package org.liyorke.engine.cuda;

import java.util.function.IntToLongFunction;

/** Buffers for as many networks, or tiles of them, at a time as the memory of a device allows. */
final class BatchMemory {
  /** How much of the free memory is taken; the rest is for the driver and for others. */
  private static final double USABLE = 0.9;

  /** Allocates what a batch needs. */
  @FunctionalInterface
  interface Allocation {
    /**
     * Allocates for so many networks.
     *
     * @param buffers takes over what was allocated
     * @throws CudaException if an allocation fails
     */
    void allocate(int networks, Resources buffers);
  }

  private BatchMemory() {}

  /**
   * How many networks fit.
   *
   * @param memory bytes that may be used, at least 1
   * @param bytes of one network, at least 1
   * @return at least 1
   */
  static int fitting(DeviceContext context, long memory, long bytes) {
    return (int) Math.max(1, Math.min(usable(context, memory) / bytes, Integer.MAX_VALUE));
  }

  /**
   * The same where networks do not all need equally much.
   *
   * @param most networks that are wanted, at least 1
   * @param bytes of so many networks, increasing
   */
  static int fitting(DeviceContext context, long memory, int most, IntToLongFunction bytes) {
    long usable = usable(context, memory);
    int fitting = 1;
    for (int largest = most; fitting < largest; ) {
      int middle = largest - (largest - fitting) / 2;
      if (bytes.applyAsLong(middle) <= usable) {
        fitting = middle;
      } else {
        largest = middle - 1;
      }
    }
    return fitting;
  }

  private static long usable(DeviceContext context, long memory) {
    return Math.min(memory, (long) (USABLE * context.freeMemory()));
  }

  /**
   * Allocates, for half the networks each time that it fails.
   *
   * @param first networks to begin with, at least 1
   * @param bytes of one of them, for the message
   * @param unit what one of them is called, for the message
   * @param owner takes over the buffers
   * @return for how many networks it succeeded
   * @throws CudaException that is out of memory if it fails for one network
   */
  static int allocate(
      DeviceContext context,
      int first,
      long bytes,
      String unit,
      Resources owner,
      Allocation allocation) {
    int networks = first;
    while (!tryAllocate(networks, owner, allocation)) {
      if (networks == 1) {
        throw CudaException.noRoomFor(
            "%s of %d bytes; free: %d".formatted(unit, bytes, context.freeMemory()));
      }
      networks /= 2;
    }
    return networks;
  }

  private static boolean tryAllocate(int networks, Resources owner, Allocation allocation) {
    Resources buffers = new Resources();
    try {
      allocation.allocate(networks, buffers);
    } catch (CudaException e) {
      buffers.closeAfter(e);
      if (e.isOutOfMemory() && e.getSuppressed().length == 0) {
        return false;
      }
      throw e;
    }
    owner.add(buffers);
    return true;
  }
}
