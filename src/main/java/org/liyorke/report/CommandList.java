package org.liyorke.report;

import java.util.ArrayList;
import java.util.List;

/** The commands of a page; the same command has one number. */
final class CommandList {
  private final List<String> lines = new ArrayList<>();

  /**
   * The number of a command.
   *
   * @param command without the name of the program
   */
  int number(String command) {
    String line = "./liyorke " + command;
    if (!lines.contains(line)) {
      lines.add(line);
    }
    return lines.indexOf(line) + 1;
  }

  List<Page.Command> commands() {
    List<Page.Command> commands = new ArrayList<>();
    for (String line : lines) {
      commands.add(new Page.Command(commands.size() + 1, line));
    }
    return commands;
  }
}
