package org.liyorke.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.liyorke.model.UserError;

/** The entry point of the command line. */
public final class Main {
  /** Exit status of anything unexpected. */
  static final int UNEXPECTED = 1;

  private static final List<Command> COMMANDS =
      List.of(
          new EstimateCommand(),
          new SweepCommand(),
          new ClassifyCommand(),
          new VerifyCommand(),
          new InspectCommand(),
          new ReproduceCommand(),
          new MergeCommand(),
          new DevicesCommand());

  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    Interrupts interrupts = new Interrupts();
    interrupts.listen();
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    boolean terminal = Boolean.getBoolean("liyorke.terminal");
    System.exit(run(args, Streams.of(System.in, out, err, terminal, interrupts)));
  }

  /**
   * Runs one command without ending the process.
   *
   * @return the exit status
   */
  public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
    return run(args, Streams.of(in, out, err, false, new Interrupts()));
  }

  static int run(String[] args, Streams streams) {
    try {
      int status = dispatch(List.of(args), streams);
      streams.out().flush();
      return status;
    } catch (UserError e) {
      return report(e, streams);
    } catch (ResultStream.ReaderGone e) {
      return UserError.OUTPUT;
    } catch (RuntimeException | Error e) {
      e.printStackTrace(streams.err());
      return UNEXPECTED;
    }
  }

  private static int report(UserError error, Streams streams) {
    try {
      streams.out().flush();
    } catch (UserError | ResultStream.ReaderGone e) {
      // The first mistake is the one to report.
    }
    streams.err().println("liyorke: " + error.getMessage());
    return error.exitStatus();
  }

  private static int dispatch(List<String> words, Streams streams) {
    List<String> names = COMMANDS.stream().map(Command::name).toList();
    if (words.isEmpty()) {
      throw new UserError(
          "a command is missing: one of " + String.join(", ", names) + "; see liyorke --help");
    }
    String word = words.get(0);
    switch (word) {
      case "--version" -> streams.out().println("liyorke " + Version.current());
      case "--help", "-h", "help" -> streams.out().print(Help.program(COMMANDS));
      default -> {
        return run(command(word, names), words.subList(1, words.size()), streams);
      }
    }
    return 0;
  }

  private static Command command(String word, List<String> names) {
    int position = names.indexOf(word);
    if (position >= 0) {
      return COMMANDS.get(position);
    }
    String hint = Suggestion.forWord(word, names);
    String kind = word.startsWith("-") ? "option before the command" : "command";
    throw new UserError(
        word
            + ": unknown "
            + kind
            + (hint.isEmpty() ? "; one of " + String.join(", ", names) : hint));
  }

  private static int run(Command command, List<String> words, Streams streams) {
    Arguments arguments = ArgumentParser.parse(command, words);
    if (arguments.get(Settings.HELP)) {
      streams.out().print(Help.command(command));
      return 0;
    }
    return command.run(arguments, streams);
  }
}
