package org.liyorke.dynamics;

import java.util.Arrays;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * Builds the piecewise linear map of a scalar network of any depth with float32 weights in double
 * precision, layer by layer, with proven error bounds (see {@link CoreMap}).
 *
 * <p>The pre-activation u of a unit is a line on every piece of the layer before. Where its values
 * at both ends of a piece surely lie on different sides of a kink of the activation it crosses the
 * kink once, and the piece is cut there. A crossing (k - B) / A errs by at most error / (|A| -
 * slopeError) and the rounding of the quotient. The build is refused where a side is not sure or
 * two breakpoints are not surely apart.
 *
 * <p>Error bounds, u = 2^-53: a sum of n terms errs by at most (n + 1) u times the sum of their
 * magnitudes, and carries the errors of its inputs times |weight|. The activation multiplies an
 * error by at most D, its steepest slope. Next to a crossing the wrong one of two lines may be used
 * for an input that is off by r; that adds J (|A| r + error), J the largest jump of the slope, and
 * |A| r is at most 2 error + 8u |A x|: all together (D + 3 J) error + 8u J |A x|.
 *
 * <p>Not thread-safe.
 */
final class DeepMapBuilder implements MapBuilder {
  private static final double U = 0x1p-53;
  private static final double GUARD = 1.01;

  /** Sums of magnitudes beyond which products might overflow. */
  private static final double LARGEST = 0x1p300;

  /** Sums of magnitudes of slopes below which bounds might be lost. */
  private static final double LEAST = 0x1p-150;

  /** Slopes below which products with a weight might underflow. */
  private static final double SMALLEST = 0x1p-300;

  /** Stands for a slope that only came out as 0; far below u times {@link #LEAST}. */
  private static final double NEARLY_ZERO = 0x1p-250;

  /** More than a sum of offsets can lose by underflow. */
  private static final double UNDERFLOW = 0x1p-1000;

  /** Lines of a layer, 32 MiB of slopes. */
  private static final long MOST_LINES = 1L << 22;

  /** A crossing slope must be so many times its error bounds. */
  private static final double CLEAR = 8;

  /** A side of a kink that nobody has looked at. */
  private static final int UNKNOWN = 2;

  private final int[] sizes;
  private final PiecewiseLinearActivation output;
  private final double[] kinks;

  /** Slope and constant of the activation below, between and above its kinks. */
  private final double[] pieceSlope;

  private final double[] pieceOffset;
  private final double steepest;
  private final double jump;
  private final double constants;

  /** Whether equal places of kinks of the first layer are exactly equal: quotients of floats. */
  private final boolean exactFirst;

  private UnitLines lines;
  private UnitLines next;

  // The breakpoints of the layer at hand.
  private int m;
  private double[] x = new double[64];
  private double[] radius = new double[64];

  // Those of the layer to come, with the piece of the old layer on their left.
  private int newM;
  private double[] newX = new double[64];
  private double[] newRadius = new double[64];
  private int[] oldPiece = new int[65];

  // The crossings found in a layer, and for each the breakpoint it became.
  private final Kinks crossings = new Kinks();
  private int[] crossingUnit = new int[64];
  private int[] crossingState = new int[64];
  private double[] crossingRadius = new double[64];
  private int[] crossingAt = new int[64];

  /** State of each unit on the far left, then of the piece at hand. */
  private final int[] state;

