package org.liyorke.dynamics;

/** Rigorous images of intervals under f, in double precision with outward rounding. */
interface IntervalMap {
  /**
   * Encloses f([lo, hi]), of which only the part inside the core is looked at where f is known on a
   * core alone.
   *
   * @param lo finite, at most hi
   * @param out receives lower bound, upper bound of the image and an upper bound of |slope| on [lo,
   *     hi]
   * @return false when no part of [lo, hi] lies where f is known
   */
  boolean enclose(double lo, double hi, double[] out);
}
