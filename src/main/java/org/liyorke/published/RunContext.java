package org.liyorke.published;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.liyorke.campaign.Campaign;
import org.liyorke.campaign.CampaignListener;
import org.liyorke.campaign.CampaignResult;
import org.liyorke.campaign.CampaignRunner;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.Engine;
import org.liyorke.model.NetworkFamily;

/**
 * What all tables and figures have in common.
 *
 * @param seed all 64 bits significant
 * @param networks asked for, at least 1; tables and figures take their shares of it
 * @param workers do what no engine does
 * @param engines the engine that decides and observes some families; closed after each use
 */
public record RunContext(
    long seed,
    long networks,
    Workers workers,
    BiFunction<List<NetworkFamily>, Observation, Engine> engines) {
  private static final CampaignListener SILENT = new CampaignListener() {};

  /**
   * What a campaign counted.
   *
   * @param engine that decided, as it goes into JSON
   */
  record Decided(CampaignResult result, Map<String, Object> engine) {}

  /** A share of the networks asked for, at least 1. */
  long share(double share) {
    return Math.max(1, (long) (share * networks));
  }

  /** Decides the networks 0 to {@code count} - 1 of some families. */
  Decided decide(List<NetworkFamily> families, long count) {
    return decide(families, count, Observation.NONE);
  }

  /**
   * Decides and observes the networks 0 to {@code count} - 1 of some families.
   *
   * @throws CancellationException when cancelled before the end
   */
  Decided decide(List<NetworkFamily> families, long count, Observation observation) {
    Campaign campaign = new Campaign(families, seed, 0, count, observation);
    try (Engine engine = engines.apply(families, observation)) {
      CampaignResult result = CampaignRunner.run(campaign, engine, SILENT, workers.cancelled());
      workers.check();
      return new Decided(result, engine.describe());
    }
  }
}
