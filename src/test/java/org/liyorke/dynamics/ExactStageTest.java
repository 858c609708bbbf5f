package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.oracle.AdversarialNetworks;
import org.liyorke.oracle.NaivePeriods;
import org.liyorke.proof.CheckResult;
import org.liyorke.proof.ExactMap;
import org.liyorke.proof.ProofChecker;
import org.liyorke.proof.ProofLine;
import org.liyorke.proof.ProofWriter;

/** The parts of the exact stage, each against plain rational arithmetic. */
class ExactStageTest {
  private static final List<AdversarialNetworks.Kind> KINDS =
      List.of(
          AdversarialNetworks.Kind.HE_GAIN,
          AdversarialNetworks.Kind.CYCLE_GRAPH,
          AdversarialNetworks.Kind.PERTURBED_GRAPH,
          AdversarialNetworks.Kind.TENT,
          AdversarialNetworks.Kind.EXTREME);

  private static Network tent() {
    return new Network(
        List.of(
            new Layer(new double[][] {{1}, {1}}, new double[] {0, -0.5}, Activation.RELU),
            new Layer(new double[][] {{2, -4}}, new double[] {0}, Activation.IDENTITY)));
  }

  private static List<PiecewiseLinearMap> maps(int perKind) {
    List<PiecewiseLinearMap> result = new ArrayList<>();
    for (AdversarialNetworks.Kind kind : KINDS) {
      AdversarialNetworks.stream(kind, 5, perKind)
          .map(named -> PiecewiseLinearMap.of(named.network()))
          .filter(f -> f.breakpoints() > 0)
          .forEach(result::add);
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 192, 1024})
  void pointsAreOrderedAlikeFromEveryPrecision(int precision) {
    for (PiecewiseLinearMap f : maps(12)) {
      ExactCore core = new ExactCore(f, new PeriodSet());
      if (core.isEmpty()) {
        continue;
      }
      ExactOrbits orbits = new ExactOrbits(f, core, precision);
      List<Integer> labels = new ArrayList<>();
      List<Rational> values = new ArrayList<>();
      for (int i = core.firstPiece(); i < core.lastPiece(); i++) {
        Rational v = f.x(i);
        int label = orbits.point(v);
        for (int t = 0; t < 12 && isInside(v, core); t++) {
          labels.add(label);
          values.add(v);
          label = orbits.image(label);
          v = f.apply(v);
        }
      }
      for (int a = 0; a < labels.size(); a++) {
        for (int b = 0; b < labels.size(); b++) {
          int expected = values.get(a).compareTo(values.get(b));
          assertEquals(expected, Integer.signum(orbits.compare(labels.get(a), labels.get(b))));
          assertEquals(expected == 0, labels.get(a).equals(labels.get(b)));
        }
      }
    }
  }

  private static boolean isInside(Rational v, ExactCore core) {
    return v.compareTo(core.lo()) >= 0 && v.compareTo(core.hi()) <= 0;
  }

  /** Beyond the core no periodic point may be left but of the periods noted. */
  @ParameterizedTest
  @EnumSource
  void theCoreHoldsThePeriodicPoints(AdversarialNetworks.Kind kind) {
    for (int i = 0; i < 40; i++) {
      Network network = AdversarialNetworks.number(kind, 9, i).network();
      PiecewiseLinearMap f = PiecewiseLinearMap.of(network);
      if (f.breakpoints() == 0) {
        continue;
      }
      PeriodSet periods = new PeriodSet();
      ExactCore core = new ExactCore(f, periods);
      if (core.isEmpty()) {
        boolean fixed = NaivePeriods.hasLeastPeriod(ExactMap.of(network), 1);
        assertTrue(!fixed || periods.firstMissing() > 0, kind + " " + i);
        continue;
      }
      for (int piece = 0; piece <= f.breakpoints(); piece++) {
        Rational x = fixedPoint(f, piece);
        assertTrue(x == null || isInside(x, core) || periods.firstMissing() > 0, kind + " " + i);
      }
    }
  }

  /** The fixed point of f on a closed piece of slope other than one, or null. */
  private static Rational fixedPoint(PiecewiseLinearMap f, int piece) {
    Rational d = Rational.ONE.subtract(f.slope(piece));
    if (d.signum() == 0) {
      return null;
    }
    Rational x = f.offset(piece).divide(d);
    boolean inside =
        (piece == 0 || f.x(piece - 1).compareTo(x) <= 0)
            && (piece == f.breakpoints() || x.compareTo(f.x(piece)) <= 0);
    return inside ? x : null;
  }

