package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static List<String> lines(List<PointResult> points) {
    return TextTable.format(Samples.report(points)).lines().toList();
  }

  @Test
  void sweepOverWidths() {
    List<String> lines = lines(Samples.widths(2, 64));
    assertEquals(
        "he, relu, output identity, depth 2, gain 1, seed 42, 95 % intervals", lines.get(0));
    assertEquals("", lines.get(1));
    assertEquals(
        "width  networks  P(chaotic)                  P(period three)             undecided  networks/s",
        lines.get(2));
    assertEquals(
        "    2   100,000  0.01990 [0.01904, 0.02078]  0.00995 [0.00934, 0.01058]          0       1,235",
        lines.get(3));
    assertEquals(
        "   64   100,000  0.01680 [0.01601, 0.01762]  0.00840 [0.00784, 0.00899]          0       1,235",
        lines.get(4));
    assertEquals("", lines.get(5));
    assertEquals(
        "P(chaotic): the widths differ: p = 9.6e-7 (chi-square 26.67, df 1)", lines.get(6));
    assertEquals("p-values are adjusted for 4 tests by Holm's method; level 0.05.", lines.get(10));
    assertEquals(11, lines.size());
  }

  @Test
  void onlyWhatVariesHasAColumn() {
    List<String> lines =
        lines(
            List.of(
                Samples.point("he", "relu", 8, 1, 1000, 20, 8, 3),
                Samples.point("glorot", "clip", 8, 2, 1000, 30)));
    assertEquals("relu, depth 2, width 8, seed 42, 95 % intervals", lines.get(0));
    assertTrue(lines.get(2).startsWith("init    output  gain  networks  P(chaotic)"));
    assertTrue(lines.get(2).endsWith("undecided  p3 undecided  networks/s"));
    assertTrue(lines.get(3).startsWith("he      relu       1     1,000  0.020"));
    assertTrue(lines.get(4).startsWith("glorot  clip       2     1,000  0.030"));
    assertEquals(5, lines.size());
  }

  @Test
  void aSinglePointHasNoTests() {
    List<String> lines = lines(List.of(Samples.point("he", "clip", null, 1, 1000, 20)));
    assertEquals("he, relu, output clip, depth 1, gain 1, seed 42, 95 % intervals", lines.get(0));
    assertEquals(4, lines.size());
  }

  @Test
  void narrowIntervalsOfTinyProbabilitiesKeepTheirDigits() {
    String row =
        lines(List.of(Samples.point("he", "identity", 2, 1, 1_000_000_000_000L, 10))).get(3);
    assertTrue(row.contains("1e-11 [4.8e-12, 1.84e-11]"), row);
    assertTrue(row.contains("1,000,000,000,000"), row);
  }

  @Test
  void noNetworksGiveDashes() {
    String row = lines(List.of(Samples.point("he", "identity", 2, 1, 0, 0))).get(3);
    assertTrue(row.contains("- [0.00, 1.00]"), row);
    assertFalse(row.contains("NaN"), row);
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    List<String> expected = lines(Samples.widths(2, 64));
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(expected, lines(Samples.widths(2, 64)));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void numbersAsText() {
    assertEquals("0.31", Numbers.significant(0.3123, 2));
    assertEquals("3e-12", Numbers.significant(3.0e-12, 2));
    assertEquals("1.2e-5", Numbers.significant(1.234e-5, 2));
    assertEquals("-11.17", Numbers.significant(-11.1712, 4));
    assertEquals("1", Numbers.significant(0.9999, 2));
    assertEquals("1000", Numbers.significant(1000, 2));
    assertEquals("1e12", Numbers.significant(1e12, 2));
    assertEquals("p < 1e-300", Numbers.pValue(0));
    assertEquals("p = 1", Numbers.pValue(1));
    assertEquals("0.5", Numbers.plain(0.5));
    assertEquals("2", Numbers.plain(2.0));
  }
}
