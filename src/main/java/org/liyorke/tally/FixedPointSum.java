package org.liyorke.tally;

import java.math.BigInteger;

/**
 * A sum of 128-bit integers, exact whatever the order of its terms (contract 5). A sum beyond 127
 * bits is an ArithmeticException, never a wrap.
 */
final class FixedPointSum {
  private long high;
  private long low;

  /**
   * The sum of this value.
   *
   * @throws ArithmeticException if it has more than 127 bits
   */
  static FixedPointSum of(BigInteger value) {
    if (value.bitLength() > 127) {
      throw new ArithmeticException("a sum of observed values passed 2^127");
    }
    FixedPointSum sum = new FixedPointSum();
    sum.high = value.shiftRight(Long.SIZE).longValue();
    sum.low = value.longValue();
    return sum;
  }

  /** Adds an integer. */
  void add(long term) {
    add(term >> 63, term);
  }

  /** Adds the square of an integer. */
  void addSquare(long root) {
    add(Math.multiplyHigh(root, root), root * root);
  }

  /**
   * Adds an integer of any size.
   *
   * @throws ArithmeticException if it passes 127 bits
   */
  void add(BigInteger term) {
    if (term.bitLength() >= 2 * Long.SIZE) {
      throw overflow();
    }
    add(term.shiftRight(Long.SIZE).longValue(), term.longValue());
  }

  /** Adds the other sum, which stays as it is. */
  void merge(FixedPointSum other) {
    add(other.high, other.low);
  }

  private void add(long termHigh, long termLow) {
    long newLow = low + termLow;
    long carry = Long.compareUnsigned(newLow, low) < 0 ? 1 : 0;
    long newHigh = high + termHigh + carry;
    // Two terms of one sign whose sum has the other have passed the range; the carry is part of it.
    if (((high ^ newHigh) & (termHigh ^ newHigh)) < 0) {
      throw overflow();
    }
    high = newHigh;
    low = newLow;
  }

  private static ArithmeticException overflow() {
    return new ArithmeticException("a sum of observed values passed 2^127");
  }

  /** The sum. */
  BigInteger value() {
    return BigInteger.valueOf(high)
        .shiftLeft(Long.SIZE)
        .add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
        .add(BigInteger.valueOf(low & 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedPointSum sum && high == sum.high && low == sum.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low);
  }

  @Override
  public String toString() {
    return value().toString();
  }
}
