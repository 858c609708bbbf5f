package org.liyorke.report;

import java.util.List;

/** What can vary between the points of a sweep. */
enum Factor {
  INIT("init", "inits"),
  OUTPUT("output", "outputs"),
  WIDTH("width", "widths"),
  GAIN("gain", "gains");

  private final String label;
  private final String plural;

  Factor(String label, String plural) {
    this.label = label;
    this.plural = plural;
  }

  String label() {
    return label;
  }

  String plural() {
    return plural;
  }

  /** The value at a point; null for a width at depth 1. */
  Object of(PointResult point) {
    return switch (this) {
      case INIT -> point.init();
      case OUTPUT -> point.output();
      case WIDTH -> point.width();
      case GAIN -> point.gain();
    };
  }

  /**
   * The value at a point as text: "he", "identity", "width 64", "gain 2"; empty for a width at
   * depth 1.
   */
  String describe(PointResult point) {
    return switch (this) {
      case INIT -> point.init();
      case OUTPUT -> point.output();
      case WIDTH -> point.width() == null ? "" : "width " + point.width();
      case GAIN -> "gain " + Numbers.plain(point.gain());
    };
  }

  boolean varies(List<PointResult> points) {
    return points.stream().map(this::of).distinct().count() > 1;
  }
}
