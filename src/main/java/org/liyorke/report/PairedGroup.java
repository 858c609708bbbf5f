package org.liyorke.report;

import java.util.List;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;

/**
 * Points that share their draws, with their joint outcomes.
 *
 * @param question what a positive outcome is
 * @param points positions in the list of points; bit i of a pattern is the outcome at {@code
 *     points.get(i)}
 * @param outcomes of as many points
 */
public record PairedGroup(Question question, List<Integer> points, PairedOutcomes outcomes) {
  /** Copies the positions. */
  public PairedGroup {
    points = List.copyOf(points);
    if (points.size() != outcomes.points()) {
      throw new IllegalArgumentException(
          "paired points " + points.size() + " must be " + outcomes.points());
    }
  }
}
