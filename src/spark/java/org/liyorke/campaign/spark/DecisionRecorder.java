package org.liyorke.campaign.spark;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.cpu.DeciderFactory;
import org.liyorke.model.NetworkFamily;

/**
 * Makes deciders that keep what they decide: for every family, in the order in which deciders were
 * asked for, the decisions in the order of the networks. For one thread.
 */
final class DecisionRecorder implements DeciderFactory {
  private final List<List<Decision>> decisions = new ArrayList<>();

  @Override
  public ParameterDecider forFamily(NetworkFamily family) {
    NetworkDecider decider = NetworkDecider.forFamily(family);
    List<Decision> kept = new ArrayList<>();
    decisions.add(kept);
    return (parameters, offset) -> {
      Decision decision = decider.decide(parameters, offset);
      kept.add(decision);
      return decision;
    };
  }

  /** What was decided, one list for each family. */
  List<List<Decision>> decisions() {
    return decisions;
  }
}