  /**
   * A builder.
   *
   * @param sizes state (1), hidden sizes, state (1)
   */
  DeepMapBuilder(int[] sizes, PiecewiseLinearActivation hidden, PiecewiseLinearActivation output) {
    this.sizes = sizes.clone();
    this.output = output;
    boolean two = hidden.hi() > hidden.lo();
    kinks = two ? new double[] {hidden.lo(), hidden.hi()} : new double[] {hidden.lo()};
    double atHi = hidden.valueAtLo() + hidden.middle() * (hidden.hi() - hidden.lo());
    double below = hidden.valueAtLo() - hidden.left() * hidden.lo();
    double above = atHi - hidden.right() * hidden.hi();
    double between = hidden.valueAtLo() - hidden.middle() * hidden.lo();
    pieceSlope =
        two
            ? new double[] {hidden.left(), hidden.middle(), hidden.right()}
            : new double[] {hidden.left(), hidden.right()};
    pieceOffset = two ? new double[] {below, between, above} : new double[] {below, above};
    steepest = Arrays.stream(pieceSlope).map(Math::abs).max().orElseThrow();
    double bends = 0;
    for (int i = 1; i < pieceSlope.length; i++) {
      bends = Math.max(bends, Math.abs(pieceSlope[i] - pieceSlope[i - 1]));
    }
    jump = bends;
    constants =
        hidden.isHomogeneous()
            ? 0
            : Math.abs(hidden.valueAtLo())
                + steepest * (Math.abs(hidden.lo()) + Math.abs(hidden.hi()));
    exactFirst = hidden.isHomogeneous();
    int widest = Arrays.stream(sizes).max().orElseThrow();
    lines = new UnitLines(widest);
    next = new UnitLines(widest);
    state = new int[widest];
  }

  @Override
  public boolean build(float[] p, int at, CoreMap map) {
    m = 0;
    lines.setToInput();
    int from = at;
    for (int layer = 1; layer < sizes.length; layer++) {
      if (!combine(p, from, sizes[layer - 1], sizes[layer], layer == 1)) {
        return false;
      }
      from += sizes[layer] * (sizes[layer - 1] + 1);
      if (layer < sizes.length - 1 && !activate(layer == 1)) {
        return false;
      }
    }
    write(map);
    return output.isIdentity() || OutputClamp.apply(map, output);
  }

  /** Turns the outputs of a layer into the pre-activations of the next one. */
  private boolean combine(float[] p, int at, int inputs, int units, boolean first) {
    int pieces = m + 1;
    if ((long) units * pieces > MOST_LINES) {
      return false;
    }
    next.reserve(units, pieces);
    // The lines of the first layer are w x + b, exactly.
    double roundings = first ? 0 : GUARD * U * (inputs + 2);
    double lost = first ? 0 : UNDERFLOW;
    for (int k = 0; k < units; k++) {
      double[] slope = next.slope[k];
      double[] offset = next.offset[k];
      double bias = p[at + units * inputs + k];
      Arrays.fill(slope, 0, pieces, 0);
      Arrays.fill(offset, 0, pieces, bias);
      double errorSlope = 0;
      double errorOffset = 0;
      double slopeError = 0;
      double slopes = 0;
      double offsets = Math.abs(bias);
      for (int j = 0; j < inputs; j++) {
        double w = p[at + k * inputs + j];
        if (w != 0) {
          add(w, lines.slope[j], slope, pieces);
          add(w, lines.offset[j], offset, pieces);
          double size = Math.abs(w);
          errorSlope += size * lines.errorSlope[j];
          errorOffset += size * lines.errorOffset[j];
          slopeError += size * lines.slopeError[j];
          slopes += size * lines.mostSlope[j];
          offsets += size * lines.mostOffset[j];
        }
      }
      next.errorSlope[k] = GUARD * errorSlope + roundings * slopes;
      next.errorOffset[k] = GUARD * errorOffset + roundings * offsets + lost;
      next.slopeError[k] = GUARD * slopeError + roundings * slopes;
      boolean inRange = slopes < LARGEST && offsets < LARGEST && !(slopes < LEAST && slopes > 0);
      if (!inRange || !settleZeros(p, at + k * inputs, inputs, k)) {
        return false;
      }
      next.findMost(k, pieces);
    }
    UnitLines before = lines;
    lines = next;
    next = before;
    return true;
  }

