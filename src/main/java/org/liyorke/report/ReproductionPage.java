package org.liyorke.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.published.Figure;
import org.liyorke.published.Figure.Panel;
import org.liyorke.published.RowResult;
import org.liyorke.published.TableResult;
import org.liyorke.tally.Interval;

/** The page of {@code reproduce}: what was claimed, what was coded, what is proven. */
final class ReproductionPage {
  private final Reproduction report;
  private final CommandList commands = new CommandList();

  private ReproductionPage(Reproduction report) {
    this.report = report;
  }

  static Page of(Reproduction report) throws IOException {
    return new ReproductionPage(report).page();
  }

  private Page page() throws IOException {
    List<Page.Section> sections = new ArrayList<>(introduction());
    for (TableResult table : report.tables()) {
      sections.add(section(table));
    }
    for (Figure figure : report.figures()) {
      sections.add(section(figure));
    }
    sections.add(limits());
    return new Page(
        report.version(),
        "Are random recurrent networks chaotic?",
        "The published experiments of Chatziafratis, Panageas, Sanford and Stavroulakis (NeurIPS 2022), run"
            + " again: each number as it was published, as its code counts it, and as it is proven.",
        sections,
        commands.commands(),
        footnotes());
  }

  private List<Page.Section> introduction() {
    return List.of(
        Page.Section.words(
            "claim",
            "What was claimed",
            "A recurrent network feeds its output back as its next input. With one number as its state it is a"
                + " function f of the line, and its life is the sequence x, f(x), f(f(x)), and so on. Such a"
                + " map is called chaotic, after Li and Yorke, if there are uncountably many starts of which"
                + " any two come arbitrarily close again and again, and yet part again and again.",
            "The paper proves: when all weights are drawn at random in one of the usual ways, f is chaotic with"
                + " a probability that does not go to zero as the network gets wider. Its experiments estimate"
                + " that probability for some initialisations, at 0.2 to 22 per cent.",
            "The test that was meant is a good one. A point of period three is a point that comes back after"
                + " three steps and not before; Li and Yorke proved that one such point makes a map chaotic. It"
                + " shows where f(f(f(x))), written f^3, crosses the diagonal and f does not."),
        Page.Section.words(
            "coded",
            "What was coded",
            "The code evaluates f at 163 points and stores the results in place of the points. Then it applies"
                + " f three more times to what is stored. So it compares f with f^4, not with f^3. f^4 crosses"
                + " the diagonal more often than f whenever there is a point of period two or four, and these"
                + " are common in maps that are not chaotic at all.",
            "In the tables below, \"as coded\" is this procedure, repeated to the letter; \"f^3\" is the same with"
                + " three steps, as was meant. Both look at the same networks as the proofs. The settings"
                + " behind most numbers were not recorded; then the combinations are tried, and a note says"
                + " whether any of them gives the number."),
        Page.Section.words(
            "proven",
            "What is proven",
            "Beside both stands the truth about the same networks. \"Chaotic\" counts the networks for which"
                + " chaos is proven, by a point that anyone can check with exact fractions; \"period three\""
                + " those with a proven point of period three. Every other network is proven not to be"
                + " chaotic, or counted as undecided; with tanh a few stay undecided, and then the interval"
                + " covers both answers. No tolerance and no grid enters a proof.",
            "Brackets are 95 per cent intervals of Clopper and Pearson: what the number of networks leaves open."
                .replace("95", Numbers.significant(100 * report.confidence(), 6)),
            summary()));
  }

  /** The first row with both rules, in a sentence. */
  private String summary() {
    return report.tables().stream()
        .flatMap(table -> table.rows().stream())
        .findFirst()
        .map(
            result -> {
              ReproducedRow row = ReproducedRow.of(result, report.confidence());
              return "For example, in the first row below the published number is %s %%; the procedure as coded gives %s %%; and %s %% are chaotic, proven, of %s networks."
                  .formatted(
                      result.row().percent(),
                      percent(row.asCoded()),
                      percent(row.chaotic()),
                      Numbers.grouped(result.grid().networks()));
            })
        .orElse("No table was run for this page.");
  }

  private static String percent(Interval share) {
    return Numbers.significant(100 * share.estimate(), 3);
  }

  private Page.Section section(TableResult table) {
    int command = commands.number(report.tableCommand(table));
    List<Page.Row> rows = table.rows().stream().map(row -> row(row, command)).toList();
    Page.Table body =
        new Page.Table(
            table.table().title() + "; shares in per cent",
            List.of(
                "weights, biases of the layers",
                "published",
                "as coded (f^4)",
                "as meant (f^3)",
                "period three, proven",
                "chaotic, proven",
                "networks",
                "settings"),
            rows);
    return new Page.Section(
        "table-" + table.table().id(),
        table.table().title(),
        List.of(),
        List.of(body),
        List.of(),
        table.rows().stream().map(row -> row.row().label() + ": " + row.note()).toList());
  }

  private Page.Row row(RowResult result, int tableCommand) {
    ReproducedRow row = ReproducedRow.of(result, report.confidence());
    int estimate = commands.number(row.estimateCommand(report));
    return new Page.Row(
        result.row().label(),
        List.of(
            new Page.Cell(ReproductionText.published(result), null, tableCommand),
            Page.Cell.share(row.asCoded(), tableCommand),
            Page.Cell.share(row.thirdIterate(), tableCommand),
            Page.Cell.share(row.period3(), estimate),
            Page.Cell.share(row.chaotic(), estimate),
            Page.Cell.of(Numbers.grouped(result.grid().networks())),
            Page.Cell.of(ReproductionText.settings(result))));
  }

  private Page.Section section(Figure figure) throws IOException {
    List<String> drawings = new ArrayList<>();
    for (Panel panel : figure.panels()) {
      String id = "svg-" + figure.id() + "-" + (drawings.size() + 1);
      String title = figure.title() + ": " + panel.title();
      drawings.add(InlineSvg.of(FigureChart.of(panel), id, title, figure.description()));
    }
    List<Integer> numbers = figure.commands().stream().map(commands::number).toList();
    return new Page.Section(
        "section-" + figure.id(),
        figure.title(),
        List.of(),
        List.of(),
        List.of(new Page.Drawing(figure.id(), drawings, figure.description(), numbers)),
        figure.findings());
  }

  private static Page.Section limits() {
    return Page.Section.words(
        "reading",
        "How to read this page",
        "That the proven shares are much smaller than the published ones does not contradict the theorem,"
            + " which claims a constant above zero and not a size. Where the picture over the width shows"
            + " no change, the claim is seen at work; where no chaotic network was found among so many,"
            + " the interval says how large the probability can still be.",
        "Any single network can be looked at: ./liyorke inspect with its index prints weights, verdict and proof,"
            + " and ./liyorke verify checks proofs independently, in exact arithmetic.");
  }

  private List<String> footnotes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "liyorke %s, seed %s, %s networks asked for, %s seconds, engine %s, %s threads."
            .formatted(
                report.version(),
                Long.toUnsignedString(report.seed()),
                Numbers.grouped(report.networks()),
                Numbers.significant(report.elapsedSeconds(), 3),
                report.engine().get("name"),
                report.engine().get("threads")));
    notes.add(
        "The paper: V. Chatziafratis, I. Panageas, C. Sanford, S. A. Stavroulakis, On Scrambling Phenomena for"
            + " Randomly Initialized Recurrent Networks, NeurIPS 2022, arXiv 2210.05212.");
    if (!report.complete()) {
      notes.add("Incomplete: the run was interrupted; tables and figures are missing.");
    }
    return notes;
  }
}
