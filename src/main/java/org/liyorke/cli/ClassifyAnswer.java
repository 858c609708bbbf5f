package org.liyorke.cli;

import org.liyorke.dynamics.Decisions;
import org.liyorke.model.Network;
import org.liyorke.model.NetworkLine;
import org.liyorke.proof.ProofWriter;

/**
 * The answer to one line of networks.
 *
 * @param text one line of JSON
 * @param good whether the line held a network that can be decided
 */
record ClassifyAnswer(String text, boolean good) {
  /** Decides the network of a line, or says why there is none. */
  static ClassifyAnswer of(NetworkLine line) {
    if (line.error() != null) {
      return error(line, line.error());
    }
    if (line.network().state() != 1) {
      return error(
          line,
          "state dimension "
              + line.network().state()
              + ": must be 1, verdicts are for scalar networks");
    }
    try {
      Network network = line.network();
      return new ClassifyAnswer(
          ProofWriter.write(line.id(), network, Decisions.decide(network)), true);
    } catch (OutOfMemoryError e) {
      return error(line, "the network is too large to be decided in the memory of this process");
    }
  }

  private static ClassifyAnswer error(NetworkLine line, String message) {
    return new ClassifyAnswer(ProofWriter.writeError(line.id(), line.line(), message), false);
  }
}
