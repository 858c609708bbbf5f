package org.liyorke.engine.cuda;

import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/** Looks for attracting cycles by following orbits in double precision. */
final class AttractingCycles {
  private static final double[] STARTS = {-30, -3, -1, -0.3, 0, 0.3, 1, 3, 30};
  private static final int TRANSIENT = 3_000;
  private static final int MOST = 5;
  private static final double CLOSED = 1e-12;
  private static final double APART = 1e-4;

  private AttractingCycles() {}

  /** The largest n for which a cycle of period 2^n is found; -1 if none is. */
  static int exponent(Network network) {
    int largest = -1;
    for (double start : STARTS) {
      double x = start;
      for (int t = 0; t < TRANSIENT && Math.abs(x) < 1e9; t++) {
        x = apply(network, x);
      }
      largest = Math.max(largest, Math.abs(x) < 1e9 ? exponentAt(network, x) : -1);
    }
    return largest;
  }

  private static int exponentAt(Network network, double x) {
    double size = 1 + Math.abs(x);
    double nearest = Double.POSITIVE_INFINITY;
    double y = x;
    for (int p = 1; p <= 1 << MOST; p++) {
      y = apply(network, y);
      if (Math.abs(y - x) < CLOSED * size) {
        boolean power = Integer.bitCount(p) == 1;
        return power && nearest > APART * size ? Integer.numberOfTrailingZeros(p) : -1;
      }
      nearest = Math.min(nearest, Math.abs(y - x));
    }
    return -1;
  }

  private static double apply(Network network, double x) {
    double[] state = {x};
    for (Layer layer : network.layers()) {
      double[] next = new double[layer.weights().length];
      for (int i = 0; i < next.length; i++) {
        double sum = layer.bias()[i];
        for (int j = 0; j < state.length; j++) {
          sum += layer.weights()[i][j] * state[j];
        }
        next[i] = layer.activation().apply(sum);
      }
      state = next;
    }
    return state[0];
  }
}
