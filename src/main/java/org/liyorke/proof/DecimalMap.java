package org.liyorke.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.model.SmoothActivation;

/**
 * The map of a network with smooth activations, enclosed in decimals of 90 digits: plain interval
 * arithmetic, every operation rounded outwards.
 */
final class DecimalMap {
  /** The digits used. */
  static final int PRECISION = 90;

  private static final MathContext DOWN = new MathContext(PRECISION, RoundingMode.FLOOR);
  private static final MathContext UP = new MathContext(PRECISION, RoundingMode.CEILING);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.scaleByPowerOfTen(-PRECISION);

  /** Pi, rounded down at the 100th decimal place, and a number above it. */
  private static final BigDecimal PI =
      new BigDecimal(
          "3.1415926535897932384626433832795028841971693993751"
              + "058209749445923078164062862089986280348253421170679");

  private static final BigDecimal ABOVE_PI = PI.add(BigDecimal.ONE.scaleByPowerOfTen(-100));

  private final Network network;

  /** The numbers from lo to hi. */
  record Range(BigDecimal lo, BigDecimal hi) {
    static Range of(BigDecimal value) {
      return new Range(value, value);
    }

    Range plus(Range o) {
      return new Range(lo.add(o.lo, DOWN), hi.add(o.hi, UP));
    }

    Range times(Range o) {
      BigDecimal a = lo.multiply(o.lo);
      BigDecimal b = lo.multiply(o.hi);
      BigDecimal c = hi.multiply(o.lo);
      BigDecimal d = hi.multiply(o.hi);
      return new Range(a.min(b).min(c.min(d)).round(DOWN), a.max(b).max(c.max(d)).round(UP));
    }
  }

  /** For a network with one input and one output. */
  DecimalMap(Network network) {
    this.network = network;
  }

  static boolean isSmooth(Network network) {
    return network.layers().stream()
        .anyMatch(layer -> layer.activation() instanceof SmoothActivation);
  }

  /** The numbers p/q. */
  static Range quotient(Rational x) {
    BigDecimal p = new BigDecimal(x.numerator());
    BigDecimal q = new BigDecimal(x.denominator());
    return new Range(p.divide(q, DOWN), p.divide(q, UP));
  }

  /** Encloses f on a range. */
  Range at(Range x) {
    Range[] state = {x};
    for (Layer layer : network.layers()) {
      Range[] next = new Range[layer.outputs()];
      for (int j = 0; j < next.length; j++) {
        Range sum = Range.of(new BigDecimal(layer.bias()[j]));
        for (int i = 0; i < state.length; i++) {
          sum = sum.plus(state[i].times(Range.of(new BigDecimal(layer.weights()[j][i]))));
        }
        next[j] = activate(layer.activation(), sum);
      }
      state = next;
    }
    return state[0];
  }

  /** tanh, the sigmoid and Phi increase, so ends go to ends. */
  private static Range activate(Activation activation, Range x) {
    if (activation == Activation.TANH) {
      Range twice = x.times(Range.of(TWO));
      Range s = new Range(sigmoid(twice.lo).lo, sigmoid(twice.hi).hi);
      return s.times(Range.of(TWO)).plus(Range.of(BigDecimal.ONE.negate()));
    }
    if (activation == Activation.SIGMOID) {
      return new Range(sigmoid(x.lo).lo, sigmoid(x.hi).hi);
    }
    if (activation == Activation.GELU) {
      return x.times(new Range(normal(x.lo).lo, normal(x.hi).hi));
    }
    return linear(activation.piecewiseLinear(), x);
  }

  /** A sum of monotone functions of x, one for each piece. */
  private static Range linear(PiecewiseLinearActivation f, Range x) {
    BigDecimal lo = new BigDecimal(f.lo());
    BigDecimal hi = new BigDecimal(f.hi());
    Range below = new Range(x.lo.min(lo).subtract(lo), x.hi.min(lo).subtract(lo));
    Range inside = new Range(x.lo.max(lo).min(hi).subtract(lo), x.hi.max(lo).min(hi).subtract(lo));
    Range above = new Range(x.lo.max(hi).subtract(hi), x.hi.max(hi).subtract(hi));
    return Range.of(new BigDecimal(f.valueAtLo()))
        .plus(below.times(Range.of(new BigDecimal(f.left()))))
        .plus(inside.times(Range.of(new BigDecimal(f.middle()))))
        .plus(above.times(Range.of(new BigDecimal(f.right()))));
  }

