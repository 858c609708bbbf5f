package org.liyorke.engine.cuda;

import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Draws networks of one family and seed on a device: the same bits as {@link
 * org.liyorke.model.NetworkSampler}, for every size of batch.
 *
 * <p>Batches are as large as the memory allows; where an allocation fails all the same, they are
 * halved until it succeeds. Not for use by several threads at once, and the only user of its
 * context while it draws.
 */
public final class DeviceDraws implements DeviceResource {
  /** Takes the networks of a batch. */
  @FunctionalInterface
  public interface BatchConsumer {
    /**
     * Called when the batch is complete on the device.
     *
     * @param first index of the first network
     * @param networks how many
     * @param numbers the networks back to back, {@link NetworkFamily#parameters} floats each, valid
     *     during the call
     */
    void accept(long first, int networks, DeviceBuffer numbers);
  }

  private final NetworkFamily family;
  private final Resources resources = new Resources();
  private final DeviceContext context;
  private DeviceStream stream;
  private NumberDraws draws;
  private DeviceBuffer words;
  private DeviceBuffer numbers;
  private int batch;

  /**
   * Prepares draws.
   *
   * @param seed all 64 bits significant
   * @param memory bytes that may be used for batches, at least 1
   * @param largestBatch networks in a batch, at most; at least 1
   * @throws CudaException that is out of memory if not even one network fits
   */
  public DeviceDraws(
      DeviceContext context,
      NetworkFamily family,
      long seed,
      WordSource source,
      long memory,
      int largestBatch) {
    if (!(memory >= 1 && largestBatch >= 1)) {
      throw new IllegalArgumentException(
          "memory " + memory + ", batch " + largestBatch + ": must be at least 1");
    }
    this.context = context;
    this.family = family;
    try {
      prepare(seed, source);
      int first = Math.min(largestBatch, fitting(memory));
      batch =
          BatchMemory.allocate(
              context, first, networkBytes(), "one network", resources, this::allocate);
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private void prepare(long seed, WordSource source) {
    stream = resources.add(new DeviceStream(context));
    draws =
        resources.add(
            new NumberDraws(
                context,
                context.module(NumberDraws.MODULE),
                stream,
                source,
                StreamKey.of(seed, Purpose.WEIGHTS, family.sizes()),
                family.wordsPerNetwork(),
                family.runs(),
                family.parameters()));
  }

  private long networkBytes() {
    return draws.wordBytes() + numberBytes();
  }

  private long numberBytes() {
    return (long) family.parameters() * Float.BYTES;
  }

  /** Networks that fit into so many bytes and into the kernels' counters, at least 1. */
  private int fitting(long memory) {
    return Math.min(draws.most(), BatchMemory.fitting(context, memory, networkBytes()));
  }

  private void allocate(int networks, Resources buffers) {
    numbers = buffers.add(new DeviceBuffer(context, networks * numberBytes()));
    if (draws.wordBytes() > 0) {
      words = buffers.add(new DeviceBuffer(context, networks * draws.wordBytes()));
      draws.warmUp(words);
    }
  }

  /** Networks in a batch. */
  public int batch() {
    return batch;
  }

  /**
   * Draws the networks of indices [first, first + count), batch by batch.
   *
   * @param first at least 0; all indices must lie below {@link NetworkFamily#maxNetworks}
   * @param count at least 0
   */
  public void draw(long first, long count, BatchConsumer consumer) {
    if (first < 0 || count < 0 || first > family.maxNetworks() - count) {
      throw new IllegalArgumentException(
          "networks from %d, %d of them: must lie in [0, %d)"
              .formatted(first, count, family.maxNetworks()));
    }
    for (long done = 0; done < count; done += batch) {
      int networks = (int) Math.min(batch, count - done);
      start(first + done, networks);
      stream.synchronize();
      consumer.accept(first + done, networks, numbers);
    }
  }

  /** Where the work is done. */
  DeviceStream stream() {
    return stream;
  }

  /** Starts what is done on the device for a batch. */
  void start(long first, int networks) {
    draws.start(first, networks, numbers, words);
  }

  @Override
  public void close() {
    resources.close();
  }
}
