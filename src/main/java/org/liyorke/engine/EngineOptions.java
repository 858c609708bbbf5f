package org.liyorke.engine;

import java.io.Serializable;
import java.util.List;

/**
 * The engine that was asked for.
 *
 * @param name one of {@link Engines#NAMES}
 * @param threads that decide blocks, at least 1
 * @param deviceMemory bytes that all batches of a device may use together, at least 1; what is not
 *     free is not used in any case. Without meaning on the CPU
 * @param precision of matrix products on CUDA devices; null if none was asked for, which is FP32.
 *     Refused on the CPU
 * @param blas multiplies matrices on the processor, where anything is observed there
 * @param devices ordinals of the CUDA devices to use; empty for all
 */
public record EngineOptions(
    String name,
    int threads,
    long deviceMemory,
    Precision precision,
    BlasKind blas,
    List<Integer> devices)
    implements Serializable {
  /** Options without a wish for precision or BLAS, and with all devices. */
  public EngineOptions(String name, int threads, long deviceMemory) {
    this(name, threads, deviceMemory, null, BlasKind.AUTO, List.of());
  }

  /** The same with another BLAS. */
  public EngineOptions with(BlasKind other) {
    return new EngineOptions(name, threads, deviceMemory, precision, other, devices);
  }

  /** Copies the list and checks the numbers. */
  public EngineOptions {
    devices = List.copyOf(devices);
    if (!(threads >= 1 && deviceMemory >= 1)) {
      throw new IllegalArgumentException(
          "threads " + threads + ", device memory " + deviceMemory + ": must be at least 1");
    }
  }
}
