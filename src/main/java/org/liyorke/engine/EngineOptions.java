package org.liyorke.engine;

/**
 * The engine that was asked for.
 *
 * @param name one of {@link Engines#NAMES}
 * @param threads that decide blocks, at least 1
 * @param deviceMemory bytes that all batches of a device may use together, at least 1; what is not
 *     free is not used in any case. Without meaning on the CPU
 * @param precision of matrix products on CUDA devices; null if none was asked for, which is FP32.
 *     Refused on the CPU
 */
public record EngineOptions(String name, int threads, long deviceMemory, Precision precision) {
  /** Options without a wish for precision. */
  public EngineOptions(String name, int threads, long deviceMemory) {
    this(name, threads, deviceMemory, null);
  }

  /** Checks the numbers. */
  public EngineOptions {
    if (!(threads >= 1 && deviceMemory >= 1)) {
      throw new IllegalArgumentException(
          "threads " + threads + ", device memory " + deviceMemory + ": must be at least 1");
    }
  }
}
