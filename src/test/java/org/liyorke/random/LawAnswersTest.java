package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LawAnswersTest {
  @Test
  void lawsGiveTheKnownNumbers() {
    var laws = LawAnswers.laws();
    var lines = KnownAnswers.read("normals.txt", "number");
    assertEquals(40 * laws.size(), lines.size());
    for (String[] f : lines) {
      float number = laws.get(name(f, 3)).fromWord(KnownAnswers.word(f[1]));
      assertEquals(KnownAnswers.word(f[2]), Float.floatToRawIntBits(number), String.join(" ", f));
    }
  }

  @Test
  void lawsGiveTheKnownRuns() {
    var laws = LawAnswers.laws();
    var lines = KnownAnswers.read("normals.txt", "fold");
    assertEquals(laws.size(), lines.size());
    for (String[] f : lines) {
      assertEquals(
          KnownAnswers.number(f[1]),
          LawAnswers.foldNumbers(laws.get(name(f, 2))),
          String.join(" ", f));
    }
  }

  @Test
  void normalTableIsTheKnownOne() {
    var lines = KnownAnswers.read("normals.txt", "table");
    assertEquals(1, lines.size());
    assertEquals(
        KnownAnswers.number(lines.get(0)[1]), LawAnswers.foldTable(NormalLaw.coefficients()));
  }

  private static String name(String[] fields, int first) {
    return String.join(" ", Arrays.copyOfRange(fields, first, fields.length));
  }
}
