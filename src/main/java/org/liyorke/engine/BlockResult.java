package org.liyorke.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Verdict;
import org.liyorke.dynamics.Witness;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/**
 * The verdicts of one block for families that share their draws.
 *
 * <p>Filled batch by batch: every network of the batch and every family goes to {@link #add}, or is
 * one of those of {@link #addOrdered} or {@link #addChaotic}; then {@link #endBatch}.
 */
public final class BlockResult {
  /**
   * A chaotic network.
   *
   * @param index its index in its family
   * @param witness the proof
   */
  public record Chaotic(long index, Witness witness) implements Serializable {}

  private final VerdictTally[] tallies;
  private final List<List<Chaotic>> catalog;
  private final Map<Question, JointOutcomes> joint = new EnumMap<>(Question.class);
  private List<ObservableTally> observed = List.of();

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
    if (families > 1 && families <= PairedOutcomes.MAX_POINTS) {
      for (Question question : Question.values()) {
        joint.put(question, new JointOutcomes(families, largestBatch));
      }
    }
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
      keepChaotic(family, slot, index, decision.witness(), decision.period3() == Answer.YES);
    }
  }

  /**
   * Counts networks proven to have no point of least period 2^n, for engines that settle many at
   * once.
   *
   * @param family its position
   * @param n 0 to 63
   * @param networks how many, at least 0
   */
  public void addOrdered(int family, int n, long networks) {
    tallies[family].addOrdered(n, networks);
  }

  /**
   * Counts chaotic networks with witnesses of one form (m, n), for engines that settle many at
   * once. Where {@link #keepsChaotic}, each of them goes to {@link #keepChaotic} too.
   *
   * @param family its position
   * @param m 0 to 31
   * @param n odd, at least 3; (0, 3) whenever there is a point of period three
   * @param networks how many, at least 0
   */
  public void addChaotic(int family, int m, int n, long networks) {
    tallies[family].addChaotic(m, n, networks);
  }

  /** Whether it matters which networks are chaotic, and not only how many. */
  public boolean keepsChaotic() {
    return !(catalog.isEmpty() && joint.isEmpty());
  }

  /**
   * Keeps a chaotic network that was counted; those of a family by growing index.
   *
   * @param family its position
   * @param slot its position in the batch
   * @param index its index in the family
   */
  public void keepChaotic(int family, int slot, long index, Witness witness, boolean period3) {
    if (!catalog.isEmpty()) {
      catalog.get(family).add(new Chaotic(index, witness));
    }
    if (!joint.isEmpty()) {
      joint.get(Question.CHAOTIC).mark(family, slot);
      if (period3) {
        joint.get(Question.PERIOD3).mark(family, slot);
      }
    }
  }

  /** Ends a batch of {@code networks} networks, all of them added for every family. */
  public void endBatch(int networks) {
    joint.values().forEach(outcomes -> outcomes.endBatch(networks));
  }

  /** The counts of one family. */
  public VerdictTally tally(int family) {
    return tallies[family];
  }

  /** The chaotic networks of one family by growing index; empty when they are not kept. */
  public List<Chaotic> chaotic(int family) {
    return catalog.isEmpty() ? List.of() : catalog.get(family);
  }

  /** Which networks came out positive in which families; null for one family, or for too many. */
  public PairedOutcomes paired(Question question) {
    JointOutcomes outcomes = joint.get(question);
    return outcomes == null ? null : outcomes.counts;
  }

  /** Attaches what was observed of the networks, one tally for each family. */
  void setObserved(List<ObservableTally> tallies) {
    observed = List.copyOf(tallies);
  }

  /** What was observed of one family; null if nothing was to be. */
  public ObservableTally observed(int family) {
    return observed.isEmpty() ? null : observed.get(family);
  }

  /**
   * The outcomes of a batch as one bit set for each family, and the counts of all batches before.
   */
  private static final class JointOutcomes {
    private final PairedOutcomes counts;
    private final long[][] batch;

    JointOutcomes(int families, int largestBatch) {
      counts = new PairedOutcomes(families);
      batch = new long[families][(largestBatch + Long.SIZE - 1) / Long.SIZE];
    }

    void mark(int family, int slot) {
      batch[family][slot / Long.SIZE] |= 1L << slot;
    }

    void endBatch(int networks) {
      counts.addBlock(batch, networks);
      for (long[] bits : batch) {
        Arrays.fill(bits, 0);
      }
    }
  }
}
