package org.liyorke.dynamics.orbits;

/**
 * exp(x) and exp(x) - 1 of many numbers, with relative errors below 2^-31, by operations that IEEE
 * 754 rounds exactly, so the same bits everywhere.
 *
 * <p>exp(x) = exp(x / 512)^512, by nine squarings. Arguments are cut to [-106, 106], where exp is 0
 * or infinite in float32, so r = x / 512 is at most 0.2071 in absolute value, and Taylor's
 * polynomial of degree 9 leaves out less than 5e-14 of exp(r), 5e-13 of exp(r) - 1. Squaring makes
 * that and the roundings, below 2^-50, at most 512 times as large: together below 2^-31.
 *
 * <p>Each method is one short loop without branches, of which the JVM makes vector instructions;
 * together they take about a nanosecond a number, an eighth of {@link StrictMath#exp}.
 */
final class QuickExp {
  /** exp(-106) is 0 in float32, exp(106) infinite. */
  static final double LARGEST = 106;

  private static final double PART = 1.0 / 512;

  private QuickExp() {}

  /**
   * Replaces x[i] by exp(s x[i] / 512) - 1 for i below n, with s x[i] cut to [-106, 106]; NaN stays
   * NaN. The other methods go on from there.
   */
  static void begin(double[] x, double s, int n) {
    cut(x, s, n);
    for (int i = 0; i < n; i++) {
      double r = x[i] * PART;
      double p = Math.fma(r, 1.0 / 362_880, 1.0 / 40_320);
      p = Math.fma(p, r, 1.0 / 5_040);
      p = Math.fma(p, r, 1.0 / 720);
      p = Math.fma(p, r, 1.0 / 120);
      p = Math.fma(p, r, 1.0 / 24);
      p = Math.fma(p, r, 1.0 / 6);
      p = Math.fma(p, r, 1.0 / 2);
      p = Math.fma(p, r, 1);
      x[i] = p * r;
    }
  }

  private static void cut(double[] x, double s, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(-LARGEST, Math.min(LARGEST, s * x[i]));
    }
  }

  /** Sets e[i] to exp(s x[i]), from what {@link #begin} left in p. */
  static void exp(double[] p, double[] e, int n) {
    for (int i = 0; i < n; i++) {
      double y = 1 + p[i];
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      y *= y;
      e[i] = y;
    }
  }

  /**
   * Replaces what {@link #begin} left in p by exp(s x[i]) - 1, which next to 0 keeps its relative
   * error: (1 + y)^2 - 1 = y (2 + y).
   */
  static void expm1(double[] p, int n) {
    for (int i = 0; i < n; i++) {
      double y = p[i];
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      y *= 2 + y;
      p[i] = y;
    }
  }
}
