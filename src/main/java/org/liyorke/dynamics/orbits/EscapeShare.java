package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import org.liyorke.model.NetworkFamily;

/** The share of orbits that leave the cube of the escape radius within all their steps. */
final class EscapeShare implements Observable {
  private final OrbitSettings settings;
  private final OrbitStarts starts;
  private final StateMap map;
  private final float[] states;
  private final boolean[] escaped;

  EscapeShare(NetworkFamily family, long seed, OrbitSettings settings, BLAS blas) {
    this.settings = settings;
    int n = settings.starts();
    starts = new OrbitStarts(family, seed, n);
    map = StateMap.of(family, n, blas);
    states = new float[n * family.state()];
    escaped = new boolean[n];
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    map.bind(network.parameters(), network.offset());
    starts.draw(network.index());
    System.arraycopy(starts.states(), 0, states, 0, states.length);
    Arrays.fill(escaped, false);
    Columns.markEscaped(states, settings.escapeRadius(), escaped);
    for (int t = 0; t < settings.length() && !Columns.all(escaped); t++) {
      map.step(states);
      Columns.markEscaped(states, settings.escapeRadius(), escaped);
    }
    int count = 0;
    for (boolean mark : escaped) {
      count += mark ? 1 : 0;
    }
    sink.accept(0, (double) count / escaped.length);
  }
}
