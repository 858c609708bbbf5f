package org.liyorke.model;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function that a layer applies to each of its sums. Networks of piecewise linear ones are
 * decided exactly, those with a smooth one as far as interval arithmetic goes.
 */
public sealed interface Activation extends Serializable
    permits PiecewiseLinearActivation, SmoothActivation {
  // No default methods: they would tie the initialisation of this interface and its classes into a
  // circle, on which two threads could wait for each other.

  PiecewiseLinearActivation IDENTITY = new PiecewiseLinearActivation("identity", 0, 0, 1, 1, 1, 0);
  PiecewiseLinearActivation RELU = new PiecewiseLinearActivation("relu", 0, 0, 0, 0, 1, 0);
  PiecewiseLinearActivation LEAKY_RELU =
      new PiecewiseLinearActivation("leaky-relu", 0, 0, 0.01, 0.01, 1, 0);
  PiecewiseLinearActivation ABS = new PiecewiseLinearActivation("abs", 0, 0, -1, -1, 1, 0);
  PiecewiseLinearActivation CLIP = clip("clip", 0, 1);
  PiecewiseLinearActivation HARD_TANH = clip("hard-tanh", -1, 1);
  SmoothActivation TANH = SmoothActivation.tanh();
  SmoothActivation SIGMOID = SmoothActivation.sigmoid();
  SmoothActivation GELU = SmoothActivation.gelu();

  /** The name used on the command line and in files. */
  String name();

  /** The value at x, rounded to double. */
  double apply(double x);

  /**
   * This activation, if it is piecewise linear.
   *
   * @throws IllegalArgumentException if it is smooth
   */
  PiecewiseLinearActivation piecewiseLinear();

  /** The clamp to [lo, hi]. */
  static PiecewiseLinearActivation clip(String name, double lo, double hi) {
    return new PiecewiseLinearActivation(name, lo, hi, 0, 1, 0, lo);
  }

  /** The activations that can be asked for by name. */
  static List<Activation> all() {
    return List.of(RELU, LEAKY_RELU, ABS, CLIP, HARD_TANH, TANH, SIGMOID, GELU, IDENTITY);
  }

  /** Those of {@link #all} that are piecewise linear. */
  static List<PiecewiseLinearActivation> allPiecewiseLinear() {
    return List.of(RELU, LEAKY_RELU, ABS, CLIP, HARD_TANH, IDENTITY);
  }

  /**
   * The activation of that name.
   *
   * @throws UserError if there is none
   */
  static Activation named(String name) {
    return all().stream()
        .filter(activation -> activation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static UserError unknown(String name) {
    String names = all().stream().map(Activation::name).collect(Collectors.joining(", "));
    return new UserError("activation " + name + " is unknown: must be one of " + names);
  }
}
