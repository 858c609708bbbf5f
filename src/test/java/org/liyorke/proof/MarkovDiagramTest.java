package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.proof.MarkovDiagram.Outcome;

/** Diagrams of maps whose dynamics is known. */
class MarkovDiagramTest {
  /** The tent map is chaotic exactly for slopes above one. */
  @ParameterizedTest
  @CsvSource({
    "2,CHAOTIC",
    "1.5,CHAOTIC",
    "1.03125,CHAOTIC",
    "1,ORDERED",
    "0.75,ORDERED",
    "0,ORDERED",
    "-3,ORDERED"
  })
  void decidesTents(double slope, Outcome expected) {
    ExactMap f = ExactMap.of(TestNetworks.tent(slope));
    assertEquals(expected, MarkovDiagram.outcome(f, MarkovDiagram.DEFAULT_WORK));
  }

  @ParameterizedTest
  @CsvSource({"1,0", "1,1", "-1,0", "-1,5", "2,1", "-2,1", "0.5,3", "-0.5,3", "0,7"})
  void decidesAffineMaps(double slope, double bias) {
    ExactMap f = ExactMap.of(TestNetworks.affine(slope, bias));
    assertEquals(Outcome.ORDERED, MarkovDiagram.outcome(f, MarkovDiagram.DEFAULT_WORK));
  }

  @Test
  void saysSoWhenTheLimitIsReached() {
    ExactMap f = ExactMap.of(TestNetworks.tent(Math.nextUp(1.0)));
    assertEquals(Outcome.OPEN, MarkovDiagram.outcome(f, 100_000));
  }

  /**
   * x -> 3/4 - |x| / 2 left of 0 and 3/4 - 5x/4 right of it: an attracting cycle of period two,
   * slope product -5/8.
   */
  @Test
  void findsTheTrapAroundAnAttractingCycle() {
    ExactMap f =
        ExactMap.of(
            TestNetworks.relu(
                new double[][] {{-1}, {1}}, new double[2], new double[] {-0.5, -1.25}, 0.75));
    Cover cover = new Cover(f);
    List<Trap> traps = TrapSearch.find(cover, 100_000);
    assertFalse(traps.isEmpty());
    // f(x) = 3/4 - 5x/4, f(f(x)) = 3/4 - |f(x)| / 2 with f(x) < 0: x = 3/4 + 3/8 - 5x/8.
    Rational x = Rational.parse("9/13");
    assertEquals(x, f.at(f.at(x)));
    assertTrue(Trap.anyContains(traps, Point.of(x), Point.of(x)));
    assertTrue(Trap.anyContains(traps, Point.of(f.at(x)), Point.of(f.at(x))));
    assertFalse(
        Trap.anyContains(traps, Point.of(Rational.parse("1/3")), Point.of(Rational.parse("1/3"))));
    assertEquals(Outcome.ORDERED, MarkovDiagram.outcome(f, 100_000));
  }
}
