package org.liyorke.engine.cuda;

/** Follows the networks of a batch, which stand on the device, for some observables. */
interface ObservingPass {
  /** Bytes that a network takes. */
  long networkBytes();

  /** Most numbers that a network has in one place. */
  long mostNumbers();

  /**
   * Allocates for so many networks.
   *
   * @param networks a multiple of the tile
   */
  void allocate(int networks, Resources buffers);

  /**
   * Starts the work, at whose end the values of all quantities stand in their {@link DeviceTally}.
   *
   * @param batch the networks
   */
  void start(Batch batch);

  /**
   * Networks on the device.
   *
   * @param first index of the first one
   * @param networks how many
   * @param numbers theirs, by {@link NetworkLayout}
   * @param words room for random words, enough for every pass; null if none takes words from memory
   */
  record Batch(long first, int networks, DeviceBuffer numbers, DeviceBuffer words) {}
}
