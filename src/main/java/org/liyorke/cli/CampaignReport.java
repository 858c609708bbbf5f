package org.liyorke.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liyorke.campaign.CampaignResult;
import org.liyorke.campaign.CampaignResult.GroupCounts;
import org.liyorke.campaign.CampaignResult.PointCounts;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.report.PairedGroup;
import org.liyorke.report.PointResult;
import org.liyorke.report.RunReport;
import org.liyorke.report.SweepTests;

/**
 * Turns what a campaign counted into a report. Points that an interruption left without networks
 * are left out.
 */
final class CampaignReport {
  private final CampaignResult result;
  private final double confidence;
  private final List<Integer> shown = new ArrayList<>();

  private CampaignReport(CampaignResult result, double confidence) {
    this.result = result;
    this.confidence = confidence;
    for (int i = 0; i < result.points().size(); i++) {
      if (result.points().get(i).networks() > 0) {
        shown.add(i);
      }
    }
  }

  /** The report of a campaign that ran on the described engine. */
  static RunReport of(CampaignResult result, double confidence, Map<String, Object> engine) {
    CampaignReport report = new CampaignReport(result, confidence);
    Observation observation = result.campaign().observation();
    List<PointResult> points = report.shown.stream().map(report::point).toList();
    return new RunReport(
        Version.current(),
        result.campaign().seed(),
        engine,
        result.elapsedSeconds(),
        points,
        hasVerdicts(result) ? SweepTests.of(points, report.pairedGroups()) : List.of(),
        observation.isEmpty() ? Map.of() : observation.describe(),
        result.campaign().first(),
        result.complete());
  }

  private PointResult point(int i) {
    NetworkFamily family = result.campaign().points().get(i);
    PointCounts point = result.points().get(i);
    long networks = point.networks();
    return new PointResult(
        family.describe(),
        family.init(),
        family.output().name(),
        family.depth() == 1 ? null : family.width(),
        family.gain(),
        networks,
        family.state() == 1 ? point.tally().snapshot() : null,
        point.observed().summaries(confidence),
        confidence,
        point.seconds() > 0 ? networks / point.seconds() : 0);
  }

  /** No verdict exists for states of more than one dimension, which all points have or none. */
  private static boolean hasVerdicts(CampaignResult result) {
    return result.campaign().points().get(0).state() == 1;
  }

  private List<PairedGroup> pairedGroups() {
    List<PairedGroup> groups = new ArrayList<>();
    for (GroupCounts group : result.groups()) {
      List<Integer> positions = group.group().points().stream().map(shown::indexOf).toList();
      group
          .paired()
          .forEach((question, paired) -> groups.add(new PairedGroup(question, positions, paired)));
    }
    return groups;
  }
}
