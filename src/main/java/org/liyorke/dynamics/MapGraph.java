package org.liyorke.dynamics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/**
 * A scalar map in double precision, for pictures and not for proofs.
 *
 * @param f the map but for rounding
 * @param bends where it bends, in ascending order: the breakpoints of a piecewise linear map, for
 *     others the points where the argument of a unit of the first layer changes its sign
 * @param straight whether f is affine from bend to bend
 */
public record MapGraph(DoubleUnaryOperator f, double[] bends, boolean straight) {
  /** The graph of a piecewise linear map. */
  public static MapGraph of(PiecewiseLinearMap map) {
    double[] breakpoints =
        IntStream.range(0, map.breakpoints()).mapToDouble(map::breakpointApproximation).toArray();
    return new MapGraph(map::approximate, breakpoints, true);
  }

  /**
   * The graph of a network of any activations.
   *
   * @param network with one input and one output
   */
  public static MapGraph of(Network network) {
    Layer first = network.layers().get(0);
    double[] zeros =
        IntStream.range(0, first.outputs())
            .mapToDouble(i -> -first.bias()[i] / first.weights()[i][0])
            .filter(Double::isFinite)
            .toArray();
    Arrays.sort(zeros);
    return new MapGraph(new NetworkBounds(network)::approximate, zeros, false);
  }
}
