package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.dynamics.Verdict;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** What the kernels prove, against the CPU's decisions. */
class DeviceDecisionsTest {
  /** On both sides of the borders between the kernels, for one kink a unit and for two. */
  private static final int[] WIDTHS = {
    1, 2, 3, 8, 9, 16, 17, 32, 33, 64, 65, 100, 256, 257, 512, 513, 1000
  };

  private static final int WORK = 320;
  private static final int FEWEST = 3;

  /** Initialisation, bias and gain. */
  private record Laws(String init, String bias, double gain) {}

  private static final List<Laws> LAWS =
      List.of(
          new Laws("he", null, 1),
          new Laws("he", null, 3),
          new Laws("he", "zero", 1.5),
          new Laws("glorot", null, 4),
          new Laws("N(0.5, 2/k)", "U(-1, 2)", 2),
          new Laws("U(-2, 1)", "constant(0.25)", 1),
          new Laws("constant(0)", "U(-1, 1)", 1));

  static Stream<Arguments> activations() {
    return Activation.allPiecewiseLinear().stream()
        .flatMap(
            hidden ->
                Stream.of("identity", "relu", "clip", "hard-tanh")
                    .map(output -> Arguments.of(hidden.name(), output)));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void whatTheDeviceSettlesIsTrue(String hidden, String output) {
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      for (int width : WIDTHS) {
        int networks = Math.max(FEWEST, WORK / width);
        for (Laws laws : LAWS) {
          NetworkFamily family = family(laws, width, hidden, output);
          assertTrue(DeviceDecisions.supports(family));
          assertNull(
              DecisionCheck.wrong(
                  family,
                  DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, 97)));
        }
      }
      SoftwareCuda.assertNothingAllocated(context);
    }
  }

  /** Order and chaos; what is left takes many more steps. */
  @ParameterizedTest
  @CsvSource({
    "2, 4000",
    "5, 1000",
    "16, 600",
    "17, 600",
    "64, 300",
    "65, 300",
    "512, 100",
    "1000, 60",
    "4096, 30"
  })
  void mostNetworksAreSettled(int width, int networks) {
    NetworkFamily family = family(LAWS.get(0), width, "relu", "identity");
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      long settled =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks).count();
      assertTrue(settled >= 0.985 * networks, settled + " of " + networks);
    }
  }

  /**
   * Wide networks with two kinks a unit, and with kinks at exactly 0, are mostly proven ordered;
   * few of them are chaotic.
   */
  @ParameterizedTest
  @CsvSource({
    "70, hard-tanh, identity, , 1, 100",
    "400, hard-tanh, identity, , 1, 60",
    "600, clip, identity, , 1, 60",
    "1100, clip, relu, , 1, 30",
    "100, clip, clip, zero, 2, 100",
    "600, hard-tanh, clip, zero, 2, 60",
    "300, abs, relu, zero, 1, 60",
    "500, relu, identity, constant(0.5), 1, 60"
  })
  void mostWideNetworksAreSettled(
      int width, String hidden, String output, String bias, double gain, int networks) {
    NetworkFamily family = family(new Laws("he", bias, gain), width, hidden, output);
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      DecisionCheck.Settled settled =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks);
      assertTrue(settled.count() >= 0.95 * networks, settled.toString());
      assertNull(DecisionCheck.wrong(family, settled));
    }
  }

  /** No number may be so large that single precision overflows, nor so small that it vanishes. */
  @ParameterizedTest
  @CsvSource({
    "'N(0, 1e30)', 'N(0, 1e30)'",
    "'N(0, 1e40)', 'N(0, 1)'",
    "'N(0, 1e-30)', 'N(0, 1e10)'",
    "'N(0, 1)', 'N(0, 1e-40)'",
    "'U(1, 1.5)', 'U(-1e-20, 1e20)'"
  })
  void extremeNumbersAreDecidedRightOrLeft(String init, String bias) {
    for (String hidden : List.of("relu", "hard-tanh", "leaky-relu")) {
      NetworkFamily family = family(new Laws(init, bias, 1), 130, hidden, "identity");
      try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
        assertNull(
            DecisionCheck.wrong(
                family, DecisionCheck.settle(context, family, WordSource.REGISTERS, 20, 20)));
      }
    }
  }

  /** Witnesses are found for nearly all chaotic networks, and whether there is period three. */
  @ParameterizedTest
  @CsvSource({
    "2, relu, identity, 2000",
    "3, abs, hard-tanh, 600",
    "4, clip, relu, 1000",
    "10, leaky-relu, identity, 500",
    "20, hard-tanh, clip, 500",
    "40, abs, identity, 100",
    "80, abs, hard-tanh, 200",
    "300, hard-tanh, identity, 60",
    "4096, relu, identity, 70",
    "4096, hard-tanh, identity, 90"
  })
  void mostChaosIsProven(int width, String hidden, String output, int networks) {
    NetworkFamily family = family(new Laws("he", null, 3), width, hidden, output);
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      DecisionCheck.Settled settled =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks);
      assertNull(DecisionCheck.wrong(family, settled));
      long left = DecisionCheck.chaoticAmong(family, settled.verdicts().unsettled());
      int proven = settled.verdicts().proofs().size();
      assertTrue(proven >= 10 && left <= 0.1 * proven, settled + ", left " + left);
    }
  }

  /** Kinks so close together that the short keys by which a warp sorts them are often equal. */
  @ParameterizedTest
  @CsvSource({"20, abs", "32, abs", "64, abs", "30, clip"})
  void kinksThatAreCloseTogetherAreSorted(int width, String hidden) {
    Laws close = new Laws("U(-1.0101, -1.0099)", "U(0.9999, 1.0001)", 1);
    NetworkFamily family = family(close, width, hidden, "identity");
    int networks = 100;
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      DecisionCheck.Settled settled =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks);
      assertNull(DecisionCheck.wrong(family, settled));
      assertEquals(networks, settled.count());
    }
  }

  /**
   * Without biases 0 is a fixed point and, with these activations, a turning point of many
   * networks.
   */
  @ParameterizedTest
  @CsvSource({
    "3, clip, identity, 600",
    "3, clip, relu, 600",
    "20, clip, identity, 300",
    "20, clip, clip, 600",
    "20, clip, hard-tanh, 300",
    "20, abs, identity, 300",
    "100, clip, identity, 60",
    "100, hard-tanh, identity, 60",
    "2000, clip, identity, 20"
  })
  void fixedPointsThatAreTurningPointsLeaveLittleOpen(
      int width, String hidden, String output, int networks) {
    NetworkFamily family = family(new Laws("he", "zero", 2), width, hidden, output);
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      DecisionCheck.Settled settled =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks);
      assertNull(DecisionCheck.wrong(family, settled));
      assertTrue(settled.count() >= 0.95 * networks, settled.toString());
    }
  }

  /**
   * A cycle that attracts orbits shows that its period, and by Sharkovsky every lower one, exists.
   */
  @ParameterizedTest
  @CsvSource({"2, 400", "3, 400", "16, 300", "17, 200", "64, 100", "70, 100", "520, 20"})
  void missingPeriodsAreNotSeen(int width, int networks) {
    NetworkFamily family = family(new Laws("he", null, 1.5), width, "relu", "identity");
    int seen = 0;
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device());
        DeviceDecisions device =
            new DeviceDecisions(
                context, family, DecisionCheck.SEED, WordSource.REGISTERS, 1 << 20, 1)) {
      for (int i = 0; i < networks; i++) {
        long[] ordered = device.decide(i, 1, false).ordered();
        int seenExponent = AttractingCycles.exponent(family.network(DecisionCheck.SEED, i));
        seen += seenExponent >= 1 ? 1 : 0;
        for (int n = 0; n <= seenExponent; n++) {
          assertEquals(0, ordered[n], "network " + i + " has period 2^" + seenExponent);
        }
      }
    }
    assertTrue(seen > networks / 20, "cycles of period two or more: " + seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 20, 100, 600})
  void batchesAndSourcesDoNotMatter(int width) {
    NetworkFamily family = family(new Laws("he", null, 2), width, "abs", "identity");
    int networks = width < 50 ? 201 : 41;
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      DecisionCheck.Settled expected =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks);
      assertFalse(expected.verdicts().proofs().isEmpty());
      for (WordSource source : WordSource.values()) {
        for (int batch : new int[] {1, 7, 32, 100}) {
          DecisionCheck.Settled settled =
              DecisionCheck.settle(context, family, source, networks, batch);
          assertEquals(expected.unsettled(), settled.unsettled());
          assertArrayEquals(expected.verdicts().ordered(), settled.verdicts().ordered());
          assertEquals(expected.verdicts().proofs(), settled.verdicts().proofs());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastNetworksOfAFamily(WordSource source) {
    NetworkFamily family = family(LAWS.get(0), 7, "clip", "relu");
    long first = family.maxNetworks() - 40;
    NetworkDecider cpu = NetworkDecider.forFamily(family);
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device());
        DeviceDecisions device =
            new DeviceDecisions(context, family, DecisionCheck.SEED, source, 1 << 20, 40)) {
      DeviceVerdicts verdicts = device.decide(first, 40, true);
      assertTrue(verdicts.unsettled().length < 20);
      for (int i = 0; i < 40; i++) {
        int position = i;
        if (Arrays.stream(verdicts.unsettled()).noneMatch(p -> p == position)) {
          float[] numbers = new float[family.parameters()];
          new NetworkSampler(family, DecisionCheck.SEED).draw(first + i, 1, numbers);
          boolean chaotic = verdicts.proofs().stream().anyMatch(p -> p.position() == position);
          Verdict expected = chaotic ? Verdict.CHAOTIC : Verdict.ORDERED;
          assertEquals(expected, cpu.decide(numbers, 0).verdict());
        }
      }
      assertThrows(IllegalArgumentException.class, () -> device.decide(first + 1, 40, false));
      assertThrows(IllegalArgumentException.class, () -> device.decide(-1, 1, false));
      assertThrows(IllegalArgumentException.class, () -> device.decide(0, 41, false));
      assertThrows(IllegalArgumentException.class, () -> device.decide(0, 0, false));
    }
  }

  @Test
  void theMemoryAskedForIsKept() {
    NetworkFamily family = family(LAWS.get(0), 8, "relu", "identity");
    long bytes = 4L * family.wordsPerNetwork() + 48;
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device());
        DeviceDecisions device =
            new DeviceDecisions(context, family, 1, WordSource.CURAND, 1_000 * bytes, 1 << 20)) {
      assertTrue(device.batch() > 500 && device.batch() <= 1_000, "batch " + device.batch());
    }
  }

  /**
   * The last stage's memory grows with the width and counts as well; little of it changes no
   * verdict.
   */
  @ParameterizedTest
  @CsvSource({"4096, clip, 1000000", "4096, relu, 1000000", "300, relu, 100000"})
  void littleMemoryIsKeptToAndSettlesTheSame(int width, String hidden, long memory) {
    NetworkFamily family = family(new Laws("he", null, 3), width, hidden, "identity");
    int networks = 24;
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      DeviceVerdicts plenty =
          DecisionCheck.settle(context, family, WordSource.REGISTERS, networks, networks)
              .verdicts();
      long overhead;
      try (DeviceDecisions smallest =
          new DeviceDecisions(context, family, 1, WordSource.REGISTERS, 1, 1)) {
        assertEquals(1, smallest.batch());
        overhead = used(context) - DecisionKernels.scratchBytes(family);
      }
      try (DeviceDecisions device =
          new DeviceDecisions(
              context, family, DecisionCheck.SEED, WordSource.REGISTERS, memory, 1 << 20)) {
        assertTrue(used(context) - overhead <= memory, used(context) + " bytes");
        assertTrue(device.batch() >= networks, "batch " + device.batch());
        DeviceVerdicts little = device.decide(0, networks, true);
        assertArrayEquals(plenty.unsettled(), little.unsettled());
        assertArrayEquals(plenty.ordered(), little.ordered());
        assertEquals(plenty.proofs(), little.proofs());
        assertFalse(little.proofs().isEmpty());
      }
    }
  }

  private static long used(DeviceContext context) {
    return context.properties().memory() - context.freeMemory();
  }

  @Test
  void otherFamiliesAreRefused() {
    NetworkFamily deep = Families.resolve("he", 4, 3, 1, null, null, null, 1);
    NetworkFamily wide = Families.resolve("he", 4_097, 2, 1, null, null, null, 1);
    NetworkFamily vector = Families.resolve("he", 4, 2, 2, null, null, null, 1);
    NetworkFamily leaky = family(LAWS.get(0), 4, "relu", "leaky-relu");
    for (NetworkFamily family : List.of(deep, wide, vector, leaky)) {
      assertFalse(DeviceDecisions.supports(family));
      try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
        assertThrows(
            IllegalArgumentException.class,
            () -> new DeviceDecisions(context, family, 1, WordSource.REGISTERS, 1, 1));
      }
    }
  }

  private static NetworkFamily family(Laws laws, int width, String hidden, String output) {
    return Families.resolve(
        laws.init(),
        width,
        2,
        1,
        Activation.named(hidden),
        Activation.named(output),
        laws.bias(),
        laws.gain());
  }
}
