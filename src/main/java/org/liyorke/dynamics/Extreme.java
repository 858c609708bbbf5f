package org.liyorke.dynamics;

/**
 * The largest or the least of a run of values, where the run mostly shrinks from one question to
 * the next.
 */
final class Extreme {
  private final int sign;
  private int from;
  private int to;
  private int at;

  private Extreme(int sign) {
    this.sign = sign;
  }

  static Extreme largest() {
    return new Extreme(1);
  }

  static Extreme least() {
    return new Extreme(-1);
  }

  /** To be called before the values change. */
  void clear() {
    at = -1;
  }

  /**
   * The extreme of value[i..j], i &lt;= j. It is looked for again only when the run has lost the
   * place where it was taken, or has grown.
   */
  double of(double[] value, int i, int j) {
    if (!(at >= i && at <= j && i >= from && j <= to)) {
      from = i;
      to = j;
      at = i;
      double best = sign * value[i];
      for (int t = i + 1; t <= j; t++) {
        if (sign * value[t] > best) {
          best = sign * value[t];
          at = t;
        }
      }
    }
    return value[at];
  }
}
