package org.liyorke.model;

import java.util.Arrays;
import java.util.List;

/**
 * An initialisation with laws of its own for the first, the hidden and the last layer. These stand
 * for the rows of the table published with arXiv 2210.05212 that are not a single law for
 * everything; the rows that are (He, Glorot) are named laws.
 *
 * @param name the name given to {@code --init}
 * @param row what it stands for
 * @param first laws of the first layer
 * @param middle laws of the layers between
 * @param last laws of the last layer, which is the only one at depth 1
 */
record Preset(String name, String row, LayerTexts first, LayerTexts middle, LayerTexts last) {
  private static final LayerTexts HE = LayerTexts.same("he");
  private static final LayerTexts HE_UNIFORM_BIAS = new LayerTexts("he", "U(0, 1)");
  private static final LayerTexts NORMAL_TRUNCATED = new LayerTexts("N(0, 1/k)", "T(-1, 1)");
  private static final LayerTexts GLOROT_STD = LayerTexts.same("N(0, (2/(fan_in+fan_out))^2)");

  /** All presets. */
  static final List<Preset> ALL =
      List.of(
          new Preset("unit-he", "1, He | He, He", new LayerTexts("constant(1)", "he"), HE, HE),
          new Preset(
              "he-uniform-bias",
              "He, U(0,1) | He, U(0,1)",
              HE_UNIFORM_BIAS,
              HE_UNIFORM_BIAS,
              HE_UNIFORM_BIAS),
          new Preset(
              "normal-truncated",
              "N(0,1/k), truncated N on (-1,1) | same",
              NORMAL_TRUNCATED,
              NORMAL_TRUNCATED,
              NORMAL_TRUNCATED),
          new Preset(
              "glorot-std",
              "Glorot as coded: standard deviation 2/(fan_in+fan_out), no output bias",
              GLOROT_STD,
              GLOROT_STD,
              new LayerTexts(GLOROT_STD.weights(), "zero")));

  /** The laws of the layers of a network, first to last. */
  List<LayerTexts> layers(int depth) {
    LayerTexts[] texts = new LayerTexts[depth];
    Arrays.fill(texts, middle);
    texts[0] = first;
    texts[depth - 1] = last;
    return List.of(texts);
  }
}
