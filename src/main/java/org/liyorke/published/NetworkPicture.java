package org.liyorke.published;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Series;

/**
 * The graph of a map and of its iterates on a window, in doubles, for the eye.
 *
 * @param low where the window begins, on both axes
 * @param high where it ends
 */
record NetworkPicture(PiecewiseLinearMap map, double low, double high) {
  private static final int SAMPLES = 1_000;

  /** f^t(x). */
  double iterate(int t, double x) {
    double value = x;
    for (int i = 0; i < t; i++) {
      value = map.approximate(value);
    }
    return value;
  }

  Series diagonal() {
    double[] ends = {low, high};
    return Series.of("x", 7, Mark.LINE, ends, ends);
  }

  /** The graph of f^t, cut off one window above and below. */
  Series graph(String name, int color, int t) {
    double[] x = abscissas();
    return Series.of(name, color, Mark.LINE, x, values(x, v -> iterate(t, v)));
  }

  /** Where f^t crosses the diagonal and f does not: points of a period that divides t, above 1. */
  Series crossings(String name, int color, int t) {
    double[] points = newFixedPoints(t);
    return Series.of(name, color, Mark.POINTS, points, points);
  }

  /** Fixed points of f^t inside the window that f has not, by sign changes on a fine grid. */
  double[] newFixedPoints(int t) {
    double[] x = abscissas();
    double[] h = Arrays.stream(x).map(v -> iterate(t, v) - v).toArray();
    return IntStream.range(1, x.length)
        .filter(i -> h[i - 1] * h[i] < 0)
        .mapToDouble(i -> x[i - 1] - h[i - 1] * (x[i] - x[i - 1]) / (h[i] - h[i - 1]))
        .filter(p -> Math.abs(map.approximate(p) - p) > 1e-3 * (high - low))
        .toArray();
  }

  private double[] abscissas() {
    DoubleStream even =
        IntStream.rangeClosed(0, SAMPLES).mapToDouble(i -> low + (high - low) * i / SAMPLES);
    DoubleStream kinks =
        IntStream.range(0, map.breakpoints())
            .mapToDouble(map::breakpointApproximation)
            .filter(b -> low < b && b < high);
    return DoubleStream.concat(even, kinks).sorted().toArray();
  }

  private double[] values(double[] x, DoubleUnaryOperator f) {
    double span = high - low;
    return Arrays.stream(x)
        .map(f)
        .map(y -> Math.max(low - span, Math.min(high + span, y)))
        .toArray();
  }
}
