package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * A piecewise linear map in double precision on a closed interval [lo, hi], with proven error
 * bounds: breakpoints x[0] &lt; ... &lt; x[m-1] inside (lo, hi), and f(v) = A[i] v + B[i] on piece
 * i, which ends at x[i].
 *
 * <p>For v in [lo, hi] the computed value is within {@link #error}(v) = errorSlope |v| +
 * errorOffset of the true one, whichever of two neighbouring pieces is used near a breakpoint; the
 * true slope on piece i is within slopeError of A[i]; the true breakpoint i is within radius[i] of
 * x[i]. An output activation clamps values to [floor, ceiling] (infinite where there is no clamp);
 * pieces cut off by it have slope exactly zero, which is why their error is zero.
 *
 * <p>Mutable so that a decider can reuse it; not thread-safe.
 */
final class CoreMap {
  int m;
  double[] x = new double[64];
  double[] radius = new double[64];
  double[] slope = new double[65];
  double[] offset = new double[65];

  /**
   * Value at breakpoint i, clamped; exact where it is a clamp's bound, within error(x[i])
   * elsewhere.
   */
  double[] value = new double[64];

  double lo;
  double hi;
  double errorSlope;
  double errorOffset;
  double slopeError;
  double floor;
  double ceiling;

  /** After {@link #index}: breakpoints where the sign of the slope changes, from left to right. */
  int turns;

  int[] turn = new int[16];

  private final PieceIndex pieces = new PieceIndex();

  void reserve(int breakpoints) {
    if (breakpoints > x.length) {
      int n = Math.max(breakpoints, 2 * x.length);
      x = new double[n];
      radius = new double[n];
      value = new double[n];
      slope = new double[n + 1];
      offset = new double[n + 1];
    }
  }

  /** The piece that holds v: the number of breakpoints below v. */
  int piece(double v) {
    int low = 0;
    int high = m;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (x[mid] < v) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  /**
   * Finds the turning points and readies {@link #pieceAt} and {@link #range}; called once the map
   * is complete, with finite lo and hi.
   *
   * @return false when the sign of a slope is open
   */
  boolean index() {
    pieces.lay(x, m, lo, hi);
    turns = 0;
    double before = slope[0];
    boolean clear = !unclear(before);
    for (int i = 1; i <= m; i++) {
      double after = slope[i];
      // The branch is seldom taken; what it takes in needlessly is sorted out inside.
      if (!(before * after > 0) || Math.abs(after) <= slopeError) {
        clear &= !unclear(after);
        if (Math.signum(before) != Math.signum(after)) {
          addTurn(i - 1);
        }
      }
      before = after;
    }
    return clear;
  }

  private void addTurn(int breakpoint) {
    if (turns == turn.length) {
      turn = Arrays.copyOf(turn, 2 * turns);
    }
    turn[turns++] = breakpoint;
  }

  /** A slope of exactly zero is a flat piece; any other must be told from zero. */
  private boolean unclear(double s) {
    return Math.abs(s) <= slopeError && s != 0;
  }

  /**
   * After {@link #index}: 1, -1 or 0 as f increases, decreases or is constant on lap i, i = 0 ..
   * turns.
   */
  int lapDirection(int lap) {
    return (int) Math.signum(slope[lap == 0 ? 0 : turn[lap - 1] + 1]);
  }

  /** As {@link #piece}, after {@link #index}, for v in [lo, hi]. */
  int pieceAt(double v) {
    return pieces.find(x, m, v);
  }

  double apply(double v) {
    return applyOn(piece(v), v);
  }

  double applyOn(int i, double v) {
    return Math.min(Math.max(Math.fma(slope[i], v, offset[i]), floor), ceiling);
  }

  double error(double v) {
    return Math.fma(errorSlope, Math.abs(v), errorOffset);
  }

  /** Whether a value is a clamp's, which it is exactly on a flat piece and at its ends. */
  boolean isBound(double v) {
    return v == floor || v == ceiling;
  }

  /** A bound of the error of value[i]: none where the value is a clamp's. */
  double valueError(int i) {
    return isBound(value[i]) ? 0 : error(x[i]);
  }

  /**
   * An upper bound of |f'| on [v - r, v + r], breakpoints taken with their radii; v lies on piece
   * i.
   */
  double steepness(int i, double v, double r) {
    double s = Math.abs(slope[i]);
    for (int t = i; t > 0 && v - r <= x[t - 1] + radius[t - 1]; t--) {
      s = Math.max(s, Math.abs(slope[t - 1]));
    }
    for (int t = i; t < m && v + r >= x[t] - radius[t]; t++) {
      s = Math.max(s, Math.abs(slope[t + 1]));
    }
    return s == 0 ? 0 : s + slopeError;
  }

  /** After {@link #index}: the lap that holds v, counted from 0 at the left. */
  int lap(double v) {
    return firstTurnFrom(v);
  }

  private int firstTurnFrom(double v) {
    int t = 0;
    while (t < turns && x[turn[t]] < v) {
      t++;
    }
    return t;
  }

  /** After {@link #index}: whether no turning point lies inside [a, b], radii included. */
  boolean monotone(double a, double b) {
    int t = firstTurnFrom(a);
    boolean left = t == 0 || x[turn[t - 1]] + radius[turn[t - 1]] < a;
    boolean right = t == turns || x[turn[t]] - radius[turn[t]] > b;
    return left && right;
  }

  /**
   * Bounds of f on the part of [from, to] inside the core, after {@link #index}.
   *
   * @param out gets the lower and the upper bound
   * @return false when the part is empty
   */
  boolean range(double from, double to, double[] out) {
    double a = Math.max(from, lo);
    double b = Math.min(to, hi);
    if (!(a <= b)) {
      return false;
    }
    double p = applyOn(pieceAt(a), a);
    double q = applyOn(pieceAt(b), b);
    double least = Math.min(p, q);
    double most = Math.max(p, q);
    for (int t = firstTurnFrom(a); t < turns && x[turn[t]] <= b; t++) {
      double v = value[turn[t]];
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    // The extreme of a linear piece over a part of it is taken at the part's ends; error() is
    // convex, so it is
    // largest at the ends as well, and a kink's own value error is not above it.
    double e = Math.max(error(a), error(b));
    out[0] = Math.max(Math.nextDown(least - e), floor);
    out[1] = Math.min(Math.nextUp(most + e), ceiling);
    return true;
  }
}
