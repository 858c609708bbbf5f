package org.liyorke.published;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;

/**
 * A network with a point of period three, and beside it one that the published code calls chaotic
 * and that is not.
 */
final class CrossingsFigure {
  private static final Setup CHAOTIC =
      new Setup("he", null, 8, 2, Activation.RELU, Activation.IDENTITY, 2);
  private static final Setup MISTAKEN =
      new Setup("unit-he", null, 2, 2, Activation.RELU, Activation.IDENTITY, 2);

  private CrossingsFigure() {}

  static Figure make(RunContext context) {
    NetworkFinder.Found three =
        NetworkFinder.first(CHAOTIC.family(), context, CrossingsFigure::hasPeriodThree);
    GridProcedure procedure = new GridProcedure(MISTAKEN.family(), MISTAKEN.window());
    NetworkFinder.Found mistaken =
        NetworkFinder.first(
            MISTAKEN.family(),
            context,
            found ->
                found.decision().verdict() == Verdict.ORDERED
                    && procedure.examine(found.numbers(), 0).asCoded());
    NetworkPicture second = new NetworkPicture(map(MISTAKEN, mistaken), -2, 2);
    return new Figure(
        "crossings",
        "Fixed points of f, f^3 and f^4",
        "Left: a network proven to have a point of period three. f^3 crosses the diagonal where f does"
            + " not. Right: a network that the published code calls chaotic. f^4 crosses the diagonal more"
            + " often than f, because of points of period two; it is proven to be ordered.",
        List.of(
            panel("chaotic: f and f^3", "f^3", 3, aroundOrbit(three)),
            panel("called chaotic, ordered: f and f^4", "f^4", 4, second)),
        List.of(
            "Left: network %d of %s. Period three is proven, so it is chaotic."
                .formatted(three.index(), CHAOTIC.init()),
            "Right: network %d of %s. f^4 has %d fixed points in the window that f has not; none of them is of odd period."
                .formatted(mistaken.index(), MISTAKEN.init(), second.newFixedPoints(4).length)),
        List.of(inspect(CHAOTIC, three, context), inspect(MISTAKEN, mistaken, context)));
  }

  private static boolean hasPeriodThree(NetworkFinder.Found found) {
    return found.decision().period3() == Answer.YES;
  }

  private static String inspect(Setup setup, NetworkFinder.Found found, RunContext context) {
    return "inspect %s --seed %s --index %d"
        .formatted(setup.options(), Long.toUnsignedString(context.seed()), found.index());
  }

  private static PiecewiseLinearMap map(Setup setup, NetworkFinder.Found found) {
    NetworkFamily family = setup.family();
    return PiecewiseLinearMap.of(family.network(found.numbers(), 0));
  }

  /** The window around four points of the witness's orbit, with a margin. */
  private static NetworkPicture aroundOrbit(NetworkFinder.Found found) {
    PiecewiseLinearMap map = map(CHAOTIC, found);
    double start = approximation((Witness.OddPeriod) found.decision().witness());
    double[] orbit = DoubleStream.iterate(start, map::approximate).limit(4).toArray();
    double low = DoubleStream.of(orbit).min().orElseThrow();
    double high = DoubleStream.of(orbit).max().orElseThrow();
    double margin = 0.15 * (high - low);
    return new NetworkPicture(map, low - margin, high + margin);
  }

  private static double approximation(Witness.OddPeriod witness) {
    return new BigDecimal(witness.numerator())
        .divide(new BigDecimal(witness.denominator()), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static Panel panel(String title, String name, int t, NetworkPicture picture) {
    return new Panel(
        title,
        new Axis("x", Scale.LINEAR, picture.low(), picture.high()),
        new Axis("f(x), " + name + "(x)", Scale.LINEAR, picture.low(), picture.high()),
        List.of(
            picture.diagonal(),
            picture.graph(name, 1, t),
            picture.graph("f", 0, 1),
            picture.crossings("crossings of " + name + " alone", 2, t)));
  }
}
