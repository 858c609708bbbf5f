package org.liyorke.proof;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * The value of a network at one rational point, layer by layer as the network is written, and its
 * orbit.
 */
public final class PlainEvaluation {
  private final Network network;

  /** For a network with one input and one output. */
  public PlainEvaluation(Network network) {
    this.network = network;
  }

  /** f(x), exactly. */
  public Rational at(Rational x) {
    Rational[] values = {x};
    for (Layer layer : network.layers()) {
      Rational[] next = new Rational[layer.outputs()];
      for (int row = 0; row < next.length; row++) {
        next[row] = activate(layer.activation().piecewiseLinear(), sum(layer, row, values));
      }
      values = next;
    }
    return values[0];
  }

  private static Rational sum(Layer layer, int row, Rational[] values) {
    Rational sum = Rational.of(layer.bias()[row]);
    for (int i = 0; i < values.length; i++) {
      sum = sum.plus(Rational.of(layer.weights()[row][i]).times(values[i]));
    }
    return sum;
  }

  private static Rational activate(PiecewiseLinearActivation a, Rational y) {
    Rational lo = Rational.of(a.lo());
    Rational hi = Rational.of(a.hi());
    Rational atLo = Rational.of(a.valueAtLo());
    Rational middle = Rational.of(a.middle());
    if (y.compareTo(lo) <= 0) {
      return atLo.plus(Rational.of(a.left()).times(y.minus(lo)));
    }
    if (y.compareTo(hi) <= 0) {
      return atLo.plus(middle.times(y.minus(lo)));
    }
    return atLo.plus(middle.times(hi.minus(lo))).plus(Rational.of(a.right()).times(y.minus(hi)));
  }

  /**
   * x, f(x), ..., f^steps(x).
   *
   * @param maxBits the size of a number, in bits, that must not be passed
   * @return the orbit, or null when a number became larger than that
   */
  List<Rational> orbit(Rational x, int steps, long maxBits) {
    List<Rational> orbit = new ArrayList<>();
    orbit.add(x);
    for (int i = 0; i < steps; i++) {
      Rational next = at(orbit.get(i));
      if (next.bits() > maxBits) {
        return null;
      }
      orbit.add(next);
    }
    return orbit;
  }
}
