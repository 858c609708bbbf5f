package org.liyorke.published;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.liyorke.dynamics.orbits.LapSettings;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.dynamics.orbits.PairSettings;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;
import org.liyorke.tally.QuantitySummary;

/** How many oscillations f^t has, as t grows: the geometric mean over networks. */
final class GrowthFigure {
  private static final int WIDTH = 16;
  private static final double[] GAINS = {1, 2, 4, 8};
  private static final int MOST_COMPOSITIONS = 8;
  private static final int POINTS = 4_097;
  private static final double SHARE = 0.005;

  /** Position of log_laps among the quantities of growth. */
  private static final int LOG_LAPS = 1;

  private GrowthFigure() {}

  static Figure make(RunContext context) {
    long networks = context.share(SHARE);
    List<NetworkFamily> families =
        DoubleStream.of(GAINS)
            .mapToObj(
                gain ->
                    Families.resolve(
                        "he", WIDTH, 2, 1, Activation.RELU, Activation.IDENTITY, null, gain))
            .toList();
    int count = MOST_COMPOSITIONS - 1;
    double[] compositions = new double[count];
    QuantitySummary[][] laps = new QuantitySummary[GAINS.length][count];
    for (int i = 0; i < count; i++) {
      compositions[i] = i + 2;
      var points = context.decide(families, networks, observation(i + 2)).result().points();
      for (int g = 0; g < GAINS.length; g++) {
        laps[g][i] =
            points
                .get(g)
                .observed()
                .summaries(ProbabilitySeries.CONFIDENCE)
                .get(ObservableKind.GROWTH.key())
                .get(LOG_LAPS);
      }
    }
    return figure(context, networks, compositions, laps);
  }

  private static Observation observation(int compositions) {
    return new Observation(
        List.of(ObservableKind.GROWTH),
        OrbitSettings.DEFAULT,
        PairSettings.DEFAULT,
        new LapSettings(
            compositions, POINTS, LapSettings.DEFAULT.window(), LapSettings.DEFAULT.height()),
        Observation.DEFAULT_NOISE);
  }

  private static Figure figure(
      RunContext context, long networks, double[] compositions, QuantitySummary[][] laps) {
    List<Series> series = new ArrayList<>();
    double[] tent = DoubleStream.of(compositions).map(t -> Math.pow(2, t)).toArray();
    series.add(Series.of("tent map: 2^t", 7, Mark.DASHED_LINE, compositions, tent));
    List<String> findings = new ArrayList<>();
    for (int g = 0; g < GAINS.length; g++) {
      series.add(series(g, compositions, laps[g]));
      findings.add(finding(g, laps[g]));
    }
    return new Figure(
        "growth",
        "Growth of oscillations",
        "The number of laps (monotone pieces) of f^t on the window from -2 to 2, for He networks of width"
            + " 16 and several gains, as geometric means with 95 % intervals. A straight line on this"
            + " logarithmic axis is exponential growth; the tent map doubles its laps with every step.",
        List.of(
            new Panel(
                "He, width 16",
                Axis.of("compositions t", Scale.LINEAR),
                Axis.of("laps of f^t, geometric mean", Scale.LOG10),
                series)),
        findings,
        List.of(
            "sweep --init he --width %d --gain %s --networks %d --seed %s --observe growth --compositions %d --lap-points %d"
                .formatted(
                    WIDTH,
                    DoubleStream.of(GAINS)
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining(",")),
                    networks,
                    Long.toUnsignedString(context.seed()),
                    MOST_COMPOSITIONS,
                    POINTS)));
  }

  private static Series series(int gain, double[] compositions, QuantitySummary[] laps) {
    double[] y = new double[laps.length];
    double[] lower = new double[laps.length];
    double[] upper = new double[laps.length];
    for (int i = 0; i < laps.length; i++) {
      y[i] = Math.exp(laps[i].mean().estimate());
      lower[i] = Math.exp(laps[i].mean().lower());
      upper[i] = Math.exp(laps[i].mean().upper());
    }
    String name = Sentence.of("gain %.0f", GAINS[gain]);
    return new Series(name, gain, Mark.LINE_AND_POINTS, compositions, y, lower, upper);
  }

  private static String finding(int gain, QuantitySummary[] laps) {
    double last = laps[laps.length - 1].mean().estimate();
    double before = laps[laps.length - 3].mean().estimate();
    return Sentence.of(
        "Gain %.0f: %.3g laps after %d compositions; over the last two of them a factor of %.3g each.",
        GAINS[gain], Math.exp(last), MOST_COMPOSITIONS, Math.exp((last - before) / 2));
  }
}
