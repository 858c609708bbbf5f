package org.liyorke.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.liyorke.campaign.CampaignResult.PointCounts;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;
import org.liyorke.tally.Holm;
import org.liyorke.tally.IndependentTests;
import org.liyorke.tally.Interval;
import org.liyorke.tally.TestStatistic;

/** The main claim: how the probability of chaos depends on the width, for all inits and outputs. */
final class WidthFigure {
  private static final int[] WIDTHS = {2, 8, 32, 128, 512, 4_096};

  /** From here on the probabilities of the claim should be constant. */
  private static final int WIDE = 32;

  private static final double SHARE = 0.05;
  private static final double LEVEL = 1 - ProbabilitySeries.CONFIDENCE;
  private static final List<Activation> OUTPUTS =
      List.of(Activation.IDENTITY, Activation.RELU, Activation.CLIP);

  /** An initialisation; uniform forms share the colour of the normal ones. */
  private record Init(String name, int color, Mark mark) {}

  private static final List<Init> INITS =
      List.of(
          new Init("he", 0, Mark.LINE_AND_POINTS),
          new Init("he-uniform", 0, Mark.DASHED_LINE_AND_POINTS),
          new Init("lecun", 1, Mark.LINE_AND_POINTS),
          new Init("lecun-uniform", 1, Mark.DASHED_LINE_AND_POINTS),
          new Init("glorot", 2, Mark.LINE_AND_POINTS),
          new Init("glorot-uniform", 2, Mark.DASHED_LINE_AND_POINTS),
          new Init("unit-he", 3, Mark.LINE_AND_POINTS),
          new Init("he-uniform-bias", 4, Mark.LINE_AND_POINTS),
          new Init("normal-truncated", 5, Mark.LINE_AND_POINTS),
          new Init("glorot-std", 6, Mark.LINE_AND_POINTS));

  private WidthFigure() {}

  /** The counts of one init and output, width by width. */
  private record Curve(Init init, Activation output, List<PointCounts> points) {
    private List<PointCounts> from(int width) {
      int first = (int) Arrays.stream(WIDTHS).filter(w -> w < width).count();
      return points.subList(first, points.size());
    }

    private TestStatistic test(boolean trend) {
      List<PointCounts> wide = from(WIDE);
      long[] chaotic = wide.stream().mapToLong(p -> p.tally().chaotic()).toArray();
      long[] networks = wide.stream().mapToLong(p -> p.tally().networks()).toArray();
      double[] scores =
          Arrays.stream(WIDTHS).filter(w -> w >= WIDE).mapToDouble(Math::log).toArray();
      return trend
          ? IndependentTests.trend(chaotic, networks, scores)
          : IndependentTests.homogeneity(chaotic, networks);
    }

    private String name() {
      return init.name + ", output " + output.name();
    }

    private long chaotic() {
      return from(WIDE).stream().mapToLong(p -> p.tally().chaotic()).sum();
    }
  }

  static Figure make(RunContext context) {
    long networks = context.share(SHARE);
    List<Curve> curves = curves(context, networks);
    List<Panel> panels = OUTPUTS.stream().map(output -> panel(output, curves)).toList();
    return new Figure(
        "width",
        "Probability of chaos against width",
        "For every initialisation the share of networks proven chaotic, with 95 % intervals, at widths"
            + " from 2 to 4096; one picture for each activation of the output. The claim is that the"
            + " curves do not fall to zero as the width grows. Dashed: the uniform form of the same init."
            + " Where no chaotic network was found there is no point.",
        panels,
        findings(curves),
        List.of(
            "sweep --init %s --output %s --width %s --networks %d --seed %s"
                .formatted(
                    INITS.stream().map(Init::name).collect(Collectors.joining(",")),
                    OUTPUTS.stream().map(Activation::name).collect(Collectors.joining(",")),
                    Arrays.stream(WIDTHS)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")),
                    networks,
                    Long.toUnsignedString(context.seed()))));
  }

  private static List<Curve> curves(RunContext context, long networks) {
    List<NetworkFamily> families = new ArrayList<>();
    for (Init init : INITS) {
      for (Activation output : OUTPUTS) {
        for (int width : WIDTHS) {
          families.add(new Setup(init.name, null, width, 2, Activation.RELU, output, 1).family());
        }
      }
    }
    List<PointCounts> points = context.decide(families, networks).result().points();
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < points.size(); i += WIDTHS.length) {
      int number = i / WIDTHS.length;
      curves.add(
          new Curve(
              INITS.get(number / OUTPUTS.size()),
              OUTPUTS.get(number % OUTPUTS.size()),
              points.subList(i, i + WIDTHS.length)));
    }
    return curves;
  }

  private static Panel panel(Activation output, List<Curve> curves) {
    double[] x = Arrays.stream(WIDTHS).asDoubleStream().toArray();
    List<Series> series =
        curves.stream()
            .filter(curve -> curve.output.equals(output))
            .map(c -> ProbabilitySeries.of(c.init.name, c.init.color, c.init.mark, x, c.points))
            .toList();
    return new Panel(
        "output " + output.name(),
        Axis.of("width (hidden units)", Scale.LOG2),
        Axis.of("networks proven chaotic (%)", Scale.LOG10),
        series);
  }

  private static List<String> findings(List<Curve> curves) {
    double[] trends = curves.stream().mapToDouble(c -> c.test(true).pValue()).toArray();
    double[] equal = curves.stream().mapToDouble(c -> c.test(false).pValue()).toArray();
    double[] all = new double[2 * trends.length];
    System.arraycopy(trends, 0, all, 0, trends.length);
    System.arraycopy(equal, 0, all, trends.length, equal.length);
    double[] adjusted = Holm.adjust(all);
    List<String> findings = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      if (curves.get(i).chaotic() > 0) {
        findings.add(finding(curves.get(i), adjusted[i], adjusted[trends.length + i]));
      }
    }
    String none =
        curves.stream()
            .filter(curve -> curve.chaotic() == 0)
            .map(Curve::name)
            .collect(Collectors.joining("; "));
    if (!none.isEmpty()) {
      findings.add("No chaotic network at all from width " + WIDE + " on: " + none + ".");
    }
    findings.add(
        Sentence.of(
            "Tests over the widths from %d to 4096: Cochran-Armitage for a trend, chi-square for any"
                + " difference; p-values adjusted for %d tests by Holm's method, level %.2f."
                + " Not to find a difference is no proof that there is none.",
            WIDE, all.length, LEVEL));
    return findings;
  }

  private static String finding(Curve curve, double trend, double difference) {
    PointCounts widest = curve.points.get(WIDTHS.length - 1);
    Interval last = ProbabilitySeries.interval(widest);
    String range =
        Sentence.of("%.2g to %.2g %% at width 4096", 100 * last.lower(), 100 * last.upper());
    String verdict;
    if (trend <= LEVEL) {
      verdict = curve.test(true).direction() > 0 ? "rises with the width" : "falls with the width";
    } else {
      verdict = difference <= LEVEL ? "differs, without a trend" : "no change with the width found";
    }
    return Sentence.of("%s: %s (p = %.2g for a trend); %s.", curve.name(), verdict, trend, range);
  }
}
