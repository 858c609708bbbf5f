package org.liyorke.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liyorke.campaign.CampaignResult;
import org.liyorke.campaign.CampaignResult.GroupCounts;
import org.liyorke.campaign.CampaignResult.PointCounts;
import org.liyorke.campaign.Configuration;
import org.liyorke.report.PairedGroup;
import org.liyorke.report.PointResult;
import org.liyorke.report.RunReport;
import org.liyorke.report.SweepTests;
import org.liyorke.report.TestResult;
import org.liyorke.tally.IntervalMethod;

/**
 * Turns what a campaign counted into a report. Points that an interruption left without networks
 * are left out.
 */
final class CampaignReport {
  private final CampaignResult result;
  private final Configuration configuration;
  private final double confidence;
  private final IntervalMethod method;
  private final List<Integer> shown = new ArrayList<>();

  private CampaignReport(CampaignResult result, double confidence) {
    this.result = result;
    this.confidence = confidence;
    configuration = result.configuration();
    method =
        configuration.until() == null
            ? IntervalMethod.CLOPPER_PEARSON
            : IntervalMethod.CONFIDENCE_SEQUENCE;
    for (int i = 0; i < result.points().size(); i++) {
      if (result.points().get(i).networks() > 0) {
        shown.add(i);
      }
    }
  }

  /**
   * The report of a campaign.
   *
   * @param confidence of the intervals, in (0, 1)
   * @param engine description of what ran
   */
  static RunReport of(CampaignResult result, double confidence, Map<String, Object> engine) {
    return new CampaignReport(result, confidence).report(engine);
  }

  private RunReport report(Map<String, Object> engine) {
    List<PointResult> points = shown.stream().map(this::point).toList();
    return new RunReport(
        configuration.version(),
        configuration.seed(),
        engine,
        result.elapsedSeconds(),
        points,
        tests(points),
        configuration.observation(),
        configuration.first(),
        result.complete(),
        configuration.until(),
        configuration.shard());
  }

  /** Their p-values hold for a number of networks that does not depend on the outcomes. */
  private List<TestResult> tests(List<PointResult> points) {
    return configuration.hasVerdicts() && configuration.until() == null
        ? SweepTests.of(points, pairedGroups())
        : List.of();
  }

  private PointResult point(int i) {
    Configuration.Point point = configuration.points().get(i);
    PointCounts counts = result.points().get(i);
    long networks = counts.networks();
    return new PointResult(
        point.family(),
        point.init(),
        point.output(),
        point.width(),
        point.gain(),
        networks,
        point.hasVerdicts() ? counts.tally().snapshot() : null,
        counts.observed().summaries(confidence),
        confidence,
        method,
        counts.seconds() > 0 ? networks / counts.seconds() : 0);
  }

  private List<PairedGroup> pairedGroups() {
    List<PairedGroup> groups = new ArrayList<>();
    for (GroupCounts group : result.groups()) {
      List<Integer> positions = group.points().stream().map(shown::indexOf).toList();
      group
          .paired()
          .forEach((question, paired) -> groups.add(new PairedGroup(question, positions, paired)));
    }
    return groups;
  }
}
