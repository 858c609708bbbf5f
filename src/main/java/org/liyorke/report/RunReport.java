package org.liyorke.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a run has to say.
 *
 * @param version of the program
 * @param seed all 64 bits significant, printed unsigned
 * @param engine description of what ran, as it goes into JSON
 * @param elapsedSeconds wall time of the run, at least 0
 * @param points in the order of the command line
 * @param tests between the points; empty for one point
 * @param observation settings of the observables, as they go into JSON; empty if nothing was
 *     observed
 * @param first index of the first network of every point
 * @param complete false when the run was interrupted, so that networks are missing
 */
public record RunReport(
    String version,
    long seed,
    Map<String, Object> engine,
    double elapsedSeconds,
    List<PointResult> points,
    List<TestResult> tests,
    Map<String, Object> observation,
    long first,
    boolean complete) {
  /** The report of a run from index 0 that observed nothing and was not interrupted. */
  public RunReport(
      String version,
      long seed,
      Map<String, Object> engine,
      double elapsedSeconds,
      List<PointResult> points,
      List<TestResult> tests) {
    this(version, seed, engine, elapsedSeconds, points, tests, Map.of(), 0, true);
  }

  /** Copies the collections. */
  public RunReport {
    engine = Collections.unmodifiableMap(new LinkedHashMap<>(engine));
    observation = Collections.unmodifiableMap(new LinkedHashMap<>(observation));
    points = List.copyOf(points);
    tests = List.copyOf(tests);
    if (!(elapsedSeconds >= 0 && elapsedSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "elapsed seconds " + elapsedSeconds + " must be at least 0");
    }
  }
}