  @Test
  void ringsAreMappedIntoThemselvesMonotonically() {
    int rings = 0;
    for (PiecewiseLinearMap f : maps(60)) {
      ExactCore core = new ExactCore(f, new PeriodSet());
      if (core.isEmpty()) {
        continue;
      }
      List<Rational> laps = laps(f, core);
      MonotoneRings search =
          new MonotoneRings(f, laps.toArray(Rational[]::new), ApproximateMap.of(f, core));
      laps.forEach(end -> search.follow(end.approximation()));
      for (MonotoneRings.Interval w : search.found()) {
        Rational a = f.apply(w.from());
        Rational b = f.apply(w.to());
        assertTrue(
            search.found().stream().anyMatch(v -> v.period() == w.period() && holds(v, a, b)));
        assertTrue(
            laps.stream().noneMatch(c -> w.from().compareTo(c) < 0 && c.compareTo(w.to()) < 0));
        rings++;
      }
    }
    assertTrue(rings > 20, "rings: " + rings);
  }

  private static boolean holds(MonotoneRings.Interval w, Rational a, Rational b) {
    return w.from().compareTo(a) <= 0
        && w.from().compareTo(b) <= 0
        && a.compareTo(w.to()) <= 0
        && b.compareTo(w.to()) <= 0;
  }

  private static List<Rational> laps(PiecewiseLinearMap f, ExactCore core) {
    List<Rational> laps = new ArrayList<>(List.of(core.lo()));
    for (int i = core.firstPiece(); i < core.lastPiece(); i++) {
      if (f.turns(i)) {
        laps.add(f.x(i));
      }
    }
    laps.add(core.hi());
    return laps;
  }

  @Test
  void everyBranchingDiagramGivesTwoLoopsThatTheCheckerAccepts() {
    List<Network> networks = new ArrayList<>(List.of(tent()));
    for (AdversarialNetworks.Kind kind : KINDS) {
      AdversarialNetworks.stream(kind, 6, 40).forEach(named -> networks.add(named.network()));
    }
    int chaotic = 0;
    for (Network network : networks) {
      Witness.Loops loops = loops(PiecewiseLinearMap.of(network));
      if (loops != null) {
        chaotic++;
        Decision d = Decision.chaotic(loops, Answer.UNDECIDED, "test");
        String line = ProofWriter.write(TextNode.valueOf("x"), network, d);
        CheckResult result = ProofChecker.check(network, ProofLine.parse(line));
        assertTrue(result.ok(), () -> result.reason() + " " + line);
      }
    }
    assertNotNull(loops(PiecewiseLinearMap.of(tent())));
    assertTrue(chaotic > 30, "chaotic: " + chaotic);
  }

  /** The two loops of the diagram of all laps, or null where it does not branch. */
  private static Witness.Loops loops(PiecewiseLinearMap f) {
    ExactCore core = f.breakpoints() == 0 ? null : new ExactCore(f, new PeriodSet());
    if (core == null || core.isEmpty()) {
      return null;
    }
    ExactOrbits orbits = new ExactOrbits(f, core);
    List<Integer> cuts = new ArrayList<>();
    laps(f, core).forEach(c -> cuts.add(orbits.point(c)));
    Cells cells = Cells.between(orbits, cuts, List.of());
    LapDiagram diagram = new LapDiagram();
    return diagram.build(orbits, cells, 400) == LapDiagram.Outcome.CHAOTIC
        ? new LoopWitness(f, orbits, diagram, cells).find()
        : null;
  }

  @Test
  void roundingIsOutwardsAndShort() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      Rational v =
          Rational.of(random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-90, 90)))
              .divide(Rational.of(random.nextLong(1, 1L << 40)));
      Rational down = v.roundedDown(20);
      Rational up = v.roundedUp(20);
      assertTrue(down.compareTo(v) <= 0 && v.compareTo(up) <= 0);
      assertTrue(up.subtract(down).compareTo(absolute(v).multiply(Rational.of(0x1p-17))) <= 0);
      assertTrue(down.bits() <= 24 && up.bits() <= 24);
      long scale = random.nextInt(-80, 80);
      BigInteger floor = v.floorScaled(scale);
      assertTrue(Rational.dyadic(floor, -scale).compareTo(v) <= 0);
      assertTrue(Rational.dyadic(floor.add(BigInteger.ONE), -scale).compareTo(v) > 0);
    }
  }

  private static Rational absolute(Rational v) {
    return v.signum() < 0 ? v.negate() : v;
  }
}
