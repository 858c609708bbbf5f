package org.liyorke.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.tally.Interval;
import org.liyorke.tally.IntervalMethod;
import org.liyorke.tally.QuantitySummary;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictCounts;

/**
 * What was counted at one point of a campaign.
 *
 * @param family description of the family as it goes into JSON: init, activation, output, depth,
 *     state, bias and the resolved laws; texts, numbers, booleans, null, lists and maps
 * @param init label of the initialisation
 * @param output label of the output activation
 * @param width hidden size; null at depth 1
 * @param gain factor on the standard deviation of the last layer's weights, positive
 * @param networks how many were decided, observed or both
 * @param counts of the verdicts; null where no verdict exists, for states of more than one
 *     dimension
 * @param observables what was observed, by the key of the observable, the main quantity first;
 *     empty if nothing was to be
 * @param confidence of the intervals, in (0, 1)
 * @param method of the intervals of verdicts
 * @param networksPerSecond networks over wall seconds, finite, at least 0
 */
public record PointResult(
    Map<String, Object> family,
    String init,
    String output,
    Integer width,
    double gain,
    long networks,
    VerdictCounts counts,
    Map<String, List<QuantitySummary>> observables,
    double confidence,
    IntervalMethod method,
    double networksPerSecond) {
  /** A point of verdicts alone, of a number of networks that was fixed beforehand. */
  public PointResult(
      Map<String, Object> family,
      String init,
      String output,
      Integer width,
      double gain,
      VerdictCounts counts,
      double confidence,
      double networksPerSecond) {
    this(
        family,
        init,
        output,
        width,
        gain,
        counts.networks(),
        counts,
        Map.of(),
        confidence,
        IntervalMethod.CLOPPER_PEARSON,
        networksPerSecond);
  }

  /** Copies the description and checks the numbers. */
  public PointResult {
    family = Collections.unmodifiableMap(new LinkedHashMap<>(family));
    observables = Collections.unmodifiableMap(new LinkedHashMap<>(observables));
    if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gain " + gain + " must be positive");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence " + confidence + " must lie between 0 and 1, both excluded");
    }
    if (!(networksPerSecond >= 0 && networksPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "networks per second " + networksPerSecond + " must be at least 0");
    }
  }

  /** Whether there are verdicts to count. */
  public boolean hasVerdicts() {
    return counts != null;
  }

  /** The probability asked for, with its interval. */
  public Interval interval(Question question) {
    return question.interval(counts, confidence, method);
  }

  /** The hidden activation, from the description; empty if it has none. */
  public String activation() {
    Object activation = family.get("activation");
    return activation == null ? "" : activation.toString();
  }
}
