package org.liyorke.tally;

/** A yes-or-no question about a network, whose probability is estimated. */
public enum Question {
  /** Is the map chaotic in the sense of Li and Yorke? */
  CHAOTIC("chaotic"),
  /** Has the map a point of least period three? */
  PERIOD3("period3");

  private final String key;

  Question(String key) {
    this.key = key;
  }

  /** The key of the question in JSON. */
  public String key() {
    return key;
  }

  /** Networks for which yes is proven. */
  public long positives(VerdictCounts counts) {
    return this == CHAOTIC ? counts.chaotic() : counts.period3();
  }

  /** Networks for which the answer is open. */
  public long undecided(VerdictCounts counts) {
    return this == CHAOTIC ? counts.undecided() : counts.period3Undecided();
  }

  /**
   * The probability of yes with its interval, open answers bracketed.
   *
   * @param confidence in (0, 1)
   */
  public Interval interval(VerdictCounts counts, double confidence, IntervalMethod method) {
    return method.of(positives(counts), undecided(counts), counts.networks(), confidence);
  }
}
