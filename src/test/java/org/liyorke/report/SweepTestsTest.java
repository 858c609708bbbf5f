package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liyorke.tally.Holm;
import org.liyorke.tally.IndependentTests;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.PairedTests;
import org.liyorke.tally.Question;

class SweepTestsTest {
  @Test
  void widthsAreComparedAsIndependentPoints() {
    List<PointResult> points = Samples.widths(2, 8, 32, 128);
    List<TestResult> tests = SweepTests.of(points, List.of());
    assertEquals(4, tests.size());
    long[] positives = {1990, 1960, 1840, 1360};
    long[] totals = {100_000, 100_000, 100_000, 100_000};
    assertEquals(IndependentTests.homogeneity(positives, totals), tests.get(0).statistic());
    assertEquals(
        IndependentTests.trend(positives, totals, new double[] {1, 3, 5, 7}).pValue(),
        tests.get(1).statistic().pValue(),
        1e-30);
    assertEquals(
        List.of("homogeneity", "trend", "homogeneity", "trend"),
        tests.stream().map(TestResult::kind).toList());
    assertEquals(Question.PERIOD3, tests.get(2).question());
    assertTrue(tests.stream().noneMatch(TestResult::paired));
    assertTrue(tests.stream().allMatch(test -> test.group().isEmpty()));
    assertTrue(tests.get(0).sentence().startsWith("P(chaotic): the widths differ: p = "));
    assertTrue(tests.get(1).sentence().startsWith("P(chaotic): falls with the width: p = "));
  }

  @Test
  void noDifferenceIsSaidSo() {
    List<PointResult> points =
        List.of(
            Samples.point("he", "identity", 2, 1, 100_000, 1600),
            Samples.point("he", "identity", 4, 1, 100_000, 1630));
    List<TestResult> tests = SweepTests.of(points, List.of());
    assertTrue(
        tests
            .get(0)
            .sentence()
            .startsWith("P(chaotic): no difference between the widths found: p = 1 ("));
    assertTrue(
        tests.get(1).sentence().startsWith("P(chaotic): no trend with the width found: p = 1 ("));
  }

  @Test
  void correctionCoversAllTests() {
    List<TestResult> tests = SweepTests.of(Samples.widths(2, 8, 32, 128), List.of());
    double[] expected =
        Holm.adjust(tests.stream().mapToDouble(test -> test.statistic().pValue()).toArray());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], tests.get(i).adjustedP());
      assertEquals(4, tests.get(i).tests());
      assertEquals(0.05, tests.get(i).level(), 1e-12);
    }
  }

  @Test
  void pointsOfOneWidthAreComparedInPairsOrNotAtAll() {
    List<PointResult> points = new ArrayList<>();
    for (double gain : new double[] {0.5, 1, 2}) {
      points.add(Samples.point("he", "identity", 64, gain, 1000, (long) (40 * gain)));
    }
    assertTrue(SweepTests.of(points, List.of()).isEmpty());
    PairedOutcomes outcomes = new PairedOutcomes(3);
    outcomes.add(0b111, 20);
    outcomes.add(0b110, 20);
    outcomes.add(0b100, 40);
    outcomes.add(0, 920);
    List<TestResult> tests =
        SweepTests.of(
            points, List.of(new PairedGroup(Question.CHAOTIC, List.of(0, 1, 2), outcomes)));
    assertEquals(2, tests.size());
    assertEquals(PairedTests.cochran(outcomes), tests.get(0).statistic());
    double[] scores = {Math.log(0.5), 0, Math.log(2)};
    assertEquals(PairedTests.trend(outcomes, scores), tests.get(1).statistic());
    assertTrue(tests.stream().allMatch(TestResult::paired));
    assertTrue(tests.get(0).sentence().startsWith("P(chaotic): the gains differ: p = "));
    assertTrue(tests.get(1).sentence().startsWith("P(chaotic): rises with the gain: p = "));
  }

  /** The bits of a group need not be in the order of the points. */
  @Test
  void bitsFollowTheListOfTheGroup() {
    List<PointResult> points =
        List.of(
            Samples.point("he", "identity", 64, 1, 1000, 50),
            Samples.point("he", "relu", 64, 1, 1000, 10));
    PairedOutcomes outcomes = new PairedOutcomes(2);
    outcomes.add(0b10, 50);
    outcomes.add(0b01, 10);
    outcomes.add(0, 940);
    List<TestResult> tests =
        SweepTests.of(points, List.of(new PairedGroup(Question.CHAOTIC, List.of(1, 0), outcomes)));
    assertEquals(1, tests.size());
    assertEquals("output", tests.get(0).factor());
    assertEquals(-1, tests.get(0).statistic().direction());
    assertFalse(tests.get(0).sentence().contains("Holm"));
    assertEquals(1, tests.get(0).tests());
  }

  @Test
  void productsAreGrouped() {
    List<PointResult> points = new ArrayList<>();
    for (String init : List.of("he", "glorot")) {
      for (int width : new int[] {2, 4, 8}) {
        for (double gain : new double[] {1, 2, 4}) {
          points.add(Samples.point(init, "identity", width, gain, 1000, 100));
        }
      }
    }
    List<PairedGroup> groups = new ArrayList<>();
    for (int w = 0; w < 3; w++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        if (points.get(i).width() == 2 << w) {
          members.add(i);
        }
      }
      PairedOutcomes outcomes = new PairedOutcomes(6);
      outcomes.add(0b111111, 100);
      outcomes.add(0, 900);
      groups.add(new PairedGroup(Question.CHAOTIC, members, outcomes));
    }
    List<TestResult> tests = SweepTests.of(points, groups);
    // Widths: 2 inits x 3 gains, 2 questions, 2 tests. Gains: 3 widths x 2 inits, 2 tests. Inits: 3
    // widths x 3 gains.
    assertEquals(6 * 4 + 3 * 2 * 2 + 3 * 3, tests.size());
    assertEquals("he, gain 1", tests.get(0).group());
    assertEquals("he, width 2", tests.get(24).group());
    assertEquals("gain", tests.get(24).factor());
    assertEquals("width 2, gain 1", tests.get(28).group());
    assertEquals("init", tests.get(28).factor());
    assertTrue(
        tests
            .get(28)
            .sentence()
            .startsWith("width 2, gain 1: P(chaotic): no difference between the inits found"));
    assertTrue(tests.stream().allMatch(test -> test.adjustedP() == 1));
  }

  @Test
  void singlePointsAndRepeatedPointsHaveNothingToCompare() {
    assertTrue(SweepTests.of(Samples.widths(2), List.of()).isEmpty());
    assertTrue(SweepTests.of(Samples.widths(2, 2), List.of()).isEmpty());
    assertTrue(SweepTests.of(List.of(), List.of()).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> new PairedGroup(Question.CHAOTIC, List.of(0, 1), new PairedOutcomes(3)));
  }
}
