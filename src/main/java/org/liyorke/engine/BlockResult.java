package org.liyorke.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.VerdictTally;

/**
 * The verdicts of one block for families that share their draws.
 *
 * <p>Filled batch by batch: {@link #add} for every network of the batch and every family, then
 * {@link #endBatch}.
 */
public final class BlockResult {
  /**
   * A chaotic network.
   *
   * @param index its index in its family
   * @param witness the proof
   */
  public record Chaotic(long index, Witness witness) {}

  private final VerdictTally[] tallies;
  private final List<List<Chaotic>> catalog;
  private final PairedOutcomes paired;
  private final long[][] outcomes;

  /**
   * An empty result.
   *
   * @param families how many, at least 1
   * @param largestBatch networks in a batch, at most
   * @param withCatalog whether to keep the chaotic networks
   */
  public BlockResult(int families, int largestBatch, boolean withCatalog) {
    tallies = new VerdictTally[families];
    catalog = new ArrayList<>();
    for (int i = 0; i < families; i++) {
      tallies[i] = new VerdictTally();
      if (withCatalog) {
        catalog.add(new ArrayList<>());
      }
    }
    boolean pairs = families > 1 && families <= PairedOutcomes.MAX_POINTS;
    paired = pairs ? new PairedOutcomes(families) : null;
    outcomes = pairs ? new long[families][(largestBatch + Long.SIZE - 1) / Long.SIZE] : null;
  }

  /**
   * Counts one network.
   *
   * @param family its position
   * @param slot its position in the batch
   * @param index its index in the family
   */
  public void add(int family, int slot, long index, Decision decision) {
    tallies[family].add(decision);
    if (decision.verdict() == Verdict.CHAOTIC) {
      if (!catalog.isEmpty()) {
        catalog.get(family).add(new Chaotic(index, decision.witness()));
      }
      if (outcomes != null) {
        outcomes[family][slot / Long.SIZE] |= 1L << slot;
      }
    }
  }

  /** Ends a batch of {@code networks} networks, all of them added for every family. */
  public void endBatch(int networks) {
    if (outcomes != null) {
      paired.addBlock(outcomes, networks);
      for (long[] bits : outcomes) {
        Arrays.fill(bits, 0);
      }
    }
  }

  /** The counts of one family. */
  public VerdictTally tally(int family) {
    return tallies[family];
  }

  /** The chaotic networks of one family by growing index; empty when they are not kept. */
  public List<Chaotic> chaotic(int family) {
    return catalog.isEmpty() ? List.of() : catalog.get(family);
  }

  /** Which networks are chaotic in which families; null for one family, or for too many. */
  public PairedOutcomes paired() {
    return paired;
  }
}
