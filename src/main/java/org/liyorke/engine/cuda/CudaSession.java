package org.liyorke.engine.cuda;

import java.util.List;
import org.liyorke.engine.Precision;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;

/** Both pipelines on one device, with a context handle of their own. */
final class CudaSession implements DeviceSession {
  /** How much of the free memory is taken; the rest is for the driver and for others. */
  private static final double USABLE = 0.9;

  private final Resources resources = new Resources();
  private final DeviceContext context;
  private final Precision precision;
  private final long memory;
  private final int largestBatch;
  private final boolean observing;
  private FusedPipeline fused;
  private GemmPipeline gemm;

  /**
   * What a session may use.
   *
   * @param memory bytes that all sessions of the device may use together, at least 1
   * @param sessions how many share the device, at least 1
   * @param largestBatch networks decided at once, at most; at least 1
   * @param observing whether it will observe too, and the memory is for both pipelines
   * @param precision of matrix products
   */
  record Limits(
      long memory, int sessions, int largestBatch, boolean observing, Precision precision) {}

  /** Opens a session. */
  CudaSession(CudaDevice device, Limits limits) {
    precision = limits.precision();
    largestBatch = limits.largestBatch();
    observing = limits.observing();
    context = resources.add(new DeviceContext(device));
    try {
      long usable = (long) (USABLE * context.freeMemory());
      memory = Math.max(1, Math.min(limits.memory(), usable) / limits.sessions());
    } catch (CudaException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** Decisions take a few bytes a network, observations what the memory gives. */
  private long memoryOfDecisions() {
    return observing ? Math.max(1, memory / 8) : memory;
  }

  @Override
  public List<DeviceVerdicts> decide(
      List<NetworkFamily> families, long seed, long first, int count, boolean withProofs) {
    if (fused == null) {
      fused = resources.add(new FusedPipeline(context, memoryOfDecisions(), largestBatch));
    }
    return fused.decide(families, seed, first, count, withProofs);
  }

  @Override
  public List<ObservableTally> observe(ObservedGroup group, long first, long count) {
    return gemm().observe(group, first, count);
  }

  @Override
  public float[] jacobians(ObservedGroup group, int family, long first, int count) {
    return gemm().jacobians(group, family, first, count);
  }

  private GemmPipeline gemm() {
    if (gemm == null) {
      long share = Math.max(1, memory - memoryOfDecisions());
      gemm = resources.add(new GemmPipeline(context, precision, share));
    }
    return gemm;
  }

  @Override
  public long memory() {
    return memory;
  }

  @Override
  public void close() {
    resources.close();
  }
}
