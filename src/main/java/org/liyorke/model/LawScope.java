package org.liyorke.model;

/**
 * The numbers an expression in a law may name.
 *
 * @param width k, the hidden size; at depth 1 the dimension of the state
 * @param fanIn inputs of the layer
 * @param fanOut outputs of the layer
 */
record LawScope(int width, int fanIn, int fanOut) {
  /** The value of a name, or NaN if there is none. */
  double value(String name) {
    return switch (name) {
      case "k" -> width;
      case "fan_in" -> fanIn;
      case "fan_out" -> fanOut;
      case "pi" -> Math.PI;
      default -> Double.NaN;
    };
  }
}
