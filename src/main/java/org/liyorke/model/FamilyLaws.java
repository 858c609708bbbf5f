package org.liyorke.model;

import org.liyorke.random.Law;

/**
 * Resolves the laws of one layer; an error tells which option, or which key of the file, the text
 * came from.
 *
 * @param init what {@code --init} was given
 * @param isFile whether that is a family file
 * @param layer position of the layer, from 0
 * @param scope the numbers expressions may name
 */
record FamilyLaws(String init, boolean isFile, int layer, LawScope scope) {
  /** The law of the weights, multiplied by {@code gain}. */
  Law weights(LayerTexts texts, double gain) {
    Law law = ofInit(texts.weights(), "weights");
    if (gain == 1) {
      return law;
    }
    try {
      return law.scaledBy(gain);
    } catch (IllegalArgumentException e) {
      throw new UserError("--gain " + gain + ": " + e.getMessage());
    }
  }

  /** The law of the biases; {@code override} is that of {@code --bias}, or null. */
  Law bias(LayerTexts texts, String override) {
    return override == null
        ? ofInit(texts.biasText(), "bias")
        : parse(override, "--bias " + override, UserError.COMMAND_LINE);
  }

  private Law ofInit(String text, String key) {
    return isFile
        ? parse(
            text,
            "%s: layer %d: %s = \"%s\"".formatted(init, layer + 1, key, text),
            UserError.INPUT)
        : parse(text, "--init " + init, UserError.COMMAND_LINE);
  }

  private Law parse(String text, String place, int status) {
    try {
      return LawParser.parse(text, scope);
    } catch (UserError e) {
      throw e.in(place, status);
    }
  }
}
