package org.liyorke.model;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erfc;

/** An activation that is smooth on the whole line. */
public final class SmoothActivation implements Activation {
  private static final long serialVersionUID = 1L;
  private static final double SQRT_2 = StrictMath.sqrt(2);

  private final String name;
  private final transient DoubleUnaryOperator function;

  private SmoothActivation(String name, DoubleUnaryOperator function) {
    this.name = name;
    this.function = function;
  }

  static SmoothActivation tanh() {
    return new SmoothActivation("tanh", StrictMath::tanh);
  }

  /** 1 / (1 + exp(-x)). */
  static SmoothActivation sigmoid() {
    return new SmoothActivation("sigmoid", x -> 1 / (1 + StrictMath.exp(-x)));
  }

  /** x times the standard normal distribution function of x (Hendrycks and Gimpel 2016), exact. */
  static SmoothActivation gelu() {
    return new SmoothActivation("gelu", x -> x * Erfc.value(-x / SQRT_2) / 2);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double apply(double x) {
    return function.applyAsDouble(x);
  }

  @Override
  public PiecewiseLinearActivation piecewiseLinear() {
    throw new IllegalArgumentException("activation " + name + ": must be piecewise linear");
  }

  /** There is one of each name in a process, which comparisons rely on. */
  private Object readResolve() {
    return Activation.named(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
