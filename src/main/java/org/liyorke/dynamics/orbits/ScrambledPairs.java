package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import org.liyorke.model.NetworkFamily;

/**
 * The share of pairs of orbits that come near each other and go far apart after the transient: what
 * finitely many steps can see of liminf |x_t - y_t| = 0 and limsup |x_t - y_t| > 0 (Li and Yorke,
 * American Mathematical Monthly 82, 1975, 985-992).
 */
final class ScrambledPairs implements Observable {
  private final OrbitSettings settings;
  private final PairSettings pairs;
  private final OrbitStarts starts;
  private final StateMap map;
  private final float[] states;
  private final float[] partners;
  private final boolean[] escaped;
  private final double[] distances;
  private final double[] smallest;
  private final double[] largest;

  ScrambledPairs(
      NetworkFamily family, long seed, OrbitSettings settings, PairSettings pairs, BLAS blas) {
    this.settings = settings;
    this.pairs = pairs;
    int n = settings.starts();
    starts = new OrbitStarts(family, seed, n);
    map = StateMap.of(family, n, blas);
    states = new float[n * family.state()];
    partners = new float[states.length];
    escaped = new boolean[n];
    distances = new double[n];
    smallest = new double[n];
    largest = new double[n];
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    map.bind(network.parameters(), network.offset());
    begin(network.index());
    for (int t = 0; t < settings.length() && !Columns.all(escaped); t++) {
      // Not both in one product: numbers that are equal must stay so, in whatever way a library
      // multiplies columns at different places.
      map.step(states);
      map.step(partners);
      Columns.markEscaped(states, settings.escapeRadius(), escaped);
      Columns.markEscaped(partners, settings.escapeRadius(), escaped);
      if (t >= settings.transientSteps()) {
        measure();
      }
    }
    report(sink);
  }

  private void begin(long index) {
    starts.draw(index);
    System.arraycopy(starts.states(), 0, states, 0, states.length);
    float[] directions = starts.directions();
    for (int i = 0; i < states.length; i++) {
      partners[i] = (float) (states[i] + pairs.distance() * directions[i]);
    }
    Arrays.fill(escaped, false);
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    Arrays.fill(largest, 0);
    Columns.markEscaped(states, settings.escapeRadius(), escaped);
    Columns.markEscaped(partners, settings.escapeRadius(), escaped);
  }

  private void measure() {
    Columns.distances(states, partners, distances);
    for (int i = 0; i < distances.length; i++) {
      smallest[i] = Math.min(smallest[i], distances[i]);
      largest[i] = Math.max(largest[i], distances[i]);
    }
  }

  private void report(ValueSink sink) {
    int bounded = 0;
    int scrambled = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < escaped.length; i++) {
      if (!escaped[i]) {
        bounded++;
        scrambled += smallest[i] < pairs.near() && largest[i] > pairs.far() ? 1 : 0;
        least = Math.min(least, smallest[i]);
        most = Math.max(most, largest[i]);
      }
    }
    sink.accept(0, bounded > 0 ? (double) scrambled / bounded : Double.NaN);
    sink.accept(1, bounded > 0 ? StrictMath.log(least) : Double.NaN);
    sink.accept(2, bounded > 0 ? StrictMath.log(most) : Double.NaN);
  }
}
