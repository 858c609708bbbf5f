package org.liyorke.published;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Activation;

/**
 * What a row of the published table may have been run with: the settings differ between the
 * notebooks, and most cannot be told from them.
 *
 * <p>Open are the window; the activation of the output; whether 2/fan_in and the like were taken as
 * variance or as standard deviation; and whether biases were drawn at all.
 */
final class SetupCandidates {
  private static final String ZERO = "zero";

  private SetupCandidates() {}

  /** The five rows of the table. */
  enum Row {
    UNIT_HE("1, He | He, He", new Draw("unit-he", null)),
    HE("He, He | He, He", new Draw("he", null), new Draw("N(0,(2/fan_in)^2)", null)),
    HE_UNIFORM_BIAS(
        "He, U(0,1) | He, U(0,1)",
        new Draw("he-uniform-bias", null),
        new Draw("N(0,(2/fan_in)^2)", "U(0,1)")),
    NORMAL_TRUNCATED(
        "N(0,1/k), TN(-1,1) | N(0,1/k), TN(-1,1)",
        new Draw("normal-truncated", null),
        new Draw("N(0,1/k^2)", "T(-1,1)"),
        new Draw("N(0,1/fan_out^2)", "T(-1,1)")),
    GLOROT(
        "Glorot, Glorot | Glorot, Glorot", new Draw("glorot", null), new Draw("glorot-std", null));

    private final String label;
    private final List<Draw> draws;

    Row(String label, Draw... draws) {
      this.label = label;
      this.draws = List.of(draws);
    }

    String label() {
      return label;
    }
  }

  /** An initialisation, and the law that replaces its biases, or null. */
  private record Draw(String init, String bias) {}

  /**
   * All combinations, biases drawn before biases left out.
   *
   * @param outputs activations of the output, the likeliest first
   * @param windows the likeliest first
   */
  static List<Setup> of(
      Row row,
      int width,
      int depth,
      Activation activation,
      List<Activation> outputs,
      List<Double> windows) {
    List<Setup> setups = new ArrayList<>();
    for (Draw draw : withoutBiases(row.draws)) {
      for (Activation output : outputs) {
        for (double window : windows) {
          setups.add(new Setup(draw.init, draw.bias, width, depth, activation, output, window));
        }
      }
    }
    return setups;
  }

  private static List<Draw> withoutBiases(List<Draw> draws) {
    List<Draw> all = new ArrayList<>(draws);
    draws.forEach(draw -> all.add(new Draw(draw.init, ZERO)));
    return all;
  }
}
