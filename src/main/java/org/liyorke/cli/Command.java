package org.liyorke.cli;

import java.util.List;

/** One command of the program. */
interface Command {
  /** The word that calls it. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** Names of its operands, all of them required; if the last one ends in "...", one or more. */
  default List<String> operands() {
    return List.of();
  }

  /** Its options in the order of its help, {@link Settings#HELP} among them. */
  List<Setting<?>> settings();

  /** Lines that its help ends with; none by default. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Does the work.
   *
   * @return the exit status
   * @throws org.liyorke.model.UserError for every mistake of the user
   */
  int run(Arguments arguments, Streams streams);

  /** The option of that name. */
  default Setting<?> setting(String name) {
    return settings().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }
}
