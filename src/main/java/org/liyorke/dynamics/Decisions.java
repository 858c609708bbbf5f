package org.liyorke.dynamics;

import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/** Decides networks given in doubles, one at a time. */
public final class Decisions {
  private Decisions() {}

  /**
   * Decides whether a network is Li-Yorke chaotic and whether it has a point of least period three.
   *
   * @param network scalar (one input, one output), of any depth; its numbers are taken exactly
   * @return the verdict with its proof
   */
  public static Decision decide(Network network) {
    if (!network.isPiecewiseLinear()) {
      return SmoothCascade.decide(network);
    }
    Decision quick = inFloats(network);
    return quick != null ? quick : ExactCascade.decide(PiecewiseLinearMap.of(network));
  }

  /**
   * The decision of the double precision stages where they apply: two layers whose numbers are all
   * float32 numbers, as in every network that was drawn and exported. So such a network has the
   * same verdict read back as it had when drawn.
   */
  private static Decision inFloats(Network network) {
    if (network.layers().size() != 2 || network.layers().get(0).inputs() != 1) {
      return null;
    }
    Layer hidden = network.layers().get(0);
    Layer output = network.layers().get(1);
    int width = hidden.outputs();
    float[] numbers = new float[3 * width + 1];
    boolean exact = output.outputs() == 1;
    for (int i = 0; i < width && exact; i++) {
      numbers[i] = (float) hidden.weights()[i][0];
      numbers[width + i] = (float) hidden.bias()[i];
      numbers[2 * width + i] = (float) output.weights()[0][i];
      exact =
          numbers[i] == hidden.weights()[i][0]
              && numbers[width + i] == hidden.bias()[i]
              && numbers[2 * width + i] == output.weights()[0][i];
    }
    numbers[3 * width] = (float) output.bias()[0];
    exact = exact && numbers[3 * width] == output.bias()[0];
    return exact
        ? new FloatCascade(
                width, hidden.activation().piecewiseLinear(), output.activation().piecewiseLinear())
            .decide(numbers, 0)
        : null;
  }
}