  /** A loop of its own, for it can be done on many numbers at a time. */
  private static void add(double w, double[] from, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += w * from[i];
    }
  }

  /**
   * Keeps a slope of 0 for one that is exactly 0. False where a slope is too small for the range.
   */
  private boolean settleZeros(float[] p, int at, int inputs, int k) {
    double[] slope = next.slope[k];
    for (int i = 0; i <= m; i++) {
      if (Math.abs(slope[i]) < SMALLEST) {
        boolean exactlyZero = true;
        for (int j = 0; j < inputs; j++) {
          exactlyZero &= p[at + j] == 0 || lines.slope[j][i] == 0;
        }
        if (!exactlyZero && slope[i] != 0) {
          return false;
        }
        slope[i] = exactlyZero ? 0 : NEARLY_ZERO;
      }
    }
    return true;
  }

  /** Applies the activation to all units, cutting pieces where they cross a kink. */
  private boolean activate(boolean first) {
    crossings.clear(0);
    for (int k = 0; k < lines.units; k++) {
      if (!findCrossings(k)) {
        return false;
      }
    }
    crossings.sort();
    if (!mergeBreakpoints(first && exactFirst)) {
      return false;
    }
    bend();
    double[] places = x;
    double[] radii = radius;
    x = newX;
    radius = newRadius;
    m = newM;
    newX = places;
    newRadius = radii;
    return true;
  }

  private boolean findCrossings(int k) {
    state[k] = stateOnTheLeft(k);
    for (int kink = 0; kink < kinks.length; kink++) {
      if (!findCrossings(k, kink)) {
        return false;
      }
    }
    return true;
  }

  private boolean findCrossings(int k, int kink) {
    double[] slope = lines.slope[k];
    double[] offset = lines.offset[k];
    int left = UNKNOWN;
    for (int i = 0; i <= m; i++) {
      double a = slope[i];
      double b = offset[i];
      int right = UNKNOWN;
      // An exactly flat piece crosses nothing, and may lie on the kink.
      if (a != 0) {
        if (left == UNKNOWN) {
          left = i == 0 ? -sideAtInfinity(k, a) : sideAt(k, i - 1, a, b, kinks[kink]);
        }
        right = i == m ? sideAtInfinity(k, a) : sideAt(k, i, a, b, kinks[kink]);
        if (left == 0 || right == 0 || left != right && !addCrossing(k, kink, a, b)) {
          return false;
        }
      }
      left = right;
    }
    return true;
  }

  private int stateOnTheLeft(int k) {
    double a = lines.slope[k][0];
    if (a != 0) {
      return a > 0 ? 0 : kinks.length;
    }
    int above = 0;
    while (above < kinks.length && lines.offset[k][0] > kinks[above]) {
      above++;
    }
    return above;
  }

  /** The side on which the pre-activation ends on the far right; 0 if it is not sure. */
  private int sideAtInfinity(int k, double a) {
    return Math.abs(a) > lines.slopeError[k] ? (int) Math.signum(a) : 0;
  }

  /** The side of a kink at a breakpoint and within twice its radius; 0 if it is not sure. */
  private int sideAt(int k, int breakpoint, double a, double b, double kink) {
    double t = x[breakpoint];
    double v = Math.fma(a, t, b) - kink;
    double margin =
        lines.errorSlope[k] * Math.abs(t)
            + lines.errorOffset[k]
            + (Math.abs(a) + lines.slopeError[k]) * 2 * radius[breakpoint]
            + 4 * U * (Math.abs(a * t) + Math.abs(b) + Math.abs(kink));
    return Math.abs(v) > GUARD * margin ? (int) Math.signum(v) : 0;
  }

  private boolean addCrossing(int k, int kink, double a, double b) {
    if (!(Math.abs(a) > CLEAR * (lines.slopeError[k] + lines.errorSlope[k]))) {
      return false;
    }
    int c = crossings.n;
    double at = (kinks[kink] - b) / a;
    double error = lines.errorSlope[k] * Math.abs(at) + lines.errorOffset[k];
    if (c == crossingUnit.length) {
      crossingUnit = Arrays.copyOf(crossingUnit, 2 * c);
      crossingState = Arrays.copyOf(crossingState, 2 * c);
      crossingRadius = Arrays.copyOf(crossingRadius, 2 * c);
      crossingAt = Arrays.copyOf(crossingAt, 2 * c);
    }
    crossingUnit[c] = k;
    crossingState[c] = a > 0 ? kink + 1 : kink;
    // The error is to be taken at the true place, which is less than a quarter more.
    crossingRadius[c] = 1.5 * error / (Math.abs(a) - lines.slopeError[k]) + 8 * U * Math.abs(at);
    crossings.append(at);
    return true;
  }

  /**
   * Merges the crossings into the breakpoints.
   *
   * @param equalIsExact whether crossings at the same number are at the same place
   * @return false if two of them may be in another order
   */
  private boolean mergeBreakpoints(boolean equalIsExact) {
    int room = m + crossings.n;
    if (room > newX.length) {
      int n = Math.max(room, 2 * newX.length);
      newX = new double[n];
      newRadius = new double[n];
      oldPiece = new int[n + 1];
    }
    newM = 0;
    int old = 0;
    for (int c = 0; c < crossings.n; c++) {
      double at = crossings.x[c];
      int id = crossings.order[c];
      while (old < m && x[old] < at) {
        if (!addBreakpoint(x[old], radius[old], old)) {
          return false;
        }
        old++;
      }
      boolean same = equalIsExact && newM > 0 && newX[newM - 1] == at;
      if (!same && !addBreakpoint(at, crossingRadius[id], old)) {
        return false;
      }
      crossingAt[c] = newM - 1;
    }
    for (; old < m; old++) {
      if (!addBreakpoint(x[old], radius[old], old)) {
        return false;
      }
    }
    oldPiece[newM] = m;
    return true;
  }

  private boolean addBreakpoint(double at, double r, int pieceOnTheLeft) {
    if (newM > 0 && !(newX[newM - 1] + newRadius[newM - 1] < at - r)) {
      return false;
    }
    newX[newM] = at;
    newRadius[newM] = r;
    oldPiece[newM++] = pieceOnTheLeft;
    return true;
  }

  /** Applies the activation to the lines. */
  private void bend() {
    int pieces = newM + 1;
    next.reserve(lines.units, pieces);
    int c = 0;
    for (int i = 0; i < pieces; i++) {
      int from = oldPiece[i];
      for (int k = 0; k < lines.units; k++) {
        int s = state[k];
        next.slope[k][i] = pieceSlope[s] * lines.slope[k][from];
        next.offset[k][i] = Math.fma(pieceSlope[s], lines.offset[k][from], pieceOffset[s]);
      }
      for (; c < crossings.n && crossingAt[c] == i; c++) {
        int id = crossings.order[c];
        state[crossingUnit[id]] = crossingState[id];
      }
    }
    double growth = GUARD * (steepest + 3 * jump);
    for (int k = 0; k < lines.units; k++) {
      double slopes = steepest * lines.mostSlope[k];
      double offsets = steepest * lines.mostOffset[k] + constants;
      next.errorSlope[k] =
          growth * lines.errorSlope[k] + GUARD * U * (8 * jump * lines.mostSlope[k] + slopes);
      next.errorOffset[k] = growth * lines.errorOffset[k] + GUARD * 4 * U * offsets;
      next.slopeError[k] = GUARD * (steepest * lines.slopeError[k] + U * slopes);
      next.findMost(k, pieces);
    }
    UnitLines before = lines;
    lines = next;
    next = before;
  }

  private void write(CoreMap map) {
    map.reserve(m);
    map.m = m;
    System.arraycopy(x, 0, map.x, 0, m);
    System.arraycopy(radius, 0, map.radius, 0, m);
    System.arraycopy(lines.slope[0], 0, map.slope, 0, m + 1);
    System.arraycopy(lines.offset[0], 0, map.offset, 0, m + 1);
    for (int i = 0; i < m; i++) {
      map.value[i] = Math.fma(map.slope[i], x[i], map.offset[i]);
    }
    // Evaluation rounds once more.
    map.errorSlope = GUARD * (lines.errorSlope[0] + U * lines.mostSlope[0]);
    map.errorOffset = GUARD * (lines.errorOffset[0] + U * lines.mostOffset[0]);
    map.slopeError = Math.max(lines.slopeError[0], 2 * NEARLY_ZERO);
    map.lo = Double.NEGATIVE_INFINITY;
    map.hi = Double.POSITIVE_INFINITY;
    map.floor = Double.NEGATIVE_INFINITY;
    map.ceiling = Double.POSITIVE_INFINITY;
  }
}
