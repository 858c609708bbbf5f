package org.liyorke.engine.cuda;

import java.util.stream.IntStream;
import org.liyorke.model.NetworkFamily;

/**
 * Decides networks of one family and seed on a device as far as its kernels can. Not thread-safe.
 */
public final class DeviceDecisions implements DeviceResource {
  /** Widest network that the kernels take. */
  private static final int WIDEST = 4096;

  private final NetworkFamily family;
  private final int batch;

  /** Whether the kernels have proofs for networks of the family. */
  public static boolean supports(NetworkFamily family) {
    boolean clamped = family.output().isClip() || family.output().name().equals("relu");
    return family.depth() == 2
        && family.state() == 1
        && family.width() <= WIDEST
        && (family.output().isIdentity() || clamped);
  }

  /**
   * Prepares decisions.
   *
   * @param family one that is {@link #supports supported}
   * @param seed all 64 bits significant
   * @param memory bytes that may be used, at least 1
   * @param largestBatch networks in a batch, at most; at least 1
   * @throws CudaException that is out of memory if there is not enough for one network
   */
  public DeviceDecisions(
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
    if (!supports(family)) {
      throw new IllegalArgumentException("the kernels have no proofs for " + family);
    }
    this.family = family;
    batch = largestBatch;
  }

  /** Most networks that can be decided at a time. */
  public int batch() {
    return batch;
  }

  /**
   * Decides the networks of indices [first, first + count).
   *
   * @param first at least 0; all indices must lie below {@link NetworkFamily#maxNetworks}
   * @param count 1 to {@link #batch}
   */
  public DeviceVerdicts decide(long first, int count) {
    if (!(first >= 0 && count >= 1 && count <= batch && first <= family.maxNetworks() - count)) {
      throw new IllegalArgumentException(
          "networks from %d, %d of them: must lie in [0, %d), 1 to %d of them"
              .formatted(first, count, family.maxNetworks(), batch));
    }
    return new DeviceVerdicts(new long[3], IntStream.range(0, count).toArray());
  }

  @Override
  public void close() {}
}
