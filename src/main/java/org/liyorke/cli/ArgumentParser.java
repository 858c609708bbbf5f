package org.liyorke.cli;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.liyorke.model.UserError;

/** Parses the words after a command's name by the definitions of its options. */
final class ArgumentParser {
  private ArgumentParser() {}

  /**
   * The values and operands in {@code words}.
   *
   * @throws UserError for an unknown or repeated option, a missing or impossible value, or operands
   *     that do not fit; not for the operands when help is asked for
   */
  static Arguments parse(Command command, List<String> words) {
    CommandLine line = split(command, words);
    Map<Setting<?>, Object> values = new IdentityHashMap<>();
    for (Setting<?> setting : command.settings()) {
      if (line.hasOption(setting.name())) {
        values.put(setting, value(setting, line));
      }
    }
    Arguments arguments = new Arguments(values, line.getArgList());
    if (!arguments.get(Settings.HELP)) {
      checkOperands(command, arguments.operands());
    }
    return arguments;
  }

  private static CommandLine split(Command command, List<String> words) {
    Options options = new Options();
    for (Setting<?> setting : command.settings()) {
      options.addOption(
          Option.builder().longOpt(setting.name()).hasArg(setting.argument() != null).get());
    }
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .get()
          .parse(options, words.toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw unknownOption(command, e.getOption());
    } catch (MissingArgumentException e) {
      Setting<?> setting = command.setting(e.getOption().getLongOpt());
      throw new UserError(setting.dashed() + ": must be followed by " + setting.argument());
    } catch (ParseException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static UserError unknownOption(Command command, String typed) {
    String option = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
    List<String> known = command.settings().stream().map(Setting::dashed).toList();
    if (known.contains(option)) {
      return new UserError(option + ": takes no value, but " + typed + " gives one");
    }
    String hint = Suggestion.forWord(option, known);
    return new UserError(
        option + ": unknown option of " + command.name() + (hint.isEmpty() ? help(command) : hint));
  }

  private static <T> T value(Setting<T> setting, CommandLine line) {
    String[] texts = line.getOptionValues(setting.name());
    long given =
        Arrays.stream(line.getOptions()).filter(o -> o.getLongOpt().equals(setting.name())).count();
    if (given > 1) {
      throw new UserError(setting.dashed() + ": must be given once, not " + given + " times");
    }
    return setting.converter().convert(setting.dashed(), texts == null ? null : texts[0]);
  }

  private static void checkOperands(Command command, List<String> operands) {
    List<String> expected = command.operands();
    boolean repeats = !expected.isEmpty() && expected.get(expected.size() - 1).endsWith("...");
    if (operands.size() > expected.size() && !repeats) {
      String extra = operands.get(expected.size());
      throw new UserError(
          command.name()
              + ": unexpected argument "
              + (extra.isEmpty() ? "\"\"" : extra)
              + help(command));
    }
    if (operands.size() < expected.size()) {
      throw new UserError(
          command.name() + ": " + expected.get(operands.size()) + " is missing" + help(command));
    }
  }

  private static String help(Command command) {
    return "; see liyorke " + command.name() + " --help";
  }
}
