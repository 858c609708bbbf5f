package org.liyorke.engine.cuda;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liyorke.model.NetworkFamily;

/**
 * How long a device draws networks into memory: with words that cuRAND wrote before, and with words
 * made in registers.
 */
final class DrawTimes {
  private final DeviceContext context;
  private final int numbers;
  private final Repeats repeats;

  /** Draws about {@code numbers} numbers at a time. */
  DrawTimes(DeviceContext context, int numbers, boolean timed) {
    this.context = context;
    this.numbers = numbers;
    repeats = new Repeats(timed);
  }

  Map<String, Object> report(int width) {
    NetworkFamily family = GpuBenchmark.family("he", width);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("width", width);
    for (WordSource source : WordSource.values()) {
      int networks = Math.max(1, numbers / family.parameters());
      try (DeviceDraws draws =
              new DeviceDraws(
                  context, family, GpuBenchmark.SEED, source, Long.MAX_VALUE, networks);
          DeviceTimer timer = new DeviceTimer(context, draws.stream())) {
        int batch = draws.batch();
        report.put("networks", batch);
        report.put(
            GpuBenchmark.name(source),
            repeats.of(batch, () -> timer.seconds(() -> draws.start(0, batch))));
      }
    }
    return report;
  }
}
