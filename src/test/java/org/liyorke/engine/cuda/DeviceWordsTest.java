package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import jcuda.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liyorke.random.WordStream;

/** The words of cuRAND and of the kernels against Java's (contract 1). */
class DeviceWordsTest {
  private static final int COUNT = 3_001;

  /** Words in a block of the stream: 65,536 groups of four. */
  private static final long BLOCK = 1L << 18;

  private static final long[] POSITIONS = {
    0,
    1,
    2,
    3,
    4,
    5,
    BLOCK - 1,
    BLOCK - 1500,
    BLOCK,
    7 * BLOCK - 3,
    (1L << 32) - 1501,
    (1L << 34) + 12,
    (BLOCK << 32) - 1502,
    Long.MAX_VALUE - COUNT
  };

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, 0x123456789abcdefL, -1, Long.MIN_VALUE})
  void wordsAreJavas(long key) {
    CudaDevice device = SoftwareCuda.device();
    try (DeviceContext context = new DeviceContext(device);
        Resources resources = new Resources()) {
      DeviceStream stream = resources.add(new DeviceStream(context));
      WordGenerator generator = resources.add(new WordGenerator(context, key, stream));
      KernelModule module = context.module("draws.ptx");
      DeviceBuffer buffer = resources.add(new DeviceBuffer(context, COUNT * 4L));
      for (long first : POSITIONS) {
        for (int count : new int[] {1, 2, 7, COUNT}) {
          int[] expected = new int[count];
          new WordStream(key).fill(first, expected, 0, count);
          generator.fill(first, buffer, count);
          assertWords(expected, buffer, "cuRAND", first);
          fillByKernel(module, stream, buffer, key, first, count);
          assertWords(expected, buffer, "kernel", first);
        }
      }
    }
    try (DeviceContext context = new DeviceContext(device)) {
      SoftwareCuda.assertNothingAllocated(context);
    }
  }

  /** The check that the profile curand makes of NVIDIA's library. */
  @Test
  void wordsOfTheHostGeneratorAreJavas(@TempDir Path folder) throws Exception {
    SoftwareCuda.Ended ended = SoftwareCuda.run(folder, Map.of(), HostWordsCheck.class);
    assertEquals(0, ended.status(), ended.output());
  }

  private static void fillByKernel(
      KernelModule module, DeviceStream stream, DeviceBuffer out, long key, long first, int count) {
    module.launch(
        stream,
        "fill_words",
        count,
        Pointer.to(out.address()),
        Pointer.to(new long[] {key}),
        Pointer.to(new long[] {first}),
        Pointer.to(new int[] {count}));
  }

  private static void assertWords(int[] expected, DeviceBuffer buffer, String source, long first) {
    int[] words = new int[expected.length];
    buffer.read(words, 0, words.length);
    assertArrayEquals(expected, words, () -> source + " from " + first);
  }
}
