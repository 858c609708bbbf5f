package org.liyorke.dynamics;

import java.math.BigInteger;

/** A proof of chaos that anyone can check in exact arithmetic (contract 4). */
public sealed interface Witness {
  /** The key of the witness histogram: "m,n", or "loops". */
  String key();

  /**
   * With g = f^(2^m) and n &gt;= 3 odd: g^n(x) &lt;= x &lt; g(x), or both reversed. Then g has a
   * point of odd period between 3 and n (Li, Misiurewicz, Pianigiani, Yorke 1982).
   *
   * @param m the power of two, at least 0
   * @param n odd, at least 3
   * @param numerator of x, in lowest terms
   * @param denominator of x, positive
   */
  record OddPeriod(int m, int n, BigInteger numerator, BigInteger denominator) implements Witness {
    @Override
    public String key() {
      return m + "," + n;
    }

    /** x as p/q, or p when q = 1. */
    public String point() {
      return denominator.equals(BigInteger.ONE)
          ? numerator.toString()
          : numerator + "/" + denominator;
    }
  }

  /**
   * A horseshoe from two loops of the Markov diagram through one interval: closed intervals I and J
   * inside D with disjoint interiors such that the end points of I go to opposite sides of D (or
   * onto its ends) under f^p, and those of J under f^q. Then f^(pq) has a two-horseshoe and
   * positive entropy (Misiurewicz, Szlenk 1980).
   *
   * @param bounds lower and upper ends of D, I and J as numerator, denominator pairs, the
   *     denominator positive, not always in lowest terms: {@code [3][2][2]}
   * @param p steps of the first loop
   * @param q steps of the second loop
   */
  record Loops(BigInteger[][][] bounds, int p, int q) implements Witness {
    @Override
    public String key() {
      return "loops";
    }
  }
}
