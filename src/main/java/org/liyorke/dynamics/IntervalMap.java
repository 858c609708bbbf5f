package org.liyorke.dynamics;

/** Rigorous images of intervals under f, in double precision with outward rounding. */
interface IntervalMap {
  /**
   * Encloses f([lo, hi]).
   *
   * @param lo finite, at most hi
   * @param out receives lower bound, upper bound of the image and an upper bound of |slope| on [lo, hi]
   * @return false when [lo, hi] leaves the region where f is known
   */
  boolean enclose(double lo, double hi, double[] out);
}
