package org.liyorke.published;

import java.util.List;
import org.liyorke.campaign.CampaignResult.PointCounts;
import org.liyorke.published.Figure.Mark;
import org.liyorke.published.Figure.Series;
import org.liyorke.tally.Interval;
import org.liyorke.tally.IntervalMethod;
import org.liyorke.tally.Question;

/** Probabilities of chaos in per cent, with their intervals, as a series of a figure. */
final class ProbabilitySeries {
  static final double CONFIDENCE = 0.95;

  private ProbabilitySeries() {}

  /**
   * A series over some numbers, one for each point. Where nothing chaotic was found the estimate,
   * 0, has no place on a logarithmic axis, and there is no value.
   */
  static Series of(String name, int color, Mark mark, double[] x, List<PointCounts> points) {
    double[] y = new double[x.length];
    double[] lower = new double[x.length];
    double[] upper = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      Interval share = interval(points.get(i));
      y[i] = share.estimate() > 0 ? 100 * share.estimate() : Double.NaN;
      lower[i] = 100 * share.lower();
      upper[i] = 100 * share.upper();
    }
    return new Series(name, color, mark, x, y, lower, upper);
  }

  static Interval interval(PointCounts point) {
    return Question.CHAOTIC.interval(
        point.tally().snapshot(), CONFIDENCE, IntervalMethod.CLOPPER_PEARSON);
  }
}
