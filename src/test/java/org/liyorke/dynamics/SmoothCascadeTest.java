package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkFamily;
import org.liyorke.proof.CheckResult;
import org.liyorke.proof.ProofChecker;
import org.liyorke.proof.ProofLine;
import org.liyorke.proof.ProofWriter;

class SmoothCascadeTest {
  /** Orbits out there are taken to escape, if slowly. */
  private static final double FAR = 1_000;

  /**
   * A monotone map has periods one and, when it falls, perhaps two: no period four. The proof may
   * name 4 where 2 is missing, too.
   */
  @ParameterizedTest
  @CsvSource({
    "tanh, 0.5, 0.1, 2",
    "tanh, 1, 0, 2",
    "tanh, 3, 0, 2",
    "tanh, -0.9, 0.3, 2",
    "tanh, -3, 0, 4",
    "sigmoid, 3, -1, 2",
    "sigmoid, -20, 10, 4",
    "sigmoid, -3, 1, 2"
  })
  void oneUnitIsOrdered(String activation, double w, double b, long leastMissing) {
    Decision decision =
        SmoothCascade.decide(
            new Network(
                List.of(
                    new Layer(
                        new double[][] {{w}}, new double[] {b}, Activation.named(activation)))));
    assertEquals(Verdict.ORDERED, decision.verdict());
    assertTrue(decision.missingPeriod() >= leastMissing && decision.missingPeriod() <= 4);
  }

  /** 1.5 x Phi(x) + 1 is above x everywhere. */
  @Test
  void escapeIsOrder() {
    assertEquals(Decision.orderedWithoutPeriod(0), SmoothCascade.decide(gelu(1.5, 1)));
  }

  /** The slope of x Phi(x) + 1 tends to 1, and no bound separates it from 1. */
  @Test
  void anOuterSlopeOfOneIsUndecided() {
    assertEquals(Verdict.UNDECIDED, SmoothCascade.decide(gelu(1, 1)).verdict());
  }

  private static Network gelu(double a, double c) {
    return network(new double[] {1}, new double[] {0}, Activation.GELU, new double[] {a}, c);
  }

  /**
   * -2 + 2 (tanh(2 (x + 1)) - tanh(2 (x - 1))): 0 goes to 1.86, then to about -1.87 twice, so
   * f^3(0) is below 0 and 0 below f(0).
   */
  @Test
  void humpHasPeriodThree() {
    Network hump =
        network(
            new double[] {2, 2}, new double[] {2, -2}, Activation.TANH, new double[] {2, -2}, -2);
    Decision decision = SmoothCascade.decide(hump);
    assertEquals(Answer.YES, decision.period3());
    checkWitness(hump, decision);
  }

  /**
   * c - 2 x (2 Phi(x) - 1), about c - 1.6 x^2: the period doubles, then chaos, as in the quadratic
   * family.
   */
  @ParameterizedTest
  @CsvSource({"0.1, ORDERED", "0.5, ORDERED", "0.75, ORDERED", "1.1, CHAOTIC", "1.4, CHAOTIC"})
  void quadraticLikeFamily(double c, Verdict verdict) {
    Network network =
        network(
            new double[] {1, -1}, new double[] {0, 0}, Activation.GELU, new double[] {-2, -2}, c);
    Decision decision = SmoothCascade.decide(network);
    assertEquals(verdict, decision.verdict());
    checkWitness(network, decision);
  }

  @ParameterizedTest
  @CsvSource({
    "he, tanh, identity, 2, 2, 1, 400",
    "he, tanh, identity, 2, 8, 3, 150",
    "he, gelu, identity, 2, 4, 1, 300",
    "he, gelu, identity, 3, 4, 2, 80",
    "he, sigmoid, tanh, 2, 4, 20, 150",
    "he, relu, tanh, 2, 4, 6, 200",
    "'N(0,25)', tanh, clip, 3, 3, 1, 150",
    "he, gelu, gelu, 1, 1, 3, 200",
    "he, tanh, identity, 4, 4, 3, 30",
    "he, gelu, relu, 2, 4, 2, 200"
  })
  void proofsAgreeWithOrbits(
      String init, String hidden, String output, int depth, int width, double gain, int count) {
    NetworkFamily family =
        Families.resolve(
            init, width, depth, 1, Activation.named(hidden), Activation.named(output), null, gain);
    int decided = 0;
    for (int index = 0; index < count; index++) {
      Network network = family.network(11, index);
      Decision decision = SmoothCascade.decide(network);
      checkWitness(network, decision);
      if (decision.verdict() == Verdict.ORDERED) {
        checkOrbits(network, decision);
      }
      decided += decision.verdict() == Verdict.UNDECIDED ? 0 : 1;
    }
    assertTrue(decided > 0.9 * count, decided + " of " + count);
  }

