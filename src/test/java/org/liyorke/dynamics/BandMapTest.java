package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.proof.Enumeration;
import org.liyorke.proof.ExactMap;
import org.liyorke.proof.Finding;

/** Bands and what follows from them against exact arithmetic. */
class BandMapTest {
  private static final int[] WIDTHS = {1, 2, 5, 32, 64, 150};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void theExactQuotientLiesInTheBandOfTheRoundedOne(int bits) {
    BandGrid grid = new BandGrid(bits);
    SplittableRandom rng = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      float w = drawn(rng);
      // Every other quotient next to a border.
      float b = i % 2 == 0 ? drawn(rng) : (float) (-w * grid.border[rng.nextInt(grid.n)]);
      b += (rng.nextInt(5) - 2) * Math.ulp(b);
      int j = BandGrid.band(grid.part(-b / w));
      Rational x = Rational.of(-(double) b).divide(Rational.of(w));
      assertTrue(j == 0 || x.compareTo(Rational.of(grid.border[j])) >= 0, b + " " + w);
      assertTrue(j == grid.n - 1 || x.compareTo(Rational.of(grid.border[j + 1])) <= 0, b + " " + w);
    }
  }

  private static float drawn(SplittableRandom rng) {
    float v = (float) Math.scalb(ReluParameters.normal(rng), rng.nextInt(-70, 71) / 4);
    return v == 0 ? 1 : v;
  }

  @ParameterizedTest
  @EnumSource
  void valuesAndSlopesInBandsAreBounded(ReluParameters.Kind kind) {
    SplittableRandom rng = new SplittableRandom(21);
    for (int width : WIDTHS) {
      for (int bits = 1; bits <= 4; bits++) {
        float[] p = ReluParameters.draw(rng, kind, width);
        BandMap map = new BandMap(width, new BandGrid(bits));
        assertTrue(bounded(map, p));
        PiecewiseLinearMap exact = PiecewiseLinearMap.of(MapBounds.network(p));
        assertBounded(kind + " " + width + " " + bits, exact, map);
      }
    }
  }

  private static boolean bounded(BandMap map, float[] parameters) {
    return map.boundSlopes(parameters, 0) && map.boundValues();
  }

  private static void assertBounded(String name, PiecewiseLinearMap exact, BandMap map) {
    for (int j = 1; j < map.n; j++) {
      double t = map.grid.border[j];
      Rational truth = exact.apply(Rational.of(t));
      assertTrue(MapBounds.near(truth, map.value[j], map.error(t)), name + " border " + j);
      bounded(name, exact, map, j - 1, Rational.of(t));
      bounded(name, exact, map, j, Rational.of(t));
    }
    for (int j = 0; j < map.n; j++) {
      Rational left = Rational.of(map.grid.border[j]);
      int i = j == 0 ? 0 : exact.piece(left);
      slopeBounded(name, exact, map, j, i);
      for (; i < exact.breakpoints() && before(exact.x(i), map, j + 1); i++) {
        bounded(name, exact, map, j, exact.x(i));
        slopeBounded(name, exact, map, j, i + 1);
      }
    }
  }

  private static boolean before(Rational x, BandMap map, int j) {
    return j == map.n || x.compareTo(Rational.of(map.grid.border[j])) < 0;
  }

  private static void slopeBounded(
      String name, PiecewiseLinearMap exact, BandMap map, int j, int piece) {
    Rational slope = exact.slope(piece);
    assertTrue(slope.compareTo(Rational.of(map.slopeLow[j])) >= 0, name + " slopes, band " + j);
    assertTrue(slope.compareTo(Rational.of(map.slopeHigh[j])) <= 0, name + " slopes, band " + j);
  }

  private static void bounded(
      String name, PiecewiseLinearMap exact, BandMap map, int j, Rational x) {
    if (j > 0 && j < map.n - 1) {
      Rational value = exact.apply(x);
      Rational gap = value.subtract(x);
      assertTrue(value.compareTo(Rational.of(map.lower[j])) >= 0, name + " lower, band " + j);
      assertTrue(value.compareTo(Rational.of(map.upper[j])) <= 0, name + " upper, band " + j);
      assertTrue(gap.compareTo(Rational.of(map.gapLower[j])) >= 0, name + " lower gap, band " + j);
      assertTrue(gap.compareTo(Rational.of(map.gapUpper[j])) <= 0, name + " upper gap, band " + j);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exactPiecesHoldTheirBounds(ReluParameters.Kind kind) {
    SplittableRandom rng = new SplittableRandom(31);
    CoreMap pieces = new CoreMap();
    for (int width : WIDTHS) {
      for (int bits = 1; bits <= 4; bits++) {
        float[] p = ReluParameters.draw(rng, kind, width);
        BandMap map = new BandMap(width, new BandGrid(bits));
        assertTrue(bounded(map, p));
        PiecewiseLinearMap exact = PiecewiseLinearMap.of(MapBounds.network(p));
        int first = rng.nextInt(map.n);
        int last = first + rng.nextInt(map.n - first);
        double lo = pick(rng, first == 0 ? -100 : map.grid.border[first], map.grid, first);
        double hi = Math.max(lo, pick(rng, lo, map.grid, last));
        map.restrict(lo, hi, first, last, pieces);
        String name = kind + " " + width + " " + bits + " [" + lo + ", " + hi + "]";
        assertEquals(lo, pieces.lo);
        assertEquals(hi, pieces.hi);
        MapBounds.assertHold(name, exact, pieces, rng);
      }
    }
  }

  /** A point of band j, often a border, not below the given one. */
  private static double pick(SplittableRandom rng, double from, BandGrid grid, int j) {
    double left = Math.max(from, j == 0 ? -100 : grid.border[j]);
    double right = j == grid.n - 1 ? 100 : grid.border[j + 1];
    return rng.nextInt(3) == 0 ? right : left + rng.nextDouble() * (right - left);
  }

  @Test
  void boundsOfPiecesDoNotGrowWithTheWidth() {
    int width = 1024;
    float[] p = ReluParameters.draw(new SplittableRandom(1), ReluParameters.Kind.HE, width);
    BandMap map = BandMap.ofWidth(width);
    assertTrue(bounded(map, p));
    CoreMap pieces = new CoreMap();
    map.restrict(-1, 1, 0, map.n - 1, pieces);
    CoreMap all = new CoreMap();
    assertTrue(new FloatMapBuilder(width, Activation.RELU, Activation.IDENTITY).build(p, 0, all));
    assertTrue(pieces.errorSlope < 0.03 * all.errorSlope);
    assertTrue(pieces.slopeError < 0.003 * all.slopeError);
  }

  @Test
  void deadFirstWeightsAndHugeNumbersAreRefused() {
    float[] dead = {1, 0, 1, 1, 1, 1, 0};
    assertFalse(bounded(new BandMap(2, new BandGrid(2)), dead));
    float[] huge = {1, 1e30f, 1, 1, 1, 1e30f, 0};
    assertFalse(bounded(new BandMap(2, new BandGrid(2)), huge));
    float[] infinite = {1, Float.POSITIVE_INFINITY, 1, 1, 1, 1, 0};
    assertFalse(bounded(new BandMap(2, new BandGrid(2)), infinite));
    float[] undefined = {1, 1, 1, Float.NaN, 1, 1, 0};
    assertFalse(bounded(new BandMap(2, new BandGrid(2)), undefined));
  }

  /** What the bands alone say, and what their exact pieces say, against exact arithmetic. */
  @ParameterizedTest
  @EnumSource
  void outcomesAreTrueForNastyNetworks(ReluParameters.Kind kind) {
    SplittableRandom rng = new SplittableRandom(41);
    int[] outcomes = new int[6];
    for (int i = 0; i < 250; i++) {
      int width = 1 + rng.nextInt(40);
      float[] p = ReluParameters.draw(rng, kind, width);
      assertTruth(kind + " " + i, p, new BandMap(width, new BandGrid(1 + i % 4)), outcomes);
    }
    assertTrue(outcomes[0] + outcomes[1] + outcomes[2] > 100);
  }

  @ParameterizedTest
  @CsvSource({"32,1,1500", "32,2,800", "64,1,1500", "64,1.5,500", "256,1,100", "256,3,50"})
  void outcomesAreTrueForDrawnNetworks(int width, double gain, int networks) {
    NetworkFamily family = Families.resolve("he", width, 2, 1, null, null, null, gain);
    NetworkSampler sampler = new NetworkSampler(family, 97);
    float[] p = new float[family.parameters()];
    BandMap map = BandMap.ofWidth(width);
    int[] outcomes = new int[6];
    for (int i = 0; i < networks; i++) {
      sampler.draw(i, 1, p);
      assertTruth(width + " " + gain + " " + i, p, map, outcomes);
    }
    for (int outcome = 0; outcome < 4; outcome++) {
      assertTrue(outcomes[outcome] > 0);
    }
    assertTrue(outcomes[5] > 0 || gain > 2, "order from the graph of the bands");
  }

  private static void assertTruth(String name, float[] p, BandMap map, int[] outcomes) {
    assertTrue(bounded(map, p));
    BandCore core = new BandCore();
    CoreFinder.Outcome outcome = core.find(map);
    outcomes[outcome.ordinal()]++;
    PiecewiseLinearMap exact = PiecewiseLinearMap.of(MapBounds.network(p));
    assertTrueOutcome(name, exact, p, outcome);
    if (outcome == CoreFinder.Outcome.CORE) {
      outcomes[5] += assertTrueGraph(name, exact, p, map, core) ? 1 : 0;
      CoreMap pieces = new CoreMap();
      map.restrict(core.lo, core.hi, core.first, core.last, pieces);
      CoreFinder finder = new CoreFinder();
      CoreFinder.Outcome refined = finder.find(pieces);
      assertTrueOutcome(name, exact, p, refined);
      if (refined == CoreFinder.Outcome.CORE) {
        assertFixedPointsInside(name, exact, finder.lo, finder.hi);
      }
    }
  }

  /** Whether the graph of the bands proves order, which is checked, or else what it leaves. */
  private static boolean assertTrueGraph(
      String name, PiecewiseLinearMap exact, float[] p, BandMap map, BandCore core) {
    BandGraph graph = new BandGraph();
    PeriodSet periods = new PeriodSet();
    if (graph.proveOrder(map, core.first, core.last, periods)) {
      assertMissing(name + " graph", exact, p, 1 << periods.firstMissing());
      return true;
    }
    assertTrue(core.first <= graph.firstOpen() && graph.lastOpen() <= core.last, name);
    assertPeriodicOrbitsInside(name, exact, map, graph, periods);
    return false;
  }

  /** Orbits that were followed for long are near periodic ones, if these attract. */
  private static void assertPeriodicOrbitsInside(
      String name, PiecewiseLinearMap exact, BandMap map, BandGraph graph, PeriodSet settled) {
    double left = map.grid.left(graph.firstOpen());
    double right = map.grid.right(graph.lastOpen());
    for (int i = 0; i < exact.breakpoints(); i++) {
      double x = exact.x(i).approximation();
      for (int t = 0; t < 2_000 && Math.abs(x) < 1e6; t++) {
        x = apply(exact, x);
      }
      int period = apparentPeriod(exact, x);
      boolean inside = x >= left - 1e-9 && x <= right + 1e-9;
      if (!inside && period > 0) {
        int power = Integer.numberOfTrailingZeros(period);
        assertTrue(power < settled.firstMissing(), name + " period " + period + " at " + x);
      }
    }
  }

  private static double apply(PiecewiseLinearMap f, double x) {
    int i = f.piece(Rational.of(x));
    return f.slope(i).approximation() * x + f.offset(i).approximation();
  }

  /** The least number of steps up to 32 after which x comes back, 0 if it does not. */
  private static int apparentPeriod(PiecewiseLinearMap f, double x) {
    double y = x;
    for (int t = 1; t <= 32 && Math.abs(y) < 1e6; t++) {
      y = apply(f, y);
      if (Math.abs(y - x) < 1e-11 * (1 + Math.abs(x))) {
        return t;
      }
    }
    return 0;
  }

  private static void assertTrueOutcome(
      String name, PiecewiseLinearMap exact, float[] p, CoreFinder.Outcome outcome) {
    int missing =
        switch (outcome) {
          case NO_FIXED_POINT -> 1;
          case NO_PERIOD_TWO -> 2;
          case NO_PERIOD_FOUR -> 4;
          case CORE, OPEN -> 0;
        };
    if (missing > 0) {
      assertMissing(name + " " + outcome, exact, p, missing);
    }
  }

  /** The independent enumeration agrees that no point of the period exists. */
  private static void assertMissing(String name, PiecewiseLinearMap exact, float[] p, int missing) {
    assertNotEquals(Verdict.CHAOTIC, ExactCascade.decideInRationals(exact).verdict(), name);
    ExactMap independent = ExactMap.of(MapBounds.network(p));
    assertNotEquals(Finding.YES, Enumeration.leastPeriod(independent, missing, 100_000), name);
  }

  /** Every fixed point, found piece by piece, lies in the interval. */
  private static void assertFixedPointsInside(
      String name, PiecewiseLinearMap f, double lo, double hi) {
    for (int i = 0; i <= f.breakpoints(); i++) {
      Rational s = Rational.ONE.subtract(f.slope(i));
      if (s.signum() != 0) {
        Rational x = f.offset(i).divide(s);
        boolean onPiece =
            (i == 0 || x.compareTo(f.x(i - 1)) >= 0)
                && (i == f.breakpoints() || x.compareTo(f.x(i)) <= 0);
        assertFalse(
            onPiece && (x.approximation() < lo - 1e-9 || x.approximation() > hi + 1e-9),
            name + " fixed point " + x.approximation());
      }
    }
  }
}
