package org.liyorke.oracle;

import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.Network;
import org.liyorke.proof.Enumeration;
import org.liyorke.proof.ExactMap;
import org.liyorke.proof.Finding;
import org.liyorke.proof.MarkovDiagram;

/**
 * The truth about a small network, by enumerating periodic points exactly for growing periods: an
 * absent power of two proves order, a present period that is not a power of two proves chaos; the
 * exact Markov diagram settles the rest.
 */
public final class BruteForce {
  /**
   * Periods in the order tried: powers of two and the others mixed, so that either proof comes
   * early.
   */
  private static final int[] PERIODS = {1, 2, 4, 3, 6, 5, 8, 7, 12, 10, 16, 9, 14, 20, 24, 32};

  private static final long WORK = 400_000;

  private BruteForce() {}

  /**
   * What is true about a network.
   *
   * @param provenBy the proof in a few words, for messages
   */
  public record Truth(Verdict verdict, Answer period3, String provenBy) {}

  /** Decides a network with one input and one output. */
  public static Truth decide(Network network) {
    return decide(ExactMap.of(network));
  }

  /** Decides a map. */
  public static Truth decide(ExactMap f) {
    Answer period3 = answer(Enumeration.leastPeriod(f, 3, WORK));
    for (int t : PERIODS) {
      Finding finding = Enumeration.leastPeriod(f, t, WORK);
      boolean power = Integer.bitCount(t) == 1;
      if (finding == Finding.NO && power) {
        return new Truth(Verdict.ORDERED, period3, "no period " + t);
      }
      if (finding == Finding.YES && !power) {
        return new Truth(Verdict.CHAOTIC, period3, "period " + t);
      }
    }
    return switch (MarkovDiagram.outcome(f, MarkovDiagram.DEFAULT_WORK)) {
      case CHAOTIC -> new Truth(Verdict.CHAOTIC, period3, "diagram");
      case ORDERED -> new Truth(Verdict.ORDERED, period3, "diagram");
      case OPEN -> new Truth(Verdict.UNDECIDED, period3, "limit");
    };
  }

  private static Answer answer(Finding finding) {
    return switch (finding) {
      case YES -> Answer.YES;
      case NO -> Answer.NO;
      case OPEN -> Answer.UNDECIDED;
    };
  }
}
