package org.liyorke.engine.cpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockObserver;
import org.liyorke.engine.Engine;
import org.liyorke.model.NetworkFamily;

/** Decides networks in Java, one block at a time on each thread. */
public final class CpuEngine implements Engine {
  /** The name of this engine. */
  public static final String NAME = "cpu";

  private final int threads;
  private final DeciderFactory deciders;

  /** Null if the engine does not observe. */
  private final HostBlas blas;

  /** An engine that decides and does not observe. */
  public CpuEngine(int threads, DeciderFactory deciders) {
    this(threads, deciders, null);
  }

  /**
   * An engine.
   *
   * @param threads at least 1
   * @param deciders what decides the networks
   * @param blas multiplies matrices; null if the engine will not observe
   */
  public CpuEngine(int threads, DeciderFactory deciders, HostBlas blas) {
    if (!(threads >= 1)) {
      throw new IllegalArgumentException("threads " + threads + ": must be at least 1");
    }
    this.threads = threads;
    this.deciders = deciders;
    this.blas = blas;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", NAME);
    description.put("threads", threads);
    description.put("device", Processor.model());
    if (blas != null) {
      description.putAll(blas.describe());
    }
    description.put("java", System.getProperty("java.version"));
    return description;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public BlockDecider decider(List<NetworkFamily> families, long seed) {
    return new CpuBlockDecider(families, seed, deciders);
  }

  @Override
  public BlockObserver observer(List<NetworkFamily> families, long seed, Observation observation) {
    if (blas == null) {
      throw new IllegalStateException("an engine without a BLAS does not observe");
    }
    return new CpuBlockObserver(families, seed, observation, blas.routines());
  }
}
