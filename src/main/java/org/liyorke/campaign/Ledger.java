package org.liyorke.campaign;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The blocks of a campaign, or of a shard of it: hands them out in the order of their numbers and
 * gathers what was counted, which may come in any order. Blocks of all groups are numbered through.
 * Safe for use by several threads.
 */
public final class Ledger {
  /**
   * A block to decide.
   *
   * @param order the number of claims before it in this run
   * @param block its number in the campaign
   * @param group position of its group
   * @param first index of its first network
   * @param count of its networks
   * @param chunk networks to decide at once
   */
  public record Claim(long order, long block, int group, long first, long count, long chunk)
      implements Serializable {}

  /**
   * A claim that came to its end.
   *
   * @param claim null for a block of an earlier run
   * @param tally null if the block is not counted
   */
  record Settled(Claim claim, BlockTally tally) {
    Settled dropped() {
      return new Settled(claim, null);
    }
  }

  private final Configuration configuration;
  private final List<BlockLayout> layouts = new ArrayList<>();
  private final List<GroupLedger> groups = new ArrayList<>();

  /** The number of the first block of every group, and at the end the number of all blocks. */
  private final long[] starts;

  private long next;
  private long claimed;
  private long chunksDone;

  /** The work of this run; below 0 before the first claim. */
  private long chunks = -1;

  private boolean stopped;

  /** A ledger without any counts. */
  public Ledger(Configuration configuration) {
    this.configuration = configuration;
    starts = new long[configuration.groups().size() + 1];
    for (int g = 0; g < configuration.groups().size(); g++) {
      layouts.add(configuration.layout(g));
      groups.add(new GroupLedger(configuration, g));
      starts[g + 1] = starts[g] + layouts.get(g).blocks();
    }
  }

  /** What is counted. */
  public Configuration configuration() {
    return configuration;
  }

  /** The number of blocks of the whole campaign. */
  public long blocks() {
    return starts[groups.size()];
  }

  /** An empty tally for a block. */
  BlockTally emptyTally(long block) {
    return new BlockTally(
        block, configuration.groups().get(groupOf(block)).points(), configuration.kinds());
  }

  /** The networks of every point that a block has. */
  long countOf(long block) {
    int g = groupOf(block);
    return layouts.get(g).countOf(block - starts[g]);
  }

  private int groupOf(long block) {
    int g = Arrays.binarySearch(starts, block);
    return g >= 0 ? g : -g - 2;
  }

  /** Takes over a block that an earlier run finished; by growing number, before any claim. */
  synchronized void restore(BlockTally tally) {
    int g = groupOf(tally.block());
    groups.get(g).add(position(g, tally.block()), new Settled(null, tally));
  }

  private int position(int g, long block) {
    return Math.toIntExact(block - starts[g]);
  }

  /** The next block, or null when there is none. */
  public synchronized Claim claim() {
    if (chunks < 0) {
      chunks = open().map(this::chunksOf).sum();
    }
    while (!stopped && next < blocks()) {
      long block = next++;
      if (isOpen(block)) {
        int g = groupOf(block);
        if (!groups.get(g).isStopped()) {
          return claim(g, block);
        }
        chunks -= chunksOf(block);
      }
    }
    return null;
  }

  private boolean isOpen(long block) {
    int g = groupOf(block);
    return configuration.shard().has(block) && !groups.get(g).has(position(g, block));
  }

  /** The blocks that are neither claimed nor counted. */
  private LongStream open() {
    return LongStream.range(next, blocks()).filter(this::isOpen);
  }

  /**
   * The networks of this run, points counted apart, if no group stops early; about that many from
   * 2^53 on, and at most 2^63 - 1.
   */
  public synchronized long networksLeft() {
    return (long)
        open()
            .mapToDouble(
                block ->
                    (double) countOf(block)
                        * configuration.groups().get(groupOf(block)).points().size())
            .sum();
  }

  private Claim claim(int g, long block) {
    groups.get(g).begin();
    BlockLayout layout = layouts.get(g);
    long b = block - starts[g];
    return new Claim(claimed++, block, g, layout.firstOf(b), layout.countOf(b), layout.chunk());
  }

  /**
   * Takes the counts of a claimed block.
   *
   * @return the claims that are settled by it; every claim comes once, by {@code add} or {@link
   *     #drop}
   */
  synchronized List<Settled> add(Claim claim, BlockTally tally) {
    return groups
        .get(claim.group())
        .add(position(claim.group(), claim.block()), new Settled(claim, tally));
  }

  /** Gives up a claim. */
  synchronized List<Settled> drop(Claim claim) {
    return groups.get(claim.group()).drop(new Settled(claim, null));
  }

  /** Whether the block is still wanted. */
  synchronized boolean isWanted(Claim claim) {
    return !stopped && !groups.get(claim.group()).isStopped();
  }

  /** Hands out no more blocks. */
  public synchronized void stop() {
    stopped = true;
  }

  private long chunksOf(long block) {
    int g = groupOf(block);
    return layouts.get(g).chunksOf(block - starts[g]);
  }

  /**
   * Takes note that the work on a claim is done.
   *
   * @return the share of this run's work done so far, if no group stops early from now on
   */
  synchronized double advance(Claim claim) {
    chunksDone += chunksOf(claim.block());
    return (double) chunksDone / chunks;
  }

  /** The blocks of this shard that were not counted, though the counts did not suffice. */
  public synchronized List<Long> missing() {
    List<Long> missing = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      for (long b = starts[g]; b < starts[g + 1] && !groups.get(g).isStopped(); b++) {
        if (configuration.shard().has(b) && !groups.get(g).isCounted(position(g, b))) {
          missing.add(b);
        }
      }
    }
    return missing;
  }

  /** Whether any block was counted, or waits to be. */
  public synchronized boolean hasCounts() {
    return groups.stream().anyMatch(GroupLedger::hasAny);
  }

  /** Whether a block was counted. */
  public synchronized boolean isCounted(long block) {
    int g = groupOf(block);
    return groups.get(g).isCounted(position(g, block));
  }

  /**
   * Everything counted; call it when no thread adds any more.
   *
   * @param seconds wall time of this run
   */
  public synchronized CampaignResult result(double seconds) {
    CampaignResult.PointCounts[] points =
        new CampaignResult.PointCounts[configuration.points().size()];
    List<CampaignResult.GroupCounts> joint = new ArrayList<>();
    double elapsed = seconds;
    for (int g = 0; g < groups.size(); g++) {
      GroupLedger counts = groups.get(g);
      List<Integer> members = configuration.groups().get(g).points();
      joint.add(new CampaignResult.GroupCounts(members, counts.paired()));
      for (int i = 0; i < members.size(); i++) {
        points[members.get(i)] = counts.counts(i);
      }
      elapsed += counts.secondsBefore();
    }
    return new CampaignResult(configuration, List.of(points), joint, elapsed, missing().isEmpty());
  }
}
