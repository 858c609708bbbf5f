package org.liyorke.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides by exact enumeration whether a piecewise linear map has a point of a given least period.
 *
 * <p>The cells of {@link Cover} are pushed forward: a piece on which f^s is affine and runs within
 * one cell is mapped on and cut where its image crosses the border of a cell. Images outside the
 * core, or in cells that no periodic orbit can visit together with the first one, end a piece. On
 * what is left after t steps h(x) = f^t(x) - x is affine, and so are h_d(x) = f^d(x) - x for the
 * divisors d of t; h_d = 0 implies h = 0. So their signs at the two ends decide:
 *
 * <ul>
 *   <li>h identically zero: there is a point of least period t inside unless some h_d is
 *       identically zero, too (each of the others has at most one zero);
 *   <li>h zero at a finite end: it has least period t unless some h_d is zero there;
 *   <li>h of strictly opposite signs at the ends: its only zero has least period t unless some h_d
 *       also has strictly opposite signs (then its zero is that of h).
 * </ul>
 */
public final class Enumeration {
  /** A limit that settles every map met in practice within seconds. */
  public static final long DEFAULT_WORK = 20_000_000;

  /**
   * Work of the first attempt; a later one has smaller cells, of which fewer hold periodic points,
   * and more work.
   */
  private static final long FIRST_WORK = 100_000;

  private static final int REFINEMENTS = 6;
  private static final int MAX_CELLS = 20_000;

  private final Cover cover;
  private final int t;
  private final int[] divisors;
  private final long maxWork;
  private long work;

  private Enumeration(Cover cover, int t, long maxWork) {
    this.cover = cover;
    this.t = t;
    this.divisors = maximalDivisors(t);
    this.maxWork = maxWork;
  }

  /**
   * Whether f has a point of least period t on the real line.
   *
   * @param t at least 1
   * @param maxWork limit on the number of pieces, long numbers counting once per 64 bits
   */
  public static Finding leastPeriod(ExactMap f, int t, long maxWork) {
    return leastPeriod(new Cover(f), t, maxWork);
  }

  static Finding leastPeriod(Cover cover, int t, long maxWork) {
    if (!(t >= 1)) {
      throw new IllegalArgumentException("period " + t + ": must be at least 1");
    }
    Cover cells = cover;
    long limit = Math.min(FIRST_WORK, maxWork);
    Finding finding = search(cells, t, limit);
    while (finding == Finding.OPEN && limit < maxWork) {
      for (int i = 0; i < REFINEMENTS && cells.size() <= MAX_CELLS; i++) {
        cells = cells.refined();
      }
      limit = Math.min(4 * limit, maxWork);
      finding = search(cells, t, limit);
    }
    return finding;
  }

  private static Finding search(Cover cover, int t, long maxWork) {
    Enumeration search = new Enumeration(cover, t, maxWork);
    for (int cell = 0; cell < cover.size(); cell++) {
      if (cover.isLive(cell) && search.visitCell(cell)) {
        return Finding.YES;
      }
    }
    return search.work > maxWork ? Finding.OPEN : Finding.NO;
  }

