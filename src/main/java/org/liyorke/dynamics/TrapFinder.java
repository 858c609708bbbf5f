package org.liyorke.dynamics;

import java.util.Arrays;
import java.util.List;

/**
 * Finds attracting cycles by following the orbits of turning points and proves a trap around each:
 * intervals W_0, ..., W_(p-1) with f(W_i) inside W_(i+1), f(W_(p-1)) inside W_0, on which the
 * slopes' product is below one. All orbits in a trap converge to its one periodic orbit, whose
 * period divides p; no other periodic orbit meets it. Where f is known on a core only, that holds
 * for the periodic orbits, which lie inside the core: the part of W_i in the core is an interval.
 */
final class TrapFinder {
  private static final int MAX_PERIOD = 256;
  private static final int FIRST_LOOK = 12;
  private static final int STEPS = 1500;
  private static final int GROWTHS = 40;
  private static final int FAILED_GROWTHS = 10;
  private static final double CLOSE = 0.1;

  /** No simple ratio, so that a trap does not end in a point of the orbit it was found from. */
  private static final double REACH = 1.3713;

  /**
   * Every W_i is wider than the image of the one before by this share and some units in the last
   * place, so that ends are not mapped near ends, nor points of a flat lap onto them.
   */
  private static final double MARGIN = 1e-4;

  private final double[] orbit = new double[STEPS + MAX_PERIOD + 1];
  private final double[] slopes = new double[STEPS + MAX_PERIOD + 1];
  private final double[] image = new double[3];
  private final double[] from = new double[MAX_PERIOD];
  private final double[] to = new double[MAX_PERIOD];
  private final double[] goodFrom = new double[MAX_PERIOD];
  private final double[] goodTo = new double[MAX_PERIOD];

  /** One trap interval; {@code period} is the same for all intervals of one trap. */
  record Trap(double from, double to, int period) {
    boolean contains(double v) {
      return v > from && v < to;
    }
  }

  /**
   * Follows one orbit and adds the trap it ends in.
   *
   * @param guess f in double precision, to follow the orbit; need not be rigorous
   * @param rigorous f for the proof
   * @param start first point
   * @param traps known traps; an orbit that enters one adds nothing
   */
  void follow(CoreMap guess, IntervalMap rigorous, double start, List<Trap> traps) {
    int n = 0;
    double v = start;
    int next = FIRST_LOOK;
    for (; n < orbit.length && v >= guess.lo && v <= guess.hi; n++) {
      orbit[n] = v;
      if (trapped(v, traps)) {
        return;
      }
      if (n == next) {
        if (recurrent(rigorous, n, traps)) {
          return;
        }
        next += next / 2;
      }
      int piece = guess.piece(v);
      slopes[n] = guess.slope[piece];
      v = guess.applyOn(piece, v);
    }
  }

  private static boolean trapped(double v, List<Trap> traps) {
    for (int i = 0; i < traps.size(); i++) {
      if (traps.get(i).contains(v)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the period p for which orbit[n - p] is closest to orbit[n] after a contraction, and
   * proves the trap.
   */
  private boolean recurrent(IntervalMap rigorous, int n, List<Trap> traps) {
    double last = orbit[n];
    double closest = CLOSE * spread(n);
    double product = 1;
    double contraction = 1;
    int period = 0;
    for (int p = 1; p <= Math.min(MAX_PERIOD, n); p++) {
      product *= slopes[n - p];
      double gap = Math.abs(last - orbit[n - p]);
      // A multiple of the period is no better than the period itself, but for rounding.
      if (gap <= (period == 0 ? closest : 0.5 * closest - 4 * Math.ulp(last))
          && Math.abs(product) < 1) {
        closest = gap;
        contraction = product;
        period = p;
      }
    }
    if (period == 0) {
      return false;
    }
    double gap = last - orbit[n - period];
    double centre = last + gap * contraction / (1 - contraction);
    double reach = REACH * Math.abs(gap) / (1 - Math.abs(contraction)) + 8 * Math.ulp(last);
    return prove(rigorous, centre, reach, period, traps);
  }

  /** How far the later half of the orbit spreads: the scale on which two points count as close. */
  private double spread(int n) {
    double low = orbit[n];
    double high = orbit[n];
    for (int i = n / 2; i < n; i++) {
      low = Math.min(low, orbit[i]);
      high = Math.max(high, orbit[i]);
    }
    return high - low;
  }

  /** Proves a trap of half width reach around the centre, then widens it while the proof holds. */
  private boolean prove(IntervalMap f, double centre, double reach, int p, List<Trap> traps) {
    double r = reach;
    boolean found = false;
    for (int g = 0; g < GROWTHS; g++, r *= found ? 3 : 8) {
      if (holds(f, centre - r, centre + r, p)) {
        found = true;
        System.arraycopy(from, 0, goodFrom, 0, p);
        System.arraycopy(to, 0, goodTo, 0, p);
      } else if (found || g > FAILED_GROWTHS) {
        break;
      }
    }
    for (int i = 0; found && i < p; i++) {
      traps.add(new Trap(goodFrom[i], goodTo[i], p));
    }
    return found;
  }

  private boolean holds(IntervalMap f, double a, double b, int p) {
    double product = 1;
    Arrays.fill(image, 0);
    from[0] = a;
    to[0] = b;
    for (int i = 0; i < p; i++) {
      if (!f.enclose(from[i], to[i], image)) {
        return false;
      }
      product = Math.nextUp(product * image[2]);
      double margin =
          MARGIN * (image[1] - image[0])
              + 8 * Math.ulp(Math.max(Math.abs(image[0]), Math.abs(image[1])));
      image[0] -= margin;
      image[1] += margin;
      if (i + 1 < p) {
        from[i + 1] = image[0];
        to[i + 1] = image[1];
      }
    }
    return product < 1 && image[0] > a && image[1] < b;
  }
}