  /**
   * The cascade takes piecewise linear networks too; there the exact answer is known, and the
   * independent checker can check every claim.
   */
  @ParameterizedTest
  @CsvSource({
    "relu, identity, 2, 2, 1, 300",
    "relu, identity, 2, 8, 3, 150",
    "abs, clip, 2, 3, 4, 150",
    "leaky-relu, identity, 2, 3, 2, 200",
    "relu, relu, 3, 3, 2, 150"
  })
  void agreesWithExactDecisions(
      String hidden, String output, int depth, int width, double gain, int count) {
    NetworkFamily family =
        Families.resolve(
            "he", width, depth, 1, Activation.named(hidden), Activation.named(output), null, gain);
    int decided = 0;
    for (int index = 0; index < count; index++) {
      Network network = family.network(23, index);
      Decision decision = SmoothCascade.decide(network);
      Decision exact = Decisions.decide(network);
      if (decision.verdict() != Verdict.UNDECIDED) {
        decided++;
        assertEquals(exact.verdict(), decision.verdict(), "network " + index);
      }
      if (decision.period3() != Answer.UNDECIDED) {
        assertEquals(exact.period3(), decision.period3(), "network " + index);
      }
      CheckResult checked =
          ProofChecker.check(network, ProofLine.parse(ProofWriter.write(null, network, decision)));
      assertTrue(checked.ok(), "network " + index + ": " + checked.reason());
    }
    assertTrue(decided > 0.8 * count, decided + " of " + count);
  }

  private static void checkWitness(Network network, Decision decision) {
    assertEquals(decision.verdict() == Verdict.CHAOTIC, decision.witness() != null);
    if (!(decision.witness() instanceof Witness.OddPeriod odd)) {
      return;
    }
    assertEquals(decision.period3() == Answer.YES, odd.m() == 0 && odd.n() == 3);
    BigDecimal x = new BigDecimal(odd.numerator()).divide(new BigDecimal(odd.denominator()));
    BigDecimal v = x;
    int once = 0;
    for (int t = 1; t <= odd.n() << odd.m(); t++) {
      v = HighPrecision.apply(network, v);
      once = t == 1 << odd.m() ? v.compareTo(x) : once;
    }
    assertNotEquals(0, once);
    assertEquals(-once, v.compareTo(x));
  }

  /** No orbit settles on a cycle whose least period is a multiple of the missing one, or odd. */
  private static void checkOrbits(Network network, Decision decision) {
    NetworkBounds f = new NetworkBounds(network);
    for (double start = -4; start <= 4; start += 0.5) {
      double x = start;
      for (int t = 0; t < 2_000; t++) {
        x = f.approximate(x);
      }
      if (!(Math.abs(x) < FAR)) {
        continue;
      }
      int period = period(f, x);
      assertEquals(1, Integer.bitCount(period), "period " + period);
      assertFalse(
          period % decision.missingPeriod() == 0 && period > 0,
          "period " + period + ", missing " + decision.missingPeriod());
    }
  }

  /** The least number of steps, at most 256, after which the orbit of x is back. */
  private static int period(NetworkBounds f, double x) {
    double v = x;
    for (int t = 1; t <= 256; t++) {
      v = f.approximate(v);
      if (Math.abs(v - x) <= 1e-4 * (1 + Math.abs(x))) {
        return t;
      }
    }
    throw new AssertionError("no cycle of at most 256 steps from " + x);
  }

  private static Network network(
      double[] w, double[] b, Activation activation, double[] a, double c) {
    double[][] column = new double[w.length][];
    for (int i = 0; i < w.length; i++) {
      column[i] = new double[] {w[i]};
    }
    return new Network(
        List.of(
            new Layer(column, b, activation),
            new Layer(new double[][] {a}, new double[] {c}, Activation.IDENTITY)));
  }
}
