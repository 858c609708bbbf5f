package org.liyorke.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.liyorke.published.Figure;
import org.liyorke.published.FigureRun;
import org.liyorke.published.PublishedTable;
import org.liyorke.published.RunContext;
import org.liyorke.published.TableResult;
import org.liyorke.published.TableRun;
import org.liyorke.published.Workers;
import org.liyorke.report.OutputFolder;
import org.liyorke.report.Reproduction;
import org.liyorke.report.ReproductionJson;
import org.liyorke.report.ReproductionText;

/** Runs the tables and figures of {@code reproduce} one after the other and prints the report. */
final class ReproduceRun {
  private final ReproduceChoice choice;
  private final Streams streams;
  private final PartEngines engines;
  private final RunContext context;
  private final long start = System.nanoTime();
  private final List<TableResult> tables = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private int begun;

  private ReproduceRun(ReproduceChoice choice, Streams streams) {
    this.choice = choice;
    this.streams = streams;
    engines = new PartEngines(choice.engine(), streams, choice.quiet());
    Workers workers = new Workers(choice.engine().threads(), streams.interrupts()::requested);
    context = new RunContext(choice.seed(), choice.networks(), workers, engines::forFamilies);
  }

  /** Runs what was chosen; the exit status. */
  static int run(ReproduceChoice choice, Streams streams) {
    // Whatever ends the process waits until the report is out.
    Interrupts.Section section = streams.interrupts().enter();
    try {
      return new ReproduceRun(choice, streams).run();
    } finally {
      section.leave();
    }
  }

  private int run() {
    engines.requireEngine();
    if (choice.out() != null) {
      OutputFolder.prepare(choice.out());
    }
    boolean complete = runParts();
    Reproduction report =
        new Reproduction(
            Version.current(),
            choice.seed(),
            choice.networks(),
            choice.confidence(),
            engines.describe(),
            seconds(),
            tables,
            figures,
            complete);
    streams.out().print(choice.json() ? json(report) : ReproductionText.format(report));
    streams.out().flush();
    if (choice.out() != null) {
      OutputFolder.write(choice.out(), report);
    }
    return complete ? 0 : streams.interrupts().status();
  }

  /** Whether all parts were done; what was done until an interruption is kept. */
  private boolean runParts() {
    try {
      for (PublishedTable table : choice.tables()) {
        tables.add(part("table " + table.id(), () -> TableRun.run(table, context)));
      }
      for (FigureRun figure : choice.figures()) {
        figures.add(part("figure " + figure.id(), () -> figure.make().apply(context)));
      }
      return true;
    } catch (CancellationException e) {
      return false;
    }
  }

  private <T> T part(String name, Supplier<T> work) {
    begun++;
    if (!choice.quiet()) {
      streams
          .err()
          .printf(
              "liyorke: %d of %d, %s (%s so far)%n",
              begun, choice.parts(), name, LineProgress.duration(seconds()));
    }
    return work.get();
  }

  private double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  private static String json(Reproduction report) {
    StringWriter text = new StringWriter();
    try {
      ReproductionJson.write(report, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
