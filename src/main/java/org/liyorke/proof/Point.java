package org.liyorke.proof;

/**
 * A point of the extended line, a rational or one of the two infinite ends, that remembers its
 * image under one map.
 *
 * <p>Cut points of iterates land on breakpoints of f; from then on they share one orbit, which is
 * computed once.
 */
final class Point implements Comparable<Point> {
  private final Rational value;
  private final int infinite;
  private Point image;

  private Point(Rational value, int infinite) {
    this.value = value;
    this.infinite = infinite;
  }

  static Point of(Rational value) {
    return new Point(value, 0);
  }

  static Point infinity(boolean plus) {
    return new Point(null, plus ? 1 : -1);
  }

  boolean isInfinite() {
    return infinite != 0;
  }

  /** The number, or null at the infinite ends. */
  Rational value() {
    return value;
  }

  /** The image under f, extended continuously; always ask for the same f. */
  Point image(ExactMap f) {
    if (image == null) {
      image = infinite == 0 ? of(f.at(value)) : endOf(f.piece(infinite > 0 ? f.pieces() - 1 : 0));
    }
    return image;
  }

  private Point endOf(ExactMap.Affine outer) {
    int sign = outer.slope().signum() * infinite;
    return sign == 0 ? of(outer.intercept()) : infinity(sign > 0);
  }

  int compareTo(Rational other) {
    return infinite != 0 ? infinite : value.compareTo(other);
  }

  @Override
  public int compareTo(Point other) {
    boolean ends = infinite != 0 || other.infinite != 0;
    return ends ? Integer.compare(infinite, other.infinite) : value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point p && compareTo(p) == 0;
  }

  @Override
  public int hashCode() {
    return infinite != 0 ? infinite : value.hashCode();
  }

  /**
   * The sign of map(x) - x at this point x; at an infinite end the sign it keeps towards that end.
   */
  int displacementSign(ExactMap.Affine map) {
    return infinite != 0
        ? map.displacementSignAtInfinity(infinite > 0)
        : map.displacementSign(value);
  }

  @Override
  public String toString() {
    return infinite == 0 ? value.toString() : infinite > 0 ? "inf" : "-inf";
  }
}
