package org.liyorke.dynamics.orbits;

import org.apache.commons.numbers.gamma.Erfc;
import org.liyorke.model.Activation;
import org.liyorke.model.SmoothActivation;

/**
 * A smooth activation on arrays of float32 numbers: each value and each derivative is computed in
 * double with a relative error below 2^-30 (next to the zero of the derivative of GELU: an absolute
 * one), and rounded to float32 once.
 */
final class SmoothElementwise implements ElementwiseActivation {
  /** A function of float32 numbers. */
  @FunctionalInterface
  private interface Function {
    float at(float x);
  }

  private static final double SQRT_2 = StrictMath.sqrt(2);
  private static final double INVERSE_SQRT_2_PI = 1 / StrictMath.sqrt(2 * StrictMath.PI);

  /** Nearer to 0 than this tanh(x) is x, with a relative error of x^2 / 3. */
  private static final float TINY = 1e-5f;

  private final Function value;
  private final Function derivative;

  private SmoothElementwise(Function value, Function derivative) {
    this.value = value;
    this.derivative = derivative;
  }

  static SmoothElementwise of(SmoothActivation activation) {
    if (activation == Activation.TANH) {
      return new SmoothElementwise(SmoothElementwise::tanh, SmoothElementwise::tanhDerivative);
    }
    if (activation == Activation.SIGMOID) {
      return new SmoothElementwise(
          SmoothElementwise::sigmoid, SmoothElementwise::sigmoidDerivative);
    }
    return new SmoothElementwise(SmoothElementwise::gelu, SmoothElementwise::geluDerivative);
  }

  @Override
  public void apply(float[] z, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = value.at(z[i]);
    }
  }

  @Override
  public void applyWithDerivative(float[] z, float[] dz, int count) {
    for (int i = 0; i < count; i++) {
      dz[i] *= derivative.at(z[i]);
      z[i] = value.at(z[i]);
    }
  }

  private static float tanh(float x) {
    return Math.abs(x) < TINY ? x : (float) (1 - 2 / (QuickExp.of(2.0 * x) + 1));
  }

  /** 1 / cosh(x)^2, as 4 e / (1 + e)^2 with e = exp(-2 |x|), where nothing cancels. */
  private static float tanhDerivative(float x) {
    double e = QuickExp.of(-2.0 * Math.abs(x));
    return (float) (4 * e / ((1 + e) * (1 + e)));
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + QuickExp.of(-x)));
  }

  private static float sigmoidDerivative(float x) {
    double e = QuickExp.of(-Math.abs(x));
    return (float) (e / ((1 + e) * (1 + e)));
  }

  private static float gelu(float x) {
    return (float) (x * normalProbability(x));
  }

  /** Phi(x) + x phi(x), with the distribution function and the density of the normal law. */
  private static float geluDerivative(float x) {
    double density = INVERSE_SQRT_2_PI * QuickExp.of(-0.5 * x * x);
    return (float) (normalProbability(x) + x * density);
  }

  private static double normalProbability(double x) {
    return Erfc.value(-x / SQRT_2) / 2;
  }
}
