package org.liyorke.tally;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Tests between points whose networks are drawn independently: K binomial counts, {@code
 * positives[i]} of {@code totals[i]}.
 *
 * <p>The asymptotic laws are used under Cochran's condition (Biometrics 10, 1954, 417-451): every
 * expected count at least 1, and at most a fifth of them below 5; of the four of a 2 x 2 table
 * none. Otherwise the p-value is found by simulating the table with its margins fixed, which makes
 * it exact up to the simulation. Points without networks take no part.
 */
public final class IndependentTests {
  private static final String CHI_SQUARE = "chi-square";
  private static final String TREND = "Cochran-Armitage z";
  private static final double SMALL_EXPECTED = 5;

  private IndependentTests() {}

  /**
   * Whether all points have one probability: Pearson's chi-square of the 2 x K table, K - 1 degrees
   * of freedom.
   *
   * @param positives each between 0 and its total
   * @param totals each at least 0
   */
  public static TestStatistic homogeneity(long[] positives, long[] totals) {
    Table table = Table.of(positives, totals, new double[totals.length]);
    int df = Math.max(0, table.points() - 1);
    if (df == 0 || table.constant()) {
      return TestStatistic.nothingToCompare(CHI_SQUARE, df);
    }
    double value = table.chiSquare(table.positives);
    double p = ChiSquaredDistribution.of(df).survivalProbability(value);
    TestStatistic asymptotic =
        new TestStatistic(CHI_SQUARE, value, df, p, 0, TestStatistic.ASYMPTOTIC);
    return table.refine(asymptotic, value, table::chiSquare);
  }

  /**
   * Whether the probability rises or falls with a score: the test of Cochran (1954) and Armitage
   * (Biometrics 11, 1955, 375-386), two-sided.
   *
   * @param scores one for each point, for widths their logarithm to base 2
   */
  public static TestStatistic trend(long[] positives, long[] totals, double[] scores) {
    Table table = Table.of(positives, totals, scores);
    double sd = table.constant() ? 0 : table.contrastDeviation();
    if (!(sd > 0)) {
      return TestStatistic.nothingToCompare(TREND, 0);
    }
    double contrast = table.contrast(table.positives);
    double z = contrast / sd;
    double p = Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
    int direction = (int) Math.signum(z);
    TestStatistic asymptotic =
        new TestStatistic(TREND, z, 0, p, direction, TestStatistic.ASYMPTOTIC);
    return table.refine(asymptotic, Math.abs(contrast), sample -> Math.abs(table.contrast(sample)));
  }

  /** A statistic of the positive counts, the margins being fixed. */
  private interface Statistic {
    double of(long[] positives);
  }

  /** A 2 x K table with scores; points without networks are left out. */
  private record Table(
      long[] positives, long[] totals, double[] scores, long successes, long networks) {

    static Table of(long[] positives, long[] totals, double[] scores) {
      if (positives.length != totals.length || scores.length != totals.length) {
        throw new IllegalArgumentException(
            "points "
                + positives.length
                + ", "
                + totals.length
                + ", "
                + scores.length
                + " must be equally many");
      }
      long[] x = new long[totals.length];
      long[] n = new long[totals.length];
      double[] s = new double[totals.length];
      int points = 0;
      for (int i = 0; i < totals.length; i++) {
        if (!(positives[i] >= 0 && positives[i] <= totals[i])) {
          throw new IllegalArgumentException(
              "positives " + positives[i] + " must lie between 0 and the total " + totals[i]);
        }
        if (totals[i] > 0) {
          x[points] = positives[i];
          n[points] = totals[i];
          s[points++] = scores[i];
        }
      }
      long[] used = Arrays.copyOf(x, points);
      long[] usedTotals = Arrays.copyOf(n, points);
      return new Table(used, usedTotals, Arrays.copyOf(s, points), sum(used), sum(usedTotals));
    }

    int points() {
      return totals.length;
    }

    /** Whether every network has the same outcome. */
    boolean constant() {
      return successes == 0 || successes == networks;
    }

    double share() {
      return (double) successes / networks;
    }

    double chiSquare(long[] x) {
      double p = share();
      double q = (double) (networks - successes) / networks;
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double difference = x[i] - totals[i] * p;
        sum += difference * difference / (totals[i] * p * q);
      }
      return sum;
    }

    double contrast(long[] x) {
      double mean = meanScore();
      double p = share();
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += (scores[i] - mean) * (x[i] - totals[i] * p);
      }
      return sum;
    }

    double contrastDeviation() {
      double mean = meanScore();
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += totals[i] * (scores[i] - mean) * (scores[i] - mean);
      }
      return Math.sqrt(share() * (networks - successes) / networks * sum);
    }

    private double meanScore() {
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += scores[i] * totals[i];
      }
      return sum / networks;
    }

    /**
     * The asymptotic result where its condition holds, else the simulated one where that can be
     * afforded.
     */
    TestStatistic refine(TestStatistic asymptotic, double extremeness, Statistic statistic) {
      if (expectedCountsSuffice()) {
        return asymptotic;
      }
      long rarer = Math.min(successes, networks - successes);
      double steps = (double) rarer * points();
      if (!MonteCarlo.affordable(steps)) {
        return new TestStatistic(
            asymptotic.name(),
            asymptotic.value(),
            asymptotic.degreesOfFreedom(),
            asymptotic.pValue(),
            asymptotic.direction(),
            TestStatistic.ROUGH);
      }
      return MonteCarlo.test(
          asymptotic, extremeness, steps, random -> statistic.of(sample(random, rarer)));
    }

    private boolean expectedCountsSuffice() {
      int small = 0;
      for (long total : totals) {
        for (double share : new double[] {share(), 1 - share()}) {
          if (total * share < 1) {
            return false;
          }
          small += total * share < SMALL_EXPECTED ? 1 : 0;
        }
      }
      return points() == 2 ? small == 0 : 5 * small <= 2 * points();
    }

    /**
     * Positive counts with the margins of this table, the rarer outcome dealt to the networks one
     * by one.
     */
    private long[] sample(SplittableRandom random, long rarer) {
      long[] left = totals.clone();
      for (long dealt = 0; dealt < rarer; dealt++) {
        long slot = random.nextLong(networks - dealt);
        int i = 0;
        while (slot >= left[i]) {
          slot -= left[i++];
        }
        left[i]--;
      }
      if (rarer == networks - successes) {
        return left;
      }
      for (int i = 0; i < left.length; i++) {
        left[i] = totals[i] - left[i];
      }
      return left;
    }

    private static long sum(long[] values) {
      long sum = 0;
      for (long value : values) {
        sum = Math.addExact(sum, value);
      }
      return sum;
    }
  }
}
