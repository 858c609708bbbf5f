package org.liyorke.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Tests between points that share their draws, on the joint outcomes of every network.
 *
 * <p>Only networks whose outcomes differ between points say anything. Where they are too few for an
 * asymptotic law, two points are compared exactly, and more by permuting the outcomes within every
 * network, which is exact up to the simulation under the hypothesis that the point makes no
 * difference.
 */
public final class PairedTests {
  private static final String COCHRAN = "Cochran's Q";
  private static final String MCNEMAR = "McNemar";
  private static final String TREND = "paired trend z";

  /** Fewer discordant networks than this are counted exactly. */
  private static final long FEW_DISCORDANT = 25;

  private PairedTests() {}

  /** Whether all points have one probability: McNemar's test of two points, Cochran's Q of more. */
  public static TestStatistic homogeneity(PairedOutcomes outcomes) {
    return outcomes.points() == 2 ? mcNemar(outcomes) : cochran(outcomes);
  }

  /**
   * McNemar (Psychometrika 12, 1947, 153-157): with b networks positive at the first point only and
   * c at the second only, (b - c)^2 / (b + c) is chi-square with one degree of freedom; below 25
   * discordant networks the binomial law of b is used itself.
   *
   * @param outcomes of two points
   */
  public static TestStatistic mcNemar(PairedOutcomes outcomes) {
    if (outcomes.points() != 2) {
      throw new IllegalArgumentException("paired points " + outcomes.points() + " must be 2");
    }
    long b = outcomes.counts().getOrDefault(1L, 0L);
    long c = outcomes.counts().getOrDefault(2L, 0L);
    if (b + c == 0) {
      return TestStatistic.nothingToCompare(MCNEMAR, 1);
    }
    double difference = b - c;
    double value = difference * difference / (b + c);
    int direction = Long.compare(c, b);
    return b + c < FEW_DISCORDANT
        ? new TestStatistic(
            MCNEMAR, value, 1, signTest(Math.min(b, c), b + c), direction, TestStatistic.EXACT)
        : new TestStatistic(
            MCNEMAR, value, 1, chiSquareTail(value, 1), direction, TestStatistic.ASYMPTOTIC);
  }

  /**
   * Cochran's Q (Biometrika 37, 1950, 256-266), K - 1 degrees of freedom. The hypothesis is that
   * the outcomes of a network are exchangeable between points. The chi-square law is used from 4
   * networks with differing outcomes and 24 such outcomes on (Tate and Brown, Journal of the
   * American Statistical Association 65, 1970, 155-160).
   */
  public static TestStatistic cochran(PairedOutcomes outcomes) {
    int points = outcomes.points();
    List<Row> rows = rows(outcomes);
    if (rows.isEmpty()) {
      return TestStatistic.nothingToCompare(COCHRAN, points - 1);
    }
    double value = cochranQ(rows, points, columns(rows, points));
    TestStatistic result =
        new TestStatistic(
            COCHRAN,
            value,
            points - 1,
            chiSquareTail(value, points - 1),
            0,
            TestStatistic.ASYMPTOTIC);
    long differing = networks(rows);
    if (differing >= 4 && differing * points >= 24) {
      return result;
    }
    return MonteCarlo.test(
        result,
        value,
        (double) differing * points,
        random -> cochranQ(rows, points, permutedColumns(rows, points, random)));
  }

  /**
   * Whether the probability rises or falls with a score: with L the sum over points of the centred
   * score times the outcome of one network, the sum of L over its standard error (the root of the
   * sum of L^2) is normal when the probabilities have no linear trend. For two points this is
   * McNemar's test.
   *
   * @param scores one for each point, for gains their logarithm
   */
  public static TestStatistic trend(PairedOutcomes outcomes, double[] scores) {
    if (scores.length != outcomes.points()) {
      throw new IllegalArgumentException(
          "scores " + scores.length + " must be " + outcomes.points());
    }
    double[] centred = centred(scores);
    List<Row> rows = rows(outcomes);
    double sum = dot(centred, columns(rows, scores.length));
    double squares = 0;
    long moving = 0;
    for (Row row : rows) {
      double contrast = row.contrast(centred);
      squares += contrast * contrast * row.count;
      moving += contrast == 0 ? 0 : row.count;
    }
    if (!(squares > 0)) {
      return TestStatistic.nothingToCompare(TREND, 0);
    }
    double z = sum / Math.sqrt(squares);
    double p = Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
    TestStatistic result =
        new TestStatistic(TREND, z, 0, p, (int) Math.signum(z), TestStatistic.ASYMPTOTIC);
    double steps = (double) networks(rows) * scores.length;
    if (moving >= FEW_DISCORDANT || !MonteCarlo.affordable(steps)) {
      return result;
    }
    return MonteCarlo.test(
        result,
        Math.abs(sum),
        steps,
        random -> Math.abs(dot(centred, permutedColumns(rows, scores.length, random))));
  }

  /** Networks with one pattern of outcomes, not all equal. */
  private record Row(long pattern, long count) {
    int positives() {
      return Long.bitCount(pattern);
    }

    double contrast(double[] scores) {
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += (pattern >>> i & 1) * scores[i];
      }
      return sum;
    }
  }

  private static List<Row> rows(PairedOutcomes outcomes) {
    long all = (1L << outcomes.points()) - 1;
    List<Row> rows = new ArrayList<>();
    outcomes
        .counts()
        .forEach(
            (pattern, count) -> {
              if (pattern != 0 && pattern != all) {
                rows.add(new Row(pattern, count));
              }
            });
    return rows;
  }

  private static long networks(List<Row> rows) {
    return rows.stream().mapToLong(Row::count).sum();
  }

  private static long[] columns(List<Row> rows, int points) {
    long[] columns = new long[points];
    for (Row row : rows) {
      for (int i = 0; i < points; i++) {
        columns[i] += (row.pattern >>> i & 1) * row.count;
      }
    }
    return columns;
  }

  private static double cochranQ(List<Row> rows, int points, long[] columns) {
    double mean = 0;
    double spread = 0;
    for (Row row : rows) {
      mean += (double) row.positives() / points * row.count;
      spread += (double) row.positives() * (points - row.positives()) * row.count;
    }
    double squares = 0;
    for (long column : columns) {
      squares += (column - mean) * (column - mean);
    }
    return points * (points - 1.0) * squares / spread;
  }

  /** Columns after the outcomes of every network have been permuted between the points. */
  private static long[] permutedColumns(List<Row> rows, int points, SplittableRandom random) {
    long[] columns = new long[points];
    for (Row row : rows) {
      for (long network = 0; network < row.count; network++) {
        int left = row.positives();
        for (int i = 0; left > 0; i++) {
          if (random.nextInt(points - i) < left) {
            columns[i]++;
            left--;
          }
        }
      }
    }
    return columns;
  }

  private static double[] centred(double[] scores) {
    double mean = 0;
    for (double score : scores) {
      mean += score / scores.length;
    }
    double[] centred = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      centred[i] = scores[i] - mean;
    }
    return centred;
  }

  private static double dot(double[] scores, long[] columns) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += scores[i] * columns[i];
    }
    return sum;
  }

  private static double chiSquareTail(double value, int df) {
    return ChiSquaredDistribution.of(df).survivalProbability(value);
  }

  /** Twice the probability of at most k heads in n fair tosses, n below 25. */
  private static double signTest(long k, long n) {
    double term = Math.pow(0.5, n);
    double sum = 0;
    for (long i = 0; i <= k; i++) {
      sum += term;
      term *= (double) (n - i) / (i + 1);
    }
    return Math.min(1, 2 * sum);
  }
}
