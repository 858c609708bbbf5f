package org.liyorke.dynamics;

import org.liyorke.model.PiecewiseLinearActivation;

/**
 * Builds the piecewise linear map of a two-layer scalar network with float32 weights in double
 * precision, with proven error bounds (see {@link CoreMap}).
 *
 * <p>Products of two float32 numbers are exact in double, and for kinks at -b/w the rounded
 * quotients keep the exact order (different quotients of float32 numbers differ by more than 2^-48
 * relatively; equal ones are equal exactly). Kinks of other activations, whose places are rounded
 * more than once, must lie further apart than their errors, otherwise the build is refused.
 *
 * <p>Error bound: with u = 2^-53, A_j summed up from the left piece by piece carries at most u
 * times the sum R_A of all partial sums' magnitudes, B_j likewise R_B; evaluating A x + B with one
 * fused operation rounds once more; a kink's place is off by at most 2u|x|, which changes f by at
 * most 2u|x| S, S the sum of all |a w|. Products that are rounded add u S and u T, T the sum of all
 * |a b| and |c|. All together at most u (R_A + 16 S) |x| + u (R_B + 16 T).
 */
final class FloatMapBuilder implements MapBuilder {
  private static final double U = 0x1p-53;
  private static final double GUARD = 1.01;

  /** Magnitudes beyond which products might overflow or lose bits to denormals. */
  private static final double LARGEST = 0x1p120;

  private final int width;
  private final PiecewiseLinearActivation hidden;
  private final PiecewiseLinearActivation output;
  private final boolean exactKinks;
  private final Kinks kinks = new Kinks();

  /** Whether the hidden activation has a lower and an upper kink. */
  private final boolean two;

  /** Whether units that are not active leave a slope of exactly zero. */
  private final boolean flatWhenIdle;

  /** Units active, which is neither below the lower nor above the upper kink, on the left. */
  private int active;

  /** For ReLU units, the value of f where none is active. */
  private double constant;

  private double slope;
  private double offset;
  private double sumSlopes;
  private double sumOffsets;
  private double runningSlopes;
  private double runningOffsets;

  FloatMapBuilder(int width, PiecewiseLinearActivation hidden, PiecewiseLinearActivation output) {
    this.width = width;
    this.hidden = hidden;
    this.output = output;
    two = hidden.hi() > hidden.lo();
    flatWhenIdle = hidden.left() == 0 && (!two || hidden.right() == 0);
    this.exactKinks = hidden.lo() == 0 && hidden.hi() == 0 && hidden.valueAtLo() == 0;
  }

  /** The numbers are w (width numbers), b (width), a (width), c. */
  @Override
  public boolean build(float[] p, int at, CoreMap map) {
    collect(p, at);
    kinks.sort();
    if (!(sumSlopes < LARGEST && sumOffsets < LARGEST) || !exactKinks && !apart()) {
      return false;
    }
    pieces(map);
    map.errorSlope = GUARD * U * (runningSlopes + 16 * sumSlopes);
    map.errorOffset = GUARD * U * (runningOffsets + 16 * sumOffsets);
    map.slopeError = map.errorSlope;
    map.lo = Double.NEGATIVE_INFINITY;
    map.hi = Double.POSITIVE_INFINITY;
    map.floor = Double.NEGATIVE_INFINITY;
    map.ceiling = Double.POSITIVE_INFINITY;
    return output.isIdentity() || OutputClamp.apply(map, output);
  }

  private void collect(float[] p, int at) {
    kinks.clear(two ? 2 * width : width);
    slope = 0;
    active = 0;
    offset = p[at + 3 * width];
    sumSlopes = 0;
    sumOffsets = Math.abs(offset);
    constant = offset;
    runningSlopes = 0;
    runningOffsets = 0;
    double left = hidden.left();
    double first = two ? hidden.middle() - left : hidden.right() - left;
    double second = hidden.right() - hidden.middle();
    double lo = hidden.lo();
    double atZero = hidden.valueAtLo() - left * lo;
    boolean affine = left != 0 || atZero != 0;
    for (int i = 0; i < width; i++) {
      double w = p[at + i];
      double b = p[at + width + i];
      double a = p[at + 2 * width + i];
      if (affine) {
        shift(a * left * w, a * (left * b + atZero), 0, 0);
      }
      kink(w, b - lo, a * first, 1);
      if (two) {
        kink(w, b - hidden.hi(), a * second, -1);
      }
    }
  }

