package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.List;

/**
 * The last stage: decides any piecewise linear map of the line in exact arithmetic, by the {@link
 * LapDiagram} on the core, rings of intervals with monotone returns set apart. It stops only at a
 * limit of work.
 */
final class ExactCascade {
  private static final int MAX_VERTICES = 100_000;
  private static final int MAX_WALK = 384;
  private static final int WALKS = 4;

  private final PiecewiseLinearMap f;
  private final PeriodSet periods = new PeriodSet();
  private final LapDiagram diagram = new LapDiagram();
  private final ExactCore core;
  private ExactOrbits orbits;
  private CoreMap guess;
  private Cells cells;

  private ExactCascade(PiecewiseLinearMap f) {
    this.f = f;
    this.core = new ExactCore(f, periods);
  }

  /** Decides a map: on its core in double precision with bounds, then in rational arithmetic. */
  static Decision decide(PiecewiseLinearMap f) {
    return f.breakpoints() == 0 ? affine(f) : new ExactCascade(f).decide(true);
  }

  /** The same without double precision: slower, and as good. */
  static Decision decideInRationals(PiecewiseLinearMap f) {
    return f.breakpoints() == 0 ? affine(f) : new ExactCascade(f).decide(false);
  }

  private static Decision affine(PiecewiseLinearMap f) {
    if (f.slope(0).compareTo(Rational.ONE) == 0 && f.offset(0).signum() != 0) {
      return Decision.orderedWithoutPeriod(0);
    }
    boolean flips = f.slope(0).compareTo(Rational.ONE.negate()) == 0;
    return Decision.orderedWithoutPeriod(flips ? 2 : 1);
  }

  private Decision decide(boolean doublesFirst) {
    if (core.isEmpty()) {
      return Decision.orderedWithoutPeriod(periods.firstMissing());
    }
    Decision simple = bySlopes();
    if (simple != null) {
      return simple;
    }
    guess = ApproximateMap.of(f, core);
    if (doublesFirst && ApproximateMap.isRigorous(guess)) {
      Decision quick = new CoreDecider().decide(guess, periods);
      if (quick != null) {
        return quick;
      }
    }
    orbits = new ExactOrbits(f, core);
    LapDiagram.Outcome outcome;
    try {
      layCells();
      outcome = diagram.build(orbits, cells, MAX_VERTICES);
      if (outcome == LapDiagram.Outcome.FINITE) {
        return finite();
      }
    } catch (Unseparated beyondLimit) {
      outcome = LapDiagram.Outcome.LIMIT;
    }
    return branchingOrOpen(outcome);
  }

  /**
   * Slopes on the core all above -1: f + id is injective there, no two-cycle. None above 0: f^2
   * rises along periodic orbits, no period above two. Outer pieces that were cut off have period at
   * most two, and none but 1 unless both of them fall.
   */
  private Decision bySlopes() {
    boolean injective = true;
    boolean falling = true;
    for (int i = core.firstPiece(); i <= core.lastPiece(); i++) {
      injective &= f.slope(i).compareTo(Rational.ONE.negate()) > 0;
      falling &= f.slope(i).signum() <= 0;
    }
    if (injective) {
      periods.addDivisorsOf(1);
    } else if (falling) {
      periods.addDivisorsOf(2);
    }
    return injective || falling ? Decision.orderedWithoutPeriod(periods.firstMissing()) : null;
  }

  private void layCells() {
    List<Rational> laps = new ArrayList<>(List.of(core.lo()));
    for (int i = core.firstPiece(); i < core.lastPiece(); i++) {
      if (f.turns(i)) {
        laps.add(f.x(i));
      }
    }
    laps.add(core.hi());
    MonotoneRings rings = new MonotoneRings(f, laps.toArray(Rational[]::new), guess);
    laps.forEach(end -> rings.follow(end.approximation()));
    List<Integer> cuts = new ArrayList<>();
    laps.forEach(end -> cuts.add(orbits.point(end)));
    List<int[]> settled = new ArrayList<>();
    for (MonotoneRings.Interval w : rings.found()) {
      int from = orbits.point(w.from());
      int to = orbits.point(w.to());
      settled.add(new int[] {from, to});
      cuts.add(from);
      cuts.add(to);
      periods.addDivisorsOf(w.period());
    }
    cells = Cells.between(orbits, cuts, settled);
  }

  private Decision finite() {
    diagram.addPeriods(periods);
    return FlatLaps.settle(orbits, cells, periods)
        ? Decision.orderedWithoutPeriod(periods.firstMissing())
        : Decision.orderedByFiniteDiagram();
  }

  /** After a diagram that branches, or one that reached its limit. */
  private Decision branchingOrOpen(LapDiagram.Outcome outcome) {
    Witness.OddPeriod three = null;
    Answer answer = Answer.UNDECIDED;
    PeriodThree quick = new PeriodThree();
    if (ApproximateMap.isRigorous(guess) && guess.index()) {
      answer = quick.searchAll(guess);
      three = answer == Answer.YES ? OrbitCheck.witness(0, 3, Rational.of(quick.point())) : null;
    }
    if (answer == Answer.UNDECIDED) {
      ExactPeriodThree enumeration = new ExactPeriodThree(f, core);
      answer = enumeration.search();
      three = answer == Answer.YES ? OrbitCheck.witness(0, 3, enumeration.witness()) : null;
    }
    String limit =
        answer == Answer.UNDECIDED
            ? "pieces of f^3: more than " + ExactPeriodThree.MAX_PIECES
            : null;
    if (three != null) {
      return Decision.chaotic(three, answer, limit);
    }
    if (outcome == LapDiagram.Outcome.LIMIT) {
      return Decision.undecided(
          answer, "Markov diagram of " + diagram.size() + " expanded vertices");
    }
    Witness odd = byWalks();
    return Decision.chaotic(
        odd != null ? odd : new LoopWitness(f, orbits, diagram, cells).find(), answer, limit);
  }

  private Witness byWalks() {
    WalkWitness search = new WalkWitness(guess, diagram);
    ClosedWalk walks = new ClosedWalk(diagram);
    for (int tried = 0; tried < WALKS; tried++) {
      ClosedWalk.Found walk = walks.next(MAX_WALK);
      if (walk == null) {
        break;
      }
      double x = search.find(walk, v -> OrbitCheck.holds(guess, walk.m(), walk.n(), v));
      if (Double.isNaN(x) || !ApproximateMap.isRigorous(guess)) {
        x = search.find(walk, v -> OrbitCheck.holds(f, walk.m(), walk.n(), Rational.of(v)));
      }
      Rational exact = Double.isNaN(x) ? search.exactly(walk, f) : Rational.of(x);
      if (exact != null) {
        return OrbitCheck.witness(walk.m(), walk.n(), exact);
      }
    }
    return null;
  }
}
