package org.liyorke.engine.cpu;

import dev.ludovic.netlib.blas.BLAS;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liyorke.dynamics.orbits.DrawnNetwork;
import org.liyorke.dynamics.orbits.Observable;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.BlockObserver;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.BlockResult.Chaotic;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.tally.ObservableTally;

/** Draws the networks of blocks once more and observes them, one after the other; one thread. */
public final class CpuBlockObserver implements BlockObserver {
  private final List<OfFamily> families = new ArrayList<>();

  /**
   * An observer.
   *
   * @param families families that have all observables
   * @param seed all 64 bits significant
   * @param blas multiplies matrices
   */
  public CpuBlockObserver(
      List<NetworkFamily> families, long seed, Observation observation, BLAS blas) {
    families.forEach(family -> this.families.add(new OfFamily(family, seed, observation, blas)));
  }

  @Override
  public List<ObservableTally> observe(long first, long count, BlockResult verdicts) {
    List<ObservableTally> tallies = new ArrayList<>();
    for (int family = 0; family < families.size(); family++) {
      tallies.add(families.get(family).observe(first, count, verdicts.chaotic(family)));
    }
    return tallies;
  }

  /** The networks of one family. */
  private static final class OfFamily {
    /** Floats of a batch. */
    private static final int BATCH_FLOATS = 8_192;

    private final Observation observation;
    private final NetworkSampler sampler;
    private final List<Observable> observables;
    private final int parameters;
    private final int batch;
    private final float[] numbers;

    OfFamily(NetworkFamily family, long seed, Observation observation, BLAS blas) {
      this.observation = observation;
      sampler = new NetworkSampler(family, seed);
      observables = observation.observables(family, seed, blas);
      parameters = family.parameters();
      batch = Math.max(1, BATCH_FLOATS / parameters);
      numbers = new float[batch * parameters];
    }

    ObservableTally observe(long first, long count, List<Chaotic> chaotic) {
      ObservableTally tally = new ObservableTally(observation.kinds());
      tally.addNetworks(count);
      if (observation.asksChaoticAlone()) {
        chaotic.forEach(network -> observeOne(network.index(), tally));
      } else {
        observeAll(first, count, chaotic, tally);
      }
      return tally;
    }

    private void observeOne(long index, ObservableTally tally) {
      sampler.draw(index, 1, numbers);
      observe(new DrawnNetwork(numbers, 0, index, true), tally);
    }

    private void observeAll(long first, long count, List<Chaotic> chaotic, ObservableTally tally) {
      Set<Long> proven = new HashSet<>();
      chaotic.forEach(network -> proven.add(network.index()));
      // Counted from 0, as a range may end at the greatest index.
      for (long done = 0; done < count; done += batch) {
        int networks = (int) Math.min(batch, count - done);
        sampler.draw(first + done, networks, numbers);
        for (int i = 0; i < networks; i++) {
          long index = first + done + i;
          boolean isChaotic = proven.contains(index);
          observe(new DrawnNetwork(numbers, i * parameters, index, isChaotic), tally);
        }
      }
    }

    private void observe(DrawnNetwork network, ObservableTally tally) {
      for (int i = 0; i < observables.size(); i++) {
        ObservableKind kind = observation.kinds().get(i);
        observables.get(i).observe(network, (quantity, value) -> tally.add(kind, quantity, value));
      }
    }
  }
}
