package org.liyorke.dynamics.orbits;

import org.liyorke.model.Activation;
import org.liyorke.model.SmoothActivation;

/**
 * A smooth activation on arrays of float32 numbers: each value and each derivative is computed in
 * double with a relative error below 2^-30 (next to the zero of the derivative of GELU: an absolute
 * one), and rounded to float32 once.
 *
 * <p>Numbers go through in blocks that stay in the first-level cache, for one short loop after the
 * other: the JVM makes vector instructions of short loops without branches only, and of conversions
 * only in later versions.
 */
final class SmoothElementwise implements ElementwiseActivation {
  /** A function of arrays of doubles; holds scratch space. */
  interface Function {
    /** Most numbers at once. */
    int BLOCK = 256;

    /** Replaces x[i] by its value, for i below n, which is at most {@link #BLOCK}. */
    void values(double[] x, int n);

    /** The same, and sets slopes[i] to the derivative at x[i]. */
    void valuesAndSlopes(double[] x, double[] slopes, int n);
  }

  private final Function function;
  private final double[] block = new double[Function.BLOCK];
  private final double[] slopes = new double[Function.BLOCK];

  private SmoothElementwise(Function function) {
    this.function = function;
  }

  static SmoothElementwise of(SmoothActivation activation) {
    if (activation == Activation.TANH) {
      return new SmoothElementwise(new Tanh());
    }
    return new SmoothElementwise(activation == Activation.SIGMOID ? new Sigmoid() : new Gelu());
  }

  @Override
  public void apply(float[] z, int count) {
    for (int from = 0; from < count; from += Function.BLOCK) {
      int n = Math.min(Function.BLOCK, count - from);
      widen(z, from, n);
      function.values(block, n);
      narrow(z, from, n);
    }
  }

  @Override
  public void applyWithDerivative(float[] z, int count) {
    for (int from = 0; from < count; from += Function.BLOCK) {
      int n = Math.min(Function.BLOCK, count - from);
      widen(z, from, n);
      function.valuesAndSlopes(block, slopes, n);
      narrow(z, from, n);
      multiply(z, count + from, n);
    }
  }

  private void widen(float[] z, int from, int n) {
    for (int i = 0; i < n; i++) {
      block[i] = z[from + i];
    }
  }

  private void narrow(float[] z, int from, int n) {
    for (int i = 0; i < n; i++) {
      z[from + i] = (float) block[i];
    }
  }

  private void multiply(float[] z, int from, int n) {
    for (int i = 0; i < n; i++) {
      z[from + i] *= (float) slopes[i];
    }
  }

  /** factor e / (1 + e)^2 in place of e: the derivative of 1 / (1 + 1/e), where nothing cancels. */
  private static void logisticSlopes(double[] e, double factor, int n) {
    for (int i = 0; i < n; i++) {
      double above = 1 + e[i];
      e[i] = factor * e[i] / (above * above);
    }
  }

  /** tanh(x) = m / (m + 2) with m = exp(2 x) - 1, and 1 / cosh(x)^2 = 4 e / (1 + e)^2. */
  private static final class Tanh implements Function {
    @Override
    public void values(double[] x, int n) {
      QuickExp.begin(x, 2, n);
      finish(x, n);
    }

    @Override
    public void valuesAndSlopes(double[] x, double[] slopes, int n) {
      QuickExp.begin(x, 2, n);
      QuickExp.exp(x, slopes, n);
      logisticSlopes(slopes, 4, n);
      finish(x, n);
    }

    private static void finish(double[] x, int n) {
      QuickExp.expm1(x, n);
      for (int i = 0; i < n; i++) {
        x[i] = x[i] / (x[i] + 2);
      }
    }
  }

  /** 1 / (1 + exp(-x)) = e / (1 + e) with e = exp(x). */
  private static final class Sigmoid implements Function {
    @Override
    public void values(double[] x, int n) {
      QuickExp.begin(x, 1, n);
      QuickExp.exp(x, x, n);
      finish(x, n);
    }

    @Override
    public void valuesAndSlopes(double[] x, double[] slopes, int n) {
      QuickExp.begin(x, 1, n);
      QuickExp.exp(x, slopes, n);
      System.arraycopy(slopes, 0, x, 0, n);
      logisticSlopes(slopes, 1, n);
      finish(x, n);
    }

    private static void finish(double[] e, int n) {
      for (int i = 0; i < n; i++) {
        e[i] = e[i] / (1 + e[i]);
      }
    }
  }
}
