package org.liyorke.random;

/**
 * A word as an exact place on a line: with u = (2w + 1) 2^-33 in (0, 1), w unsigned, the place is y
 * = (u - 1/2) 2^33, an odd number between -2^32 and 2^32. Complementing the word changes the sign
 * of y and nothing else.
 */
final class Position {
  /** y of u = 1, the end that no word reaches. */
  static final double END = 0x1p32;

  /** u - 1/2 = y * UNIT. */
  static final double UNIT = 0x1p-33;

  private static final long BITS_OF_2_52_PLUS_1 = (0x433L << 52) + 1;

  private Position() {}

  /**
   * y = 2w + 1 - 2^32.
   *
   * <p>Made from the bits of 2^52 + 2w + 1, not by converting an integer: on x86 that conversion
   * waits for the old content of its target register, and where C2 leaves that register to the
   * previous number of a loop, numbers cannot overlap and take four times as long.
   */
  static double of(int word) {
    long bits = 2 * Integer.toUnsignedLong(word) + BITS_OF_2_52_PLUS_1;
    return Double.longBitsToDouble(bits) - (0x1p52 + END);
  }
}
