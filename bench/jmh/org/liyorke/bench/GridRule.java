package org.liyorke.bench;

import java.util.Arrays;

/**
 * The sampler's rule in Java: f^3(x) - x has more sign changes than f(x) - x on 163 points of [-1,
 * 1]. Evaluates the sum over the units at every point in float arithmetic, units outside and points
 * inside, and proves nothing.
 */
final class GridRule {
  static final int POINTS = 163;

  private final int k;
  private final float[] grid = new float[POINTS];
  private final float[] x = new float[POINTS];
  private final float[] y = new float[POINTS];

  GridRule(int k) {
    this.k = k;
    for (int j = 0; j < POINTS; j++) {
      grid[j] = (float) (-1 + 2.0 * j / (POINTS - 1));
    }
  }

  /** Whether the rule fires for the parameters w, b, a, c that begin at offset. */
  boolean fires(float[] p, int offset) {
    System.arraycopy(grid, 0, x, 0, POINTS);
    apply(p, offset);
    int once = signChanges();
    apply(p, offset);
    apply(p, offset);
    return signChanges() > once;
  }

  /** x becomes f(x). */
  private void apply(float[] p, int offset) {
    Arrays.fill(y, p[offset + 3 * k]);
    for (int i = 0; i < k; i++) {
      add(p[offset + i], p[offset + k + i], p[offset + 2 * k + i]);
    }
    System.arraycopy(y, 0, x, 0, POINTS);
  }

  private void add(float w, float b, float a) {
    for (int j = 0; j < POINTS; j++) {
      y[j] += a * Math.max(0f, w * x[j] + b);
    }
  }

  private int signChanges() {
    int changes = 0;
    for (int j = 1; j < POINTS; j++) {
      float before = x[j - 1] - grid[j - 1];
      float here = x[j] - grid[j];
      if (before * here < 0) {
        changes++;
      } else if (here == 0 && j < POINTS - 1 && before * (x[j + 1] - grid[j + 1]) < 0) {
        changes++;
      }
    }
    return changes;
  }
}
