package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.proof.CheckResult;
import org.liyorke.proof.ProofChecker;
import org.liyorke.proof.ProofLine;
import org.liyorke.proof.ProofWriter;

class OrbitPartitionTest {
  private static final long SEED = 42;

  /** A map of slopes s on x &lt; 0 and -t on x &gt; 0 with f(0) = 1, on [lo, hi]. */
  private static CoreMap tent(double s, double t, double lo, double hi) {
    CoreMap f = new CoreMap();
    f.m = 1;
    f.x[0] = 0;
    f.value[0] = 1;
    f.slope[0] = s;
    f.slope[1] = -t;
    f.offset[0] = 1;
    f.offset[1] = 1;
    f.lo = lo;
    f.hi = hi;
    f.floor = Double.NEGATIVE_INFINITY;
    f.ceiling = Double.POSITIVE_INFINITY;
    f.errorSlope = 0x1p-51;
    f.errorOffset = 0x1p-51;
    f.slopeError = 0;
    assertTrue(f.index());
    return f;
  }

  @Test
  void anAttractingCycleIsEnclosed() {
    CoreMap f = tent(0.5, 1.5, -2, 1.5);
    AttractingCycle cycle = new AttractingCycle();
    assertEquals(2, cycle.find(f, -2.0 / 7 + 1e-11));
    assertTrue(Math.abs(cycle.point(0) + 2.0 / 7) <= cycle.radius(0));
    assertTrue(Math.abs(cycle.point(1) - 6.0 / 7) <= cycle.radius(1));
    assertTrue(cycle.radius(0) < 1e-12 && cycle.separated(2));
  }

  @Test
  void aRepellingCycleIsNotTakenForAnAttractingOne() {
    assertEquals(0, new AttractingCycle().find(tent(0.75, 1.5, -2, 1.5), -0.5 / 2.125));
  }

  /**
   * Both have an attracting cycle of period two on which f^2 decreases: 1, 2 and 4 stay possible.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 1.5", "0.25, 3.5"})
  void anAttractingTwoCycleIsOrder(double left, double right) {
    PeriodSet periods = new PeriodSet();
    CoreMap f = tent(left, right, 1 - right - 1e-9, 1 + 1e-9);
    assertEquals(OrbitPartition.Outcome.ORDERED, new OrbitPartition(64).decide(f, periods));
    assertEquals(3, periods.firstMissing());
  }

  /** f^3(0) &lt; 0 &lt; f(0) gives period three, and its cycle left of 0 attracts. */
  @Test
  void anAttractingThreeCycleIsChaos() {
    CoreMap f = tent(0.25, 8, -7 - 1e-9, 1 + 1e-9);
    OrbitPartition partition = new OrbitPartition(64);
    assertEquals(OrbitPartition.Outcome.CHAOTIC, partition.decide(f, new PeriodSet()));
    assertEquals(Answer.YES, new PeriodThree().search(f, partition));
  }

  /** Orbits of these networks end in an attracting cycle beside the invariant set of the chaos. */
  @ParameterizedTest
  @CsvSource({"2,5790", "2,33733", "16,6719", "16,33480", "16,4797", "64,851", "64,5364"})
  void chaosBesideAnAttractingCycleIsProvenInDoublePrecision(int width, long index) {
    NetworkFamily family = Families.resolve("he", width, 2, 1, null, null, null, 1);
    float[] numbers = new float[family.parameters()];
    new NetworkSampler(family, SEED).draw(index, 1, numbers);
    FloatCascade cascade =
        new FloatCascade(
            width, family.activation().piecewiseLinear(), family.output().piecewiseLinear());
    Decision decision = cascade.decide(numbers, 0);
    assertNotNull(decision);
    assertEquals(Verdict.CHAOTIC, decision.verdict());
    String line = ProofWriter.write(TextNode.valueOf("x"), family.network(numbers, 0), decision);
    CheckResult result = ProofChecker.check(family.network(numbers, 0), ProofLine.parse(line));
    assertTrue(result.ok(), () -> result.reason() + " " + line);
  }

  @ParameterizedTest
  @CsvSource({"2,20000", "3,10000", "16,10000", "64,3000"})
  void doublePrecisionSettlesAllButAFew(int width, int networks) {
    NetworkFamily family = Families.resolve("he", width, 2, 1, null, null, null, 1);
    NetworkSampler sampler = new NetworkSampler(family, SEED);
    FloatCascade cascade =
        new FloatCascade(
            width, family.activation().piecewiseLinear(), family.output().piecewiseLinear());
    float[] numbers = new float[family.parameters()];
    int left = 0;
    for (int i = 0; i < networks; i++) {
      sampler.draw(i, 1, numbers);
      left += cascade.decide(numbers, 0) == null ? 1 : 0;
    }
    assertTrue(left <= 2, "left to exact arithmetic: " + left);
  }
}
