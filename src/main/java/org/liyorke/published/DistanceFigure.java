package org.liyorke.published;

import java.util.List;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;

/** Two orbits of a slightly detuned tent map that start 10^-7 apart, over 150 steps. */
final class DistanceFigure {
  private static final int STEPS = 150;
  private static final double START = 0.175422;
  private static final double APART = 1e-7;

  /** Orbits are as far apart as they ever get after some thirty steps: distances double. */
  private static final int SEPARATED = 30;

  private DistanceFigure() {}

  /** The published map: weights 1, 1, biases 0.01, -0.502, output weights 1.9999, -4. */
  static double map(double x) {
    return 1.9999 * Math.max(0, x + 0.01) - 4 * Math.max(0, x - 0.502);
  }

  static Figure make(RunContext context) {
    double[] time = new double[STEPS + 1];
    double[] distance = new double[STEPS + 1];
    double x = START;
    double y = START + APART;
    for (int t = 0; t <= STEPS; t++) {
      time[t] = t;
      distance[t] = Math.abs(x - y);
      x = map(x);
      y = map(y);
    }
    return new Figure(
        "distance",
        "Two orbits that start 0.0000001 apart",
        "The distance of two orbits of one map, step by step, on a linear and on a logarithmic axis. It"
            + " first doubles with every step; then the orbits come close and part again and again. This is"
            + " what Li and Yorke call scrambling.",
        List.of(
            new Panel(
                "linear axis",
                Axis.of("step t", Scale.LINEAR),
                Axis.of("distance |x - y|", Scale.LINEAR),
                List.of(Series.of("distance", 0, Mark.LINE, time, distance))),
            new Panel(
                "logarithmic axis",
                Axis.of("step t", Scale.LINEAR),
                Axis.of("distance |x - y|", Scale.LOG10),
                List.of(Series.of("distance", 0, Mark.LINE, time, distance)))),
        List.of(finding(distance)),
        List.of("reproduce --figure distance"));
  }

  private static String finding(double[] distance) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int t = SEPARATED; t <= STEPS; t++) {
      least = Math.min(least, distance[t]);
      most = Math.max(most, distance[t]);
    }
    return Sentence.of(
        "From step %d on the distance lies between %.2g and %.2g.", SEPARATED, least, most);
  }
}
