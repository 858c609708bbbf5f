package org.liyorke.model;

/**
 * One layer x -> activation(W x + b).
 *
 * @param weights W, rows are outputs: {@code weights[out][in]}
 * @param bias b, one number for each row
 */
public record Layer(double[][] weights, double[] bias, Activation activation) {
  /** Number of inputs. */
  public int inputs() {
    return weights[0].length;
  }

  /** Number of outputs. */
  public int outputs() {
    return weights.length;
  }
}
