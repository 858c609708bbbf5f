package org.liyorke.dynamics;

/**
 * Decides a map given in double precision with error bounds on its core: {@link OrbitPartition},
 * then for a chaotic map {@link PeriodThree} and a witness from closed walks.
 *
 * <p>Memory is kept between uses; not thread-safe.
 */
final class CoreDecider {
  private static final int MAX_CUTS = 4_096;
  private static final int MAX_WALK = 1_024;
  private static final int WALKS = 3;

  private final OrbitPartition partition = new OrbitPartition(MAX_CUTS);
  private final PeriodThree periodThree = new PeriodThree();

  /**
   * The decision, or null when rounding or a limit leaves it open.
   *
   * @param core on a finite interval that holds all periodic orbits but those of {@code periods}
   * @param periods the periods outside the core; those inside are added
   */
  Decision decide(CoreMap core, PeriodSet periods) {
    if (!core.index()) {
      return null;
    }
    return switch (partition.decide(core, periods)) {
      case ORDERED -> Decision.orderedWithoutPeriod(periods.firstMissing());
      case CHAOTIC -> chaotic(core);
      case OPEN -> null;
    };
  }

  private Decision chaotic(CoreMap core) {
    Answer three = periodThree.search(core, partition);
    return switch (three) {
      case UNDECIDED -> null;
      case YES ->
          Decision.chaotic(OrbitCheck.witness(0, 3, Rational.of(periodThree.point())), three, null);
      case NO -> byWalks(core);
    };
  }

  private Decision byWalks(CoreMap core) {
    WalkWitness search = new WalkWitness(core, partition);
    ClosedWalk walks = new ClosedWalk(partition);
    for (int tried = 0; tried < WALKS; tried++) {
      ClosedWalk.Found walk = walks.next(MAX_WALK);
      if (walk == null) {
        return null;
      }
      double x = search.find(walk, v -> OrbitCheck.holds(core, walk.m(), walk.n(), v));
      if (!Double.isNaN(x)) {
        return Decision.chaotic(
            OrbitCheck.witness(walk.m(), walk.n(), Rational.of(x)), Answer.NO, null);
      }
    }
    return null;
  }
}
