package org.liyorke.engine.cuda;

import java.util.stream.IntStream;
import org.liyorke.model.NetworkFamily;

/**
 * Decides networks of one family and seed on a device as far as its kernels can: draws them there,
 * and settles none yet. Not thread-safe.
 */
public final class DeviceDecisions implements DeviceResource {
  /** Widest network that the kernels take. */
  private static final int WIDEST = 4_096;

  private final DeviceDraws draws;

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
    draws = new DeviceDraws(context, family, seed, source, memory, largestBatch);
  }

  /** Most networks that can be decided at a time. */
  public int batch() {
    return draws.batch();
  }

  /**
   * Decides the networks of indices [first, first + count).
   *
   * @param first at least 0; all indices must lie below {@link NetworkFamily#maxNetworks}
   * @param count 1 to {@link #batch}
   */
  public DeviceVerdicts decide(long first, int count) {
    draws.draw(first, count, (from, networks, numbers) -> {});
    return new DeviceVerdicts(new long[0], IntStream.range(0, count).toArray());
  }

  @Override
  public void close() {
    draws.close();
  }
}
