package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jcuda.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.orbits.LapSettings;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.dynamics.orbits.PairSettings;
import org.liyorke.engine.Precision;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.QuantityCounts;
import org.liyorke.tally.QuantitySummary;

/** Observing on one device, without an engine around it. */
class GemmPipelineTest {
  private static final long SEED = 3;
  private static final NetworkFamily FAMILY =
      Families.resolve("he", 12, 3, 4, Activation.TANH, Activation.HARD_TANH, null, 1);

  private static Observation observation(int steps) {
    return new Observation(
        List.of(
            ObservableKind.LYAPUNOV,
            ObservableKind.SCRAMBLING,
            ObservableKind.JACOBIAN,
            ObservableKind.ESCAPE),
        new OrbitSettings(3, 5, steps, 1e6),
        PairSettings.DEFAULT,
        LapSettings.DEFAULT,
        1);
  }

  private static List<ObservableTally> observe(long memory, ObservedGroup group, int networks) {
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      List<ObservableTally> tallies;
      try (GemmPipeline pipeline = new GemmPipeline(context, Precision.FP32, memory)) {
        tallies = pipeline.observe(group, 7, networks);
      }
      SoftwareCuda.assertNothingAllocated(context);
      return tallies;
    }
  }

  private static ObservedGroup group(int steps) {
    return new ObservedGroup(List.of(FAMILY), SEED, observation(steps));
  }

  /** Memory for one tile, for some, for all of them; 200 networks are four tiles. */
  @ParameterizedTest
  @ValueSource(longs = {1, 1 << 20, 3 << 20})
  void theSizeOfABatchLeavesNoTrace(long memory) {
    assertEquals(observe(Long.MAX_VALUE, group(40), 200), observe(memory, group(40), 200));
  }

  /** 31 steps are started one by one, 32 are a recording, 33 both. */
  @ParameterizedTest
  @ValueSource(ints = {31, 32, 33, 64})
  void recordedStepsAreStepsLikeOthers(int steps) {
    double recorded = exponent(steps, 5);
    double alone = 0;
    // The exponent over n steps is the mean of those over each step, its transient one longer.
    for (int step = 0; step < steps; step++) {
      alone += exponent(1, 5 + step) / steps;
    }
    // Scaling a tangent rounds it to float32, whichever steps are measured; logarithms are double.
    assertEquals(alone, recorded, 1e-7);
  }

  private static double exponent(int steps, int transientSteps) {
    OrbitSettings orbits = new OrbitSettings(1, transientSteps, steps, 1e6);
    Observation observation =
        new Observation(
            List.of(ObservableKind.LYAPUNOV), orbits, PairSettings.DEFAULT, LapSettings.DEFAULT, 1);
    ObservedGroup group = new ObservedGroup(List.of(FAMILY), SEED, observation);
    ObservableTally tally = observe(Long.MAX_VALUE, group, 1).get(0);
    return tally.summaries(0.9).get("lyapunov").get(0).mean().estimate();
  }

  @Test
  void groupsBeforeLeaveNoTrace() {
    NetworkFamily other = Families.resolve("he", 5, 1, 9, null, Activation.TANH, null, 1);
    ObservedGroup two = new ObservedGroup(List.of(FAMILY, FAMILY), 4, observation(33));
    ObservedGroup wide = new ObservedGroup(List.of(other), SEED, observation(8));
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device());
        GemmPipeline pipeline = new GemmPipeline(context, Precision.FP32, Long.MAX_VALUE)) {
      List<ObservableTally> first = pipeline.observe(two, 0, 70);
      assertEquals(first.get(0), first.get(1));
      pipeline.observe(wide, 0, 3);
      float[] jacobians = pipeline.jacobians(wide, 0, 1, 2);
      assertEquals(first, pipeline.observe(two, 0, 70));
      ObservableTally shorter = pipeline.observe(two, 0, 3).get(0);
      assertNotEquals(first.get(0), shorter);
      pipeline.observe(wide, 0, 3);
      assertTrue(Arrays.equals(jacobians, pipeline.jacobians(wide, 0, 1, 2)));
    }
  }

  /** Factors of 11 bits move orbits, and an exponent of a contraction by little. */
  @Test
  void precisionIsThatAskedFor() {
    NetworkFamily family = Families.resolve("glorot", 1, 1, 8, null, Activation.TANH, "zero", 0.7);
    ObservedGroup group = new ObservedGroup(List.of(family), SEED, observation(40));
    double[] means = new double[2];
    for (Precision precision : Precision.values()) {
      try (DeviceContext context = new DeviceContext(SoftwareCuda.device());
          GemmPipeline pipeline = new GemmPipeline(context, precision, Long.MAX_VALUE)) {
        QuantitySummary exponent =
            pipeline.observe(group, 0, 30).get(0).summaries(0.9).get("lyapunov").get(0);
        means[precision.ordinal()] = exponent.mean().estimate();
      }
    }
    assertNotEquals(means[0], means[1]);
    // Every product is off by at most 2^-10 of its size: so is a growth, but for cancellation.
    assertEquals(means[0], means[1], 0x1p-6);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    NetworkFamily large = Families.resolve("he", 6_000, 2, 6_000, null, null, null, 1);
    ObservedGroup group = new ObservedGroup(List.of(large), SEED, observation(1));
    CudaException e = assertThrows(CudaException.class, () -> observe(Long.MAX_VALUE, group, 1));
    assertTrue(e.isOutOfMemory(), e.getMessage());
    assertTrue(e.getMessage().startsWith("not enough device memory for one network of"));
  }

  /** The tally of the device is the tally of the CPU, to the bit. */
  @Test
  void talliesAreThoseOfTheCpu() {
    ObservableKind kind = ObservableKind.LYAPUNOV;
    double[] values = new double[10_007];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (i % 7) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> random.nextInt(9) / 8.0;
            case 3 -> 32_768 * (2 * random.nextDouble() - 1);
            case 4 -> Math.scalb(random.nextGaussian(), -random.nextInt(40));
            case 5 -> i % 2 == 0 ? 32_768 : -32_768;
            default -> random.nextGaussian();
          };
    }
    ObservableTally expected = new ObservableTally(List.of(kind));
    for (double value : values) {
      expected.add(kind, 0, value);
    }
    ObservableTally found = new ObservableTally(List.of(kind));
    Resources resources = new Resources();
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      found.add(kind, 0, tally(context, resources, values));
      resources.close();
    }
    assertEquals(expected, found);
  }

  @Test
  void valuesBeyondTheRangeAreRefused() {
    Resources resources = new Resources();
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      assertThrows(
          ArithmeticException.class, () -> tally(context, resources, new double[] {0, 32_769}));
      resources.close();
    }
  }

  private static QuantityCounts tally(DeviceContext context, Resources resources, double[] values) {
    DeviceStream stream = resources.add(new DeviceStream(context));
    KernelModule kernels = context.module("orbits.ptx");
    DeviceTally tally = resources.add(new DeviceTally(context));
    DeviceBuffer row =
        resources.add(new DeviceBuffer(context, values.length * (long) Double.BYTES));
    row.write(values);
    tally.allocate(values.length, resources);
    tally.clear(stream);
    // In two parts, as batches come.
    int half = values.length / 2;
    for (int from : new int[] {0, half}) {
      int count = from == 0 ? half : values.length - half;
      kernels.launch(
          stream,
          "tally_values",
          count,
          tally.argument(),
          Pointer.to(row.address().withByteOffset(from * (long) Double.BYTES)),
          Pointer.to(new int[] {count}));
    }
    return tally.counts();
  }

  @Test
  void summariesHaveTheirQuantities() {
    Map<String, List<QuantitySummary>> summaries =
        observe(Long.MAX_VALUE, group(4), 9).get(0).summaries(0.95);
    assertEquals(9, summaries.get("scrambling").get(2).networks());
    assertEquals(9, summaries.get("escape").get(0).networks());
  }
}
