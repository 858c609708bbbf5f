package org.liyorke.proof;

import java.util.List;
import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/** Small networks with known periodic points. */
final class TestNetworks {
  private TestNetworks() {}

  /** x -> s min(x, 1 - x) for x &gt;= 0 and 0 below 0, the tent map of slope s. */
  static Network tent(double s) {
    return relu(new double[][] {{1}, {1}}, new double[] {0, -0.5}, new double[] {s, -2 * s}, 0);
  }

  /** x -> slope x + bias. */
  static Network affine(double slope, double bias) {
    return new Network(
        List.of(new Layer(new double[][] {{slope}}, new double[] {bias}, Activation.IDENTITY)));
  }

  static Network relu(double[][] in, double[] bias, double[] out, double c) {
    return new Network(
        List.of(
            new Layer(in, bias, Activation.RELU),
            new Layer(new double[][] {out}, new double[] {c}, Activation.IDENTITY)));
  }
}
