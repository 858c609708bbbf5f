package org.liyorke.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.function.Consumer;
import org.liyorke.model.NetworkLine;
import org.liyorke.model.NetworkLines;
import org.liyorke.model.UserError;

/** Checks a stream of answers of {@code classify} against the stream of networks, line by line. */
public final class VerifyRun {
  private final NetworkLines networks;
  private final TextLines proofs;
  private final Consumer<Report> reports;
  private long line;
  private long failures;

  private VerifyRun(InputStream networks, InputStream proofs, Consumer<Report> reports) {
    this.networks = new NetworkLines(networks);
    this.proofs = new TextLines(proofs);
    this.reports = reports;
  }

  /**
   * The outcome for one line.
   *
   * @param line number of the line, from 1
   * @param id the network's id, or that of the answer if there is no network; null if there is none
   */
  public record Report(long line, JsonNode id, CheckResult result) {}

  /**
   * The outcome of a run.
   *
   * @param lines number of lines compared
   * @param failures how many of them failed; the run is good if this is 0
   */
  public record Summary(long lines, long failures) {}

  /**
   * Checks all lines. Neither stream is closed.
   *
   * @param reports gets one report a line, in order
   * @throws UserError (input data) if a stream cannot be read
   */
  public static Summary run(InputStream networks, InputStream proofs, Consumer<Report> reports) {
    VerifyRun run = new VerifyRun(networks, proofs, reports);
    while (run.step()) {
      run.line++;
    }
    return new Summary(run.line, run.failures);
  }

  private boolean step() {
    TextLines.Line proof = proofs.next();
    NetworkLine network = networks.hasNext() ? networks.next() : null;
    if (network == null && proof == null) {
      return false;
    }
    report(network == null ? null : network.id(), compare(network, proof));
    return true;
  }

  private void report(JsonNode id, CheckResult result) {
    failures += result.ok() ? 0 : 1;
    reports.accept(new Report(line + 1, id, result));
  }

  private CheckResult compare(NetworkLine network, TextLines.Line proof) {
    if (network == null) {
      return CheckResult.failed(
          "there is a proof but no network: the files must have the same number of lines");
    }
    if (proof == null) {
      return CheckResult.failed(
          "there is a network but no proof: the files must have the same number of lines");
    }
    if (proof.text() == null) {
      return CheckResult.failed("the proof is longer than " + TextLines.MAX_LINE + " bytes");
    }
    try {
      return compare(network, ProofLine.parse(proof.text()));
    } catch (UserError e) {
      return CheckResult.failed("the proof cannot be read: " + e.getMessage());
    }
  }

  private static CheckResult compare(NetworkLine network, ProofLine proof) {
    if (!sameId(network.id(), proof.id())) {
      return CheckResult.failed(
          "id " + text(proof.id()) + ": the network has the id " + text(network.id()));
    }
    if (network.network() != null) {
      return ProofChecker.check(network.network(), proof);
    }
    if (!(proof.claim() instanceof ProofLine.Failed failed)) {
      return CheckResult.failed(
          "a verdict is claimed, but the network cannot be read: " + network.error());
    }
    return failed.line() == 0 || failed.line() == network.line()
        ? CheckResult.passed("the network cannot be read, as the error says")
        : CheckResult.failed(
            "line " + failed.line() + ": the error stands in line " + network.line());
  }

  /** Numbers are compared by value; no id and null are the same. */
  private static boolean sameId(JsonNode a, JsonNode b) {
    return a != null && b != null && a.isNumber() && b.isNumber()
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : text(a).equals(text(b));
  }

  /** The id as JSON text, so that a number and a text that look alike stay different. */
  private static String text(JsonNode id) {
    return id == null || id.isNull() ? "null" : id.toString();
  }
}
