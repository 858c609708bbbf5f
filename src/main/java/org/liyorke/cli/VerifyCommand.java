package org.liyorke.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.liyorke.model.UserError;
import org.liyorke.proof.VerifyRun;

/** {@code verify}: checks the proofs that classify prints, independently of what found them. */
final class VerifyCommand implements Command {
  /** Failures that the JSON object lists; beyond these it only counts. */
  private static final int MOST_LISTED = 1_000;

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "checks the proofs that classify prints, line by line, independently";
  }

  @Override
  public List<String> operands() {
    return List.of("NETWORKS", "PROOFS");
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Settings.JSON, Settings.HELP);
  }

  @Override
  public List<String> notes() {
    return List.of(
        "Prints a line for each proof that fails, then a summary. The exit status is 3 if any proof fails.",
        "One of the two files may be '-', standard input.");
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    String networks = arguments.operands().get(0);
    String proofs = arguments.operands().get(1);
    if (InputFile.isStandardInput(networks) && InputFile.isStandardInput(proofs)) {
      throw new UserError("NETWORKS and PROOFS: must not both be -");
    }
    ArrayNode listed = JsonNodeFactory.instance.arrayNode();
    boolean json = arguments.get(Settings.JSON);
    Consumer<VerifyRun.Report> failed =
        json ? report -> list(listed, report) : report -> streams.out().println(text(report));
    VerifyRun.Summary summary = check(networks, proofs, failed, streams);
    streams.out().println(json ? json(summary, listed) : text(summary));
    return summary.failures() == 0 ? 0 : UserError.INPUT;
  }

  private static VerifyRun.Summary check(
      String networks, String proofs, Consumer<VerifyRun.Report> failed, Streams streams) {
    Consumer<VerifyRun.Report> reports =
        report -> {
          if (!report.result().ok()) {
            failed.accept(report);
          }
        };
    return InputFile.read(
        networks,
        streams,
        first -> InputFile.read(proofs, streams, second -> VerifyRun.run(first, second, reports)));
  }

  private static void list(ArrayNode listed, VerifyRun.Report report) {
    if (listed.size() < MOST_LISTED) {
      ObjectNode failure = listed.addObject().put("line", report.line());
      failure.set("id", report.id());
      failure.put("reason", report.result().reason());
    }
  }

  private static String json(VerifyRun.Summary summary, ArrayNode listed) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("checked", summary.lines()).put("failed", summary.failures());
    object.set("failures", listed);
    return object.toString();
  }

  private static String text(VerifyRun.Report report) {
    String id = report.id() == null || report.id().isNull() ? "" : " (id " + report.id() + ")";
    return "line " + report.line() + id + ": " + report.result().reason();
  }

  private static String text(VerifyRun.Summary summary) {
    return summary.lines() + " checked, " + summary.failures() + " failed";
  }
}