  /**
   * The largest proper divisors of t, those t / p for a prime p: every proper divisor divides one
   * of them.
   */
  static int[] maximalDivisors(int t) {
    List<Integer> result = new ArrayList<>();
    int rest = t;
    for (int p = 2; p <= rest; p++) {
      if (rest % p == 0) {
        result.add(t / p);
      }
      while (rest % p == 0) {
        rest /= p;
      }
    }
    return result.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * A closed interval [u, v] on which f^s is the map {@code map}; the ends move to fu and fv, the
   * image lies in a cell.
   *
   * @param powers f^d for those maximal divisors d of t that have been passed
   */
  private record Piece(
      Point u,
      Point v,
      Point fu,
      Point fv,
      ExactMap.Affine map,
      int cell,
      ExactMap.Affine[] powers) {
    /** The part whose ends move to yu and yv. */
    Piece part(Point yu, Point yv, int imageCell) {
      return new Piece(
          yu == fu ? u : preimage(map, yu),
          yv == fv ? v : preimage(map, yv),
          yu,
          yv,
          map,
          imageCell,
          powers);
    }
  }

  private boolean visitCell(int cell) {
    Point u = cover.border(cell);
    Point v = cover.border(cell + 1);
    ExactMap.Affine[] none = new ExactMap.Affine[divisors.length];
    return visit(new Piece(u, v, u, v, ExactMap.Affine.IDENTITY, cell, none), cell, 0);
  }

  /** Whether the piece, of f^s, holds a point of least period t. */
  private boolean visit(Piece piece, int start, int s) {
    ExactMap.Affine map = cover.map(piece.cell).of(piece.map);
    work += 1 + map.intercept().bits() / 64;
    if (work > maxWork) {
      return false;
    }
    ExactMap f = cover.function();
    Point fu = piece.fu.image(f);
    Point fv = piece.fv.image(f);
    ExactMap.Affine[] powers = passed(piece.powers, s + 1, map);
    if (s + 1 == t) {
      return holdsPeriodicPoint(piece.u, piece.v, fu, fv, map, powers);
    }
    return visitCells(new Piece(piece.u, piece.v, fu, fv, map, -1, powers), start, s + 1);
  }

  private ExactMap.Affine[] passed(ExactMap.Affine[] powers, int s, ExactMap.Affine map) {
    ExactMap.Affine[] result = powers;
    for (int i = 0; i < divisors.length; i++) {
      if (divisors[i] == s) {
        result = result.clone();
        result[i] = map;
      }
    }
    return result;
  }

  /**
   * Cuts a piece at the borders that its image crosses and goes on with the parts a periodic orbit
   * may visit.
   */
  private boolean visitCells(Piece piece, int start, int s) {
    boolean rising = piece.fu.compareTo(piece.fv) <= 0;
    Point low = rising ? piece.fu : piece.fv;
    Point high = rising ? piece.fv : piece.fu;
    int to = cover.cellBelow(high);
    // For a single image point on a border any cell that holds it will do (see Cover).
    int from = low.equals(high) ? to : cover.cellAbove(low);
    boolean found = false;
    for (int cell = Math.max(from, 0); cell <= Math.min(to, cover.size() - 1) && !found; cell++) {
      if (cover.sameComponent(cell, start)) {
        Point yLow = cover.border(cell).compareTo(low) > 0 ? cover.border(cell) : low;
        Point yHigh = cover.border(cell + 1).compareTo(high) < 0 ? cover.border(cell + 1) : high;
        found = visit(piece.part(rising ? yLow : yHigh, rising ? yHigh : yLow, cell), start, s);
      }
    }
    return found;
  }

  private static Point preimage(ExactMap.Affine map, Point y) {
    return Point.of(map.solve(y.value()));
  }

  private static boolean holdsPeriodicPoint(
      Point u, Point v, Point fu, Point fv, ExactMap.Affine map, ExactMap.Affine[] powers) {
    if (map.isIdentity() && u.compareTo(v) < 0) {
      return noneIsIdentity(powers);
    }
    int atU = u.isInfinite() ? u.displacementSign(map) : fu.compareTo(u);
    int atV = v.isInfinite() ? v.displacementSign(map) : fv.compareTo(v);
    return atU == 0 && noneIsFixed(powers, u)
        || atV == 0 && noneIsFixed(powers, v)
        || atU * atV < 0 && noneChangesSign(powers, u, v);
  }

  private static boolean noneIsIdentity(ExactMap.Affine[] powers) {
    for (ExactMap.Affine power : powers) {
      if (power.isIdentity()) {
        return false;
      }
    }
    return true;
  }

  private static boolean noneIsFixed(ExactMap.Affine[] powers, Point p) {
    for (ExactMap.Affine power : powers) {
      if (p.displacementSign(power) == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean noneChangesSign(ExactMap.Affine[] powers, Point u, Point v) {
    for (ExactMap.Affine power : powers) {
      if (u.displacementSign(power) * v.displacementSign(power) < 0) {
        return false;
      }
    }
    return true;
  }
}
