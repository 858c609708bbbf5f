package org.liyorke.tally;

/** How an interval for a probability is made. */
public enum IntervalMethod {
  /** {@link ClopperPearson}: for a number of networks that was fixed beforehand. */
  CLOPPER_PEARSON("Clopper-Pearson"),
  /** {@link ConfidenceSequence}: for a number of networks that depends on the outcomes. */
  CONFIDENCE_SEQUENCE("confidence sequence");

  private final String label;

  IntervalMethod(String label) {
    this.label = label;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /**
   * The interval when some outcomes are open: see {@link ClopperPearson#withUndecided}.
   *
   * @param k proven successes, at least 0
   * @param undecided open outcomes, at least 0, k + undecided at most n
   * @param n trials
   * @param confidence in (0, 1)
   */
  public Interval of(long k, long undecided, long n, double confidence) {
    return this == CLOPPER_PEARSON
        ? ClopperPearson.withUndecided(k, undecided, n, confidence)
        : ConfidenceSequence.withUndecided(k, undecided, n, confidence);
  }
}
