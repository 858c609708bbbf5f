package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds rings of intervals that f maps monotonically into themselves: W_0 in a lap of f, W_(i+1) =
 * f(W_i) in a lap each, and W_p inside W_0. A periodic orbit that meets the ring stays in it and is
 * one of the monotone map f^p on W_0, so its period divides p, or 2p where f^p decreases. Nothing
 * is asked of the slopes.
 *
 * <p>Orbits are followed in double precision until the laps they visit repeat; around the last
 * points of an orbit the ends of W_0 are guessed as far out as they seem to hold, and proven in
 * exact arithmetic.
 */
final class MonotoneRings {
  private static final int MAX_PERIOD = 512;
  private static final int FIRST_LOOK = 12;
  private static final int STEPS = 4_000;

  /** The share of the way to the end of the lap is halved at most so often. */
  private static final int HALVINGS = 48;

  private static final int PROOFS = 6;

  /** Slack of a guess, so that exact arithmetic decides where f^p is the identity. */
  private static final double SLACK = 0x1p-44;

  private final PiecewiseLinearMap f;
  private final CoreMap guess;
  private final Rational[] lapEnds;
  private final double[] ends;
  private final double[] orbit = new double[STEPS];
  private final int[] laps = new int[STEPS];
  private final List<Interval> found = new ArrayList<>();

  /** Ends of the intervals found, for guesses: left end to right end. */
  private final TreeMap<Double, Double> settled = new TreeMap<>();

  /** One interval W_i of a ring; {@code period} is p or 2p, the same for the whole ring. */
  record Interval(Rational from, Rational to, int period) {}

  /**
   * A search on the core.
   *
   * @param lapEnds the ends of the core and its turning points, in increasing order
   * @param guess f in double precision
   */
  MonotoneRings(PiecewiseLinearMap f, Rational[] lapEnds, CoreMap guess) {
    this.f = f;
    this.guess = guess;
    this.lapEnds = lapEnds;
    ends = new double[lapEnds.length];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = lapEnds[i].approximation();
    }
  }

  List<Interval> found() {
    return found;
  }

  /** Follows one orbit and adds the ring it ends in. */
  void follow(double start) {
    int next = FIRST_LOOK;
    double v = start;
    for (int n = 0; n < STEPS && v >= guess.lo && v <= guess.hi && !settled(v); n++) {
      orbit[n] = v;
      laps[n] = lap(v);
      if (n == next) {
        if (recurrent(n)) {
          return;
        }
        next += next / 2;
      }
      v = guess.apply(v);
    }
  }

  private boolean settled(double v) {
    Map.Entry<Double, Double> below = settled.lowerEntry(v);
    return below != null && v < below.getValue();
  }

  private int lap(double v) {
    int low = 0;
    int high = ends.length - 2;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (ends[mid] <= v) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  /** Takes the period of the laps over the later half of the orbit and tries to close a ring. */
  private boolean recurrent(int n) {
    for (int p = 1; p <= Math.min(MAX_PERIOD, n / 4); p++) {
      if (repeats(n, p)) {
        return enclose(n, p);
      }
    }
    return false;
  }

  private boolean repeats(int n, int p) {
    for (int i = n; i > n / 2; i--) {
      if (laps[i] != laps[i - p]) {
        return false;
      }
    }
    return true;
  }

  private boolean enclose(int n, int p) {
    double low = orbit[n];
    double high = low;
    int sign = 1;
    for (int i = n - p; i < n; i++) {
      sign *= direction(laps[i]);
    }
    for (int i = n; i > n / 2; i -= p) {
      low = Math.min(low, orbit[i]);
      high = Math.max(high, orbit[i]);
    }
    return sign < 0 ? encloseFalling(n, p, low, high) : encloseRising(n, p, low, high);
  }

  private int direction(int lap) {
    return f.slope(f.piece(lapEnds[lap])).signum();
  }

  private boolean encloseRising(int n, int p, double low, double high) {
    int i = outermost(n, p, low, ends[laps[n]], 0);
    int j = outermost(n, p, high, ends[laps[n] + 1], 0);
    for (int tries = 0; tries < PROOFS && i <= HALVINGS && j <= HALVINGS; tries++) {
      double a = end(low, ends[laps[n]], i);
      double b = end(high, ends[laps[n] + 1], j);
      if (prove(a, b, n, p, p)) {
        return true;
      }
      i = outermost(n, p, low, ends[laps[n]], i + 1);
      j = outermost(n, p, high, ends[laps[n] + 1], j + 1);
    }
    return false;
  }

  /** The first number of halvings, from one on, at which f^p seems to move the end inwards. */
  private int outermost(int n, int p, double inner, double outer, int from) {
    for (int i = from; i < HALVINGS; i++) {
      double x = end(inner, outer, i);
      double y = returned(x, n, p);
      if ((y - x) * Math.signum(inner - outer) >= -SLACK * Math.abs(x)) {
        return i;
      }
    }
    return Math.max(from, HALVINGS);
  }

  private static double end(double inner, double outer, int halvings) {
    return halvings >= HALVINGS ? inner : inner + Math.scalb(outer - inner, -halvings);
  }

  private boolean encloseFalling(int n, int p, double low, double high) {
    double outer = ends[laps[n]];
    int proofs = 0;
    for (int i = 0; i <= HALVINGS && proofs < PROOFS; i++) {
      double a = end(low, outer, i);
      double b = Math.max(returned(a, n, p), high);
      double wider = b + 0x1p-20 * (b - a);
      for (double end : new double[] {wider, b}) {
        if (returned(end, n, p) >= a - SLACK * Math.abs(a)) {
          proofs++;
          if (prove(a, end, n, p, 2 * p)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** f^p(x) if it visits the laps that the orbit visits from n - p on, else NaN. */
  private double returned(double x, int n, int p) {
    double v = x;
    for (int i = n - p; i < n; i++) {
      if (!(v >= ends[laps[i]] && v <= ends[laps[i] + 1])) {
        return Double.NaN;
      }
      v = guess.apply(v);
    }
    return v;
  }

  private boolean prove(double a, double b, int n, int p, int period) {
    if (!(a < b)) {
      return false;
    }
    // A guess at an end of the lap is its rounding.
    int lap = laps[n - p];
    Rational from = a <= ends[lap] ? lapEnds[lap] : Rational.of(a);
    Rational to = b >= ends[lap + 1] ? lapEnds[lap + 1] : Rational.of(b);
    List<Interval> ring = new ArrayList<>();
    for (int i = n - p; i < n; i++) {
      if (from.compareTo(lapEnds[laps[i]]) < 0 || to.compareTo(lapEnds[laps[i] + 1]) > 0) {
        return false;
      }
      ring.add(new Interval(from, to, period));
      Rational u = f.apply(from);
      Rational v = f.apply(to);
      boolean up = u.compareTo(v) <= 0;
      from = up ? u : v;
      to = up ? v : u;
    }
    Interval start = ring.get(0);
    boolean closed = start.from().compareTo(from) <= 0 && to.compareTo(start.to()) <= 0;
    if (closed) {
      found.addAll(ring);
      for (Interval w : ring) {
        settled.merge(w.from().approximation(), w.to().approximation(), Math::max);
      }
    }
    return closed;
  }
}
