package org.liyorke.campaign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/**
 * The counts of one group of points.
 *
 * <p>Where the group may stop early, blocks are counted in the order of their numbers, and none
 * after the one at which the counts suffice: so where it stops does not depend on the order in
 * which blocks finish. Blocks that come too early wait. Not safe for concurrent use.
 */
final class GroupLedger {
  private static final double SECONDS_PER_NANO = 1e-9;

  private final StoppingRule until;
  private final List<VerdictTally> verdicts = new ArrayList<>();
  private final List<ObservableTally> observed = new ArrayList<>();
  private final Map<Question, PairedOutcomes> paired = new EnumMap<>(Question.class);

  /** Blocks by their position in the group. */
  private final BitSet counted = new BitSet();

  private final TreeMap<Integer, Ledger.Settled> waiting = new TreeMap<>();
  private double secondsBefore;
  private long begun;
  private long ended;
  private boolean stopped;

  /** Whether a block was given up, so that in this run none after it can be counted in order. */
  private boolean torn;

  /**
   * Counts of nothing.
   *
   * @param group position of the group
   */
  GroupLedger(Configuration configuration, int group) {
    until = configuration.until();
    configuration
        .groups()
        .get(group)
        .points()
        .forEach(
            point -> {
              verdicts.add(new VerdictTally());
              observed.add(new ObservableTally(configuration.kinds()));
            });
  }

  /** The work of this run on the group begins, if it has not yet. */
  void begin() {
    begun = begun == 0 ? System.nanoTime() : begun;
  }

  /**
   * Takes a finished block.
   *
   * @param position of the block in the group
   * @return what is settled by it, in order
   */
  List<Ledger.Settled> add(int position, Ledger.Settled block) {
    if (until != null) {
      return addInOrder(position, block);
    }
    count(position, block);
    return List.of(block);
  }

  private List<Ledger.Settled> addInOrder(int position, Ledger.Settled block) {
    if (stopped || torn) {
      return List.of(block.dropped());
    }
    waiting.put(position, block);
    List<Ledger.Settled> settled = new ArrayList<>();
    while (!stopped && !waiting.isEmpty() && waiting.firstKey() == counted.length()) {
      Map.Entry<Integer, Ledger.Settled> next = waiting.pollFirstEntry();
      count(next.getKey(), next.getValue());
      settled.add(next.getValue());
      stopped = verdicts.stream().allMatch(until::isReached);
    }
    if (stopped) {
      settled.addAll(dropWaiting());
    }
    return settled;
  }

  /** Takes note that a block will not be finished in this run. */
  List<Ledger.Settled> drop(Ledger.Settled block) {
    torn = true;
    List<Ledger.Settled> settled = dropWaiting();
    settled.add(block.dropped());
    return settled;
  }

  private List<Ledger.Settled> dropWaiting() {
    List<Ledger.Settled> dropped = new ArrayList<>();
    waiting.values().forEach(each -> dropped.add(each.dropped()));
    waiting.clear();
    return dropped;
  }

  private void count(int position, Ledger.Settled block) {
    BlockTally tally = block.tally();
    if (block.claim() == null) {
      secondsBefore += tally.seconds();
    } else {
      ended = System.nanoTime();
    }
    counted.set(position);
    for (int i = 0; i < verdicts.size(); i++) {
      verdicts.get(i).merge(tally.verdicts(i));
      observed.get(i).merge(tally.observed(i));
    }
    tally
        .paired()
        .forEach(
            (question, outcomes) ->
                paired
                    .computeIfAbsent(question, q -> new PairedOutcomes(verdicts.size()))
                    .merge(outcomes));
  }

  /** Whether the counts suffice, so that no more blocks are wanted. */
  boolean isStopped() {
    return stopped;
  }

  /** Whether a block was counted or waits to be. */
  boolean has(int position) {
    return counted.get(position) || waiting.containsKey(position);
  }

  /** Whether any block was counted or waits to be. */
  boolean hasAny() {
    return !counted.isEmpty() || !waiting.isEmpty();
  }

  /** Whether a block was counted. */
  boolean isCounted(int position) {
    return counted.get(position);
  }

  /** Wall seconds from the first block begun to the last one finished, over all runs. */
  double seconds() {
    return secondsBefore + (ended == 0 ? 0 : (ended - begun) * SECONDS_PER_NANO);
  }

  double secondsBefore() {
    return secondsBefore;
  }

  CampaignResult.PointCounts counts(int i) {
    return new CampaignResult.PointCounts(verdicts.get(i), observed.get(i), seconds());
  }

  Map<Question, PairedOutcomes> paired() {
    return paired;
  }
}
