package org.liyorke.dynamics.orbits;

import org.apache.commons.numbers.gamma.Erfc;

/** x Phi(x), Phi the distribution function of the normal law. */
final class Gelu implements SmoothElementwise.Function {
  private static final double SQRT_2 = StrictMath.sqrt(2);
  private static final double INVERSE_SQRT_2_PI = 1 / StrictMath.sqrt(2 * StrictMath.PI);

  private final double[] probabilities = new double[BLOCK];

  @Override
  public void values(double[] x, int n) {
    probabilities(x, n);
    multiply(x, n);
  }

  /** The derivative is Phi(x) + x phi(x), phi the density. */
  @Override
  public void valuesAndSlopes(double[] x, double[] slopes, int n) {
    probabilities(x, n);
    for (int i = 0; i < n; i++) {
      slopes[i] = x[i] * x[i];
    }
    QuickExp.begin(slopes, -0.5, n);
    QuickExp.exp(slopes, slopes, n);
    for (int i = 0; i < n; i++) {
      slopes[i] = probabilities[i] + x[i] * (INVERSE_SQRT_2_PI * slopes[i]);
    }
    multiply(x, n);
  }

  private void probabilities(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      probabilities[i] = Erfc.value(-x[i] / SQRT_2) / 2;
    }
  }

  private void multiply(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= probabilities[i];
    }
  }
}
