package org.liyorke.dynamics;

import java.util.Arrays;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * Clamps a map's values from below and above (ReLU or clip on the output): pieces are cut where
 * they cross a bound, and what lies beyond has slope exactly zero.
 *
 * <p>A crossing (v - B) / A is known within error(x) / |A| and the rounding of the quotient; it
 * must stay clear of the neighbouring breakpoints, and a breakpoint's value clear of the bounds or,
 * where its error is zero, exactly on one. Otherwise the clamp is refused and exact arithmetic must
 * decide.
 */
final class OutputClamp {
  private static final double U = 0x1p-53;

  // Where a value lies, in increasing order; BELOW, INSIDE and ABOVE are two apart.
  private static final int UNCLEAR = Integer.MIN_VALUE;
  private static final int BELOW = -2;
  private static final int ON_FLOOR = -1;
  private static final int INSIDE = 0;
  private static final int ON_CEILING = 1;
  private static final int ABOVE = 2;

  private OutputClamp() {}

  static boolean apply(CoreMap map, PiecewiseLinearActivation output) {
    double floor;
    double ceiling;
    if (output.isClip()) {
      floor = output.lo();
      ceiling = output.hi();
    } else if (output.left() == 0 && output.right() == 1 && output.lo() == 0 && output.hi() == 0) {
      floor = 0;
      ceiling = Double.POSITIVE_INFINITY;
    } else {
      return false;
    }
    return cut(map, floor, ceiling);
  }

  private static boolean cut(CoreMap f, double floor, double ceiling) {
    int m = f.m;
    if (unclear(f, 0) || unclear(f, m)) {
      return false;
    }
    double[] x = Arrays.copyOf(f.x, m);
    double[] radius = Arrays.copyOf(f.radius, m);
    double[] value = Arrays.copyOf(f.value, m);
    double[] slope = Arrays.copyOf(f.slope, m + 1);
    double[] offset = Arrays.copyOf(f.offset, m + 1);
    f.reserve(3 * m + 3);
    f.m = 0;
    f.floor = floor;
    f.ceiling = ceiling;
    for (int i = 0; i <= m; i++) {
      int from = i == 0 ? end(f, slope[0], offset[0], -1) : region(f, x[i - 1], value[i - 1]);
      int to = i == m ? end(f, slope[m], offset[m], 1) : region(f, x[i], value[i]);
      if (from == UNCLEAR || to == UNCLEAR || !pieces(f, from, to, slope[i], offset[i])) {
        return false;
      }
      if (i < m && !breakpoint(f, x[i], radius[i], Math.min(Math.max(value[i], floor), ceiling))) {
        return false;
      }
    }
    mergeFlat(f);
    return true;
  }

  /**
   * Adds the pieces of a linear piece whose ends lie in the given regions. An end exactly on a
   * bound belongs to the region that the piece reaches from there.
   */
  private static boolean pieces(CoreMap f, int from, int to, double slope, double offset) {
    int first = from == ON_FLOOR || from == ON_CEILING ? towards(from, to) : from;
    int last = to == ON_FLOOR || to == ON_CEILING ? towards(to, from) : to;
    if (first != last && !(Math.abs(slope) > f.slopeError)) {
      return false;
    }
    piece(f, first, slope, offset);
    int step = Integer.signum(last - first) * (INSIDE - BELOW);
    for (int r = first; r != last; r += step) {
      double bound = Math.min(r, r + step) == BELOW ? f.floor : f.ceiling;
      double at = (bound - offset) / slope;
      double error = f.error(at) / (Math.abs(slope) - f.slopeError) * 1.01 + 8 * U * Math.abs(at);
      if (!breakpoint(f, at, error, bound)) {
        return false;
      }
      piece(f, r + step, slope, offset);
    }
    return true;
  }

  /** The region next to a bound on the side of another region; on both ends the same, inside. */
  private static int towards(int on, int other) {
    return other == on ? INSIDE : on + Integer.signum(other - on);
  }

  /**
   * Whether the sign of an outer slope is open; units that are never active leave an exact zero.
   */
  private static boolean unclear(CoreMap f, int piece) {
    return f.slope[piece] != 0 && Math.abs(f.slope[piece]) <= f.slopeError;
  }

  /** The region of a value at x; unclear when it is within a positive error of a bound. */
  private static int region(CoreMap f, double x, double v) {
    double e = f.error(x);
    boolean near = Math.abs(v - f.floor) <= e || Math.abs(v - f.ceiling) <= e;
    return near && e > 0 ? UNCLEAR : compare(f, v);
  }

  private static int compare(CoreMap f, double v) {
    if (v <= f.floor) {
      return v < f.floor ? BELOW : ON_FLOOR;
    }
    return v < f.ceiling ? INSIDE : v == f.ceiling ? ON_CEILING : ABOVE;
  }

  /** The region at an infinite end; side is 1 on the right and -1 on the left. */
  private static int end(CoreMap f, double slope, double offset, int side) {
    if (slope == 0) {
      return compare(f, offset);
    }
    if (slope * side > 0) {
      return f.ceiling < Double.POSITIVE_INFINITY ? ABOVE : INSIDE;
    }
    return f.floor > Double.NEGATIVE_INFINITY ? BELOW : INSIDE;
  }

  private static void piece(CoreMap f, int region, double slope, double offset) {
    f.slope[f.m] = region == INSIDE ? slope : 0;
    f.offset[f.m] = region == INSIDE ? offset : region == BELOW ? f.floor : f.ceiling;
  }

  private static boolean breakpoint(CoreMap f, double x, double radius, double value) {
    if (f.m > 0 && !(f.x[f.m - 1] + f.radius[f.m - 1] < x - radius)) {
      return false;
    }
    f.x[f.m] = x;
    f.radius[f.m] = radius;
    f.value[f.m++] = value;
    return true;
  }

  /** Breakpoints inside a clamped stretch are none: both neighbours are the same constant. */
  private static void mergeFlat(CoreMap f) {
    int m = 0;
    for (int i = 0; i < f.m; i++) {
      boolean inside = f.slope[m] == 0 && f.slope[i + 1] == 0 && f.offset[m] == f.offset[i + 1];
      if (!inside) {
        f.x[m] = f.x[i];
        f.radius[m] = f.radius[i];
        f.value[m] = f.value[i];
        m++;
        f.slope[m] = f.slope[i + 1];
        f.offset[m] = f.offset[i + 1];
      }
    }
    f.m = m;
  }
}
