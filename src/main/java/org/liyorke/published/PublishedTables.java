package org.liyorke.published;

import static org.liyorke.model.Activation.CLIP;
import static org.liyorke.model.Activation.HARD_TANH;
import static org.liyorke.model.Activation.IDENTITY;
import static org.liyorke.model.Activation.RELU;
import static org.liyorke.model.Activation.TANH;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Activation;
import org.liyorke.published.SetupCandidates.Row;

/**
 * The numbers published with arXiv 2210.05212, from the comments and the printed output of the
 * authors' notebooks: 10,000 networks each, no seed.
 */
public final class PublishedTables {
  private static final double NARROW = 1;
  private static final double WIDE = 2;
  private static final List<Double> WINDOWS = List.of(NARROW, WIDE);

  private PublishedTables() {}

  /** One column of the table: an architecture, and the numbers of the five rows. */
  private record Column(
      String id,
      String title,
      double share,
      int width,
      int depth,
      Activation activation,
      List<Activation> outputs,
      List<String> percents) {
    PublishedTable table() {
      List<PublishedRow> rows = new ArrayList<>();
      for (Row row : Row.values()) {
        List<Setup> setups = SetupCandidates.of(row, width, depth, activation, outputs, WINDOWS);
        rows.add(row(row.label(), percents.get(row.ordinal()), setups));
      }
      return new PublishedTable(id, title, share, rows);
    }
  }

  /** All tables, in the order of the report. */
  public static List<PublishedTable> all() {
    return List.of(
        relu(),
        new Column(
                "clip-relu-width2",
                "ReLU, output clipped to [0, 1], width 2, depth 2",
                1,
                2,
                2,
                RELU,
                List.of(CLIP, HARD_TANH),
                List.of("4.7", "5.4", "1.6", "3.9", "2.3"))
            .table(),
        new Column(
                "clip-tanh-width2",
                "tanh, output clipped to [0, 1], width 2, depth 2",
                0.2,
                2,
                2,
                TANH,
                List.of(CLIP, HARD_TANH),
                List.of("6.6", "6.2", "9.8", "4.8", "2.8"))
            .table(),
        new Column(
                "tanh-width4",
                "tanh, width 4, depth 2",
                0.2,
                4,
                2,
                TANH,
                List.of(TANH, IDENTITY),
                List.of("7.8", "8.3", "7.2", "10.6", "4.0"))
            .table(),
        new Column(
                "tanh-width64",
                "tanh, width 64, depth 2",
                0.05,
                64,
                2,
                TANH,
                List.of(TANH, IDENTITY),
                List.of("15.8", "14.8", "12.4", "21.9", "10.9"))
            .table(),
        new Column(
                "relu-depth3",
                "ReLU, width 2, depth 3",
                1,
                2,
                3,
                RELU,
                List.of(RELU, IDENTITY),
                List.of("0.8", "0.7", "0.2", "2.3", "2.6"))
            .table(),
        printed());
  }

  /**
   * The first column, the one in the paper. Its first row has an identity output, and the last was
   * printed by a notebook whose code is known. Two copies of the table have the second and the
   * third number the other way round.
   */
  private static PublishedTable relu() {
    List<Activation> outputs = List.of(RELU, IDENTITY);
    Setup printed = new Setup("glorot-std", null, 2, 2, RELU, IDENTITY, WIDE);
    List<Setup> glorot = new ArrayList<>(List.of(printed));
    candidates(Row.GLOROT, outputs, WINDOWS).stream()
        .filter(setup -> !setup.equals(printed))
        .forEach(glorot::add);
    return new PublishedTable(
        "relu-width2",
        "ReLU, width 2, depth 2: the table of the paper",
        1,
        List.of(
            row(
                Row.UNIT_HE.label(),
                "13.77",
                candidates(Row.UNIT_HE, List.of(IDENTITY, RELU), List.of(WIDE, NARROW))),
            swapped(Row.HE, "7.49", "4.51", outputs),
            swapped(Row.HE_UNIFORM_BIAS, "4.51", "7.49", outputs),
            row(
                Row.NORMAL_TRUNCATED.label(),
                "4.45",
                candidates(Row.NORMAL_TRUNCATED, outputs, WINDOWS)),
            row(Row.GLOROT.label(), "2.28", glorot)));
  }

  /** The numbers that stand as output below the code that printed them: nothing is open there. */
  private static PublishedTable printed() {
    return new PublishedTable(
        "printed-output",
        "Numbers that the notebooks print below the code that made them",
        1,
        List.of(
            known(
                "Glorot, width 2",
                "2.28",
                new Setup("glorot-std", null, 2, 2, RELU, IDENTITY, WIDE)),
            known("He, width 4", "8.77", new Setup("he", null, 4, 2, RELU, RELU, NARROW)),
            known(
                "Glorot, width 2, depth 3",
                "1.06",
                new Setup("glorot", null, 2, 3, RELU, RELU, NARROW))));
  }

  private static List<Setup> candidates(Row row, List<Activation> outputs, List<Double> windows) {
    return SetupCandidates.of(row, 2, 2, RELU, outputs, windows);
  }

  private static PublishedRow swapped(
      Row row, String percent, String other, List<Activation> outputs) {
    return new PublishedRow(
        row.label(),
        new BigDecimal(percent),
        new BigDecimal(other),
        candidates(row, outputs, WINDOWS));
  }

  private static PublishedRow known(String label, String percent, Setup setup) {
    return row(label, percent, List.of(setup));
  }

  private static PublishedRow row(String label, String percent, List<Setup> setups) {
    return new PublishedRow(label, new BigDecimal(percent), null, setups);
  }
}
