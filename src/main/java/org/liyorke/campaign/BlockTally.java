package org.liyorke.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.engine.BlockResult;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/** What was counted in one block: filled chunk by chunk, by one thread. */
public final class BlockTally {
  private final long block;
  private final List<Integer> points;
  private final List<VerdictTally> verdicts = new ArrayList<>();
  private final List<ObservableTally> observed = new ArrayList<>();
  private final Map<Question, PairedOutcomes> paired = new EnumMap<>(Question.class);
  private final List<List<BlockResult.Chaotic>> chaotic = new ArrayList<>();
  private double seconds;

  /**
   * An empty tally.
   *
   * @param block its number in the campaign
   * @param points positions of the points it belongs to
   * @param kinds what is observed
   */
  BlockTally(long block, List<Integer> points, List<ObservableKind> kinds) {
    this.block = block;
    this.points = points;
    for (int i = 0; i < points.size(); i++) {
      verdicts.add(new VerdictTally());
      observed.add(new ObservableTally(kinds));
      chaotic.add(new ArrayList<>());
    }
  }

  /** Adds a part of the block; the parts come by growing index. */
  void add(BlockResult part) {
    for (int i = 0; i < points.size(); i++) {
      verdicts.get(i).merge(part.tally(i));
      chaotic.get(i).addAll(part.chaotic(i));
      if (part.observed(i) != null) {
        observed.get(i).merge(part.observed(i));
      }
    }
    for (Question question : Question.values()) {
      if (part.paired(question) != null) {
        addPaired(question, part.paired(question));
      }
    }
  }

  /** Adds joint outcomes of the points. */
  void addPaired(Question question, PairedOutcomes outcomes) {
    paired.computeIfAbsent(question, q -> new PairedOutcomes(points.size())).merge(outcomes);
  }

  /** Adds the wall time spent, divided by the number of threads that worked at the same time. */
  void addSeconds(double more) {
    seconds += more;
  }

  /** Its number in the campaign. */
  public long block() {
    return block;
  }

  /** Positions of its points. */
  public List<Integer> points() {
    return points;
  }

  VerdictTally verdicts(int i) {
    return verdicts.get(i);
  }

  ObservableTally observed(int i) {
    return observed.get(i);
  }

  /** The networks of every point, decided, observed or both. */
  long networks() {
    return Math.max(verdicts.get(0).networks(), observed.get(0).networks());
  }

  Map<Question, PairedOutcomes> paired() {
    return paired;
  }

  double seconds() {
    return seconds;
  }

  /** The chaotic networks of its point i by growing index; empty where they are not kept. */
  public List<BlockResult.Chaotic> chaotic(int i) {
    return chaotic.get(i);
  }

  /** Whether both counted the same, whatever the time they took. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BlockTally that
        && block == that.block
        && points.equals(that.points)
        && verdicts.equals(that.verdicts)
        && observed.equals(that.observed)
        && paired.equals(that.paired);
  }

  @Override
  public int hashCode() {
    return Objects.hash(block, points, verdicts, observed, paired);
  }

  @Override
  public String toString() {
    return "block %d of points %s: %s".formatted(block, points, verdicts);
  }
}
