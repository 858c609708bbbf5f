package org.liyorke.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.liyorke.campaign.ThisMachine;
import org.liyorke.campaign.Workplace;
import org.liyorke.model.UserError;

/** The entry point of the command line. */
public final class Main {
  /** Exit status of anything unexpected. */
  static final int UNEXPECTED = 1;

  private final List<Command> commands;
  private final Streams streams;

  private Main(Workplace workplace, Streams streams) {
    this.streams = streams;
    commands =
        List.of(
            new EstimateCommand(workplace),
            new SweepCommand(workplace),
            new ClassifyCommand(),
            new VerifyCommand(),
            new InspectCommand(),
            new ReproduceCommand(),
            new MergeCommand(),
            new DevicesCommand());
  }

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(run(args, new ThisMachine()));
  }

  /**
   * Runs one command on the streams of the process, and takes its signals as requests to stop.
   *
   * @param workplace where campaigns are run
   * @return the exit status
   */
  static int run(String[] args, Workplace workplace) {
    Interrupts interrupts = new Interrupts();
    interrupts.listen();
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    boolean terminal = Boolean.getBoolean("liyorke.terminal");
    return run(args, workplace, Streams.of(System.in, out, err, terminal, interrupts));
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
    return run(args, new ThisMachine(), streams);
  }

  private static int run(String[] args, Workplace workplace, Streams streams) {
    return new Main(workplace, streams).run(List.of(args));
  }

  private int run(List<String> words) {
    try {
      int status = dispatch(words);
      streams.out().flush();
      return status;
    } catch (UserError e) {
      return report(e);
    } catch (ResultStream.ReaderGone e) {
      return UserError.OUTPUT;
    } catch (RuntimeException | Error e) {
      e.printStackTrace(streams.err());
      return UNEXPECTED;
    }
  }

  private int report(UserError error) {
    try {
      streams.out().flush();
    } catch (UserError | ResultStream.ReaderGone e) {
      // The first mistake is the one to report.
    }
    streams.err().println("liyorke: " + error.getMessage());
    return error.exitStatus();
  }

  private int dispatch(List<String> words) {
    List<String> names = commands.stream().map(Command::name).toList();
    if (words.isEmpty()) {
      throw new UserError(
          "a command is missing: one of " + String.join(", ", names) + "; see liyorke --help");
    }
    String word = words.get(0);
    switch (word) {
      case "--version" -> streams.out().println("liyorke " + Version.current());
      case "--help", "-h", "help" -> streams.out().print(Help.program(commands));
      default -> {
        return run(command(word, names), words.subList(1, words.size()));
      }
    }
    return 0;
  }

  private Command command(String word, List<String> names) {
    int position = names.indexOf(word);
    if (position >= 0) {
      return commands.get(position);
    }
    String hint = Suggestion.forWord(word, names);
    String kind = word.startsWith("-") ? "option before the command" : "command";
    throw new UserError(
        word
            + ": unknown "
            + kind
            + (hint.isEmpty() ? "; one of " + String.join(", ", names) : hint));
  }

  private int run(Command command, List<String> words) {
    Arguments arguments = ArgumentParser.parse(command, words);
    if (arguments.get(Settings.HELP)) {
      streams.out().print(Help.command(command));
      return 0;
    }
    return command.run(arguments, streams);
  }
}
