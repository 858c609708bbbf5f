package org.liyorke.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liyorke.tally.Holm;
import org.liyorke.tally.IndependentTests;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.PairedTests;
import org.liyorke.tally.Question;
import org.liyorke.tally.TestStatistic;

/**
 * The tests a sweep is put to (contract 2). Points of different widths are drawn independently: for
 * every init, output and gain the widths are compared by tests of independent counts. Points of one
 * width share their draws: they are compared, one factor at a time, by paired tests on their joint
 * outcomes; where joint outcomes were not counted nothing is compared. All p-values are corrected
 * together by Holm's method.
 */
public final class SweepTests {
  private static final List<Factor> PAIRED = List.of(Factor.GAIN, Factor.INIT, Factor.OUTPUT);

  private final List<PointResult> points;
  private final List<Draft> drafts = new ArrayList<>();

  private SweepTests(List<PointResult> points) {
    this.points = points;
  }

  /**
   * All tests between the points, at the level 1 - confidence of the first point.
   *
   * @param points of the sweep; equal families are not told apart
   * @param paired joint outcomes of the points that share their draws
   */
  public static List<TestResult> of(List<PointResult> points, List<PairedGroup> paired) {
    SweepTests tests = new SweepTests(points);
    List<Integer> all = IntStream.range(0, points.size()).boxed().toList();
    for (Question question : Question.values()) {
      tests.groupsOf(Factor.WIDTH, all).forEach(group -> tests.addIndependent(question, group));
    }
    for (PairedGroup group : paired) {
      for (Factor factor : PAIRED) {
        List<Integer> members = group.points().stream().sorted().toList();
        tests.groupsOf(factor, members).forEach(chosen -> tests.addPaired(group, factor, chosen));
      }
    }
    return tests.results();
  }

  private record Draft(
      Question question,
      Factor factor,
      boolean trend,
      List<Integer> members,
      boolean paired,
      TestStatistic statistic) {}

  /**
   * The chosen points split into groups that differ in this factor alone, each value once, at least
   * two values.
   */
  private List<List<Integer>> groupsOf(Factor factor, List<Integer> chosen) {
    Map<List<Object>, Map<Object, Integer>> groups = new LinkedHashMap<>();
    for (int i : chosen) {
      List<Object> others = new ArrayList<>();
      for (Factor other : Factor.values()) {
        others.add(other == factor ? null : other.of(points.get(i)));
      }
      groups
          .computeIfAbsent(others, key -> new LinkedHashMap<>())
          .putIfAbsent(factor.of(points.get(i)), i);
    }
    return groups.values().stream()
        .map(Map::values)
        .filter(members -> members.size() > 1)
        .map((Collection<Integer> members) -> List.copyOf(members))
        .toList();
  }

  private void addIndependent(Question question, List<Integer> members) {
    long[] positives =
        members.stream().mapToLong(i -> question.positives(points.get(i).counts())).toArray();
    long[] totals = members.stream().mapToLong(i -> points.get(i).counts().networks()).toArray();
    double[] scores = members.stream().mapToDouble(i -> log2(points.get(i).width())).toArray();
    add(
        question,
        Factor.WIDTH,
        false,
        members,
        false,
        IndependentTests.homogeneity(positives, totals));
    add(
        question,
        Factor.WIDTH,
        true,
        members,
        false,
        IndependentTests.trend(positives, totals, scores));
  }

  private void addPaired(PairedGroup group, Factor factor, List<Integer> members) {
    int[] bits = members.stream().mapToInt(group.points()::indexOf).toArray();
    PairedOutcomes outcomes = group.outcomes().project(bits);
    add(group.question(), factor, false, members, true, PairedTests.homogeneity(outcomes));
    if (factor == Factor.GAIN && bits.length > 2) {
      double[] scores = members.stream().mapToDouble(i -> Math.log(points.get(i).gain())).toArray();
      add(group.question(), factor, true, members, true, PairedTests.trend(outcomes, scores));
    }
  }

  private void add(
      Question question,
      Factor factor,
      boolean trend,
      List<Integer> members,
      boolean paired,
      TestStatistic statistic) {
    drafts.add(new Draft(question, factor, trend, members, paired, statistic));
  }

  private List<TestResult> results() {
    double[] adjusted =
        Holm.adjust(drafts.stream().mapToDouble(draft -> draft.statistic.pValue()).toArray());
    List<TestResult> results = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      results.add(result(drafts.get(i), adjusted[i]));
    }
    return results;
  }

  private TestResult result(Draft draft, double adjusted) {
    double level = 1 - points.get(0).confidence();
    String group = PointLabels.differing(points.get(draft.members.get(0)), points, draft.factor);
    String sentence =
        (group.isEmpty() ? "" : group + ": ")
            + TestWords.sentence(
                draft.question,
                draft.factor,
                draft.trend,
                draft.paired,
                draft.statistic,
                adjusted,
                level);
    return new TestResult(
        draft.question,
        draft.factor.label(),
        draft.trend ? "trend" : "homogeneity",
        group,
        draft.members.size(),
        draft.paired,
        draft.statistic,
        adjusted,
        drafts.size(),
        level,
        sentence);
  }

  private static double log2(int width) {
    return Math.log(width) / Math.log(2);
  }
}
