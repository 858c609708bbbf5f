package org.liyorke.engine;

import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;

/**
 * An engine that decides networks and then follows their orbits.
 *
 * <p>For a state of more than one dimension no verdict exists, and nothing is asked of the engine
 * that decides.
 */
final class ObservingEngine implements Engine {
  private final Engine deciding;
  private final Observation observation;

  ObservingEngine(Engine deciding, Observation observation) {
    this.deciding = deciding;
    this.observation = observation;
  }

  @Override
  public String name() {
    return deciding.name();
  }

  @Override
  public Map<String, Object> describe() {
    return deciding.describe();
  }

  @Override
  public int threads() {
    return deciding.threads();
  }

  @Override
  public int chunksAtOnce() {
    return deciding.chunksAtOnce();
  }

  @Override
  public BlockDecider decider(List<NetworkFamily> families, long seed) {
    boolean scalar = families.get(0).state() == 1;
    BlockDecider verdicts =
        scalar
            ? deciding.decider(families, seed)
            : (first, count, withCatalog) -> new BlockResult(families.size(), 1, false);
    BlockObserver observer = deciding.observer(families, seed, observation);
    return (first, count, withCatalog) -> {
      boolean withChaotic = withCatalog || observation.needsVerdicts();
      BlockResult result = verdicts.decide(first, count, withChaotic);
      result.setObserved(observer.observe(first, count, result));
      return result;
    };
  }

  @Override
  public BlockObserver observer(List<NetworkFamily> families, long seed, Observation ofObserver) {
    return deciding.observer(families, seed, ofObserver);
  }

  @Override
  public void close() {
    deciding.close();
  }
}
