package org.liyorke.model;

/**
 * The laws of one layer as text of the grammar in docs/families.md.
 *
 * @param weights law of the weights
 * @param bias law of the biases; null for the law of the weights
 */
record LayerTexts(String weights, String bias) {
  /** Weights and biases of one law. */
  static LayerTexts same(String law) {
    return new LayerTexts(law, null);
  }

  /** The law of the biases as text. */
  String biasText() {
    return bias == null ? weights : bias;
  }
}
