package org.liyorke.published;

import java.util.Arrays;
import org.liyorke.model.Activation;
import org.liyorke.model.NetworkFamily;

/**
 * f of one drawn network at many points at once, in double precision, the arithmetic of the
 * published code: products and sums in the order of the inputs, biases last. For one thread.
 */
final class StateFunction {
  private final int[] sizes;
  private final int points;
  private final Activation hidden;
  private final Activation output;
  private double[][] inputs;
  private double[][] outputs;
  private float[] parameters;
  private int offset;

  /**
   * A function whose network is still to come.
   *
   * @param family of scalar state
   * @param points how many states each step takes
   */
  StateFunction(NetworkFamily family, int points) {
    sizes = family.sizes();
    this.points = points;
    hidden = family.activation();
    output = family.output();
    int rows = Arrays.stream(sizes).max().orElseThrow();
    inputs = new double[rows][points];
    outputs = new double[rows][points];
  }

  /** Takes the network whose numbers, in the order of contract 2, begin at an offset. */
  StateFunction of(float[] numbers, int from) {
    parameters = numbers;
    offset = from;
    return this;
  }

  /** Replaces every x by f(x). */
  void step(double[] x) {
    System.arraycopy(x, 0, inputs[0], 0, points);
    int next = offset;
    for (int layer = 1; layer < sizes.length; layer++) {
      Activation activation = layer + 1 < sizes.length ? hidden : output;
      next = applyLayer(next, sizes[layer - 1], sizes[layer], activation);
      double[][] free = inputs;
      inputs = outputs;
      outputs = free;
    }
    System.arraycopy(inputs[0], 0, x, 0, points);
  }

  private int applyLayer(int weights, int columns, int rows, Activation activation) {
    int biases = weights + rows * columns;
    for (int row = 0; row < rows; row++) {
      double[] sums = outputs[row];
      Arrays.fill(sums, 0);
      for (int i = 0; i < columns; i++) {
        addProduct(parameters[weights + row * columns + i], inputs[i], sums);
      }
      activate(activation, parameters[biases + row], sums);
    }
    return biases + rows;
  }

  private static void addProduct(double weight, double[] values, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }

  /** The activations of nearly all tables apart: their loops are three to ten times as fast. */
  private static void activate(Activation activation, double bias, double[] sums) {
    if (activation == Activation.RELU) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Math.max(0, sums[i] + bias);
      }
    } else if (activation == Activation.IDENTITY) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += bias;
      }
    } else if (activation == Activation.TANH) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Tanh.of(sums[i] + bias);
      }
    } else {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = activation.apply(sums[i] + bias);
      }
    }
  }
}
