package org.liyorke.engine.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** The weights and biases that a device draws against Java's, bit for bit. */
final class NumberComparison {
  private static final List<String> LAWS =
      List.of("he", "glorot", "he-uniform", "normal-truncated", "T(-1,3)", "U(0,1)");
  private static final int[] WIDTHS = {1, 2, 3, 4, 64, 1_000, 4_096};

  /** Neither a power of two nor a multiple of a batch. */
  private static final long FIRST = (1L << 33) + 5;

  private final DeviceContext context;
  private final int numbers;
  private long compared;
  private long differences;
  private String first;

  NumberComparison(DeviceContext context, int numbers) {
    this.context = context;
    this.numbers = numbers;
  }

  Map<String, Object> report() {
    for (String law : LAWS) {
      for (int width : WIDTHS) {
        for (WordSource source : WordSource.values()) {
          compare(GpuBenchmark.family(law, width), source);
        }
      }
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("laws", LAWS);
    report.put("compared", compared);
    report.put("differences", differences);
    report.put("first_difference", first);
    return report;
  }

  private void compare(NetworkFamily family, WordSource source) {
    int networks = Math.max(3, numbers / family.parameters());
    NetworkSampler sampler = new NetworkSampler(family, GpuBenchmark.SEED);
    try (DeviceDraws draws =
        new DeviceDraws(
            context, family, GpuBenchmark.SEED, source, Long.MAX_VALUE, networks / 2 + 1)) {
      draws.draw(
          FIRST,
          networks,
          (from, count, buffer) -> {
            float[] expected = new float[count * family.parameters()];
            sampler.draw(from, count, expected);
            float[] drawn = new float[expected.length];
            buffer.read(drawn, 0, drawn.length);
            compare(family + ", words of " + source + ", from network " + from, drawn, expected);
          });
    }
  }

  private void compare(String what, float[] drawn, float[] expected) {
    compared += drawn.length;
    for (int i = 0; i < drawn.length; i++) {
      if (Float.floatToRawIntBits(drawn[i]) != Float.floatToRawIntBits(expected[i])) {
        differences++;
        if (first == null) {
          first = "%s, number %d: %s and not %s".formatted(what, i, drawn[i], expected[i]);
        }
      }
    }
  }
}
