package org.liyorke.engine.cuda;

import java.util.LinkedHashMap;
import java.util.Map;
import jcuda.Pointer;
import org.liyorke.random.WordStream;

/** The words of cuRAND's device generator and of the kernels against Java's and known answers. */
final class WordComparison {
  private static final long[] KEYS = {0, 1, 42, 0x123456789abcdefL, -1};
  private static final long[] POSITIONS = {
    0,
    1,
    2,
    3,
    5,
    262_143,
    262_144,
    (1L << 32) - 5,
    (1L << 34) + 12,
    (1L << 34) + 13,
    (1L << 50) + 7
  };

  /** Key, position and word: contract 1 of docs/design.md. */
  private static final long[][] KNOWN = {
    {0, 0, 0x6627e8d5L}, {0, 4, 0x844515e1L}, {0, 262_144, 0xf8e4cca4L}, {42, 5, 0x2051e913L}
  };

  private final DeviceContext context;
  private final int count;
  private long compared;
  private long differences;
  private String first;

  WordComparison(DeviceContext context, int count) {
    this.context = context;
    this.count = count;
  }

  Map<String, Object> report() {
    for (long key : KEYS) {
      compare(key);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("curand", CudaPlatform.find().randomVersion());
    report.put("known_answers", KNOWN.length);
    report.put("compared", compared);
    report.put("differences", differences);
    report.put("first_difference", first);
    return report;
  }

  private void compare(long key) {
    try (Resources resources = new Resources()) {
      DeviceStream stream = resources.add(new DeviceStream(context));
      WordGenerator generator = resources.add(new WordGenerator(context, key, stream));
      KernelModule kernels = context.module("draws.ptx");
      DeviceBuffer buffer = resources.add(new DeviceBuffer(context, count * 4L));
      for (long[] known : KNOWN) {
        if (known[0] == key) {
          generator.fill(known[1], buffer, 1);
          stream.synchronize();
          compare("known answer", key, known[1], buffer, new int[] {(int) known[2]});
        }
      }
      for (long position : POSITIONS) {
        int[] expected = new int[count];
        new WordStream(key).fill(position, expected, 0, count);
        generator.fill(position, buffer, count);
        stream.synchronize();
        compare("cuRAND", key, position, buffer, expected);
        fillByKernel(kernels, stream, buffer, key, position);
        stream.synchronize();
        compare("kernel", key, position, buffer, expected);
      }
    }
  }

  private void fillByKernel(
      KernelModule kernels, DeviceStream stream, DeviceBuffer out, long key, long position) {
    kernels.launch(
        stream,
        "fill_words",
        count,
        Pointer.to(out.address()),
        Pointer.to(new long[] {key}),
        Pointer.to(new long[] {position}),
        Pointer.to(new int[] {count}));
  }

  private void compare(
      String source, long key, long position, DeviceBuffer buffer, int[] expected) {
    int[] words = new int[expected.length];
    buffer.read(words, 0, words.length);
    compared += words.length;
    for (int i = 0; i < words.length; i++) {
      if (words[i] != expected[i]) {
        differences++;
        if (first == null) {
          first =
              "%s, key %x, word %d: %08x and not %08x"
                  .formatted(source, key, position + i, words[i], expected[i]);
        }
      }
    }
  }
}
