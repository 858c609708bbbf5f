package org.liyorke.dynamics;

import java.util.Arrays;
import org.liyorke.model.Activation;

/**
 * Clamps a map's values from below and above (ReLU or clip on the output): pieces are cut where
 * they cross a bound, and what lies beyond has slope exactly zero.
 *
 * <p>A crossing (v - B) / A is known within error(x) / |A| and the rounding of the quotient; it
 * must stay clear of the neighbouring breakpoints, and a breakpoint's value clear of the bounds,
 * otherwise the clamp is refused and exact arithmetic must decide.
 */
final class OutputClamp {
  private static final double U = 0x1p-53;

  private OutputClamp() {}

  static boolean apply(CoreMap map, Activation output) {
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
    for (int i = 0; i <= m; i++) {
      double from =
          i == 0
              ? endRegion(slope[0], offset[0], -1, floor, ceiling)
              : region(f, x[i - 1], value[i - 1], floor, ceiling);
      double to =
          i == m
              ? endRegion(slope[m], offset[m], 1, floor, ceiling)
              : region(f, x[i], value[i], floor, ceiling);
      if (Double.isNaN(from) || Double.isNaN(to)) {
        return false;
      }
      if (from != to && !(Math.abs(slope[i]) > f.slopeError)) {
        return false;
      }
      piece(f, from, slope[i], offset[i], floor, ceiling);
      for (double r = from; r != to; r += Math.signum(to - from)) {
        double bound = r < 0 || r == 0 && to < 0 ? floor : ceiling;
        double at = (bound - offset[i]) / slope[i];
        double error =
            (f.error(at) / (Math.abs(slope[i]) - f.slopeError)) * 1.01 + 8 * U * Math.abs(at);
        if (!breakpoint(f, at, error, bound)) {
          return false;
        }
        piece(f, r + Math.signum(to - from), slope[i], offset[i], floor, ceiling);
      }
      if (i < m && !breakpoint(f, x[i], radius[i], Math.min(Math.max(value[i], floor), ceiling))) {
        return false;
      }
    }
    f.floor = floor;
    f.ceiling = ceiling;
    mergeFlat(f);
    return true;
  }

  /**
   * Whether the sign of an outer slope is open; units that are never active leave an exact zero.
   */
  private static boolean unclear(CoreMap f, int piece) {
    return f.slope[piece] != 0 && Math.abs(f.slope[piece]) <= f.slopeError;
  }

  /** -1 below the floor, 0 between, 1 above the ceiling; NaN when the error bound does not tell. */
  private static double region(CoreMap f, double x, double v, double floor, double ceiling) {
    double e = f.error(x);
    if (Math.abs(v - floor) <= e || Math.abs(v - ceiling) <= e) {
      return Double.NaN;
    }
    return v < floor ? -1 : v > ceiling ? 1 : 0;
  }

  private static double endRegion(
      double slope, double offset, int side, double floor, double ceiling) {
    if (slope == 0) {
      return offset < floor
          ? -1
          : offset > ceiling ? 1 : offset == floor || offset == ceiling ? Double.NaN : 0;
    }
    if (slope * side > 0) {
      return ceiling < Double.POSITIVE_INFINITY ? 1 : 0;
    }
    return floor > Double.NEGATIVE_INFINITY ? -1 : 0;
  }

  private static void piece(
      CoreMap f, double region, double slope, double offset, double floor, double ceiling) {
    f.slope[f.m] = region == 0 ? slope : 0;
    f.offset[f.m] = region == 0 ? offset : region < 0 ? floor : ceiling;
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
