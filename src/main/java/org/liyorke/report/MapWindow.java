package org.liyorke.report;

import java.util.Arrays;
import org.liyorke.dynamics.MapGraph;

/**
 * The part of the line that a picture of a map shows.
 *
 * @param low finite
 * @param high finite, above low
 */
record MapWindow(double low, double high) {
  private static final double MARGIN = 0.15;

  /** Bends beyond this share at either end do not widen the window; their law has heavy tails. */
  private static final double TAIL = 0.1;

  /** The window around some points, of which at least one is finite; otherwise [-1, 1]. */
  static MapWindow around(double[] points) {
    double[] finite = Arrays.stream(points).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(-1);
    double greatest = Arrays.stream(finite).max().orElse(1);
    double scale = Math.max(Math.abs(least), Math.abs(greatest));
    double least2 = 1e-6 * (scale > 0 ? scale : 1);
    double margin = Math.max(MARGIN * (greatest - least), least2);
    return new MapWindow(least - margin, greatest + margin);
  }

  /** The window around most of the bends of a map. */
  static MapWindow of(MapGraph map) {
    int count = map.bends().length;
    int skipped = (int) (TAIL * count);
    double[] points = Arrays.copyOfRange(map.bends(), skipped, count - skipped);
    return around(points.length == 1 ? new double[] {points[0] - 1, points[0] + 1} : points);
  }

  double span() {
    return high - low;
  }

  /** The power of ten that the numbers of the window are measured in. */
  double unit() {
    return Math.pow(10, Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)))));
  }

  /** A value moved to at most one span outside of the window: what is drawn there is not seen. */
  double near(double value) {
    return Math.max(low - span(), Math.min(high + span(), value));
  }
}
