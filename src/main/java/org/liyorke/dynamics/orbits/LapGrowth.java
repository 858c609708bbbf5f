package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import org.liyorke.model.NetworkFamily;

/** The growth rate of the laps of f^t, for scalar states; see {@link LapCounter}. */
final class LapGrowth implements Observable {
  private final StateMap map;
  private final LapCounter laps;

  LapGrowth(NetworkFamily family, LapSettings settings, BLAS blas) {
    map = StateMap.of(family, LapCounter.COLUMNS, blas);
    laps = new LapCounter(settings);
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    map.bind(network.parameters(), network.offset());
    laps.count(map, t -> {});
    sink.accept(0, laps.growth());
    sink.accept(1, laps.logLaps());
  }
}
