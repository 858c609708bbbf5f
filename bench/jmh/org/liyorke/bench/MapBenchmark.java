package org.liyorke.bench;

import static org.liyorke.bench.HeNetworks.require;

import java.util.concurrent.TimeUnit;
import org.liyorke.dynamics.PiecewiseLinearMap;
import org.liyorke.model.Network;
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
 * Microseconds for building the exact piecewise linear map of one network, beside sorting it in
 * plain doubles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapBenchmark {
  private static final int NETWORKS = 64;

  @Param({"2", "16", "64", "256"})
  int width;

  private HeNetworks networks;
  private int next;

  /** Both maps must agree with the sum over the units on a grid. */
  @Setup
  public void prepare() {
    networks = HeNetworks.draw(width, NETWORKS);
    for (int i = 0; i < 4; i++) {
      Network network = networks.network(i);
      PiecewiseLinearMap exact = PiecewiseLinearMap.of(network);
      require(exact.breakpoints() <= width, "breakpoints " + exact.breakpoints());
      SortedPieces sorted = new SortedPieces(networks.parameters(), networks.offset(i), width);
      for (int j = -20; j <= 20; j++) {
        double x = j / 8.0;
        double f = sum(network, x);
        // numbers of order 1: rounding stays far below this, a wrong piece far above
        require(
            Math.abs(exact.approximate(x) - f) < 1e-9, "exact map of network " + i + " at " + x);
        require(Math.abs(sorted.at(x) - f) < 1e-9, "sorted map of network " + i + " at " + x);
      }
    }
  }

  private static double sum(Network network, double x) {
    double[][] w = network.layers().get(0).weights();
    double[] b = network.layers().get(0).bias();
    double f = network.layers().get(1).bias()[0];
    for (int i = 0; i < b.length; i++) {
      f += network.layers().get(1).weights()[0][i] * Math.max(0, w[i][0] * x + b[i]);
    }
    return f;
  }

  private int step() {
    next = (next + 1) % NETWORKS;
    return next;
  }

  /** The exact map, as inspect and the last stages of a decision use it. */
  @Benchmark
  public PiecewiseLinearMap exact() {
    return PiecewiseLinearMap.of(networks.network(step()));
  }

  /** Alternative: breakpoints sorted in double arithmetic. */
  @Benchmark
  public SortedPieces sortedInDouble() {
    return new SortedPieces(networks.parameters(), networks.offset(step()), width);
  }
}
