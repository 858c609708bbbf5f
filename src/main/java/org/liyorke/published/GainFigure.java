package org.liyorke.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.liyorke.campaign.CampaignResult.PointCounts;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.published.Figure.Axis;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.Figure.Scale;
import org.liyorke.published.Figure.Series;
import org.liyorke.tally.Interval;

/** From order to chaos: the probability of chaos against the gain of the last layer. */
final class GainFigure {
  private static final int[] WIDTHS = {2, 16, 64, 256};
  private static final double[] GAINS = {0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 8, 16};
  private static final double SHARE = 0.05;

  private GainFigure() {}

  static Figure make(RunContext context) {
    long networks = context.share(SHARE);
    List<NetworkFamily> families = new ArrayList<>();
    for (int width : WIDTHS) {
      for (double gain : GAINS) {
        families.add(
            Families.resolve("he", width, 2, 1, Activation.RELU, Activation.IDENTITY, null, gain));
      }
    }
    List<PointCounts> points = context.decide(families, networks).result().points();
    List<Series> series = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    for (int i = 0; i < WIDTHS.length; i++) {
      List<PointCounts> own = points.subList(i * GAINS.length, (i + 1) * GAINS.length);
      String name = "width " + WIDTHS[i];
      series.add(ProbabilitySeries.of(name, i, Mark.LINE_AND_POINTS, GAINS, own));
      findings.add(finding(name, own));
    }
    return new Figure(
        "gain",
        "Probability of chaos against gain",
        "The share of He networks proven chaotic, with 95 % intervals, as the standard deviation of the"
            + " last layer's weights is multiplied by the gain. Small weights make ordered maps; from"
            + " about gain 1 on chaos becomes frequent at every width.",
        List.of(
            new Panel(
                "He, ReLU, output identity",
                Axis.of("gain", Scale.LOG2),
                Axis.of("networks proven chaotic (%)", Scale.LOG10),
                series)),
        findings,
        List.of(
            "sweep --init he --width %s --gain %s --networks %d --seed %s"
                .formatted(
                    Arrays.stream(WIDTHS)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")),
                    Arrays.stream(GAINS)
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining(",")),
                    networks,
                    Long.toUnsignedString(context.seed()))));
  }

  private static String finding(String name, List<PointCounts> points) {
    Interval least = ProbabilitySeries.interval(points.get(0));
    Interval greatest = ProbabilitySeries.interval(points.get(GAINS.length - 1));
    return Sentence.of(
        "%s: %.2g to %.2g %% at gain %s, %.2g to %.2g %% at gain %s.",
        name,
        100 * least.lower(),
        100 * least.upper(),
        GAINS[0],
        100 * greatest.lower(),
        100 * greatest.upper(),
        GAINS[GAINS.length - 1]);
  }
}
