package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.Network;

/** Least periods of maps whose periods are known. */
class EnumerationTest {
  private static Finding period(Network network, int t) {
    return Enumeration.leastPeriod(ExactMap.of(network), t, Enumeration.DEFAULT_WORK);
  }

  private static Finding yesIf(boolean condition) {
    return condition ? Finding.YES : Finding.NO;
  }

  /**
   * A tent of slope s has a point of odd period n exactly if s is at least the root of s^n - 2
   * s^(n-2) - 1 = 0 (1.6180, 1.5129, 1.4656 for n = 3, 5, 7; Stefan 1977), of period 2n exactly if
   * s^2 is.
   */
  @ParameterizedTest
  @CsvSource({
    "1.6181,3",
    "1.6180,5",
    "1.5130,5",
    "1.5128,7",
    "1.4656,7",
    "1.45,9",
    "1.2721,6",
    "1.2720,10"
  })
  void findsTheFirstPeriodOfTents(double slope, int first) {
    Network tent = TestNetworks.tent(slope);
    int[] order = {3, 5, 7, 9, 11, 6, 10};
    boolean passed = false;
    for (int t : order) {
      passed |= t == first;
      assertEquals(yesIf(passed), period(tent, t), "period " + t);
    }
  }

  @Test
  void theFullTentHasEveryPeriod() {
    for (int t = 1; t <= 12; t++) {
      assertEquals(Finding.YES, period(TestNetworks.tent(2), t));
    }
  }

  /** On the line f(x) = -2x has a two-cycle at infinity only. */
  @ParameterizedTest
  @CsvSource({
    "-2,0,1",
    "-1,0,2",
    "-1,3,2",
    "1,0,1",
    "1,2,0",
    "0,5,1",
    "0.5,1,1",
    "2,-1,1",
    "-0.5,1,1"
  })
  void affineMapsHavePeriodsOneAndTwoOnly(double slope, double bias, int longest) {
    for (int t = 1; t <= 8; t++) {
      assertEquals(yesIf(t <= longest), period(TestNetworks.affine(slope, bias), t), "period " + t);
    }
  }

  /** Two slopes of product one: every point but the fixed one has period two, out to infinity. */
  @Test
  void findsPeriodsOnUnboundedPieces() {
    Network network =
        TestNetworks.relu(
            new double[][] {{-1}, {1}}, new double[] {0, 0}, new double[] {4, -0.25}, 0);
    for (int t = 1; t <= 8; t++) {
      assertEquals(yesIf(t <= 2), period(network, t), "period " + t);
    }
  }

  /** f^2 is x + 1 far out: no period two, though the slope product is one. */
  @Test
  void findsNoPeriodInADrift() {
    Network network =
        TestNetworks.relu(
            new double[][] {{-1}, {1}, {1}}, new double[] {-1, 1, 0}, new double[] {1, -2, 1}, 1);
    for (int t = 2; t <= 8; t++) {
      assertEquals(Finding.NO, period(network, t), "period " + t);
    }
  }

  @Test
  void saysSoWhenTheLimitIsReached() {
    // Just above slope 1 all points of the attractor come back after 2^52 steps or so.
    ExactMap f = ExactMap.of(TestNetworks.tent(Math.nextUp(1.0)));
    assertEquals(Finding.OPEN, Enumeration.leastPeriod(f, 96, 1_000));
  }

  @Test
  void knowsMaximalDivisors() {
    assertArrayEquals(new int[] {}, Enumeration.maximalDivisors(1));
    assertArrayEquals(new int[] {1}, Enumeration.maximalDivisors(7));
    assertArrayEquals(new int[] {4}, Enumeration.maximalDivisors(8));
    assertArrayEquals(new int[] {30, 20, 12}, Enumeration.maximalDivisors(60));
    ExactMap f = ExactMap.identity();
    assertThrows(IllegalArgumentException.class, () -> Enumeration.leastPeriod(f, 0, 1));
  }
}
