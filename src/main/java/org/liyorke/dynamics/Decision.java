package org.liyorke.dynamics;

/**
 * What was proven about one network.
 *
 * @param verdict chaotic, ordered or undecided
 * @param period3 whether a point of least period three exists
 * @param witness the proof of chaos; null unless chaotic. Of the form (0, 3, x) whenever period3 is
 *     YES
 * @param missingPeriod the power of two 2^n such that f has no point of least period 2^n, the proof
 *     of order; 0 unless ordered, or when order was proven by a finite diagram
 * @param limit the work limit that left a question open, in words; null when nothing is undecided
 */
public record Decision(
    Verdict verdict, Answer period3, Witness witness, long missingPeriod, String limit) {

  private static final Decision[] ORDERED_BY_POWER = new Decision[63];

  static {
    for (int n = 0; n < ORDERED_BY_POWER.length; n++) {
      ORDERED_BY_POWER[n] = new Decision(Verdict.ORDERED, Answer.NO, null, 1L << n, null);
    }
  }

  /** Order, proven because f has no point of least period 2^n. */
  public static Decision orderedWithoutPeriod(int n) {
    return ORDERED_BY_POWER[n];
  }

  /** Order, proven by a finite Markov diagram without branching loops. */
  public static Decision orderedByFiniteDiagram() {
    return new Decision(Verdict.ORDERED, Answer.NO, null, 0, null);
  }

  /** Chaos with its witness. */
  public static Decision chaotic(Witness witness, Answer period3, String limit) {
    return new Decision(Verdict.CHAOTIC, period3, witness, 0, limit);
  }

  /** Open, because the named limit was reached. */
  public static Decision undecided(Answer period3, String limit) {
    return new Decision(Verdict.UNDECIDED, period3, null, 0, limit);
  }
}
