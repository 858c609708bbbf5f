package org.liyorke.cli;

import java.util.List;
import org.liyorke.model.UserError;

/** {@code classify}: verdicts with proofs for networks given in JSON Lines. */
final class ClassifyCommand implements Command {
  @Override
  public String name() {
    return "classify";
  }

  @Override
  public String summary() {
    return "verdicts with proofs for networks given in a JSON Lines file ('-' reads standard input)";
  }

  @Override
  public List<String> operands() {
    return List.of("NETWORKS");
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Settings.THREADS, Settings.HELP);
  }

  @Override
  public List<String> notes() {
    return List.of(
        "Prints one JSON line for each line read, in order. A line that cannot be read gets an error line and",
        "the exit status is 3 in the end.");
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    int threads = RunChoice.threads(arguments);
    String name = arguments.operands().get(0);
    boolean good =
        InputFile.read(name, streams, in -> new ClassifyRun(threads, streams.out()).run(in));
    return good ? 0 : UserError.INPUT;
  }
}
