package org.liyorke.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.campaign.Shard;
import org.liyorke.campaign.StoppingRule;

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
 * @param until when the run was to stop early, so that the intervals are confidence sequences and
 *     nothing is tested; null for never
 * @param shard the part of the campaign that was run
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
    boolean complete,
    StoppingRule until,
    Shard shard) {
  /** The report of a run from index 0 that observed nothing and was not interrupted. */
  public RunReport(
      String version,
      long seed,
      Map<String, Object> engine,
      double elapsedSeconds,
      List<PointResult> points,
      List<TestResult> tests) {
    this(
        version, seed, engine, elapsedSeconds, points, tests, Map.of(), 0, true, null, Shard.WHOLE);
  }

  /** Why points were not compared; null if they were, or if there was nothing to compare. */
  public String whyNoTests() {
    return until == null || points.size() < 2
        ? null
        : "The points are not compared: the number of networks depends on the outcomes, and the tests"
            + " are for numbers fixed beforehand.";
  }

  /** What the intervals are called. */
  String intervals() {
    return until == null ? "intervals" : "confidence sequences";
  }

  /** What a reader of the numbers must know besides, in sentences. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (until != null) {
      remarks.add(
          "The intervals are confidence sequences: they hold at whatever number of networks the run"
              + " stops.");
    }
    if (until != null && !observation.isEmpty()) {
      remarks.add("Those of the observables do not: they are for a number fixed beforehand.");
    }
    if (whyNoTests() != null) {
      remarks.add(whyNoTests());
    }
    if (!shard.isWhole()) {
      remarks.add(
          "Shard %s: a part of the campaign; liyorke merge joins the folders of all shards."
              .formatted(shard));
    }
    if (!complete) {
      remarks.add("Incomplete: interrupted; these are the networks decided until then.");
    }
    return remarks;
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
