package org.liyorke.proof;

import java.util.List;
import org.liyorke.model.Network;
import org.liyorke.proof.ProofLine.Chaotic;
import org.liyorke.proof.ProofLine.Failed;
import org.liyorke.proof.ProofLine.Interval;
import org.liyorke.proof.ProofLine.Loop;
import org.liyorke.proof.ProofLine.Loops;
import org.liyorke.proof.ProofLine.OddPeriod;
import org.liyorke.proof.ProofLine.Ordered;
import org.liyorke.proof.ProofLine.Undecided;

/**
 * Checks the claims of one answer line about one network in exact arithmetic, the witnesses of
 * networks with smooth activations in intervals of decimals. The arguments are in {@code
 * docs/proofs.md}. A check that reaches a work limit fails with "not checked".
 */
public final class ProofChecker {
  /** Longest orbit computed for a witness. */
  static final int MAX_STEPS = 1 << 14;

  /** Longest orbit followed in decimals. */
  static final int MAX_DECIMAL_STEPS = 1 << 10;

  /** Largest number, in bits, met on such an orbit. */
  static final long MAX_BITS = 1L << 22;

  /** Largest missing power of two looked for by enumeration. */
  static final int MAX_PERIOD = 1 << 16;

  /** Powers of two that a finite diagram may be replaced by. */
  private static final int MAX_SUBSTITUTE = 256;

  private final Network network;
  private Cover cover;

  private ProofChecker(Network network) {
    this.network = network;
  }

  /**
   * Whether everything the line claims about the network is true and proven.
   *
   * @param network with one input and one output
   */
  public static CheckResult check(Network network, ProofLine line) {
    if (network.state() != 1) {
      return line.claim() instanceof Failed
          ? CheckResult.passed("not a scalar network, as the error says")
          : CheckResult.failed("state dimension " + network.state() + ": must be 1 for a proof");
    }
    try {
      return new ProofChecker(network).check(line);
    } catch (ArithmeticException e) {
      return notChecked("an exponent left the range of exact arithmetic");
    }
  }

  private static CheckResult notChecked(String limit) {
    return CheckResult.failed("not checked: " + limit);
  }

  private CheckResult check(ProofLine line) {
    if (DecimalMap.isSmooth(network)) {
      return checkSmooth(line);
    }
    if (line.claim() instanceof Chaotic chaotic) {
      CheckResult proof = checkWitness(chaotic.witness());
      return proof.ok()
          ? withPeriodThree(proof, line, isPeriodThreeProof(chaotic.witness()))
          : proof;
    }
    if (line.claim() instanceof Ordered ordered) {
      return line.period3() == Finding.NO
          ? checkOrder(ordered.missingPeriod())
          : CheckResult.failed("period3: must be no where the verdict is ordered");
    }
    if (line.claim() instanceof Undecided) {
      return line.period3() == Finding.YES
          ? CheckResult.failed("period3 yes: proves chaos, but the verdict is undecided")
          : withPeriodThree(CheckResult.passed("undecided: no verdict to check"), line, false);
    }
    return CheckResult.failed("an error is claimed, but the network can be read");
  }

  /** Witnesses can be checked in decimals, order and the absence of period three cannot. */
  private CheckResult checkSmooth(ProofLine line) {
    if (line.claim() instanceof Undecided && line.period3() == Finding.OPEN) {
      return CheckResult.passed("undecided: no verdict to check");
    }
    if (!(line.claim() instanceof Chaotic chaotic && chaotic.witness() instanceof OddPeriod odd)) {
      return notChecked("only witnesses can be checked of networks with smooth activations");
    }
    CheckResult proof = checkInDecimals(odd);
    if (!proof.ok() || line.period3() == Finding.OPEN) {
      return proof;
    }
    return isPeriodThreeProof(odd)
        ? withPeriodThree(proof, line, true)
        : notChecked("period3 of a network with smooth activations without its witness");
  }

