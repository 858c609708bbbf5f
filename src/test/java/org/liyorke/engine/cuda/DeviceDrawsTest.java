package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** Networks drawn on the device against Java's, to the bit. */
class DeviceDrawsTest {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final int WIDEST = 300;

  static Stream<Arguments> presetsAndSources() {
    return Families.names().stream()
        .flatMap(name -> Stream.of(WordSource.values()).map(source -> Arguments.of(name, source)));
  }

  /** Every width from 1 to 300, and batches that divide nothing. */
  @ParameterizedTest
  @MethodSource("presetsAndSources")
  void weightsAreJavas(String init, WordSource source) {
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      for (int width = 1; width <= WIDEST; width++) {
        NetworkFamily family = family(init, width, 2, 1, null, 1);
        assertDraws(context, family, source, 1_000_003L * width, 5 + width % 4, 1 + width % 5);
      }
      SoftwareCuda.assertNothingAllocated(context);
    }
  }

  static Stream<Arguments> familiesAndSources() {
    List<NetworkFamily> families =
        List.of(
            family("he", 5, 1, 1, null, 1),
            family("he", 6, 4, 3, "zero", 1.7),
            family("glorot", 17, 8, 2, "constant(0.25)", 0.3),
            family("N(0.5, 2/k)", 9, 3, 1, "U(-1, 2)", 2),
            family("U(0, 1)", 4, 2, 5, "T(-1, 3)", 1),
            family("T(0.5, 2, 0.1)", 33, 2, 1, "T(-2, 2)", 1),
            family("constant(1)", 3, 2, 1, null, 1),
            family("N(0, 1e-80)", 2, 2, 1, "N(1, 0)", 1),
            family("U(-1e-45, 1e-45)", 2, 2, 1, "zero", 1),
            family("he", 5_000, 2, 1, null, 1));
    return families.stream()
        .flatMap(family -> Stream.of(WordSource.values()).map(s -> Arguments.of(family, s)));
  }

  @ParameterizedTest
  @MethodSource("familiesAndSources")
  void everyLawAndDepth(NetworkFamily family, WordSource source) {
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      assertDraws(context, family, source, 0, 41, 16);
      assertDraws(context, family, source, family.maxNetworks() - 3, 3, 2);
    }
  }

  /** More words than any grid has threads, so that threads take several items. */
  @ParameterizedTest
  @EnumSource
  void largeBatches(WordSource source) {
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      assertDraws(context, family("he", 2, 2, 1, null, 1), source, (1L << 40) + 1, 50_021, 1 << 30);
    }
  }

  private static void assertDraws(
      DeviceContext context,
      NetworkFamily family,
      WordSource source,
      long first,
      int count,
      int largestBatch) {
    int parameters = family.parameters();
    float[] expected = new float[count * parameters];
    new NetworkSampler(family, SEED).draw(first, count, expected);
    float[] numbers = new float[count * parameters];
    try (DeviceDraws draws =
        new DeviceDraws(context, family, SEED, source, Long.MAX_VALUE, largestBatch)) {
      draws.draw(
          first,
          count,
          (from, networks, buffer) -> {
            assertTrue(networks <= largestBatch);
            buffer.read(numbers, (int) (from - first) * parameters, networks * parameters);
          });
    }
    int[] equal =
        IntStream.range(0, numbers.length).filter(i -> sameBits(expected[i], numbers[i])).toArray();
    assertEquals(numbers.length, equal.length, () -> family + ": numbers that are equal");
  }

  private static boolean sameBits(float a, float b) {
    return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
  }

  @Test
  void theMemoryAskedForIsKept() {
    NetworkFamily family = family("he", 8, 2, 1, null, 1);
    long bytes = 4L * (family.parameters() + family.wordsPerNetwork());
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device());
        DeviceDraws draws =
            new DeviceDraws(context, family, SEED, WordSource.CURAND, 1_000 * bytes, 1 << 20)) {
      assertTrue(draws.batch() > 500 && draws.batch() <= 1_000, "batch " + draws.batch());
    }
  }

  @Test
  void aNetworkThatDoesNotFitIsRefused() {
    NetworkFamily family = family("he", 9_000, 3, 1, null, 1);
    try (DeviceContext context = new DeviceContext(SoftwareCuda.device())) {
      assumeTrue(context.properties().isSoftware(), "a GPU has more memory");
      CudaException e =
          assertThrows(
              CudaException.class,
              () ->
                  new DeviceDraws(context, family, SEED, WordSource.REGISTERS, 1L << 40, 10)
                      .close());
      assertTrue(e.isOutOfMemory());
      assertTrue(
          e.getMessage().contains("not enough device memory for one network of"), e.getMessage());
      SoftwareCuda.assertNothingAllocated(context);
    }
  }

  @ParameterizedTest
  @EnumSource
  void threeDevicesDrawAtTheSameTime(WordSource source, @TempDir Path folder) throws Exception {
    SoftwareCuda.Ended ended =
        SoftwareCuda.run(
            folder,
            Map.of("SOFTWARE_CUDA_DEVICES", "3"),
            DrawCheck.class,
            "he",
            33,
            source,
            5_000,
            617);
    assertEquals(0, ended.status(), ended.output());
    assertEquals(3, ended.output().lines().filter(line -> line.startsWith("equal 166")).count());
    SoftwareCuda.assertNothingLeft(ended, 3);
  }

  private static NetworkFamily family(
      String init, int width, int depth, int state, String bias, double gain) {
    return Families.resolve(init, width, depth, state, null, null, bias, gain);
  }
}
