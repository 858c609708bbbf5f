package org.liyorke.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.campaign.Campaign;
import org.liyorke.campaign.Shard;
import org.liyorke.campaign.StoppingRule;
import org.liyorke.campaign.WorkOrder;
import org.liyorke.campaign.Workplace;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.engine.EngineOptions;
import org.liyorke.model.UserError;

/**
 * How a campaign runs and where its results go.
 *
 * @param range indices of every point
 * @param seed all 64 bits significant
 * @param confidence of the intervals
 * @param engine what decides
 * @param observation what to observe beside the verdicts
 * @param until when to stop early; null for never
 * @param shard the part of the campaign to run
 * @param output where the report goes; its folder keeps the finished blocks
 * @param resume whether to go on with what that folder keeps
 * @param catalog file for the chaotic networks; null for none
 * @param table folder for the verdicts of all networks; null for none
 * @param quiet whether to show no progress
 */
record RunChoice(
    IndexRange range,
    long seed,
    double confidence,
    EngineOptions engine,
    Observation observation,
    StoppingRule until,
    Shard shard,
    ReportOutput output,
    boolean resume,
    Path catalog,
    String table,
    boolean quiet) {
  /** The options of a campaign; a cluster has its own. */
  static List<Setting<?>> settings(Workplace workplace) {
    List<Setting<?>> settings = new ArrayList<>(ObservationChoice.settings());
    settings.addAll(ownSettings());
    if (workplace.isCluster()) {
      settings.set(settings.indexOf(Settings.THREADS), Settings.THREADS_OF_TASK);
      settings.add(settings.indexOf(Settings.QUIET), Settings.NETWORKS_PARQUET);
    }
    return settings;
  }

  private static List<Setting<?>> ownSettings() {
    return List.of(
        Settings.NETWORKS,
        Settings.RANGE,
        Settings.SEED,
        Settings.CONFIDENCE,
        Settings.UNTIL_WIDTH,
        Settings.UNTIL_RELATIVE,
        Settings.SHARD,
        Settings.ENGINE,
        Settings.THREADS,
        Settings.DEVICE_MEMORY,
        Settings.JSON,
        Settings.OUT,
        Settings.RESUME,
        Settings.CATALOG,
        Settings.QUIET,
        Settings.HELP);
  }

  /** What the options say. */
  static RunChoice of(Arguments arguments, Workplace workplace) {
    return new RunChoice(
        range(arguments),
        arguments.get(Settings.SEED),
        arguments.get(Settings.CONFIDENCE),
        engine(
            arguments,
            workplace.isCluster() ? arguments.get(Settings.THREADS_OF_TASK) : threads(arguments)),
        ObservationChoice.of(arguments),
        until(arguments),
        arguments.get(Settings.SHARD),
        ReportOutput.of(arguments, Settings.OUT),
        resume(arguments),
        path(arguments, Settings.CATALOG),
        table(arguments),
        arguments.get(Settings.QUIET));
  }

  private static IndexRange range(Arguments arguments) {
    if (!arguments.has(Settings.RANGE)) {
      return new IndexRange(0, arguments.get(Settings.NETWORKS));
    }
    if (arguments.has(Settings.NETWORKS)) {
      throw new UserError(
          "--networks and --range: must not be given together, --networks N means --range 0:N");
    }
    return arguments.get(Settings.RANGE);
  }

  private static StoppingRule until(Arguments arguments) {
    Setting<Double> width = Settings.UNTIL_WIDTH;
    Setting<Double> relative = Settings.UNTIL_RELATIVE;
    if (arguments.has(width) && arguments.has(relative)) {
      throw new UserError(
          width.dashed() + " and " + relative.dashed() + ": must not be given together");
    }
    if (!arguments.has(width) && !arguments.has(relative)) {
      return null;
    }
    Setting<Double> given = arguments.has(width) ? width : relative;
    if (!arguments.get(Settings.SHARD).isWhole()) {
      throw new UserError(
          given.dashed()
              + " and --shard: must not be given together, as a shard cannot tell what the others found");
    }
    return new StoppingRule(
        arguments.get(given), given == relative, arguments.get(Settings.CONFIDENCE));
  }

  private static boolean resume(Arguments arguments) {
    if (arguments.get(Settings.RESUME) && !arguments.has(Settings.OUT)) {
      throw new UserError("--resume: must not be given without --out, the folder to go on with");
    }
    return arguments.get(Settings.RESUME);
  }

  private static String table(Arguments arguments) {
    String table = arguments.get(Settings.NETWORKS_PARQUET);
    if (table != null && until(arguments) != null) {
      throw new UserError(
          Settings.NETWORKS_PARQUET.dashed()
              + ": must not be given with --until-width or --until-relative, which do not count all"
              + " networks that are decided");
    }
    return table;
  }

  /** What the workers have to do. */
  WorkOrder order(Campaign campaign) {
    return new WorkOrder(campaign, engine, table, resume);
  }

  /** The engine asked for on this machine. */
  static EngineOptions engine(Arguments arguments) {
    return engine(arguments, threads(arguments));
  }

  private static EngineOptions engine(Arguments arguments, int threads) {
    Long memory = arguments.get(Settings.DEVICE_MEMORY);
    return new EngineOptions(
        arguments.get(Settings.ENGINE),
        threads,
        memory == null ? Long.MAX_VALUE : memory,
        ObservationChoice.precision(arguments),
        ObservationChoice.blas(arguments),
        List.of());
  }

  /** The number of threads asked for, or one for every core. */
  static int threads(Arguments arguments) {
    Integer threads = arguments.get(Settings.THREADS);
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** The path an option names, or null. */
  static Path path(Arguments arguments, Setting<String> setting) {
    String text = arguments.get(setting);
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw UserError.value(setting.dashed(), text, "a path: " + e.getReason());
    }
  }
}
