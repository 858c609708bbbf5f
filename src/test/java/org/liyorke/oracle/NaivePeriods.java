package org.liyorke.oracle;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.proof.ExactMap;
import org.liyorke.proof.Rational;

/**
 * Periodic points and witnesses by the shortest road: compose f^t on the whole line, solve on every
 * piece, try every candidate by applying f. Slow, without any pruning, for comparison with the
 * faster searches.
 */
public final class NaivePeriods {
  private NaivePeriods() {}

  /** Whether f has a point of least period t. */
  public static boolean hasLeastPeriod(ExactMap f, int t) {
    ExactMap power = f.iterate(t);
    for (int i = 0; i < power.pieces(); i++) {
      for (Rational x : candidates(f, power, i, t)) {
        if (leastPeriod(f, x, t) == t) {
          return true;
        }
      }
    }
    return false;
  }

  /** Points of piece i among which there is one of least period t if the closed piece holds any. */
  private static List<Rational> candidates(ExactMap f, ExactMap power, int i, int t) {
    Rational left = i == 0 ? null : power.breakpoint(i - 1);
    Rational right = i == power.pieces() - 1 ? null : power.breakpoint(i);
    if (!power.slope(i).equals(Rational.ONE)) {
      Rational x = power.intercept(i).dividedBy(Rational.ONE.minus(power.slope(i)));
      boolean inside =
          (left == null || left.compareTo(x) <= 0) && (right == null || x.compareTo(right) <= 0);
      return inside ? List.of(x) : List.of();
    }
    return power.intercept(i).signum() == 0 ? inside(f, left, right, t) : List.of();
  }

  /**
   * f^t is the identity on [left, right], but the lower iterates may have breakpoints there,
   * between any two of which each of them either is the identity or has at most one fixed point: t
   * + 1 points inside each stretch suffice.
   */
  private static List<Rational> inside(ExactMap f, Rational left, Rational right, int t) {
    List<Rational> cuts = new ArrayList<>();
    for (int s = 1; s < t; s++) {
      ExactMap power = f.iterate(s);
      for (int i = 0; i + 1 < power.pieces(); i++) {
        Rational x = power.breakpoint(i);
        if ((left == null || x.compareTo(left) > 0) && (right == null || x.compareTo(right) < 0)) {
          cuts.add(x);
        }
      }
    }
    cuts.sort(null);
    Rational far = Rational.of(1L << 40);
    Rational first = !cuts.isEmpty() ? cuts.get(0) : right != null ? right : Rational.ZERO;
    Rational from = left != null ? left : first.minus(far);
    Rational to =
        right != null ? right : (cuts.isEmpty() ? from : cuts.get(cuts.size() - 1)).plus(far);
    cuts.add(0, from);
    cuts.add(to);
    List<Rational> result = new ArrayList<>(cuts);
    for (int i = 0; i + 1 < cuts.size(); i++) {
      Rational step = cuts.get(i + 1).minus(cuts.get(i)).dividedBy(Rational.of(t + 2));
      for (int j = 1; j <= t + 1; j++) {
        result.add(cuts.get(i).plus(step.times(Rational.of(j))));
      }
    }
    return result;
  }

  private static int leastPeriod(ExactMap f, Rational x, int t) {
    Rational y = x;
    for (int s = 1; s <= t; s++) {
      y = f.at(y);
      if (y.equals(x)) {
        return s;
      }
    }
    return 0;
  }

  /**
   * Whether some x has g^n(x) &lt;= x &lt; g(x), or both reversed, for g = f^(2^m): then one of the
   * ends of the pieces of g^n does, or all points far enough out.
   */
  public static boolean hasOddWitness(ExactMap f, int m, int n) {
    return oddWitness(f, m, n) != null;
  }

  /** Such an x, or null. */
  public static Rational oddWitness(ExactMap f, int m, int n) {
    ExactMap g = f.iterate(1 << m);
    ExactMap power = g.iterate(n);
    List<Rational> points = new ArrayList<>();
    Rational far = Rational.ONE;
    for (ExactMap map : List.of(g, power)) {
      for (int i = 0; i < map.pieces(); i++) {
        far = outOf(far, map, i);
        if (i > 0) {
          points.add(map.breakpoint(i - 1));
        }
      }
    }
    points.add(far);
    points.add(far.negated());
    return points.stream().filter(x -> isWitness(power, g, x)).findFirst().orElse(null);
  }

  private static Rational outOf(Rational far, ExactMap map, int i) {
    Rational result = far;
    if (i > 0) {
      Rational x = map.breakpoint(i - 1);
      result = max(result, x.signum() < 0 ? x.negated() : x);
    }
    if (!map.slope(i).equals(Rational.ONE)) {
      Rational x = map.intercept(i).dividedBy(Rational.ONE.minus(map.slope(i)));
      result = max(result, x.signum() < 0 ? x.negated() : x);
    }
    return result.plus(Rational.ONE);
  }

  private static Rational max(Rational a, Rational b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static boolean isWitness(ExactMap power, ExactMap g, Rational x) {
    int h = power.at(x).compareTo(x);
    int first = g.at(x).compareTo(x);
    return h <= 0 && first > 0 || h >= 0 && first < 0;
  }
}
