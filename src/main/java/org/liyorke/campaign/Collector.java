package org.liyorke.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.engine.BlockResult;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.VerdictTally;

/**
 * Hands out the blocks of a campaign in order and gathers their results, which may come in any order.
 *
 * <p>Safe for use by several threads. A catalog needs the blocks in order: results that came too early wait, and no
 * thread gets more than a window of blocks ahead, so that memory stays bounded.
 */
final class Collector {
  /** Blocks that each thread may be ahead of the oldest open one when a catalog is written. */
  private static final int WINDOW_PER_THREAD = 2;

  /** A block to decide: number {@code block} of its group. */
  record Claim(long number, int group, long block, long first, long count) {}

  private final List<PointGroup> groups;
  private final CampaignListener listener;
  private final long window;
  private final long totalBlocks;
  private final List<VerdictTally> tallies = new ArrayList<>();
  private final List<PairedOutcomes> paired = new ArrayList<>();
  private final long[] begun;
  private final long[] ended;
  private final Map<Long, Runnable> early = new HashMap<>();

  private int group;
  private long block;
  private long claimed;
  private long tallied;
  private long released;
  private boolean stopped;

  Collector(Campaign campaign, List<PointGroup> groups, CampaignListener listener, int threads) {
    this.groups = groups;
    this.listener = listener;
    window = listener.wantsChaotic() ? (long) WINDOW_PER_THREAD * threads : Long.MAX_VALUE;
    totalBlocks = groups.stream().mapToLong(PointGroup::blocks).sum();
    campaign.points().forEach(point -> tallies.add(new VerdictTally()));
    groups.forEach(g -> paired.add(pairedOrNull(g.points().size())));
    begun = new long[groups.size()];
    ended = new long[groups.size()];
  }

  private static PairedOutcomes pairedOrNull(int points) {
    return points > 1 && points <= PairedOutcomes.MAX_POINTS ? new PairedOutcomes(points) : null;
  }

  /** The next block, or null when there is none; waits while the window is full. */
  synchronized Claim claim() throws InterruptedException {
    while (!stopped && claimed - released >= window) {
      wait();
    }
    if (stopped || group == groups.size()) {
      return null;
    }
    PointGroup current = groups.get(group);
    if (block == 0) {
      begun[group] = System.nanoTime();
    }
    Claim claim = new Claim(claimed++, group, block, current.firstOf(block), current.countOf(block));
    block++;
    if (block == current.blocks()) {
      group++;
      block = 0;
    }
    return claim;
  }

  /** Takes the result of a block. */
  synchronized void add(Claim claim, BlockResult result) {
    PointGroup done = groups.get(claim.group());
    for (int i = 0; i < done.points().size(); i++) {
      tallies.get(done.points().get(i)).merge(result.tally(i));
    }
    if (result.paired() != null) {
      paired.get(claim.group()).merge(result.paired());
    }
    ended[claim.group()] = System.nanoTime();
    tallied++;
    if (listener.wantsChaotic()) {
      early.put(claim.number(), () -> release(done, result));
      releaseInOrder();
    }
    listener.advanced(claim.count() * done.points().size(), (double) tallied / totalBlocks);
  }

  private void releaseInOrder() {
    for (Runnable next = early.remove(released); next != null; next = early.remove(released)) {
      next.run();
      released++;
      notifyAll();
    }
  }

  private void release(PointGroup done, BlockResult result) {
    for (int i = 0; i < done.points().size(); i++) {
      listener.chaotic(done.points().get(i), result.chaotic(i));
    }
  }

  /** Hands out no more blocks. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Everything counted so far; call it when no thread adds any more. */
  synchronized CampaignResult result(Campaign campaign, double elapsedSeconds) {
    List<CampaignResult.PointCounts> points = new ArrayList<>();
    for (VerdictTally tally : tallies) {
      points.add(new CampaignResult.PointCounts(tally, 0));
    }
    List<CampaignResult.GroupCounts> joint = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      joint.add(new CampaignResult.GroupCounts(groups.get(g), paired.get(g)));
      double seconds = ended[g] == 0 ? 0 : (ended[g] - begun[g]) * 1e-9;
      for (int point : groups.get(g).points()) {
        points.set(point, new CampaignResult.PointCounts(tallies.get(point), seconds));
      }
    }
    return new CampaignResult(campaign, points, joint, elapsedSeconds, tallied == totalBlocks);
  }
}
