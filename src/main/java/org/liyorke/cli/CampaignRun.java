package org.liyorke.cli;

import java.util.List;
import org.liyorke.campaign.Campaign;
import org.liyorke.campaign.CampaignFolder;
import org.liyorke.campaign.CampaignResult;
import org.liyorke.campaign.Configuration;
import org.liyorke.campaign.Ledger;
import org.liyorke.campaign.Workers;
import org.liyorke.campaign.Workplace;
import org.liyorke.engine.EngineListener;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;

/** Runs the campaign of {@code estimate} and {@code sweep} and prints its report. */
final class CampaignRun implements EngineListener {
  /** Exit status of a campaign that was interrupted and can be resumed (EX_TEMPFAIL). */
  static final int RESUMABLE = 75;

  private final RunChoice choice;
  private final Streams streams;
  private String engineNotice;

  private CampaignRun(RunChoice choice, Streams streams) {
    this.choice = choice;
    this.streams = streams;
  }

  /** Decides the networks of all points; the exit status. */
  static int run(
      List<FamilyChoice> points, RunChoice choice, Workplace workplace, Streams streams) {
    List<NetworkFamily> families =
        points.stream().map(point -> point.resolve(!choice.observation().isEmpty())).toList();
    IndexRange range = choice.range();
    Campaign campaign =
        new Campaign(families, choice.seed(), range.first(), range.end(), choice.observation());
    requireVerdicts(campaign, "--catalog", choice.catalog());
    requireVerdicts(campaign, Settings.NETWORKS_PARQUET.dashed(), choice.table());
    requireVerdicts(campaign, "--until-width or --until-relative", choice.until());
    CampaignRun run = new CampaignRun(choice, streams);
    Workers workers = workplace.workers(choice.order(campaign), run);
    // Whatever ends the process waits until the workers are closed and the report is out.
    Interrupts.Section section = streams.interrupts().enter();
    try (workers) {
      choice.output().prepare();
      return run.run(campaign, workers);
    } finally {
      section.leave();
    }
  }

  private static void requireVerdicts(Campaign campaign, String option, Object value) {
    int state = campaign.points().get(0).state();
    if (value != null && state != 1) {
      throw new UserError(
          option + ": must not be given with --state " + state + ", where no verdict exists");
    }
  }

  /** Told when the work begins, as a mistake that is found until then is a line alone. */
  @Override
  public void chosen(String line) {
    engineNotice = line;
  }

  @Override
  public void retired(String line) {
    if (streams.terminal() && !choice.quiet()) {
      // Not into the line of the progress bar.
      streams.err().println();
    }
    tell(line);
  }

  private void tell(String line) {
    streams.err().println("liyorke: " + line);
  }

  private int run(Campaign campaign, Workers workers) {
    Configuration configuration =
        Configuration.of(
            campaign, Version.current(), choice.catalog() != null, choice.until(), choice.shard());
    Ledger ledger = new Ledger(configuration);
    try (CampaignFolder folder = open(ledger)) {
      CampaignResult result = count(ledger, workers, folder);
      if (folder != null && !result.complete()) {
        tell(
            "interrupted; blocks left to do: %,d; the same command with --resume goes on with them"
                .formatted(ledger.missing().size()));
        return RESUMABLE;
      }
      choice
          .output()
          .put(CampaignReport.of(result, choice.confidence(), workers.describe()), streams);
      return result.complete() ? 0 : streams.interrupts().status();
    }
  }

  /** The folder that keeps what is finished; null if there is none. */
  private CampaignFolder open(Ledger ledger) {
    return choice.output().out() == null
        ? null
        : CampaignFolder.open(choice.output().out(), ledger, choice.resume(), this::tell);
  }

  private CampaignResult count(Ledger ledger, Workers workers, CampaignFolder folder) {
    try (CampaignOutputs outputs =
        CampaignOutputs.open(choice.catalog(), folder, () -> begin(ledger.networksLeft()))) {
      CampaignResult result = workers.run(ledger, outputs, streams.interrupts()::requested);
      // Nothing is put out of workers that find a failure when they are closed.
      workers.close();
      if (folder == null || result.complete()) {
        outputs.finish(ledger);
      }
      return result;
    }
  }

  private Progress begin(long networks) {
    if (engineNotice != null && !choice.quiet()) {
      tell(engineNotice);
    }
    return Progress.of(streams, choice.quiet(), networks);
  }
}
