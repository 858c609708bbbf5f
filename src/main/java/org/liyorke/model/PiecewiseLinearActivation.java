package org.liyorke.model;

/**
 * A piecewise linear activation of at most two kinks: slope {@code left} below {@code lo}, {@code
 * middle} between, {@code right} above {@code hi}; continuous, and fixed by its value at {@code
 * lo}.
 *
 * <p>ReLU has one kink: lo = hi = 0. All numbers are doubles taken exactly.
 *
 * @param name the name used on the command line and in files
 * @param lo first kink
 * @param hi last kink, at least lo
 * @param left slope on (-inf, lo)
 * @param middle slope on (lo, hi)
 * @param right slope on (hi, inf)
 * @param valueAtLo the value at lo
 */
public record PiecewiseLinearActivation(
    String name, double lo, double hi, double left, double middle, double right, double valueAtLo)
    implements Activation {
  @Override
  public PiecewiseLinearActivation piecewiseLinear() {
    return this;
  }

  /** Whether the activation is x -> x. */
  public boolean isIdentity() {
    return left == 1 && middle == 1 && right == 1;
  }

  /** Whether the activation is a clamp to [lo, hi], a bounded function. */
  public boolean isClip() {
    return left == 0 && right == 0 && middle == 1;
  }

  /** Whether phi(t x) = t phi(x) for all t > 0: no kink but at 0, where the value is 0. */
  public boolean isHomogeneous() {
    return lo == 0 && hi == 0 && valueAtLo == 0;
  }

  /** Exact for the clamps, abs, ReLU and the identity. */
  @Override
  public double apply(double x) {
    if (isClip()) {
      return Math.min(Math.max(x, lo), hi);
    }
    if (x < lo) {
      return valueAtLo + left * (x - lo);
    }
    return x <= hi
        ? valueAtLo + middle * (x - lo)
        : valueAtLo + middle * (hi - lo) + right * (x - hi);
  }
}
