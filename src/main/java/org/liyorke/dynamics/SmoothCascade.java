package org.liyorke.dynamics;

import org.liyorke.model.Network;

/**
 * Decides scalar networks with smooth activations as far as interval arithmetic goes: order by
 * {@link IntervalGraph}, chaos by a witness whose inequalities are strict beyond all errors.
 *
 * <p>There is no exact stage behind it: what is not proven here is undecided.
 */
final class SmoothCascade {
  private static final int FEW_INTERVALS = 512;
  private static final int MOST_INTERVALS = 4_096;
  private static final int FEW_POINTS = 64;
  private static final int MOST_POINTS = 512;

  private static final Decision NO_CORE =
      Decision.undecided(
          Answer.UNDECIDED, "no interval of at most 2^40 found that holds all periodic orbits");
  private static final String PROOFS_LIMIT =
      "%,d intervals, then %,d orbits of %d steps"
          .formatted(MOST_INTERVALS, MOST_POINTS, OddPeriodSearch.STEPS);
  private static final String THREE_LIMIT =
      "period three: %,d intervals".formatted(SmoothPeriodThree.MAX_INTERVALS);

  private final NetworkBounds f;
  private final SmoothCore core;
  private final PeriodSet periods = new PeriodSet();
  private final OddPeriodSearch orbits;

  private SmoothCascade(Network network) {
    f = new NetworkBounds(network);
    core = new SmoothCore(f);
    orbits = new OddPeriodSearch(f);
  }

  /**
   * Decides one network.
   *
   * @param network scalar; activations of any kind
   */
  static Decision decide(Network network) {
    return new SmoothCascade(network).decide();
  }

  private Decision decide() {
    if (!core.find()) {
      return NO_CORE;
    }
    if (core.lo > core.hi) {
      return Decision.orderedWithoutPeriod(0);
    }
    IntervalGraph graph = new IntervalGraph(f, core.lo, core.hi, periods);
    if (graph.refine(FEW_INTERVALS)) {
      return ordered();
    }
    Witness.OddPeriod witness = search(graph, FEW_POINTS);
    if (witness == null && graph.refine(MOST_INTERVALS)) {
      return ordered();
    }
    return withPeriodThree(witness == null ? search(graph, MOST_POINTS) : witness);
  }

  private Decision ordered() {
    return Decision.orderedWithoutPeriod(periods.firstMissing());
  }

  /** Starts evenly among the nodes that are left. */
  private Witness.OddPeriod search(IntervalGraph graph, int points) {
    int count = Math.min(points, graph.size());
    for (int i = 0; i < count; i++) {
      orbits.tryPoint(graph.middle((int) ((long) i * graph.size() / count)));
    }
    return orbits.witness();
  }

  private Decision withPeriodThree(Witness.OddPeriod found) {
    if (found != null && found.m() == 0 && found.n() == 3) {
      return Decision.chaotic(found, Answer.YES, null);
    }
    SmoothPeriodThree three = new SmoothPeriodThree(f, core.lo, core.hi);
    Answer answer = three.search();
    if (answer == Answer.YES) {
      return Decision.chaotic(OrbitCheck.witness(0, 3, Rational.of(three.point())), answer, null);
    }
    if (found == null) {
      return Decision.undecided(answer, PROOFS_LIMIT);
    }
    return Decision.chaotic(found, answer, answer == Answer.NO ? null : THREE_LIMIT);
  }
}
