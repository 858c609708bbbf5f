package org.liyorke.dynamics;

import org.liyorke.dynamics.CoreFinder.Outcome;
import org.liyorke.model.Activation;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * The stages in double precision with proven bounds for scalar networks of two layers or more with
 * float32 weights: the core, then its partition by orbits of turning points, then period three and
 * a witness for a chaotic map.
 *
 * <p>Answers null when rounding or a limit leaves the question to exact arithmetic. Not
 * thread-safe.
 */
final class FloatCascade {

  /** Width from which on bands of kinks are cheaper than sorting all of them. */
  private static final int WIDE = 48;

  private final int[] sizes;

  /** Whether f is homogeneous when there are no biases. */
  private final boolean homogeneous;

  /** Null for maps that have no bands. */
  private final BandMap bands;

  private final BandCore bandCore = new BandCore();
  private final BandGraph bandGraph = new BandGraph();
  private final MapBuilder builder;
  private final CoreMap line = new CoreMap();
  private final CoreMap core = new CoreMap();
  private final CoreFinder finder = new CoreFinder();
  private final CoreDecider decider = new CoreDecider();

  /** The periods of orbits outside the interval that is looked at. */
  private final PeriodSet periods = new PeriodSet();

  /** For networks of two layers. */
  FloatCascade(int width, PiecewiseLinearActivation hidden, PiecewiseLinearActivation output) {
    this(new int[] {1, width, 1}, hidden, output);
  }

  /**
   * For networks of two layers or more.
   *
   * @param sizes state (1), hidden sizes, state (1)
   */
  FloatCascade(int[] sizes, PiecewiseLinearActivation hidden, PiecewiseLinearActivation output) {
    this.sizes = sizes.clone();
    homogeneous = hidden.isHomogeneous() && output.isHomogeneous();
    int width = sizes[1];
    boolean plain = sizes.length == 3;
    builder =
        plain
            ? new FloatMapBuilder(width, hidden, output)
            : new DeepMapBuilder(sizes, hidden, output);
    boolean banded =
        plain && width >= WIDE && hidden.equals(Activation.RELU) && output.isIdentity();
    bands = banded ? BandMap.ofWidth(width) : null;
  }

  /** The decision for the parameters from {@code at} on, in the order of contract 2, or null. */
  Decision decide(float[] parameters, int at) {
    if (homogeneous && hasNoBias(parameters, at)) {
      return Decision.orderedWithoutPeriod(2);
    }
    periods.clear();
    if (bands != null && bands.boundSlopes(parameters, at)) {
      Outcome outcome = bandCore.find(bands);
      if (outcome != Outcome.OPEN) {
        return outcome == Outcome.CORE ? onBands() : decide(outcome);
      }
    }
    return builder.build(parameters, at, line) ? decide(finder.find(line)) : null;
  }

  /**
   * Without biases f(t x) = t f(x) for t > 0: f maps each half-line linearly to one of them. A
   * periodic orbit stays on one, and is a fixed point, or changes between both, and then f^2 is
   * linear on each with a fixed point; so periods are at most two.
   */
  private boolean hasNoBias(float[] parameters, int at) {
    int from = at;
    for (int layer = 1; layer < sizes.length; layer++) {
      from += sizes[layer - 1] * sizes[layer];
      for (int i = 0; i < sizes[layer]; i++) {
        if (parameters[from++] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Looks closer at the bands of the core that their graph leaves open. */
  private Decision onBands() {
    if (bandGraph.proveOrder(bands, bandCore.first, bandCore.last, periods)) {
      return Decision.orderedWithoutPeriod(periods.firstMissing());
    }
    Decision decision = onBands(bandGraph.firstOpen(), bandGraph.lastOpen());
    if (decision != null || bandGraph.allOpen()) {
      return decision;
    }
    // The turning points may leave the open bands for others, and then do not cut them any more.
    periods.clear();
    return onBands(bandCore.first, bandCore.last);
  }

  private Decision onBands(int first, int last) {
    double lo = Math.max(bandCore.lo, bands.grid.left(first));
    double hi = Math.min(bandCore.hi, bands.grid.right(last));
    bands.restrict(lo, hi, first, last, line);
    return decide(finder.find(line));
  }

  private Decision decide(Outcome outcome) {
    switch (outcome) {
      case NO_FIXED_POINT -> {}
      case NO_PERIOD_TWO -> periods.addDivisorsOf(1);
      case NO_PERIOD_FOUR -> periods.addDivisorsOf(2);
      case CORE -> {
        restrict();
        return decider.decide(core, periods);
      }
      case OPEN -> {
        return null;
      }
    }
    return Decision.orderedWithoutPeriod(periods.firstMissing());
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
