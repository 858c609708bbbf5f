package org.liyorke.model;

/** Checks one layer: rectangular weights, a bias for every row, finite numbers, an activation. */
final class LayerCheck {
  private LayerCheck() {}

  /**
   * Checks the layer.
   *
   * @param position of the layer, from 1, for the message
   * @throws UserError (input data) with layer, row and column, counted from 1
   */
  static void check(Layer layer, int position) {
    String where = "layer " + position;
    if (layer.weights() == null || layer.bias() == null || layer.activation() == null) {
      throw UserError.input(where + ": weights, bias and activation are all needed");
    }
    checkWeights(layer.weights(), where);
    int rows = layer.weights().length;
    int biases = layer.bias().length;
    if (biases != rows) {
      throw UserError.input(
          "%s: %d biases, %d rows of weights: must be equal".formatted(where, biases, rows));
    }
    checkFinite(layer.bias(), where, 0);
  }

  private static void checkWeights(double[][] weights, String where) {
    if (weights.length == 0 || weights[0].length == 0) {
      throw UserError.input(where + ": weights are empty: at least 1 row of 1 number is needed");
    }
    int columns = weights[0].length;
    for (int row = 0; row < weights.length; row++) {
      if (weights[row].length != columns) {
        throw UserError.input(
            "%s: weights row %d has %d numbers, row 1 has %d: must be equal"
                .formatted(where, row + 1, weights[row].length, columns));
      }
      checkFinite(weights[row], where, row + 1);
    }
  }

  /** Row 0 stands for the biases. */
  private static void checkFinite(double[] numbers, String where, int row) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        String place = row == 0 ? "bias" : "weights row " + row;
        throw UserError.input(
            "%s: %s column %d is %s: must be finite".formatted(where, place, i + 1, numbers[i]));
      }
    }
  }
}
