package org.liyorke.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for traps by following the orbits of the borders of the cells: an attracting cycle of a
 * piecewise linear map attracts one of them. What is found is verified exactly; how it is guessed
 * needs no justification.
 */
final class TrapSearch {
  /** Steps after which a trap is looked for, doubling up to here; also the longest cycle. */
  private static final int MAX_STEPS = 1024;

  private static final int END_BITS = 96;

  private final Cover cover;
  private final long maxWork;
  private final List<Trap> traps = new ArrayList<>();
  private long work;

  private TrapSearch(Cover cover, long maxWork) {
    this.cover = cover;
    this.maxWork = maxWork;
  }

  /** The traps found within a work limit. */
  static List<Trap> find(Cover cover, long maxWork) {
    TrapSearch search = new TrapSearch(cover, maxWork);
    search.follow();
    return search.traps;
  }

  private void follow() {
    List<Point> waiting = new ArrayList<>();
    for (int i = 0; i <= cover.size() && cover.size() > 0; i++) {
      if (!cover.border(i).isInfinite()) {
        waiting.add(cover.border(i));
      }
    }
    int done = 0;
    for (int steps = 4; steps <= MAX_STEPS && work <= maxWork; steps *= 2) {
      List<Point> next = new ArrayList<>();
      for (Point p : waiting) {
        Point q = advance(p, steps - done);
        if (q != null && !look(q, steps)) {
          next.add(q);
        }
      }
      waiting = next;
      done = steps;
    }
  }

  /** The point after some steps; null when it left the live cells or fell into a known trap. */
  private Point advance(Point p, int steps) {
    Point q = p;
    for (int i = 0; i < steps && work <= maxWork; i++) {
      q = q.image(cover.function());
      count(q);
      if (!cover.isLive(cover.cellBelow(q)) && !cover.isLive(cover.cellAbove(q))
          || Trap.anyContains(traps, q, q)) {
        return null;
      }
    }
    return q;
  }

  private void count(Point p) {
    work += 1 + (p.isInfinite() ? 0 : p.value().bits() / 64);
  }

  /** Looks for a trap around the point, with a cycle of at most so many steps; keeps it. */
  private boolean look(Point start, int steps) {
    Point q = start;
    ExactMap.Affine map = ExactMap.Affine.IDENTITY;
    List<Integer> cells = new ArrayList<>();
    for (int length = 1; length <= steps && work <= maxWork; length++) {
      int cell = cover.cellBelow(q);
      if (q.isInfinite() || cell != cover.cellAbove(q) || !cover.isLive(cell)) {
        return false;
      }
      cells.add(cell);
      map = cover.map(cell).of(map);
      count(Point.of(map.intercept()));
      q = q.image(cover.function());
      // Ordered maps have cycles of length 2^n only; a negative slope is positive after twice the
      // steps.
      boolean candidate = Integer.bitCount(length) == 1 && map.slope().signum() > 0;
      if (candidate && cover.cellBelow(q) == cells.get(0) && keep(start.value(), map, cells)) {
        return true;
      }
    }
    return false;
  }

  private boolean keep(Rational y, ExactMap.Affine map, List<Integer> cells) {
    for (Trap.Phase guess : guesses(y, map)) {
      Trap trap = verified(guess, cells);
      if (trap != null) {
        return traps.add(trap);
      }
    }
    return false;
  }

  private static List<Trap.Phase> guesses(Rational y, ExactMap.Affine map) {
    int direction = map.displacementSign(y);
    if (direction == 0) {
      return List.of();
    }
    if (map.slope().compareTo(Rational.ONE) >= 0) {
      return List.of(
          direction > 0
              ? new Trap.Phase(Point.of(y), Point.infinity(true))
              : new Trap.Phase(Point.infinity(false), Point.of(y)));
    }
    Rational x = map.fixedPoint();
    Rational other = x.plus(x).minus(y);
    Rational lo = direction > 0 ? y : other;
    Rational hi = direction > 0 ? other : y;
    Trap.Phase both = phase(lo.roundedUp(END_BITS), hi.roundedDown(END_BITS));
    return List.of(both, direction > 0 ? phase(y, x) : phase(x, y));
  }

  private static Trap.Phase phase(Rational lo, Rational hi) {
    return new Trap.Phase(Point.of(lo), Point.of(hi));
  }

  private Trap verified(Trap.Phase first, List<Integer> cells) {
    List<Trap.Phase> phases = new ArrayList<>();
    Trap.Phase phase = first;
    for (int cell : cells) {
      boolean inside =
          new Trap.Phase(cover.border(cell), cover.border(cell + 1))
              .contains(phase.lo(), phase.hi());
      if (!inside || phase.lo().compareTo(phase.hi()) >= 0) {
        return null;
      }
      phases.add(phase);
      Point a = phase.lo().image(cover.function());
      Point b = phase.hi().image(cover.function());
      phase = a.compareTo(b) <= 0 ? new Trap.Phase(a, b) : new Trap.Phase(b, a);
    }
    return first.contains(phase.lo(), phase.hi()) ? new Trap(phases) : null;
  }
}
