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
import org.liyorke.tally.Interval;

/**
 * How often the Jacobian of a 64-64-64 ReLU network has an eigenvalue above one in modulus, against
 * the standard deviation of its weights; no biases, as published.
 *
 * <p>The published runs take it at one picture of a digit, these at standard normal points. Without
 * biases that is the same in law: the rows of the first matrix are invariant under rotations, and
 * eigenvalues under changes of the basis.
 */
final class JacobianFigure {
  private static final int SIZE = 64;
  private static final double[] DEVIATIONS = {
    0.10, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.20
  };

  /** As published, of 1,000 networks each. */
  private static final double[] PUBLISHED_AT = {
    0.10, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.19, 0.20
  };

  private static final double[] PUBLISHED = {0, 0, 0.2, 3.6, 31.3, 74.7, 97.2, 100, 100};
  private static final double SHARE = 0.005;

  private JacobianFigure() {}

  static Figure make(RunContext context) {
    long networks = context.share(SHARE);
    Observation observation =
        new Observation(
            List.of(ObservableKind.JACOBIAN),
            new OrbitSettings(
                1,
                OrbitSettings.DEFAULT.transientSteps(),
                OrbitSettings.DEFAULT.steps(),
                OrbitSettings.DEFAULT.escapeRadius()),
            PairSettings.DEFAULT,
            LapSettings.DEFAULT,
            Observation.DEFAULT_NOISE);
    List<NetworkFamily> families = new ArrayList<>();
    for (double deviation : DEVIATIONS) {
      families.add(
          Families.resolve(
              law(deviation), SIZE, 2, SIZE, Activation.RELU, Activation.IDENTITY, "zero", 1));
    }
    var points = context.decide(families, networks, observation).result().points();
    List<Interval> shares =
        points.stream()
            .map(
                point ->
                    point
                        .observed()
                        .summaries(ProbabilitySeries.CONFIDENCE)
                        .get(ObservableKind.JACOBIAN.key())
                        .get(0)
                        .positive())
            .toList();
    return figure(context, networks, shares);
  }

  private static String law(double deviation) {
    return "N(0," + deviation + "^2)";
  }

  private static Figure figure(RunContext context, long networks, List<Interval> shares) {
    Series measured =
        new Series(
            "measured",
            0,
            Mark.LINE_AND_POINTS,
            DEVIATIONS,
            percent(shares.stream().mapToDouble(Interval::estimate).toArray()),
            percent(shares.stream().mapToDouble(Interval::lower).toArray()),
            percent(shares.stream().mapToDouble(Interval::upper).toArray()));
    Series published = Series.of("published", 1, Mark.POINTS, PUBLISHED_AT, PUBLISHED);
    return new Figure(
        "jacobian",
        "Jacobians with an eigenvalue above one",
        "The share of 64-64-64 ReLU networks whose Jacobian at a random point has an eigenvalue above one"
            + " in modulus, against the standard deviation of the weights, beside the published counts of"
            + " 1,000 networks each. It tells how one step stretches the state near a point; for vector"
            + " states it proves nothing about chaos.",
        List.of(
            new Panel(
                "state 64, width 64, no biases",
                Axis.of("standard deviation of the weights", Scale.LINEAR),
                new Axis("share of networks (%)", Scale.LINEAR, 0, 104),
                List.of(measured, published))),
        List.of(
            Sentence.of(
                "At 0.14 %.1f %% (published 31.3 %%), at 0.15 %.1f %% (published 74.7 %%), %,d networks each.",
                100 * shares.get(4).estimate(), 100 * shares.get(5).estimate(), networks)),
        List.of(
            "sweep --init \"%s\" --bias zero --width %d --state %d --networks %d --seed %s --observe jacobian --starts 1"
                .formatted(
                    DoubleStream.of(DEVIATIONS)
                        .mapToObj(JacobianFigure::law)
                        .collect(Collectors.joining(",")),
                    SIZE,
                    SIZE,
                    networks,
                    Long.toUnsignedString(context.seed()))));
  }

  private static double[] percent(double[] shares) {
    double[] percents = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      percents[i] = 100 * shares[i];
    }
    return percents;
  }
}
