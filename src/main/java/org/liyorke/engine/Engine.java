package org.liyorke.engine;

import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;

/** What decides networks by ranges of indices. */
public interface Engine extends AutoCloseable {
  /** The name of the engine, as in {@code --engine}. */
  String name();

  /** What it runs on, for reports: "name" first, then texts and numbers. */
  Map<String, Object> describe();

  /** How many threads should decide blocks at the same time, at least 1. */
  int threads();

  /**
   * How many chunks of a large block a thread should decide with one call, at least 1: the more,
   * the busier a device, and the later a run stops when it is asked to.
   */
  default int chunksAtOnce() {
    return 1;
  }

  /**
   * A decider for one thread.
   *
   * @param families families that share their draws: equal layer sizes and words per network
   * @param seed all 64 bits significant
   */
  BlockDecider decider(List<NetworkFamily> families, long seed);

  /**
   * An observer for one thread.
   *
   * @param families families that share their draws and have all observables
   * @param seed all 64 bits significant
   */
  BlockObserver observer(List<NetworkFamily> families, long seed, Observation observation);

  /** This engine, with observables of every network beside its verdict. */
  default Engine observing(Observation observation) {
    return observation.isEmpty() ? this : new ObservingEngine(this, observation);
  }

  /**
   * Gives back what the engine holds, when no decider works any more. A second call does nothing.
   *
   * @throws org.liyorke.model.UserError when a device reports a failure, after which what it
   *     decided is not to be trusted
   */
  @Override
  default void close() {}
}