  /**
   * Adds a * max(0, w x + b).
   *
   * @param enters 1 when the unit becomes active as w x + b passes 0, -1 when it ceases to be
   */
  private void kink(double w, double b, double a, int enters) {
    double s = a * w;
    double o = a * b;
    if (w == 0) {
      double value = b > 0 ? o : 0;
      shift(0, value, 0, o);
      constant += value;
      runningOffsets += Math.abs(constant);
    } else if (a != 0) {
      // On the left a unit with w < 0 is active; passing its kink takes it away. The sign of w is
      // that of a coin, so no branch depends on it: with a' = a sgn(w) the jumps are a' w and a' b,
      // and (a w - a' w) / 2 is exactly a w where w < 0 and exactly 0 elsewhere.
      long sign = Double.doubleToRawLongBits(w) & Long.MIN_VALUE;
      double turned = Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ sign);
      int negative = (int) (sign >>> 63);
      double slopeJump = turned * w;
      double offsetJump = turned * b;
      kinks.add(-b / w, slopeJump, offsetJump, enters * (1 - 2 * negative));
      active += enters * negative;
      sumSlopes += Math.abs(s);
      sumOffsets += Math.abs(o);
      slope += 0.5 * (s - slopeJump);
      offset += 0.5 * (o - offsetJump);
      runningSlopes += negative * Math.abs(slope);
      runningOffsets += negative * Math.abs(offset);
    }
  }

  private void shift(double s, double o, double productSlope, double productOffset) {
    sumSlopes += Math.abs(productSlope) + Math.abs(s);
    sumOffsets += Math.abs(productOffset) + Math.abs(o);
    if (s != 0 || o != 0) {
      slope += s;
      offset += o;
      runningSlopes += Math.abs(slope);
      runningOffsets += Math.abs(offset);
    }
  }

  private boolean apart() {
    for (int i = 1; i < kinks.n; i++) {
      double gap = kinks.x[i] - kinks.x[i - 1];
      if (!(gap > 64 * U * (Math.abs(kinks.x[i]) + Math.abs(kinks.x[i - 1]) + Double.MIN_NORMAL))) {
        return false;
      }
    }
    return true;
  }

  private void pieces(CoreMap map) {
    int n = kinks.n;
    map.reserve(n);
    double[] places = kinks.x;
    int[] order = kinks.order;
    double a = slope;
    double b = offset;
    int units = active;
    double sumA = runningSlopes;
    double sumB = runningOffsets;
    double last = Double.NaN;
    int m = 0;
    boolean constantWhenIdle = flatWhenIdle && !two;
    a = flatWhenIdle && units == 0 ? 0 : a;
    map.slope[0] = surely(a, units);
    map.offset[0] = b;
    for (int i = 0; i < n; i++) {
      double x = places[i];
      int k = order[i];
      a += kinks.slopeJump[k];
      b += kinks.offsetJump[k];
      units += kinks.activeJump[k];
      if (units == 0 && flatWhenIdle) {
        a = 0;
        b = constantWhenIdle ? constant : b;
      }
      sumA += Math.abs(a);
      sumB += Math.abs(b);
      if (x != last) {
        map.x[m] = x;
        map.radius[m++] = 8 * U * Math.abs(x);
        last = x;
      }
      map.slope[m] = surely(a, units);
      map.offset[m] = b;
      map.value[m - 1] = Math.fma(a, x, b);
    }
    map.m = m;
    runningSlopes = sumA;
    runningOffsets = sumB;
  }

  /**
   * A zero slope stands for one that is exactly zero. A sum of jumps that only came out as zero is
   * replaced by the least number, which is far below slopeError: its sign is then unclear.
   */
  private double surely(double slope, int units) {
    return slope == 0 && !(flatWhenIdle && units == 0) ? Double.MIN_VALUE : slope;
  }
}
