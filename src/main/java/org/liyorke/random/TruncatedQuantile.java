package org.liyorke.random;

/**
 * The standard normal distribution restricted to (a, b), turned into a table: the z of a word's
 * {@link Position} y is (float) (fma(y, slope, shift) * P(x)) with x = 2^32 - |y|, clamped to the
 * floats within [a, b].
 *
 * <p>P has a table for the words of the lower half and one for the upper half, which follows it;
 * where b = -a the two are one. If the range contains 0, P = z / (y - y0) with y0 the place of z =
 * 0, so slope = 1 and shift = -y0, which keeps small z accurate; otherwise P = z, slope = 0 and
 * shift = 1. Right to 0.51 units in the last place of a float, except that y0, a double, leaves an
 * absolute error up to 2^-50 near a zero inside an asymmetric range.
 *
 * <p>The table is made from end probabilities of which the smaller tail is always the accurate one,
 * and from algorithm AS 241 in double.
 */
final class TruncatedQuantile {
  /** Beyond this the tail probability comes close to the smallest double. */
  private static final double FARTHEST = 37;

  final double slope;
  final double shift;
  final float least;
  final float most;
  final double[] table;

  private final End low;
  private final End high;

  /** Probability between a and b. */
  private final double mass;

  TruncatedQuantile(double a, double b) {
    if (!(a < b)) {
      throw new IllegalArgumentException(
          "truncation " + a + " must be below the upper truncation " + b);
    }
    if (!(a <= FARTHEST && b >= -FARTHEST)) {
      throw new IllegalArgumentException(
          "truncation ("
              + a
              + ", "
              + b
              + ") must come within "
              + FARTHEST
              + " standard deviations of 0");
    }
    low = End.of(a);
    high = End.of(b);
    least = floatAtLeast(a);
    most = -floatAtLeast(-b);
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "truncation (" + a + ", " + b + ") must be wide enough to hold two float32 numbers");
    }
    boolean crossing = a <= 0 && b >= 0;
    mass =
        crossing
            ? high.central - low.central
            : a > 0 ? low.above - high.above : high.below - low.below;
    slope = crossing ? 1 : 0;
    shift = crossing ? (low.central + high.central) / mass * Position.END : 1;
    table = new double[(a == -b ? 1 : 2) * OctaveCubic.COEFFICIENTS];
    OctaveCubic.fit(x -> value(x - Position.END), table, 0);
    if (a != -b) {
      OctaveCubic.fit(x -> value(Position.END - x), table, OctaveCubic.COEFFICIENTS);
    }
  }

  private static float floatAtLeast(double value) {
    float nearest = (float) value;
    return nearest < value ? Math.nextUp(nearest) : nearest;
  }

  /** P at a place y, which need not be an integer. */
  private double value(double y) {
    double fromZero = Math.fma(y, slope, shift);
    End nearer = y < 0 ? low : high;
    double inwards = (Position.END - Math.abs(y)) * mass * (y < 0 ? Position.UNIT : -Position.UNIT);
    double q = slope == 1 ? fromZero * mass * Position.UNIT : nearer.central + inwards;
    if (NormalQuantile.isCentral(q)) {
      double ratio = NormalQuantile.centralRatio(q);
      return slope == 1 ? ratio * mass * Position.UNIT : ratio * q;
    }
    double z =
        q < 0
            ? -NormalQuantile.fromTail(nearer.below + inwards)
            : NormalQuantile.fromTail(nearer.above - inwards);
    return z / fromZero;
  }

  /**
   * Probabilities of the standard normal: between 0 and z, below z, above z; each accurate where it
   * is small.
   */
  private record End(double central, double below, double above) {
    static End of(double z) {
      return new End(NormalQuantile.central(z), NormalQuantile.tail(-z), NormalQuantile.tail(z));
    }
  }
}
