package org.liyorke.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.liyorke.campaign.Campaign;
import org.liyorke.campaign.CampaignResult;
import org.liyorke.campaign.CampaignRunner;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.Engines;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.UserError;
import org.liyorke.report.OutputFolder;
import org.liyorke.report.RunReport;
import org.liyorke.report.SummaryJson;
import org.liyorke.report.TextTable;

/** Runs the campaign of {@code estimate} and {@code sweep} and prints its report. */
final class CampaignRun implements EngineListener {
  /** Exit status of a campaign that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private final RunChoice choice;
  private final Streams streams;
  private String engineNotice;

  private CampaignRun(RunChoice choice, Streams streams) {
    this.choice = choice;
    this.streams = streams;
  }

  /** Decides the networks of all points; the exit status. */
  static int run(List<FamilyChoice> points, RunChoice choice, Streams streams) {
    List<NetworkFamily> families =
        points.stream().map(point -> point.resolve(!choice.observation().isEmpty())).toList();
    IndexRange range = choice.range();
    Campaign campaign =
        new Campaign(families, choice.seed(), range.first(), range.end(), choice.observation());
    requireVerdictsForCatalog(campaign, choice);
    CampaignRun run = new CampaignRun(choice, streams);
    Engine engine = Engines.choose(choice.engine(), families, choice.observation(), run);
    // Whatever ends the process waits until the engine is closed and the report is out.
    Interrupts.Section section = streams.interrupts().enter();
    try (engine) {
      if (choice.out() != null) {
        OutputFolder.prepare(choice.out());
      }
      return run.run(campaign, engine);
    } finally {
      section.leave();
    }
  }

  private static void requireVerdictsForCatalog(Campaign campaign, RunChoice choice) {
    int state = campaign.points().get(0).state();
    if (choice.catalog() != null && state != 1) {
      throw new UserError(
          "--catalog: must not be given with --state " + state + ", where no verdict exists");
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

  private int run(Campaign campaign, Engine engine) {
    CampaignResult result = count(campaign, engine);
    RunReport report = CampaignReport.of(result, choice.confidence(), engine.describe());
    streams.out().print(choice.json() ? json(report) : TextTable.format(report));
    streams.out().flush();
    if (choice.out() != null) {
      OutputFolder.write(choice.out(), report);
    }
    return result.complete() ? 0 : INTERRUPTED;
  }

  private CampaignResult count(Campaign campaign, Engine engine) {
    long networks = saturatedProduct(campaign.networks(), campaign.points().size());
    try (CampaignOutputs outputs = CampaignOutputs.open(choice.catalog(), () -> begin(networks))) {
      CampaignResult result =
          CampaignRunner.run(campaign, engine, outputs, streams.interrupts()::requested);
      // Nothing is put out of an engine that finds a failure when it is closed.
      engine.close();
      outputs.finish();
      return result;
    }
  }

  private Progress begin(long networks) {
    if (engineNotice != null && !choice.quiet()) {
      tell(engineNotice);
    }
    return Progress.of(streams, choice.quiet(), networks);
  }

  private static long saturatedProduct(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private static String json(RunReport report) {
    StringWriter text = new StringWriter();
    try {
      SummaryJson.write(report, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
