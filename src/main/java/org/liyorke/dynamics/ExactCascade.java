package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.List;

/**
 * The last stage: decides any piecewise linear map of the line in rational arithmetic, by the
 * {@link LapDiagram} on the extended line, traps around attracting cycles and outer ends set apart.
 * Nothing here depends on rounding; it stops only at a limit of work.
 */
final class ExactCascade {
  private static final int MAX_VERTICES = 60_000;
  private static final int MAX_WALK = 4_096;
  private static final int WALKS = 6;

  private final PiecewiseLinearMap f;
  private final PeriodSet periods = new PeriodSet();
  private final LapDiagram diagram = new LapDiagram();
  private final ExactOrbits orbits;
  private Cells cells;

  private ExactCascade(PiecewiseLinearMap f) {
    this.f = f;
    this.orbits = new ExactOrbits(f);
  }

  static Decision decide(PiecewiseLinearMap f) {
    if (f.breakpoints() == 0) {
      return affine(f);
    }
    Decision simple = bySlopes(f);
    return simple != null ? simple : new ExactCascade(f).decide();
  }

  /**
   * Slopes all above -1: f + id is injective, no two-cycle. Slopes all below 0: f^2 rises, no
   * period above two.
   */
  private static Decision bySlopes(PiecewiseLinearMap f) {
    boolean injective = true;
    boolean falling = true;
    for (int i = 0; i <= f.breakpoints(); i++) {
      injective &= f.slope(i).compareTo(Rational.ONE.negate()) > 0;
      falling &= f.slope(i).signum() < 0;
    }
    return injective
        ? Decision.orderedWithoutPeriod(1)
        : falling ? Decision.orderedWithoutPeriod(2) : null;
  }

  private static Decision affine(PiecewiseLinearMap f) {
    if (f.slope(0).compareTo(Rational.ONE) == 0 && f.offset(0).signum() != 0) {
      return Decision.orderedWithoutPeriod(0);
    }
    boolean flips = f.slope(0).compareTo(Rational.ONE.negate()) == 0;
    return Decision.orderedWithoutPeriod(flips ? 2 : 1);
  }

  private Decision decide() {
    CoreMap guess = ApproximateMap.of(f);
    layCells(guess);
    return switch (diagram.build(orbits, cells, MAX_VERTICES)) {
      case FINITE -> finite();
      case CHAOTIC -> chaotic(guess);
      case LIMIT -> open();
    };
  }

  private void layCells(CoreMap guess) {
    OuterEnds ends = new OuterEnds(f, periods);
    int left = ends.left == null ? ExactOrbits.MINUS_INFINITY : orbits.point(ends.left);
    int right = ends.right == null ? ExactOrbits.PLUS_INFINITY : orbits.point(ends.right);
    List<Integer> cuts = new ArrayList<>(List.of(left, right));
    List<TrapFinder.Trap> traps = new ArrayList<>();
    TrapFinder finder = new TrapFinder();
    ExactEnclosure rigorous = new ExactEnclosure(f);
    for (int i = 0; i < f.breakpoints(); i++) {
      if (f.slope(i).signum() != f.slope(i + 1).signum()) {
        addInside(cuts, orbits.point(f.x(i)), left, right);
        finder.follow(guess, rigorous, f.apply(f.x(i)).approximation(), traps);
      }
    }
    for (int side = -1; side <= 1; side += 2) {
      finder.follow(guess, rigorous, outermost(side > 0 ? ends.right : ends.left, side), traps);
    }
    List<int[]> settled = new ArrayList<>();
    for (TrapFinder.Trap t : traps) {
      int from = orbits.point(Rational.of(t.from()));
      int to = orbits.point(Rational.of(t.to()));
      settled.add(new int[] {from, to});
      addInside(cuts, from, left, right);
      addInside(cuts, to, left, right);
      periods.addDivisorsOf(t.period());
    }
    boolean empty = orbits.compare(left, right) >= 0;
    cells =
        empty
            ? new Cells(new int[0], new int[0], new int[0])
            : Cells.between(orbits, cuts, settled);
  }

  /**
   * A start beyond all breakpoints: an attracting cycle away from the turning points attracts what
   * comes from far.
   */
  private double outermost(Rational end, int side) {
    if (end != null) {
      return end.approximation();
    }
    Rational x = f.x(side > 0 ? f.breakpoints() - 1 : 0);
    return x.approximation() + side * (1 + Math.abs(x.approximation()));
  }

  private void addInside(List<Integer> cuts, int point, int left, int right) {
    if (orbits.compare(left, point) < 0 && orbits.compare(point, right) < 0) {
      cuts.add(point);
    }
  }

  private Decision finite() {
    diagram.addPeriods(periods);
    return FlatLaps.settle(orbits, cells, periods)
        ? Decision.orderedWithoutPeriod(periods.firstMissing())
        : Decision.orderedByFiniteDiagram();
  }

  private Decision open() {
    ExactPeriodThree three = new ExactPeriodThree(f);
    Answer answer = three.search();
    if (answer == Answer.YES) {
      return Decision.chaotic(OrbitCheck.witness(0, 3, three.witness()), answer, null);
    }
    return Decision.undecided(answer, "Markov diagram of " + diagram.size() + " expanded vertices");
  }

  private Decision chaotic(CoreMap guess) {
    ExactPeriodThree three = new ExactPeriodThree(f);
    Answer answer = three.search();
    if (answer == Answer.YES) {
      return Decision.chaotic(OrbitCheck.witness(0, 3, three.witness()), answer, null);
    }
    String limit =
        answer == Answer.NO ? null : "pieces of f^3: more than " + ExactPeriodThree.MAX_PIECES;
    WalkWitness search = new WalkWitness(guess, diagram);
    ClosedWalk walks = new ClosedWalk(diagram);
    for (int tried = 0; tried < WALKS; tried++) {
      ClosedWalk.Found walk = walks.next(MAX_WALK);
      if (walk == null) {
        break;
      }
      double x = search.find(walk, v -> OrbitCheck.holds(f, walk.m(), walk.n(), Rational.of(v)));
      if (!Double.isNaN(x)) {
        return Decision.chaotic(
            OrbitCheck.witness(walk.m(), walk.n(), Rational.of(x)), answer, limit);
      }
      Rational exact = search.exactly(walk, f);
      if (exact != null) {
        return Decision.chaotic(OrbitCheck.witness(walk.m(), walk.n(), exact), answer, limit);
      }
    }
    return Decision.undecided(
        answer, "closed walks of at most " + MAX_WALK + " steps in the Markov diagram");
  }
}
