package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/** Holds the error bounds of a {@link CoreMap} to exact arithmetic. */
final class MapBounds {
  private MapBounds() {}

  /** The two-layer ReLU network with an identity output and the parameters w, b, a, c. */
  static Network network(float[] p) {
    int k = p.length / 3;
    double[][] in = new double[k][1];
    double[] bias = new double[k];
    double[] out = new double[k];
    for (int i = 0; i < k; i++) {
      in[i][0] = p[i];
      bias[i] = p[k + i];
      out[i] = p[2 * k + i];
    }
    return new Network(
        java.util.List.of(
            new Layer(in, bias, Activation.RELU),
            new Layer(new double[][] {out}, new double[] {p[3 * k]}, Activation.IDENTITY)));
  }

  /** Checks values, slopes and places on the part of the line where the map is known. */
  static void assertHold(String name, PiecewiseLinearMap exact, CoreMap f, SplittableRandom rng) {
    double left = f.m > 0 ? f.x[0] : 0;
    double right = f.m > 0 ? f.x[f.m - 1] : 0;
    boolean line = f.lo == Double.NEGATIVE_INFINITY;
    double from = line ? left - 2 * Math.abs(left) - 1 : f.lo;
    double to = line ? right + 2 * Math.abs(right) + 1 : f.hi;
    for (int i = 0; i <= f.m; i++) {
      double a = i == 0 ? from : f.x[i - 1];
      double b = i == f.m ? to : f.x[i];
      assertTrue(a <= b, name + " breakpoints in order");
      double middle = a + rng.nextDouble() * (b - a);
      assertValue(name, exact, f, i, a);
      assertValue(name, exact, f, i, middle);
      assertValue(name, exact, f, i, b);
      boolean inside =
          middle > a + (i == 0 ? 0 : f.radius[i - 1]) && middle < b - (i == f.m ? 0 : f.radius[i]);
      if (inside) {
        Rational slope = exact.slope(exact.piece(Rational.of(middle)));
        assertTrue(
            near(slope, f.slope[i], f.slopeError), name + " slope of piece " + i + " of " + f.m);
        if (f.slope[i] == 0) {
          assertEquals(0, slope.signum(), name + " zero slope of piece " + i);
        }
      }
    }
    int next = 0;
    for (int i = 0; i < exact.breakpoints(); i++) {
      Rational x = exact.x(i);
      if (x.compareTo(Rational.of(from)) > 0 && x.compareTo(Rational.of(to)) < 0) {
        while (next < f.m
            && Rational.of(f.x[next]).add(Rational.of(f.radius[next])).compareTo(x) < 0) {
          next++;
        }
        assertTrue(
            next < f.m && near(x, f.x[next], f.radius[next]), name + " exact breakpoint " + i);
      }
    }
  }

  private static void assertValue(
      String name, PiecewiseLinearMap exact, CoreMap f, int piece, double v) {
    Rational truth = exact.apply(Rational.of(v));
    assertTrue(near(truth, f.applyOn(piece, v), f.error(v)), name + " value at " + v);
    if (piece < f.m && v == f.x[piece]) {
      assertTrue(near(truth, f.value[piece], f.error(v)), name + " value at breakpoint " + piece);
    }
  }

  /** Whether |exact - computed| is at most the bound. */
  static boolean near(Rational exact, double computed, double bound) {
    Rational gap = exact.subtract(Rational.of(computed));
    Rational size = gap.signum() < 0 ? gap.negate() : gap;
    return size.compareTo(Rational.of(bound)) <= 0;
  }
}
