package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Activation;

/**
 * The stages in double precision with proven bounds for two-layer scalar networks with float32
 * weights: the core, then traps and the diagram of laps on it, then period three and a witness for
 * a chaotic map.
 *
 * <p>Answers null when rounding or a limit leaves the question to exact arithmetic. Not
 * thread-safe.
 */
final class FloatCascade {
  private static final int MAX_VERTICES = 3_000;
  private static final int MAX_WALK = 256;
  private static final int WALKS = 3;

  /** Width from which on bands of kinks are cheaper than sorting all of them. */
  private static final int WIDE = 48;

  /** Null for maps that have no bands. */
  private final BandMap bands;

  private final BandCore bandCore = new BandCore();
  private final FloatMapBuilder builder;
  private final CoreMap line = new CoreMap();
  private final CoreMap core = new CoreMap();
  private final CoreFinder finder = new CoreFinder();
  private final FloatOrbits orbits = new FloatOrbits();
  private final LapDiagram diagram = new LapDiagram();
  private final TrapFinder trapFinder = new TrapFinder();
  private final PeriodThree periodThree = new PeriodThree();
  private final PeriodSet periods = new PeriodSet();
  private final List<TrapFinder.Trap> traps = new ArrayList<>();
  private final List<Integer> cuts = new ArrayList<>();
  private final List<int[]> settled = new ArrayList<>();

  FloatCascade(int width, Activation hidden, Activation output) {
    builder = new FloatMapBuilder(width, hidden, output);
    boolean banded = width >= WIDE && hidden.equals(Activation.RELU) && output.isIdentity();
    bands = banded ? BandMap.ofWidth(width) : null;
  }

  /** The decision for the parameters w, b, a, c from {@code at} on, or null. */
  Decision decide(float[] parameters, int at) {
    if (bands != null && bands.build(parameters, at)) {
      CoreFinder.Outcome outcome = bandCore.find(bands);
      if (outcome == CoreFinder.Outcome.CORE) {
        bands.restrict(bandCore.lo, bandCore.hi, bandCore.first, bandCore.last, line);
        return decide(finder.find(line));
      }
      if (outcome != CoreFinder.Outcome.OPEN) {
        return decide(outcome);
      }
    }
    return builder.build(parameters, at, line) ? decide(finder.find(line)) : null;
  }

  private Decision decide(CoreFinder.Outcome outcome) {
    return switch (outcome) {
      case NO_FIXED_POINT -> Decision.orderedWithoutPeriod(0);
      case NO_PERIOD_TWO -> Decision.orderedWithoutPeriod(1);
      case NO_PERIOD_FOUR -> Decision.orderedWithoutPeriod(2);
      case CORE -> onCore();
      case OPEN -> null;
    };
  }

  private Decision onCore() {
    try {
      restrict();
      Cells cells = cells();
      return switch (diagram.build(orbits, cells, MAX_VERTICES)) {
        case FINITE -> finite(cells);
        case CHAOTIC -> chaotic(cells);
        case LIMIT -> null;
      };
    } catch (Unseparated open) {
      return null;
    }
  }

  private void restrict() {
    int pieces = finder.last - finder.first + 1;
    int from = finder.first;
    core.reserve(pieces);
    core.m = pieces - 1;
    System.arraycopy(line.slope, from, core.slope, 0, pieces);
    System.arraycopy(line.offset, from, core.offset, 0, pieces);
    System.arraycopy(line.x, from, core.x, 0, pieces - 1);
    System.arraycopy(line.radius, from, core.radius, 0, pieces - 1);
    System.arraycopy(line.value, from, core.value, 0, pieces - 1);
    core.lo = finder.lo;
    core.hi = finder.hi;
    core.errorSlope = line.errorSlope;
    core.errorOffset = line.errorOffset;
    core.slopeError = line.slopeError;
    core.floor = line.floor;
    core.ceiling = line.ceiling;
  }

  private Cells cells() {
    orbits.reset(core);
    periods.clear();
    traps.clear();
    cuts.clear();
    settled.clear();
    int left = orbits.point(core.lo);
    int right = orbits.point(core.hi);
    cuts.add(left);
    for (int i = 0; i < core.m; i++) {
      if (turns(i)) {
        if (!(core.x[i] - core.radius[i] > core.lo && core.x[i] + core.radius[i] < core.hi)) {
          throw Unseparated.INSTANCE;
        }
        cuts.add(orbits.breakpoint(i));
        trapFinder.follow(core, core, core.value[i], traps);
      }
    }
    // An attracting cycle away from all turning points attracts an end of the core, if anything.
    trapFinder.follow(core, core, core.lo, traps);
    trapFinder.follow(core, core, core.hi, traps);
    for (TrapFinder.Trap t : traps) {
      settled.add(new int[] {end(t.from(), left, right), end(t.to(), left, right)});
      periods.addDivisorsOf(t.period());
    }
    cuts.add(right);
    return Cells.between(orbits, cuts, settled);
  }

  /** The label of a trap's end, the core's own end where the trap reaches beyond. */
  private int end(double v, int left, int right) {
    if (v <= core.lo || v >= core.hi) {
      return v <= core.lo ? left : right;
    }
    int label = orbits.point(v);
    cuts.add(label);
    return label;
  }

  /** Whether the slope's sign changes at breakpoint i; an exact zero is a sign of its own. */
  private boolean turns(int i) {
    return sign(core.slope[i]) != sign(core.slope[i + 1]);
  }

  private int sign(double slope) {
    if (slope != 0 && Math.abs(slope) <= core.slopeError) {
      throw Unseparated.INSTANCE;
    }
    return (int) Math.signum(slope);
  }

  private Decision finite(Cells cells) {
    diagram.excludePeriods(periods);
    if (!FlatLaps.settle(orbits, cells, periods)) {
      return null;
    }
    return Decision.orderedWithoutPeriod(periods.firstMissing());
  }

  private Decision chaotic(Cells cells) {
    Answer three = periodThree.search(core);
    if (three == Answer.UNDECIDED) {
      return null;
    }
    if (three == Answer.YES) {
      return Decision.chaotic(
          OrbitCheck.witness(0, 3, Rational.of(periodThree.point())), three, null);
    }
    WalkWitness search = new WalkWitness(core, diagram, cells, orbits::value);
    for (ClosedWalk.Found walk : new ClosedWalk(diagram).search(MAX_WALK, WALKS)) {
      double x = search.find(walk, v -> OrbitCheck.holds(core, walk.m(), walk.n(), v));
      if (!Double.isNaN(x)) {
        return Decision.chaotic(
            OrbitCheck.witness(walk.m(), walk.n(), Rational.of(x)), three, null);
      }
    }
    return null;
  }
}
