package org.liyorke.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liyorke.model.Families;

/** The commands that give the points of a run again, written from what the report says of them. */
final class RunCommands {
  /** The options of an observation by their keys in JSON; the others are not options. */
  private static final Map<String, String> OBSERVATION =
      options(
          "starts",
          "transient",
          "steps",
          "escape_radius",
          "pair_distance",
          "near",
          "far",
          "compositions",
          "lap_points",
          "window",
          "lap_height",
          "noise");

  private RunCommands() {}

  private static Map<String, String> options(String... keys) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : keys) {
      options.put(key, "--" + key.replace('_', '-'));
    }
    return options;
  }

  /**
   * The command for one point, without the name of the program. The networks of a shard, and those
   * of folders with gaps, are no range of indices: only merge gives their counts again.
   */
  static String of(PointResult point, RunReport report) {
    if (!report.shard().isWhole()) {
      return "merge DIR...";
    }
    if (!report.complete()) {
      return "merge --allow-gaps DIR...";
    }
    StringBuilder command = new StringBuilder("estimate");
    add(command, "init", initOption(point.init()));
    if (point.width() != null) {
      add(command, "width", point.width());
    }
    for (String key : List.of("depth", "state", "activation", "output", "bias")) {
      Object value = point.family().get(key);
      if (value != null) {
        add(command, key, quoted(value.toString()));
      }
    }
    add(command, "gain", Numbers.plain(point.gain()));
    if (report.first() == 0) {
      add(command, "networks", point.networks());
    } else {
      add(command, "range", report.first() + ":" + (report.first() + point.networks()));
    }
    add(command, "seed", Long.toUnsignedString(report.seed()));
    addObservation(command, report.observation());
    return command.toString();
  }

  private static void addObservation(StringBuilder command, Map<String, Object> observation) {
    if (observation.get("observe") instanceof List<?> kinds) {
      add(
          command,
          "observe",
          kinds.stream().map(Object::toString).collect(Collectors.joining(",")));
      OBSERVATION.forEach(
          (key, option) ->
              command.append(' ').append(option).append(' ').append(text(observation.get(key))));
      if (observation.get("jacobian_at") instanceof List<?> point) {
        add(
            command,
            "jacobian-at",
            point.stream().map(RunCommands::text).collect(Collectors.joining(",")));
      }
    }
  }

  private static String text(Object number) {
    return number instanceof Double value ? Numbers.plain(value) : String.valueOf(number);
  }

  private static void add(StringBuilder command, String option, Object value) {
    command.append(" --").append(option).append(' ').append(value);
  }

  /** The init of a family file is the name inside of it: what to type is the file. */
  private static String initOption(String init) {
    return Families.names().contains(init) || init.contains("(") || isFile(init)
        ? quoted(init)
        : "FILE-OF-" + init;
  }

  private static boolean isFile(String init) {
    return init.endsWith(".toml") || init.endsWith(".json");
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./-]+") ? value : "\"" + value + "\"";
  }
}
