package org.liyorke.campaign;

import org.liyorke.tally.Interval;
import org.liyorke.tally.IntervalMethod;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/**
 * A campaign's wish to stop once the probability of chaos is known well enough at every point.
 *
 * @param limit of the length of the interval; above 0
 * @param relative whether the limit is a multiple of the estimate
 * @param confidence of the confidence sequence, in (0, 1)
 */
public record StoppingRule(double limit, boolean relative, double confidence) {
  /** Whether these counts suffice. */
  public boolean isReached(VerdictTally tally) {
    Interval interval =
        Question.CHAOTIC.interval(tally.snapshot(), confidence, IntervalMethod.CONFIDENCE_SEQUENCE);
    double most = relative ? limit * interval.estimate() : limit;
    return interval.upper() - interval.lower() <= most;
  }
}
