package org.liyorke.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.tally.VerdictCounts;

/** Points and reports made up for tests. */
final class Samples {
  private Samples() {}

  static PointResult point(
      String init, String output, Integer width, double gain, long networks, long chaotic) {
    return point(init, output, width, gain, networks, chaotic, chaotic / 2, 0);
  }

  static PointResult point(
      String init,
      String output,
      Integer width,
      double gain,
      long networks,
      long chaotic,
      long period3,
      long open) {
    Map<String, Object> family = new LinkedHashMap<>();
    family.put("init", init);
    family.put("activation", "relu");
    family.put("output", output);
    family.put("depth", width == null ? 1 : 2);
    family.put("laws", List.of(Map.of("weights", "normal 0 2")));
    Map<String, Long> witness = new LinkedHashMap<>();
    put(witness, "0,3", period3);
    put(witness, "1,3", chaotic - period3);
    Map<String, Long> order = new LinkedHashMap<>();
    put(order, "2", networks - chaotic - open);
    VerdictCounts counts =
        new VerdictCounts(chaotic, networks - chaotic - open, open, period3, open, witness, order);
    return new PointResult(family, init, output, width, gain, counts, 0.95, 1234.5);
  }

  static List<PointResult> widths(int... widths) {
    List<PointResult> points = new ArrayList<>();
    for (int width : widths) {
      points.add(point("he", "identity", width, 1, 100_000, 2000 - 5 * width));
    }
    return points;
  }

  static RunReport report(List<PointResult> points) {
    return new RunReport(
        "0.1.0", 42, Map.of("name", "cpu"), 1.5, points, SweepTests.of(points, List.of()));
  }

  private static void put(Map<String, Long> histogram, String key, long count) {
    if (count > 0) {
      histogram.put(key, count);
    }
  }
}
