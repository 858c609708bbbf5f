package org.liyorke.proof;

import java.util.List;

/**
 * Intervals T_0, ..., T_(L-1), each within one piece of f, with f(T_i) = T_(i+1) and f(T_(L-1))
 * inside T_0, where f^L increases: an attracting cycle with a neighbourhood, or an escape to
 * infinity. An orbit that enters stays, and since the increasing affine map f^L has no periodic
 * points but fixed ones, the periods inside are divisors of L.
 *
 * @param phases the intervals T_i
 */
record Trap(List<Phase> phases) {
  /** The closed interval [lo, hi], of positive length. */
  record Phase(Point lo, Point hi) {
    boolean contains(Point a, Point b) {
      return lo.compareTo(a) <= 0 && b.compareTo(hi) <= 0;
    }
  }

  /** Whether one interval of the traps holds all of [a, b]. */
  static boolean anyContains(List<Trap> traps, Point a, Point b) {
    for (Trap trap : traps) {
      for (Phase phase : trap.phases) {
        if (phase.contains(a, b)) {
          return true;
        }
      }
    }
    return false;
  }
}
