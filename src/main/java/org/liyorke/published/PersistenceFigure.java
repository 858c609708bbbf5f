package org.liyorke.published;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.liyorke.dynamics.Decisions;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.Activation;
import org.liyorke.model.Network;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;
import org.liyorke.tally.ClopperPearson;
import org.liyorke.tally.Interval;
import org.liyorke.tally.QuantitySummary;

/**
 * The tent map composed six times: without noise, with one noisy copy of it used six times (a
 * recurrent network), and with six independent noisy copies (a feedforward network).
 */
final class PersistenceFigure {
  private static final int COMPOSITIONS = 6;
  private static final int SAMPLES = 1_501;

  /** Networks for the numbers beside the picture, as shares of those asked for. */
  private static final double TENTS = 0.01;

  private static final double RANDOM = 0.1;
  private static final double CONFIDENCE = 0.95;
  private static final int BLOCK = 64;

  private PersistenceFigure() {}

  static Figure make(RunContext context) {
    NoisyTent tents = new NoisyTent(context.seed());
    List<Network> recurrent = new ArrayList<>();
    List<Network> feedforward = new ArrayList<>();
    for (int i = 0; i < COMPOSITIONS; i++) {
      recurrent.add(tents.copy(0));
      feedforward.add(tents.copy(i));
    }
    return new Figure(
        "persistence",
        "The perturbed tent map, composed six times",
        "Left: a recurrent network; the tent map with noise of standard deviation 0.1 in every weight and"
            + " bias, the same six times. Right: a feedforward network; six copies of the tent map, each with"
            + " noise of its own. In grey the tent map without noise. Oscillations tend to survive where"
            + " the weights are shared.",
        List.of(
            panel("recurrent: one copy, six times", 0, recurrent),
            panel("feedforward: six copies", 1, feedforward)),
        List.of(tentFinding(context), randomFinding(context)),
        List.of("reproduce --figure persistence", randomCommand(context)));
  }

  private static Panel panel(String title, int color, List<Network> layers) {
    List<Network> exact = Collections.nCopies(COMPOSITIONS, NoisyTent.exact());
    return new Panel(
        title,
        new Axis("x", Scale.LINEAR, 0, 1),
        Axis.of("after six compositions", Scale.LINEAR),
        List.of(graph("without noise", 7, exact), graph("with noise", color, layers)));
  }

  private static Series graph(String name, int color, List<Network> layers) {
    List<PiecewiseLinearMap> maps = layers.stream().map(PiecewiseLinearMap::of).toList();
    double[] x = abscissas(maps.get(0));
    double[] y = x.clone();
    for (PiecewiseLinearMap map : maps) {
      for (int i = 0; i < y.length; i++) {
        y[i] = map.approximate(y[i]);
      }
    }
    return Series.of(name, color, Mark.LINE, x, y);
  }

  /** Even points and the kinks of the first map. */
  private static double[] abscissas(PiecewiseLinearMap map) {
    DoubleStream even = IntStream.rangeClosed(0, SAMPLES).mapToDouble(i -> (double) i / SAMPLES);
    DoubleStream kinks =
        IntStream.range(0, map.breakpoints())
            .mapToDouble(map::breakpointApproximation)
            .filter(x -> 0 < x && x < 1);
    return DoubleStream.concat(even, kinks).sorted().toArray();
  }

  /** How often the noisy tent map is proven chaotic. */
  private static String tentFinding(RunContext context) {
    long count = context.share(TENTS);
    long chaotic =
        context.workers().run(count, BLOCK, (first, size) -> chaotic(context, first, size)).stream()
            .mapToLong(Long::longValue)
            .sum();
    Interval share = ClopperPearson.of(chaotic, count, CONFIDENCE);
    return Sentence.of(
        "Of %,d perturbed copies of the tent map %.1f %% (95 %% interval %.1f to %.1f) are proven chaotic.",
        count, 100 * share.estimate(), 100 * share.lower(), 100 * share.upper());
  }

  private static long chaotic(RunContext context, long first, int count) {
    NoisyTent tents = new NoisyTent(context.seed());
    long chaotic = 0;
    for (long i = first; i < first + count; i++) {
      chaotic += Decisions.decide(tents.copy(i)).verdict() == Verdict.CHAOTIC ? 1 : 0;
    }
    return chaotic;
  }

  private static Setup random() {
    return new Setup("he", null, 8, 2, Activation.RELU, Activation.IDENTITY, 2);
  }

  private static String randomCommand(RunContext context) {
    return "estimate %s --networks %d --seed %s --observe persistence"
        .formatted(
            random().options(), context.share(RANDOM), Long.toUnsignedString(context.seed()));
  }

  /** What the same noise does to random networks that are chaotic. */
  private static String randomFinding(RunContext context) {
    Observation observation = Observation.of(List.of(ObservableKind.PERSISTENCE));
    List<QuantitySummary> summaries =
        context
            .decide(List.of(random().family()), context.share(RANDOM), observation)
            .result()
            .points()
            .get(0)
            .observed()
            .summaries(CONFIDENCE)
            .get(ObservableKind.PERSISTENCE.key());
    QuantitySummary stays = summaries.get(0);
    return Sentence.of(
        "Of %,d chaotic He networks of width 8 %.0f %% stay chaotic under the same noise; the number of"
            + " oscillations grows by a factor of %.2f per composition with shared noise and of %.2f with"
            + " independent noise (geometric means over the networks).",
        stays.finite() + stays.missing(),
        100 * stays.positive().estimate(),
        Math.exp(summaries.get(1).mean().estimate()),
        Math.exp(summaries.get(2).mean().estimate()));
  }
}
