package org.liyorke.dynamics;

import java.math.BigDecimal;
import java.math.MathContext;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.PiecewiseLinearActivation;

/** Activations and networks in decimals of 60 digits, right to more than 40 of them. */
final class HighPrecision {
  static final MathContext DIGITS = new MathContext(60);

  private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-60");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal PI =
      new BigDecimal(
          "3.14159265358979323846264338327950288419716939937510582097494459230781640629");

  private HighPrecision() {}

  /** f(x) of a network with one input and one output. */
  static BigDecimal apply(Network network, BigDecimal x) {
    BigDecimal[] state = {x};
    for (Layer layer : network.layers()) {
      BigDecimal[] next = new BigDecimal[layer.outputs()];
      for (int j = 0; j < next.length; j++) {
        BigDecimal sum = new BigDecimal(layer.bias()[j]);
        for (int i = 0; i < state.length; i++) {
          sum = sum.add(new BigDecimal(layer.weights()[j][i]).multiply(state[i]));
        }
        next[j] = value(layer.activation(), sum.round(DIGITS)).round(DIGITS);
      }
      state = next;
    }
    return state[0];
  }

  static BigDecimal value(Activation activation, BigDecimal x) {
    return switch (activation.name()) {
      case "tanh" -> BigDecimal.ONE.subtract(TWO.multiply(sigmoid(x.multiply(TWO).negate())));
      case "sigmoid" -> sigmoid(x);
      case "gelu" -> x.multiply(probability(x));
      default -> linear(activation.piecewiseLinear(), x);
    };
  }

  /** The slope of a smooth activation. */
  static BigDecimal slope(Activation activation, BigDecimal x) {
    BigDecimal y = value(activation, x);
    return switch (activation.name()) {
      case "tanh" -> BigDecimal.ONE.subtract(y.multiply(y));
      case "sigmoid" -> y.multiply(BigDecimal.ONE.subtract(y));
      default -> probability(x).add(x.multiply(density(x)));
    };
  }

  private static BigDecimal linear(PiecewiseLinearActivation function, BigDecimal x) {
    BigDecimal lo = new BigDecimal(function.lo());
    BigDecimal hi = new BigDecimal(function.hi());
    BigDecimal middle = x.max(lo).min(hi).subtract(lo);
    return new BigDecimal(function.valueAtLo())
        .add(new BigDecimal(function.left()).multiply(x.min(lo).subtract(lo)))
        .add(new BigDecimal(function.middle()).multiply(middle))
        .add(new BigDecimal(function.right()).multiply(x.max(hi).subtract(hi)));
  }

  private static BigDecimal sigmoid(BigDecimal x) {
    return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(x.negate())), DIGITS);
  }

  /** By 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), all terms of one sign. */
  private static BigDecimal probability(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.valueOf(40)) > 0) {
      return x.signum() > 0 ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = x;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; term.abs().compareTo(sum.abs().multiply(NEGLIGIBLE)) > 0; n++) {
      sum = sum.add(term, DIGITS);
      term = term.multiply(square).divide(BigDecimal.valueOf(2 * n + 1), DIGITS);
    }
    return new BigDecimal("0.5").add(density(x).multiply(sum, DIGITS));
  }

  private static BigDecimal density(BigDecimal x) {
    BigDecimal square = x.multiply(x, DIGITS).divide(TWO, DIGITS);
    return exp(square.negate()).divide(PI.multiply(TWO).sqrt(DIGITS), DIGITS);
  }

  /** exp(x) by Taylor's series at x / 2^20, squared 20 times. */
  private static BigDecimal exp(BigDecimal x) {
    if (x.compareTo(BigDecimal.valueOf(-5_000)) < 0) {
      return BigDecimal.ZERO;
    }
    MathContext wide = new MathContext(75);
    BigDecimal step = x.divide(BigDecimal.valueOf(1 << 20), wide);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; term.abs().compareTo(new BigDecimal("1e-72")) > 0; n++) {
      sum = sum.add(term, wide);
      term = term.multiply(step).divide(BigDecimal.valueOf(n), wide);
    }
    for (int i = 0; i < 20; i++) {
      sum = sum.multiply(sum, wide);
    }
    return sum;
  }
}
