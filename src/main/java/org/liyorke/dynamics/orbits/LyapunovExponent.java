package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import org.liyorke.model.NetworkFamily;

/**
 * The largest Lyapunov exponent by the growth of a tangent vector that is scaled to norm 1 after
 * every step (Benettin, Galgani, Giorgilli, Strelcyn, Meccanica 15, 1980, 9-20 and 21-30).
 *
 * <p>The tangent is followed from the first state on, so that it has turned into the direction of
 * the fastest growth when the transient is over. One that becomes exactly 0 before starts anew.
 */
final class LyapunovExponent implements Observable {
  /** Factors are multiplied until their product leaves this range: logarithms are dear. */
  private static final double LARGE = 1e100;

  private static final double SMALL = 1e-100;

  private final OrbitSettings settings;
  private final OrbitStarts starts;
  private final StateMap map;
  private final float[] states;
  private final float[] tangents;
  private final boolean[] escaped;

  /**
   * Of the tangents, rounded to float32: what they are divided by is what is multiplied, so that
   * rounding it leaves no trace in the exponent.
   */
  private final float[] norms;

  private final double[] products;
  private final double[] logarithms;

  LyapunovExponent(NetworkFamily family, long seed, OrbitSettings settings, BLAS blas) {
    this.settings = settings;
    int n = settings.starts();
    starts = new OrbitStarts(family, seed, n);
    map = StateMap.of(family, n, blas);
    states = new float[n * family.state()];
    tangents = new float[states.length];
    escaped = new boolean[n];
    norms = new float[n];
    products = new double[n];
    logarithms = new double[n];
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    map.bind(network.parameters(), network.offset());
    begin(network.index());
    for (int t = 0; t < settings.length() && !Columns.all(escaped); t++) {
      map.stepWithTangents(states, tangents);
      Columns.markEscaped(states, settings.escapeRadius(), escaped);
      Columns.norms(tangents, norms);
      markOverflow();
      if (t < settings.transientSteps()) {
        restartVanished();
      } else {
        accumulate();
      }
      Columns.divide(tangents, norms);
    }
    report(sink);
  }

  private void begin(long index) {
    starts.draw(index);
    System.arraycopy(starts.states(), 0, states, 0, states.length);
    System.arraycopy(starts.directions(), 0, tangents, 0, tangents.length);
    Arrays.fill(escaped, false);
    Arrays.fill(products, 1);
    Arrays.fill(logarithms, 0);
    Columns.markEscaped(states, settings.escapeRadius(), escaped);
  }

  /** A derivative that is not finite ends the orbit as a state does. */
  private void markOverflow() {
    for (int i = 0; i < norms.length; i++) {
      escaped[i] |= !(norms[i] < Float.POSITIVE_INFINITY);
    }
  }

  private void restartVanished() {
    for (int i = 0; i < norms.length; i++) {
      if (norms[i] == 0) {
        int dimension = tangents.length / norms.length;
        System.arraycopy(starts.directions(), i * dimension, tangents, i * dimension, dimension);
        norms[i] = 1;
      }
    }
  }

  private void accumulate() {
    for (int i = 0; i < norms.length; i++) {
      products[i] *= norms[i];
      if (norms[i] == 0) {
        // Keeps the vector 0 instead of dividing it by 0; its product stays 0 as well.
        norms[i] = 1;
      }
      if (!(products[i] > SMALL && products[i] < LARGE)) {
        logarithms[i] += StrictMath.log(products[i]);
        products[i] = 1;
      }
    }
  }

  private void report(ValueSink sink) {
    double sum = 0;
    int finite = 0;
    int flat = 0;
    for (int i = 0; i < escaped.length; i++) {
      double exponent = (logarithms[i] + StrictMath.log(products[i])) / settings.steps();
      if (!escaped[i] && exponent > Double.NEGATIVE_INFINITY) {
        sum += exponent;
        finite++;
      } else if (!escaped[i]) {
        flat++;
      }
    }
    int bounded = finite + flat;
    double otherwise = flat > 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    sink.accept(0, finite > 0 ? sum / finite : otherwise);
    sink.accept(1, bounded > 0 ? (double) flat / bounded : Double.NaN);
  }
}
