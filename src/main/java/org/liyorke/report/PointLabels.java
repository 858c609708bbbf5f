package org.liyorke.report;

import java.util.ArrayList;
import java.util.List;

/** What points have in common and what tells them apart, in short words. */
final class PointLabels {
  private PointLabels() {}

  /**
   * What all points have in common: "he", "relu", "output identity", "depth 2", "width 64", "gain
   * 1".
   */
  static List<String> common(List<PointResult> points) {
    PointResult first = points.get(0);
    List<String> parts = new ArrayList<>();
    if (!Factor.INIT.varies(points)) {
      parts.add(first.init());
    }
    addShared(parts, points, "activation", "");
    if (!Factor.OUTPUT.varies(points)) {
      parts.add("output " + first.output());
    }
    addShared(parts, points, "depth", "depth ");
    if (first.family().get("state") instanceof Integer state && state > 1) {
      parts.add("state " + state);
    }
    for (Factor factor : List.of(Factor.WIDTH, Factor.GAIN)) {
      if (!factor.varies(points) && factor.of(first) != null) {
        parts.add(factor.describe(first));
      }
    }
    return parts;
  }

  /**
   * The values of one point in what varies between the points, leaving {@code except} out (or
   * nothing, if null).
   */
  static String differing(PointResult point, List<PointResult> points, Factor except) {
    List<String> labels = new ArrayList<>();
    for (Factor factor : Factor.values()) {
      if (factor != except && factor.varies(points)) {
        labels.add(factor.describe(point));
      }
    }
    return String.join(", ", labels);
  }

  private static void addShared(
      List<String> parts, List<PointResult> points, String key, String prefix) {
    List<Object> values = points.stream().map(point -> point.family().get(key)).distinct().toList();
    if (values.size() == 1 && values.get(0) != null) {
      parts.add(prefix + values.get(0));
    }
  }
}
