package org.liyorke.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.liyorke.engine.BlockResult;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/**
 * Hands out the blocks of a campaign in order and gathers their results, which may come in any
 * order. Safe for use by several threads.
 */
final class Collector {
  private static final double SECONDS_PER_NANO = 1e-9;

  /**
   * A block to decide.
   *
   * @param number in the campaign
   * @param group position of its group
   */
  record Claim(long number, int group, long first, long count) {}

  /** The joint counts and the times of one group. */
  private static final class GroupState {
    final Map<Question, PairedOutcomes> paired = new EnumMap<>(Question.class);
    long begun;
    long ended;

    double seconds() {
      return ended == 0 ? 0 : (ended - begun) * SECONDS_PER_NANO;
    }
  }

  private final Campaign campaign;
  private final List<PointGroup> groups;
  private final long totalBlocks;
  private final List<VerdictTally> tallies = new ArrayList<>();
  private final List<ObservableTally> observed = new ArrayList<>();
  private final List<GroupState> states = new ArrayList<>();

  private int group;
  private long block;
  private long claimed;
  private long tallied;
  private boolean stopped;

  Collector(Campaign campaign, List<PointGroup> groups) {
    this.campaign = campaign;
    this.groups = groups;
    totalBlocks = groups.stream().mapToLong(PointGroup::blocks).sum();
    for (int i = 0; i < campaign.points().size(); i++) {
      tallies.add(new VerdictTally());
      observed.add(new ObservableTally(campaign.observation().kinds()));
    }
    groups.forEach(each -> states.add(new GroupState()));
  }

  /** The next block, or null when there is none. */
  synchronized Claim claim() {
    if (stopped || group == groups.size()) {
      return null;
    }
    PointGroup current = groups.get(group);
    if (block == 0) {
      states.get(group).begun = System.nanoTime();
    }
    Claim claim = new Claim(claimed++, group, current.firstOf(block), current.countOf(block));
    block++;
    if (block == current.blocks()) {
      group++;
      block = 0;
    }
    return claim;
  }

  /** Tallies the result of a block and tells the listener. */
  synchronized void add(Claim claim, BlockResult result, CampaignListener listener) {
    List<Integer> points = groups.get(claim.group()).points();
    for (int i = 0; i < points.size(); i++) {
      tallies.get(points.get(i)).merge(result.tally(i));
      if (result.observed(i) != null) {
        observed.get(points.get(i)).merge(result.observed(i));
      }
    }
    GroupState state = states.get(claim.group());
    for (Question question : Question.values()) {
      if (result.paired(question) != null) {
        state
            .paired
            .computeIfAbsent(question, q -> new PairedOutcomes(points.size()))
            .merge(result.paired(question));
      }
    }
    state.ended = System.nanoTime();
    tallied++;
    listener.advanced(claim.count() * points.size(), (double) tallied / totalBlocks);
  }

  /** Hands out no more blocks. */
  synchronized void stop() {
    stopped = true;
  }

  /** Everything counted; call it when no thread adds any more. */
  synchronized CampaignResult result(long startNanos) {
    CampaignResult.PointCounts[] points = new CampaignResult.PointCounts[tallies.size()];
    List<CampaignResult.GroupCounts> joint = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      GroupState state = states.get(g);
      joint.add(new CampaignResult.GroupCounts(groups.get(g), state.paired));
      for (int point : groups.get(g).points()) {
        points[point] =
            new CampaignResult.PointCounts(
                tallies.get(point), observed.get(point), state.seconds());
      }
    }
    double elapsed = (System.nanoTime() - startNanos) * SECONDS_PER_NANO;
    return new CampaignResult(campaign, List.of(points), joint, elapsed, tallied == totalBlocks);
  }
}
