package org.liyorke.model;

import java.util.List;
import java.util.stream.Collectors;

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
public record Activation(
    String name, double lo, double hi, double left, double middle, double right, double valueAtLo) {
  public static final Activation IDENTITY = new Activation("identity", 0, 0, 1, 1, 1, 0);
  public static final Activation RELU = new Activation("relu", 0, 0, 0, 0, 1, 0);
  public static final Activation LEAKY_RELU = new Activation("leaky-relu", 0, 0, 0.01, 0.01, 1, 0);
  public static final Activation ABS = new Activation("abs", 0, 0, -1, -1, 1, 0);
  public static final Activation CLIP = clip("clip", 0, 1);
  public static final Activation HARD_TANH = clip("hard-tanh", -1, 1);

  /** The clamp to [lo, hi]. */
  public static Activation clip(String name, double lo, double hi) {
    return new Activation(name, lo, hi, 0, 1, 0, lo);
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

  /** The activations that can be asked for by name. */
  public static List<Activation> all() {
    return List.of(RELU, LEAKY_RELU, ABS, CLIP, HARD_TANH, IDENTITY);
  }

  /**
   * The activation of that name.
   *
   * @throws UserError if there is none, or none that can be decided
   */
  public static Activation named(String name) {
    for (Activation activation : all()) {
      if (activation.name.equals(name)) {
        return activation;
      }
    }
    boolean smooth = List.of("tanh", "sigmoid", "gelu").contains(name);
    String reason = smooth ? " is smooth and cannot be decided yet" : " is unknown";
    throw new UserError("activation " + name + reason + ": must be one of " + names());
  }

  private static String names() {
    return all().stream().map(Activation::name).collect(Collectors.joining(", "));
  }

  /** The value at x, rounded to double; exact for the clamps, abs, ReLU and the identity. */
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
