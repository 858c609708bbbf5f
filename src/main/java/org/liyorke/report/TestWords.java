package org.liyorke.report;

import java.util.List;
import org.liyorke.tally.Question;
import org.liyorke.tally.TestStatistic;

/** The outcomes of tests in plain words. */
final class TestWords {
  private TestWords() {}

  /**
   * One sentence for one test.
   *
   * @param adjusted the p-value that decides and is printed
   * @param level a difference is found when {@code adjusted} is at most this
   */
  static String sentence(
      Question question,
      Factor factor,
      boolean trend,
      boolean paired,
      TestStatistic statistic,
      double adjusted,
      double level) {
    boolean found = adjusted <= level;
    String outcome =
        trend ? trend(factor, found, statistic.direction()) : homogeneity(factor, found);
    return probability(question)
        + ": "
        + outcome
        + ": "
        + Numbers.pValue(adjusted)
        + " ("
        + details(statistic, paired)
        + ")";
  }

  /** "P(chaotic)" or "P(period three)". */
  static String probability(Question question) {
    return switch (question) {
      case CHAOTIC -> "P(chaotic)";
      case PERIOD3 -> "P(period three)";
    };
  }

  /** How the p-values of several tests belong together; empty for fewer than two. */
  static String correction(List<TestResult> tests) {
    return tests.size() < 2
        ? ""
        : "p-values are adjusted for "
            + tests.size()
            + " tests by Holm's method; level "
            + Numbers.significant(tests.get(0).level(), 3)
            + ".";
  }

  private static String homogeneity(Factor factor, boolean found) {
    return found
        ? "the " + factor.plural() + " differ"
        : "no difference between the " + factor.plural() + " found";
  }

  private static String trend(Factor factor, boolean found, int direction) {
    String verb = direction > 0 ? "rises" : "falls";
    return found
        ? verb + " with the " + factor.label()
        : "no trend with the " + factor.label() + " found";
  }

  private static String details(TestStatistic statistic, boolean paired) {
    StringBuilder text = new StringBuilder(paired ? "paired, " : "");
    text.append(statistic.name()).append(' ').append(Numbers.significant(statistic.value(), 4));
    if (statistic.degreesOfFreedom() > 0) {
      text.append(", df ").append(statistic.degreesOfFreedom());
    }
    if (!statistic.method().equals(TestStatistic.ASYMPTOTIC)) {
      text.append(", ").append(statistic.method());
    }
    return text.toString();
  }
}
