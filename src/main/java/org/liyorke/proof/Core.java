package org.liyorke.proof;

/**
 * A closed interval of the extended line that holds every periodic orbit of f.
 *
 * <p>The largest point of a periodic orbit satisfies f(x) &lt;= x and the smallest f(x) &gt;= x, so
 * an interval K that holds all periodic orbits may be cut down to [inf {f &gt;= x}, sup {f &lt;=
 * x}]; and a periodic orbit is its own image, so K may be cut down to its intersection with f(K).
 * Ends are rounded outwards, which keeps both statements true and the numbers short; in the end
 * they are moved a little further, so that no periodic point is an end of the core.
 */
final class Core {
  private static final int ROUNDS = 64;
  private static final int PATIENCE = 6;
  private static final int END_BITS = 96;

  private final ExactMap f;
  private Point lo = Point.infinity(false);
  private Point hi = Point.infinity(true);
  private boolean empty;

  private Core(ExactMap f) {
    this.f = f;
  }

  /** The core of f. */
  static Core of(ExactMap f) {
    Core core = new Core(f);
    int idle = 0;
    for (int i = 0; i < ROUNDS && idle < PATIENCE && !core.empty; i++) {
      int before = core.breakpoints();
      core.cutToTurningBack();
      core.cutToImage();
      idle = !core.empty && core.breakpoints() == before ? idle + 1 : 0;
    }
    core.widen();
    return core;
  }

  /** Whether there is no periodic point at all. */
  boolean isEmpty() {
    return empty;
  }

  Point lo() {
    return lo;
  }

  Point hi() {
    return hi;
  }

  /** The piece of f that holds the points just above the lower end. */
  int firstPiece() {
    return lo.isInfinite() ? 0 : Math.min(f.pieceAbove(lo.value()), lastPiece());
  }

  /** The piece of f that holds the points just below the upper end. */
  int lastPiece() {
    return hi.isInfinite() ? f.pieces() - 1 : f.pieceBelow(hi.value());
  }

  private int breakpoints() {
    return lastPiece() - firstPiece();
  }

  private Point left(int piece) {
    return piece == firstPiece() ? lo : Point.of(f.breakpoint(piece - 1));
  }

  private Point right(int piece) {
    return piece == lastPiece() ? hi : Point.of(f.breakpoint(piece));
  }

  private void cutToTurningBack() {
    Point newLo = null;
    for (int i = firstPiece(); i <= lastPiece() && newLo == null; i++) {
      newLo = firstUp(f.piece(i), left(i), right(i));
    }
    Point newHi = null;
    for (int i = lastPiece(); i >= firstPiece() && newHi == null; i--) {
      newHi = lastDown(f.piece(i), left(i), right(i));
    }
    empty = newLo == null || newHi == null;
    if (!empty) {
      restrict(newLo, newHi);
    }
  }

  /** The smallest x of [left, right] with map(x) &gt;= x, or null. */
  private static Point firstUp(ExactMap.Affine map, Point left, Point right) {
    if (left.displacementSign(map) >= 0) {
      return left;
    }
    return right.displacementSign(map) >= 0 ? Point.of(map.fixedPoint()) : null;
  }

  /** The largest x of [left, right] with map(x) &lt;= x, or null. */
  private static Point lastDown(ExactMap.Affine map, Point left, Point right) {
    if (right.displacementSign(map) <= 0) {
      return right;
    }
    return left.displacementSign(map) <= 0 ? Point.of(map.fixedPoint()) : null;
  }

  private void cutToImage() {
    if (empty) {
      return;
    }
    Point min = lo.image(f);
    Point max = min;
    for (int i = firstPiece(); i <= lastPiece(); i++) {
      Point y = right(i).image(f);
      min = y.compareTo(min) < 0 ? y : min;
      max = y.compareTo(max) > 0 ? y : max;
    }
    restrict(min, max);
  }

  /** Intersects with [newLo, newHi]; an empty intersection leaves no room for a periodic orbit. */
  private void restrict(Point newLo, Point newHi) {
    Point low = newLo.compareTo(lo) > 0 ? rounded(newLo, false) : lo;
    Point high = newHi.compareTo(hi) < 0 ? rounded(newHi, true) : hi;
    empty = low.compareTo(high) > 0;
    if (!empty) {
      lo = low.compareTo(lo) > 0 ? low : lo;
      hi = high.compareTo(hi) < 0 ? high : hi;
    }
  }

  private void widen() {
    lo = lo.isInfinite() ? lo : Point.of(lo.value().below(END_BITS));
    hi = hi.isInfinite() ? hi : Point.of(hi.value().negated().below(END_BITS).negated());
  }

  private static Point rounded(Point p, boolean up) {
    return p.isInfinite()
        ? p
        : Point.of(up ? p.value().roundedUp(END_BITS) : p.value().roundedDown(END_BITS));
  }
}
