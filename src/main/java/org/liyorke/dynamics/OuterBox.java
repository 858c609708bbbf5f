package org.liyorke.dynamics;

/**
 * Bounds the largest points of periodic orbits of a map that falls on both of its outer parts, left
 * of t0 and right of t1.
 *
 * <p>Let the slopes be in [-aHigh, -aLow] on the left part and in [-dHigh, -dLow] on the right one,
 * f0 = f(t0), f1 = f(t1), and M the largest point of a periodic orbit. If M lies right of t1 and
 * above all inner values, it is the image of a point y left of t0, so M &lt;= f0 + aHigh (t0 - y).
 * Either y is at least the least inner value, or it is the image of a point between t1 and M, so
 * that y &gt;= f1 - dHigh (M - t1). The second gives M &lt;= k + aHigh dHigh M, a bound when the
 * product is below one. When aLow dLow &gt; 1 and f(M) &lt; t0, f^2(M) &gt;= k + aLow dLow M, which
 * is above M beyond a bound; no largest point lies there.
 */
final class OuterBox {
  private static final double PAD = 0x1p-40;

  /** Products of slopes that are nearer to one than this give no useful bound. */
  private static final double CLEAR = 1e-6;

  private OuterBox() {}

  /**
   * An upper bound of the largest points; infinite when the product of slopes is too close to one.
   *
   * @param e0 a bound of the error of f0
   * @param e1 a bound of the error of f1
   * @param least a lower bound of f between t0 and t1
   * @param most an upper bound of f between t0 and t1
   */
  static double right(
      double aLow,
      double aHigh,
      double dLow,
      double dHigh,
      double t0,
      double f0,
      double e0,
      double t1,
      double f1,
      double e1,
      double least,
      double most) {
    if (!(aLow > 0 && dLow > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double size =
        Math.abs(t0)
            + Math.abs(f0)
            + Math.abs(f1)
            + Math.abs(t1)
            + e0
            + e1
            + Math.abs(least)
            + Math.abs(most);
    double error = PAD * (1 + aHigh) * (1 + dHigh) * (1 + size);
    double up = aHigh * dHigh * (1 + PAD);
    double down = aLow * dLow * (1 - PAD);
    if (up < 1 - CLEAR) {
      double k = f0 + e0 + aHigh * (t0 - f1 + e1 - dHigh * t1) + error;
      double fromInner = f0 + e0 + aHigh * Math.max(0, t0 - least);
      double chased = k > 0 ? k / (1 - up) * (1 + PAD) : 0;
      return Math.max(Math.max(t1, most), Math.max(fromInner, chased)) + error;
    }
    if (down > 1 + CLEAR) {
      double k = f0 - e0 + aLow * (t0 - f1 - e1 - dLow * t1) - error;
      double reaches = t1 + Math.max(0, f1 + e1 - t0) / dLow;
      double repelled = k < 0 ? -k / (down - 1) * (1 + PAD) : 0;
      return Math.max(Math.max(t1, reaches), repelled) + error;
    }
    return Double.POSITIVE_INFINITY;
  }
}
