package org.liyorke.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liyorke.dynamics.orbits.DrawnNetwork;
import org.liyorke.dynamics.orbits.Observable;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.tally.ObservableTally;

/** Draws the networks of blocks once more and observes them, one after the other; one thread. */
final class BlockObserver {
  /** Floats of a batch. */
  private static final int BATCH_FLOATS = 8_192;

  private final Observation observation;
  private final NetworkSampler sampler;
  private final List<Observable> observables;
  private final int parameters;
  private final int batch;
  private final float[] numbers;

  BlockObserver(NetworkFamily family, long seed, Observation observation) {
    this.observation = observation;
    sampler = new NetworkSampler(family, seed);
    observables = observation.observables(family, seed);
    parameters = family.parameters();
    batch = Math.max(1, BATCH_FLOATS / parameters);
    numbers = new float[batch * parameters];
  }

  /** The tallies of the networks of a block, one for each observer. */
  static List<ObservableTally> observe(
      List<BlockObserver> observers, long first, long count, BlockResult verdicts) {
    List<ObservableTally> tallies = new ArrayList<>();
    for (int family = 0; family < observers.size(); family++) {
      Set<Long> chaotic = new HashSet<>();
      verdicts.chaotic(family).forEach(network -> chaotic.add(network.index()));
      tallies.add(observers.get(family).observe(first, count, chaotic));
    }
    return tallies;
  }

  private ObservableTally observe(long first, long count, Set<Long> chaotic) {
    ObservableTally tally = new ObservableTally(observation.kinds());
    // Counted from 0, as a range may end at the greatest index.
    for (long done = 0; done < count; done += batch) {
      int networks = (int) Math.min(batch, count - done);
      sampler.draw(first + done, networks, numbers);
      for (int i = 0; i < networks; i++) {
        long index = first + done + i;
        observe(new DrawnNetwork(numbers, i * parameters, index, chaotic.contains(index)), tally);
      }
    }
    return tally;
  }

  private void observe(DrawnNetwork network, ObservableTally tally) {
    tally.addNetwork();
    for (int i = 0; i < observables.size(); i++) {
      ObservableKind kind = observation.kinds().get(i);
      observables.get(i).observe(network, (quantity, value) -> tally.add(kind, quantity, value));
    }
  }
}
