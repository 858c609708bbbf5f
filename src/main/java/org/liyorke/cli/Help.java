package org.liyorke.cli;

import java.util.List;

/** Help texts, made from the definitions of commands and options. */
final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  /** Help of the whole program. */
  static String program(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append("With what probability is a randomly initialised recurrent network chaotic?\n\n");
    text.append("usage: liyorke COMMAND [OPTIONS]\n\n");
    int indent = 2 + commands.stream().mapToInt(c -> c.name().length()).max().orElse(0) + 2;
    for (Command command : commands) {
      entry(text, command.name(), indent, command.summary());
    }
    text.append(
        "\nliyorke COMMAND --help lists the options of a command; liyorke --version prints the version.\n");
    text.append(
        "Exit status: 0 done, 2 wrong command line, 3 wrong input data, 4 engine or device missing,\n");
    text.append(
        "5 output not written, 75 interrupted and resumable, 130 interrupted, 1 anything unexpected.\n");
    return text.toString();
  }

  /** Help of one command. */
  static String command(Command command) {
    StringBuilder text = new StringBuilder();
    text.append("usage: liyorke ").append(command.name()).append(" [OPTIONS]");
    command.operands().forEach(operand -> text.append(' ').append(operand));
    text.append("\n\n").append(sentence(command.summary())).append("\n\n");
    int indent =
        2 + command.settings().stream().mapToInt(s -> left(s).length()).max().orElse(0) + 2;
    for (Setting<?> setting : command.settings()) {
      String suffix =
          setting.defaultText() == null ? "" : " (default " + setting.defaultText() + ")";
      entry(text, left(setting), indent, setting.description() + suffix);
    }
    if (!command.notes().isEmpty()) {
      text.append('\n');
      command.notes().forEach(note -> text.append(note).append('\n'));
    }
    return text.toString();
  }

  private static String sentence(String summary) {
    return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
  }

  private static String left(Setting<?> setting) {
    return setting.argument() == null
        ? setting.dashed()
        : setting.dashed() + " " + setting.argument();
  }

  private static void entry(StringBuilder text, String left, int indent, String description) {
    StringBuilder line = new StringBuilder("  ").append(left);
    line.append(" ".repeat(indent - line.length()));
    int start = line.length();
    for (String word : description.split(" ")) {
      if (line.length() > start && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(line.length() > indent ? " " : "").append(word);
    }
    text.append(line).append('\n');
  }
}
