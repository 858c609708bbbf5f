package org.liyorke.dynamics;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.function.Supplier;

/** A proof of chaos that anyone can check in exact arithmetic (contract 4). */
public sealed interface Witness extends Serializable {
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
    /**
     * A witness at a double.
     *
     * @param x finite, taken exactly
     */
    public static OddPeriod at(int m, int n, double x) {
      return OrbitCheck.witness(m, n, Rational.of(x));
    }

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
   * <p>The end points may have thousands of digits, so they are computed when they are first asked
   * for: whoever only counts does not pay for them.
   */
  final class Loops implements Witness {
    private static final long serialVersionUID = 1L;

    private final int p;
    private final int q;
    private transient Supplier<BigInteger[][][]> source;
    private BigInteger[][][] bounds;

    /**
     * A witness whose end points are known to exist.
     *
     * @param p steps of the first loop
     * @param q steps of the second loop
     * @param source of {@link #bounds}, called at most once
     */
    public Loops(int p, int q, Supplier<BigInteger[][][]> source) {
      this.p = p;
      this.q = q;
      this.source = source;
    }

    /** Steps of the first loop. */
    public int p() {
      return p;
    }

    /** Steps of the second loop. */
    public int q() {
      return q;
    }

    /**
     * Lower and upper ends of D, I and J as numerator, denominator pairs, the denominator positive,
     * not always in lowest terms: {@code [3][2][2]}.
     */
    public synchronized BigInteger[][][] bounds() {
      if (bounds == null) {
        bounds = source.get();
        source = null;
      }
      return bounds;
    }

    /** What computes the end points stays here, so they are computed before they are sent. */
    private void writeObject(ObjectOutputStream out) throws IOException {
      bounds();
      out.defaultWriteObject();
    }

    @Override
    public String key() {
      return "loops";
    }
  }
}
