package org.liyorke.campaign;

import java.util.List;
import java.util.Map;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/**
 * What a campaign counted.
 *
 * @param configuration what was asked for
 * @param points one for each point of the campaign
 * @param groups one for each group of points that share their draws
 * @param elapsedSeconds wall time of the whole, that of earlier runs included
 * @param complete whether every network was decided, or so many that the counts suffice
 */
public record CampaignResult(
    Configuration configuration,
    List<PointCounts> points,
    List<GroupCounts> groups,
    double elapsedSeconds,
    boolean complete) {
  /**
   * The counts of one point.
   *
   * @param tally of the networks decided
   * @param observed of the networks observed; empty if nothing was to be
   * @param seconds wall time from the point's first block begun to its last block tallied; 0 before
   */
  public record PointCounts(VerdictTally tally, ObservableTally observed, double seconds) {
    /** Networks decided, observed or both. */
    public long networks() {
      return Math.max(tally.networks(), observed.networks());
    }
  }

  /**
   * The joint counts of points that share their draws.
   *
   * @param points their positions
   * @param paired for each question, which networks came out positive at which of them, in the
   *     order of the group; empty for a group of one point, or of too many
   */
  public record GroupCounts(List<Integer> points, Map<Question, PairedOutcomes> paired) {}

  /** Copies the lists. */
  public CampaignResult {
    points = List.copyOf(points);
    groups = List.copyOf(groups);
  }
}
