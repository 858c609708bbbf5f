package org.liyorke.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
 * @param json whether standard output gets JSON
 * @param out folder for files; null for none
 * @param catalog file for the chaotic networks; null for none
 * @param quiet whether to show no progress
 */
record RunChoice(
    IndexRange range,
    long seed,
    double confidence,
    EngineOptions engine,
    Observation observation,
    boolean json,
    Path out,
    Path catalog,
    boolean quiet) {
  /** The options of a campaign. */
  static List<Setting<?>> settings() {
    return Stream.concat(ObservationChoice.settings().stream(), ownSettings().stream()).toList();
  }

  private static List<Setting<?>> ownSettings() {
    return List.of(
        Settings.NETWORKS,
        Settings.RANGE,
        Settings.SEED,
        Settings.CONFIDENCE,
        Settings.ENGINE,
        Settings.THREADS,
        Settings.DEVICE_MEMORY,
        Settings.JSON,
        Settings.OUT,
        Settings.CATALOG,
        Settings.QUIET,
        Settings.HELP);
  }

  /** What the options say. */
  static RunChoice of(Arguments arguments) {
    return new RunChoice(
        range(arguments),
        arguments.get(Settings.SEED),
        arguments.get(Settings.CONFIDENCE),
        engine(arguments),
        ObservationChoice.of(arguments),
        arguments.get(Settings.JSON),
        path(arguments, Settings.OUT),
        path(arguments, Settings.CATALOG),
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

  private static EngineOptions engine(Arguments arguments) {
    Long memory = arguments.get(Settings.DEVICE_MEMORY);
    return new EngineOptions(
        arguments.get(Settings.ENGINE),
        threads(arguments),
        memory == null ? Long.MAX_VALUE : memory,
        ObservationChoice.precision(arguments));
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
