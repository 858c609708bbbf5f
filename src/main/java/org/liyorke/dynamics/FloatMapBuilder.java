package org.liyorke.dynamics;

import org.liyorke.model.Activation;

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
final class FloatMapBuilder {
  private static final double U = 0x1p-53;
  private static final double GUARD = 1.01;

  /** Magnitudes beyond which products might overflow or lose bits to denormals. */
  private static final double LARGEST = 0x1p120;

  private final int width;
  private final Activation hidden;
  private final Activation output;
  private final boolean exactKinks;
  private final Kinks kinks = new Kinks();

  /**
   * Units active on the leftmost piece; where none is left the slope is exactly the inactive units'
   * own.
   */
  private int active;

  /** Offset of all parts that have no kink. */
  private double constant;

  private boolean affine;
  private double slope;
  private double offset;
  private double sumSlopes;
  private double sumOffsets;
  private double runningSlopes;
  private double runningOffsets;

  FloatMapBuilder(int width, Activation hidden, Activation output) {
    this.width = width;
    this.hidden = hidden;
    this.output = output;
    this.exactKinks = hidden.lo() == 0 && hidden.hi() == 0 && hidden.valueAtLo() == 0;
  }

  /**
   * Builds the map on the whole line.
   *
   * @param p w (width numbers), b (width), a (width), c, from {@code at} on
   * @return false when the bounds do not hold (kinks too close, huge numbers); then exact
   *     arithmetic must decide
   */
  boolean build(float[] p, int at, CoreMap map) {
    collect(p, at);
    kinks.sort();
    if (!(sumSlopes < LARGEST && sumOffsets < LARGEST) || !exactKinks && !apart()) {
      return false;
    }
    pieces(map);
    if (hidden.isClip()) {
      // Saturated units add constants only; the sums left a residue of their rounding.
      map.slope[0] = 0;
      map.slope[map.m] = 0;
    }
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
    boolean two = hidden.hi() > hidden.lo();
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
    affine = left != 0 || atZero != 0;
    for (int i = 0; i < width; i++) {
      double w = p[at + i];
      double b = p[at + width + i];
      double a = p[at + 2 * width + i];
      if (affine) {
        shift(a * left * w, a * (left * b + atZero), 0, 0);
      }
      kink(w, b - lo, a * first);
      if (two) {
        kink(w, b - hidden.hi(), a * second);
      }
    }
  }

  /** Adds a * max(0, w x + b). */
  private void kink(double w, double b, double a) {
    double s = a * w;
    double o = a * b;
    if (w == 0) {
      shift(0, b > 0 ? o : 0, 0, o);
      constant += b > 0 ? o : 0;
    } else if (a != 0) {
      // On the left a unit with w < 0 is active; passing its kink takes it away.
      boolean negative = w < 0;
      shift(negative ? s : 0, negative ? o : 0, s, o);
      kinks.add(-b / w, negative ? -s : s, negative ? -o : o, negative ? -1 : 1);
      active += negative ? 1 : 0;
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
    map.reserve(kinks.n);
    double a = slope;
    double b = offset;
    map.slope[0] = a;
    map.offset[0] = b;
    int m = 0;
    boolean exactZero = !affine && kinks.few();
    for (int i = 0; i < kinks.n; i++) {
      double x = kinks.x[i];
      a += kinks.slopeJump[i];
      b += kinks.offsetJump[i];
      active += kinks.activeJump[i];
      if (exactZero && active == 0) {
        a = 0;
        b = constant;
      }
      runningSlopes += Math.abs(a);
      runningOffsets += Math.abs(b);
      if (m == 0 || x != map.x[m - 1]) {
        map.x[m] = x;
        map.radius[m++] = 8 * U * Math.abs(x);
      }
      map.slope[m] = a;
      map.offset[m] = b;
    }
    map.m = m;
    for (int i = 0; i < m; i++) {
      map.value[i] = Math.fma(map.slope[i], map.x[i], map.offset[i]);
    }
  }
}