  private CheckResult checkInDecimals(OddPeriod w) {
    if (!(w.n() >= 3 && w.n() % 2 == 1)) {
      return CheckResult.failed("n " + w.n() + ": must be odd and at least 3");
    }
    if (!(w.m() >= 0 && w.m() <= 30 && (long) w.n() << w.m() <= MAX_DECIMAL_STEPS)) {
      return notChecked(
          "2^m * n steps for m " + w.m() + ", n " + w.n() + ", at most " + MAX_DECIMAL_STEPS);
    }
    DecimalMap f = new DecimalMap(network);
    DecimalMap.Range x = DecimalMap.quotient(w.x());
    DecimalMap.Range v = x;
    int once = 0;
    for (int t = 1; t <= w.n() << w.m(); t++) {
      v = f.at(v);
      once = t == 1 << w.m() ? side(v, x) : once;
    }
    int end = side(v, x);
    if (once == 0 || end == 0) {
      return notChecked(DecimalMap.PRECISION + " digits do not separate the orbit from x");
    }
    return once == -end
        ? CheckResult.passed("chaotic: odd period for g = f^" + (1 << w.m()) + ", n = " + w.n())
        : CheckResult.failed("witness: neither g^n(x) <= x < g(x) nor g^n(x) >= x > g(x)");
  }

  /** The sign of v - x if it is the same for all numbers of the ranges; else 0. */
  private static int side(DecimalMap.Range v, DecimalMap.Range x) {
    if (v.lo().compareTo(x.hi()) > 0) {
      return 1;
    }
    return v.hi().compareTo(x.lo()) < 0 ? -1 : 0;
  }

  private static boolean isPeriodThreeProof(ProofLine.Witness witness) {
    return witness instanceof OddPeriod odd && odd.m() == 0 && odd.n() == 3;
  }

  private CheckResult withPeriodThree(CheckResult proof, ProofLine line, boolean proven) {
    if (line.period3() == Finding.OPEN) {
      return proof;
    }
    if (proven) {
      return line.period3() == Finding.YES
          ? proof
          : CheckResult.failed("period3 no: the witness itself proves a point of period three");
    }
    Finding found = enumerate(3);
    if (found == Finding.OPEN) {
      return notChecked("work limit of the enumeration of f^3");
    }
    return found == line.period3()
        ? proof
        : CheckResult.failed(
            "period3 "
                + (found == Finding.YES ? "no: there is" : "yes: there is no")
                + " point of least period three");
  }

  private Finding enumerate(int period) {
    return Enumeration.leastPeriod(cover(), period, Enumeration.DEFAULT_WORK);
  }

  private Cover cover() {
    if (cover == null) {
      cover = new Cover(ExactMap.of(network));
    }
    return cover;
  }

  private CheckResult checkOrder(long missingPeriod) {
    if (missingPeriod == 0) {
      return checkFiniteDiagram();
    }
    if (!(missingPeriod <= MAX_PERIOD)) {
      return notChecked("no_period " + missingPeriod + ", at most " + MAX_PERIOD);
    }
    return switch (enumerate((int) missingPeriod)) {
      case NO -> CheckResult.passed("ordered: no point of least period " + missingPeriod);
      case YES ->
          CheckResult.failed(
              "no_period " + missingPeriod + ": there is a point of that least period");
      case OPEN -> notChecked("work limit of the enumeration of f^" + missingPeriod);
    };
  }

  private CheckResult checkFiniteDiagram() {
    return switch (MarkovDiagram.outcome(cover(), MarkovDiagram.DEFAULT_WORK)) {
      case ORDERED -> CheckResult.passed("ordered: finite diagram without branching loops");
      case CHAOTIC ->
          CheckResult.failed("finite_diagram: two loops meet in one vertex, the map is chaotic");
      case OPEN -> substituteMissingPeriod();
    };
  }

  /** Another proof of the same verdict: no point of some least period 2^n. */
  private CheckResult substituteMissingPeriod() {
    for (int period = 1; period <= MAX_SUBSTITUTE; period *= 2) {
      if (enumerate(period) == Finding.NO) {
        return CheckResult.passed(
            "ordered: no point of least period " + period + " (found instead of the diagram)");
      }
    }
    return notChecked("work limit of the diagram");
  }

