package org.liyorke.dynamics;

import org.liyorke.model.Activation;

/**
 * The stages in double precision with proven bounds for two-layer scalar networks with float32
 * weights: the core, then its partition by orbits of turning points, then period three and a
 * witness for a chaotic map.
 *
 * <p>Answers null when rounding or a limit leaves the question to exact arithmetic. Not
 * thread-safe.
 */
final class FloatCascade {

  /** Width from which on bands of kinks are cheaper than sorting all of them. */
  private static final int WIDE = 48;

  /** Null for maps that have no bands. */
  private final BandMap bands;

  private final BandCore bandCore = new BandCore();
  private final FloatMapBuilder builder;
  private final CoreMap line = new CoreMap();
  private final CoreMap core = new CoreMap();
  private final CoreFinder finder = new CoreFinder();
  private final CoreDecider decider = new CoreDecider();
  private final PeriodSet periods = new PeriodSet();

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
    restrict();
    periods.clear();
    return decider.decide(core, periods);
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
}
