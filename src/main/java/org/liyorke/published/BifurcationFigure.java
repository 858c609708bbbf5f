package org.liyorke.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;

/**
 * Where the orbits of one network end up, as the gain of its last layer grows; and its verdicts.
 */
final class BifurcationFigure {
  private static final Setup SETUP =
      new Setup("he", null, 8, 2, Activation.RELU, Activation.IDENTITY, 2);
  private static final double LEAST_GAIN = 0.2;
  private static final double MOST_GAIN = 1.1;
  private static final int EVEN_GAINS = 240;
  private static final int TRANSIENT = 600;
  private static final int RECORDED = 120;

  /** Points closer than this share of the picture are one point. */
  private static final int ROWS = 240;

  private static final double[] STARTS = {-1.3, -0.4, 0.1, 0.7, 1.9};
  private static final double ESCAPED = 1e4;

  private BifurcationFigure() {}

  static Figure make(RunContext context) {
    NetworkFinder.Found network =
        NetworkFinder.first(
            SETUP.family(), context, found -> found.decision().period3() == Answer.YES);
    List<double[]> columns = new ArrayList<>();
    double[] gains = gains();
    Verdict[] verdicts = new Verdict[gains.length];
    for (int i = 0; i < gains.length; i++) {
      context.workers().check();
      NetworkFamily family = atGain(gains[i]);
      float[] numbers = new float[family.parameters()];
      new NetworkSampler(family, context.seed()).draw(network.index(), 1, numbers);
      verdicts[i] = NetworkDecider.forFamily(family).decide(numbers, 0).verdict();
      columns.add(attractor(family, numbers));
    }
    return figure(context, network.index(), gains, columns, verdicts);
  }

  /** Even steps, and 1, the network itself. */
  private static double[] gains() {
    DoubleStream even =
        IntStream.range(0, EVEN_GAINS)
            .mapToDouble(i -> LEAST_GAIN + (MOST_GAIN - LEAST_GAIN) * i / (EVEN_GAINS - 1));
    return DoubleStream.concat(even, DoubleStream.of(1)).sorted().toArray();
  }

  private static NetworkFamily atGain(double gain) {
    return Families.resolve(
        SETUP.init(),
        SETUP.width(),
        SETUP.depth(),
        1,
        SETUP.activation(),
        SETUP.output(),
        null,
        gain);
  }

  /** What the orbits of some starts visit late, those that escape left out. */
  private static double[] attractor(NetworkFamily family, float[] numbers) {
    StateFunction f = new StateFunction(family, STARTS.length).of(numbers, 0);
    double[] x = STARTS.clone();
    List<Double> visited = new ArrayList<>();
    for (int t = 0; t < TRANSIENT + RECORDED; t++) {
      f.step(x);
      if (t >= TRANSIENT) {
        Arrays.stream(x).filter(v -> Math.abs(v) < ESCAPED).forEach(visited::add);
      }
    }
    return visited.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Figure figure(
      RunContext context, long index, double[] gains, List<double[]> columns, Verdict[] verdicts) {
    double[] all = columns.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    double low = all.length == 0 ? -1 : all[0];
    double high = all.length == 0 ? 1 : all[all.length - 1];
    double margin = 0.08 * Math.max(high - low, 1e-3);
    List<Series> series = new ArrayList<>();
    series.add(attractors(gains, columns, (high - low) / ROWS));
    addStrip(series, "proven ordered", 0, Verdict.ORDERED, gains, verdicts, low - margin);
    addStrip(series, "proven chaotic", 1, Verdict.CHAOTIC, gains, verdicts, low - margin);
    addStrip(series, "undecided", 4, Verdict.UNDECIDED, gains, verdicts, low - margin);
    return new Figure(
        "bifurcation",
        "One network from order to chaos",
        "For each gain, which multiplies the last layer's weights, the states that orbits visit after %d steps."
                .formatted(TRANSIENT)
            + " One point: they settle. Several: a cycle. Bands: they never settle. The strip below shows what is"
            + " proven at each gain. Chaos may be proven where the orbits shown settle: the chaotic states"
            + " are there then, but do not attract.",
        List.of(
            new Panel(
                "network " + index + " of he, width 8",
                new Axis("gain", Scale.LINEAR, LEAST_GAIN, MOST_GAIN),
                new Axis("state x", Scale.LINEAR, low - 2 * margin, high + margin),
                series)),
        List.of(finding(gains, verdicts)),
        List.of(
            "reproduce --figure bifurcation --seed " + Long.toUnsignedString(context.seed()),
            "inspect %s --gain 1 --seed %s --index %d"
                .formatted(SETUP.options(), Long.toUnsignedString(context.seed()), index)));
  }

  private static Series attractors(double[] gains, List<double[]> columns, double height) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < gains.length; i++) {
      TreeSet<Long> rows = new TreeSet<>();
      for (double value : columns.get(i)) {
        if (rows.add(Math.round(value / Math.max(height, Double.MIN_NORMAL)))) {
          points.add(new double[] {gains[i], value});
        }
      }
    }
    return Series.of(
        "late states",
        7,
        Mark.DOTS,
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  private static void addStrip(
      List<Series> series,
      String name,
      int color,
      Verdict verdict,
      double[] gains,
      Verdict[] verdicts,
      double y) {
    double[] x = gainsOf(verdict, gains, verdicts);
    if (x.length > 0) {
      double[] height = new double[x.length];
      Arrays.fill(height, y);
      series.add(Series.of(name, color, Mark.POINTS, x, height));
    }
  }

  private static double[] gainsOf(Verdict verdict, double[] gains, Verdict[] verdicts) {
    return IntStream.range(0, gains.length)
        .filter(i -> verdicts[i] == verdict)
        .mapToDouble(i -> gains[i])
        .toArray();
  }

  private static String finding(double[] gains, Verdict[] verdicts) {
    double[] chaotic = gainsOf(Verdict.CHAOTIC, gains, verdicts);
    return chaotic.length == 0
        ? "No gain makes this network chaotic."
        : Sentence.of(
            "Of %d gains from %.1f to %.1f %d make the network chaotic, the least of them %.3f.",
            gains.length, LEAST_GAIN, MOST_GAIN, chaotic.length, chaotic[0]);
  }
}