  private CheckResult checkWitness(ProofLine.Witness witness) {
    return witness instanceof OddPeriod odd ? checkOdd(odd) : checkLoops((Loops) witness);
  }

  private CheckResult checkOdd(OddPeriod w) {
    if (!(w.n() >= 3 && w.n() % 2 == 1)) {
      return CheckResult.failed("n " + w.n() + ": must be odd and at least 3");
    }
    if (!(w.m() >= 0 && w.m() <= 30 && (long) w.n() << w.m() <= MAX_STEPS)) {
      return notChecked("2^m * n steps for m " + w.m() + ", n " + w.n() + ", at most " + MAX_STEPS);
    }
    int steps = w.n() << w.m();
    List<Rational> orbit = orbit(w.x(), Math.max(steps, w.orbit().size() - 1));
    if (orbit == null) {
      return notChecked("orbit longer than " + MAX_STEPS + " steps or " + MAX_BITS + " bits");
    }
    for (int i = 0; i < w.orbit().size(); i++) {
      if (!orbit.get(i).equals(w.orbit().get(i))) {
        return CheckResult.failed("orbit[" + i + "]: is not f^" + i + "(x)");
      }
    }
    int once = orbit.get(1 << w.m()).compareTo(w.x());
    int end = orbit.get(steps).compareTo(w.x());
    return once > 0 && end <= 0 || once < 0 && end >= 0
        ? CheckResult.passed("chaotic: odd period for g = f^" + (1 << w.m()) + ", n = " + w.n())
        : CheckResult.failed("witness: neither g^n(x) <= x < g(x) nor g^n(x) >= x > g(x)");
  }

  private List<Rational> orbit(Rational x, int steps) {
    return steps > MAX_STEPS ? null : new PlainEvaluation(network).orbit(x, steps, MAX_BITS);
  }

  private CheckResult checkLoops(Loops w) {
    Interval d = w.interval();
    Interval i = w.first().interval();
    Interval j = w.second().interval();
    if (!(d.lo().compareTo(d.hi()) < 0)) {
      return CheckResult.failed("interval: its lower end must be below its upper end");
    }
    if (!isInside(i, d) || !isInside(j, d)) {
      return CheckResult.failed("first and second interval: must lie inside the interval");
    }
    if (!(i.hi().compareTo(j.lo()) <= 0 || j.hi().compareTo(i.lo()) <= 0)) {
      return CheckResult.failed("first and second interval: must have no common interior");
    }
    CheckResult first = checkLoop(w.first(), d, "first");
    CheckResult second = first.ok() ? checkLoop(w.second(), d, "second") : first;
    return second.ok() ? CheckResult.passed("chaotic: two loops through one interval") : second;
  }

  private static boolean isInside(Interval inner, Interval outer) {
    return inner.lo().compareTo(inner.hi()) <= 0
        && inner.lo().compareTo(outer.lo()) >= 0
        && inner.hi().compareTo(outer.hi()) <= 0;
  }

  private CheckResult checkLoop(Loop loop, Interval d, String name) {
    if (!(loop.steps() >= 1)) {
      return CheckResult.failed(name + " steps " + loop.steps() + ": must be at least 1");
    }
    List<Rational> lo = orbit(loop.interval().lo(), loop.steps());
    List<Rational> hi = lo == null ? null : orbit(loop.interval().hi(), loop.steps());
    if (hi == null) {
      return notChecked(
          name + " loop longer than " + MAX_STEPS + " steps or " + MAX_BITS + " bits");
    }
    Rational a = lo.get(loop.steps());
    Rational b = hi.get(loop.steps());
    return covers(a, b, d) || covers(b, a, d)
        ? CheckResult.passed(name)
        : CheckResult.failed(
            name + " loop: f^" + loop.steps() + " does not stretch it over the interval");
  }

  private static boolean covers(Rational low, Rational high, Interval d) {
    return low.compareTo(d.lo()) <= 0 && high.compareTo(d.hi()) >= 0;
  }
}
