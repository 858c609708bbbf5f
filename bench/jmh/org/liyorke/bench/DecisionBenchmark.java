package org.liyorke.bench;

import static org.liyorke.bench.HeNetworks.require;

import java.util.concurrent.TimeUnit;
import org.liyorke.dynamics.Answer;
import org.liyorke.dynamics.Decision;
import org.liyorke.dynamics.Decisions;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for deciding one He network with proof, drawing not included, beside the sampler's
 * rule in Java.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  /** Enough networks for the rare slow ones to weigh as they do in a long run. */
  private static final int NETWORKS = 8192;

  @Param({"2", "16", "64", "256", "1024"})
  int width;

  private HeNetworks networks;
  private NetworkDecider decider;
  private GridRule rule;
  private int next;

  /**
   * The fast decision must agree with the exact one on the first networks, and prove period three
   * wherever the rule sees it; the rule works on rounded floats, so one exception in a thousand
   * networks is allowed for.
   */
  @Setup
  public void prepare() {
    networks = HeNetworks.draw(width, NETWORKS);
    decider = NetworkDecider.forFamily(networks.family());
    rule = new GridRule(width);
    int exact = width <= 64 ? 100 : 5;
    int exceptions = 0;
    for (int i = 0; i < 2000; i++) {
      Decision fast = decider.decide(networks.parameters(), networks.offset(i));
      require(
          fast.verdict() != Verdict.ORDERED || fast.period3() == Answer.NO,
          "order with period three, network " + i);
      if (i < exact) {
        Decision slow = Decisions.decide(networks.network(i));
        require(
            slow.verdict() == fast.verdict() && slow.period3() == fast.period3(),
            "decision on network " + i);
      }
      if (rule.fires(networks.parameters(), networks.offset(i)) && fast.period3() != Answer.YES) {
        exceptions++;
      }
    }
    require(
        exceptions <= 2,
        exceptions + " of 2000 networks have period three by the rule and not by proof");
  }

  private int step() {
    next = (next + 1) % NETWORKS;
    return networks.offset(next);
  }

  /** Both questions, with proof. */
  @Benchmark
  public Decision decide() {
    return decider.decide(networks.parameters(), step());
  }

  /** Alternative: the sampler's rule, period three only, no proof. */
  @Benchmark
  public boolean gridRule() {
    return rule.fires(networks.parameters(), step());
  }
}
