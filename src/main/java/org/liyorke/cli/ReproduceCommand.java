package org.liyorke.cli;

import java.util.List;
import org.liyorke.published.FigureRun;
import org.liyorke.published.PublishedTable;
import org.liyorke.published.PublishedTables;

/** {@code reproduce}: the published tables and figures, as published, as coded and as proven. */
final class ReproduceCommand implements Command {
  static final Setting<Long> NETWORKS =
      Setting.of(
          "networks",
          "N",
          Converters::count,
          "2e5",
          "networks for each row of the quickest tables; the slower ones and the figures take a share");
  static final Setting<String> OUT =
      Setting.of(
          "out",
          "DIR",
          Converters::text,
          null,
          "also write report.html, reproduction.json, CSV tables and the figures there");

  /** A class of its own, so that other commands do not wait until all tables are laid out. */
  private static final class Ids {
    static final Setting<List<String>> TABLES =
        only("table", PublishedTables.all().stream().map(PublishedTable::id).toList());
    static final Setting<List<String>> FIGURES =
        only("figure", FigureRun.all().stream().map(FigureRun::id).toList());

    private static Setting<List<String>> only(String name, List<String> ids) {
      Setting<List<String>> list = Setting.of(name, "ID", Converters.choice(ids), null, "").list();
      String description = "only these " + name + "s: " + String.join(", ", ids);
      return new Setting<>(
          list.name(), list.argument(), list.converter(), null, List.of(), description);
    }
  }

  @Override
  public String name() {
    return "reproduce";
  }

  @Override
  public String summary() {
    return "the published tables and figures: as published, as coded, as proven";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        Ids.TABLES,
        Ids.FIGURES,
        NETWORKS,
        Settings.SEED,
        Settings.CONFIDENCE,
        Settings.ENGINE,
        Settings.THREADS,
        Settings.DEVICE_MEMORY,
        Settings.JSON,
        OUT,
        Settings.QUIET,
        Settings.HELP);
  }

  @Override
  public List<String> notes() {
    return List.of(
        "Without --table and --figure everything is run; with one of them, only what it names.",
        "docs/published.md explains what was claimed, what was measured and what is proven.");
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    return ReproduceRun.run(choice(arguments), streams);
  }

  private static ReproduceChoice choice(Arguments arguments) {
    List<String> tables = arguments.get(Ids.TABLES);
    List<String> figures = arguments.get(Ids.FIGURES);
    boolean all = tables.isEmpty() && figures.isEmpty();
    List<PublishedTable> chosenTables =
        PublishedTables.all().stream().filter(t -> all || tables.contains(t.id())).toList();
    List<FigureRun> chosenFigures =
        FigureRun.all().stream().filter(f -> all || figures.contains(f.id())).toList();
    ReproduceChoice choice =
        new ReproduceChoice(
            chosenTables,
            chosenFigures,
            arguments.get(NETWORKS),
            arguments.get(Settings.SEED),
            arguments.get(Settings.CONFIDENCE),
            RunChoice.engine(arguments),
            arguments.get(Settings.JSON),
            RunChoice.path(arguments, OUT),
            arguments.get(Settings.QUIET));
    requireWords(choice);
    return choice;
  }

  /** Refuses more networks than the families of the tables have. */
  private static void requireWords(ReproduceChoice choice) {
    for (PublishedTable table : choice.tables()) {
      long count = table.networks(choice.networks());
      table.rows().stream()
          .flatMap(row -> row.setups().stream())
          .forEach(setup -> setup.family().requireNetworks(NETWORKS.dashed(), count));
    }
  }
}