  /** 1 / (1 + exp(-x)), for x below 0 as 1 less that of -x. */
  private static Range sigmoid(BigDecimal x) {
    Range e = exponential(x.abs());
    Range s =
        new Range(
            BigDecimal.ONE.divide(BigDecimal.ONE.add(e.hi), DOWN),
            BigDecimal.ONE.divide(BigDecimal.ONE.add(e.lo), UP));
    return x.signum() >= 0
        ? s
        : new Range(BigDecimal.ONE.subtract(s.hi, DOWN), BigDecimal.ONE.subtract(s.lo, UP));
  }

  /**
   * exp(-t) for t at least 0: the alternating series at t / 2^k, at most 1/2, whose remainder is
   * below its next term; squared k times. Below 10^-90 for t above 270, as exp(3) is above 10.
   */
  private static Range exponential(BigDecimal t) {
    if (t.compareTo(BigDecimal.valueOf(3L * PRECISION)) > 0) {
      return new Range(BigDecimal.ZERO, NEGLIGIBLE);
    }
    BigDecimal r = t;
    int halved = 0;
    for (; r.compareTo(HALF) > 0; halved++) {
      r = r.multiply(HALF);
    }
    Range step = Range.of(r.negate());
    Range term = Range.of(BigDecimal.ONE);
    Range sum = term;
    for (int n = 1; term.lo.abs().max(term.hi.abs()).compareTo(NEGLIGIBLE) > 0; n++) {
      term = dividedBy(term.times(step), n);
      sum = sum.plus(term);
    }
    sum = sum.plus(new Range(NEGLIGIBLE.negate(), NEGLIGIBLE));
    for (int i = 0; i < halved; i++) {
      sum = sum.times(sum);
    }
    return sum;
  }

  private static Range dividedBy(Range x, int n) {
    BigDecimal divisor = BigDecimal.valueOf(n);
    return new Range(x.lo.divide(divisor, DOWN), x.hi.divide(divisor, UP));
  }

  /**
   * Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...). Once the ratio of terms is below 1/2 the
   * remainder is below the last one. Phi(-t) is below exp(-t^2 / 2), negligible for t above 24.
   */
  private static Range normal(BigDecimal x) {
    BigDecimal t = x.abs();
    if (t.compareTo(BigDecimal.valueOf(24)) > 0) {
      Range tail = new Range(BigDecimal.ZERO, exponential(BigDecimal.valueOf(3L * PRECISION)).hi);
      return x.signum() < 0 ? tail : new Range(BigDecimal.ONE.subtract(tail.hi), BigDecimal.ONE);
    }
    Range square = Range.of(t).times(Range.of(t));
    Range term = Range.of(t);
    Range sum = term;
    for (int n = 3; n < 1_200 || term.hi.compareTo(NEGLIGIBLE) > 0; n += 2) {
      term = dividedBy(term.times(square), n);
      sum = sum.plus(term);
    }
    sum = sum.plus(new Range(BigDecimal.ZERO, term.hi));
    Range half = density(square).times(sum);
    return x.signum() < 0
        ? new Range(HALF.subtract(half.hi, DOWN), HALF.subtract(half.lo, UP))
        : new Range(HALF.add(half.lo, DOWN), HALF.add(half.hi, UP));
  }

  /** exp(-x^2 / 2) / sqrt(2 pi) from x^2. */
  private static Range density(Range square) {
    Range e =
        new Range(
            exponential(square.hi.multiply(HALF)).lo, exponential(square.lo.multiply(HALF)).hi);
    // A square root is right to one unit in the last place.
    MathContext nearest = new MathContext(PRECISION + 5, RoundingMode.HALF_EVEN);
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(-PRECISION);
    BigDecimal rootLow = TWO.multiply(PI).sqrt(nearest).subtract(unit);
    BigDecimal rootHigh = TWO.multiply(ABOVE_PI).sqrt(nearest).add(unit);
    return e.times(
        new Range(BigDecimal.ONE.divide(rootHigh, DOWN), BigDecimal.ONE.divide(rootLow, UP)));
  }
}
