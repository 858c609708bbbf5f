package org.liyorke.bench;

import static org.liyorke.bench.HeNetworks.require;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for drawing one He network of 3k + 1 weights, beside the same numbers of normals from
 * the JDK.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DrawBenchmark.NETWORKS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DrawBenchmark {
  /** Networks drawn by one call. */
  static final int NETWORKS = 256;

  @Param({"2", "16", "64", "256", "1024"})
  int width;

  private final SplittableRandom random = new SplittableRandom(1);
  private NetworkSampler sampler;
  private float[] parameters;
  private long index;

  /**
   * Every network of a batch must be the one drawn alone, and the hidden weights must have variance
   * 2.
   */
  @Setup
  public void prepare() {
    NetworkFamily family = HeNetworks.family(width);
    int size = family.parameters();
    sampler = new NetworkSampler(family, HeNetworks.SEED);
    parameters = new float[NETWORKS * size];
    networks();
    float[] alone = new float[size];
    double squares = 0;
    for (int i = 0; i < NETWORKS; i++) {
      new NetworkSampler(family, HeNetworks.SEED).draw(i, 1, alone);
      for (int j = 0; j < size; j++) {
        require(alone[j] == parameters[i * size + j], "parameter " + j + " of network " + i);
      }
      for (int j = 0; j < width; j++) {
        squares += (double) alone[j] * alone[j];
      }
    }
    double n = (double) NETWORKS * width;
    require(
        Math.abs(squares / n - 2) < 10 * Math.sqrt(2 / n),
        "variance of the hidden weights " + squares / n);
  }

  /** Networks of one stream, one batch after the other. */
  @Benchmark
  public float[] networks() {
    sampler.draw(index, NETWORKS, parameters);
    index += NETWORKS;
    return parameters;
  }

  /** Alternative: as many normals from SplittableRandom, scaled like the hidden weights. */
  @Benchmark
  public float[] splittableGaussian() {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (random.nextGaussian() * 1.4142135623730951);
    }
    return parameters;
  }
}
