package org.liyorke.engine.cuda;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Repeats work and takes its time; where the device is no measure of speed, does it once. */
record Repeats(boolean timed) {
  private static final int WARM_UPS = 3;
  private static final int REPEATS = 9;

  /**
   * Does the work some times untimed and then some times more.
   *
   * @param items how many one repeat deals with
   * @param seconds does the work and tells how long it took
   * @return median, least and most seconds, and items per second in the median; empty if untimed
   */
  Map<String, Object> of(long items, DoubleSupplier seconds) {
    Map<String, Object> report = new LinkedHashMap<>();
    if (!timed) {
      seconds.getAsDouble();
      return report;
    }
    for (int i = 0; i < WARM_UPS; i++) {
      seconds.getAsDouble();
    }
    double[] times = new double[REPEATS];
    Arrays.setAll(times, i -> seconds.getAsDouble());
    Arrays.sort(times);
    report.put("seconds", times[REPEATS / 2]);
    report.put("least", times[0]);
    report.put("most", times[REPEATS - 1]);
    report.put("per_s", items / times[REPEATS / 2]);
    return report;
  }
}
