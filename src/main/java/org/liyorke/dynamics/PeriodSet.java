package org.liyorke.dynamics;

/**
 * The powers of two that the periods of a map may take, for the proof of order by a missing one.
 */
final class PeriodSet {
  private long possible;

  void clear() {
    possible = 0;
  }

  /** Some periodic orbit may have any period that divides p. */
  void addDivisorsOf(long p) {
    possible |= (1L << Long.numberOfTrailingZeros(p) << 1) - 1;
  }

  /** The least n such that no orbit has least period 2^n. */
  int firstMissing() {
    return Long.numberOfTrailingZeros(~possible);
  }
}
