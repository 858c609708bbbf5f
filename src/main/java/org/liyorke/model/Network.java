package org.liyorke.model;

import java.util.List;

/**
 * A feedback network x(t+1) = f(x(t)) with exactly the given double weights; f is the composition
 * of the layers, the first layer acts first.
 */
public record Network(List<Layer> layers) {
  /** Copies the list of layers. */
  public Network {
    layers = List.copyOf(layers);
  }

  /** Dimension of the state x. */
  public int state() {
    return layers.get(0).inputs();
  }

  /** Whether all activations are piecewise linear. */
  public boolean isPiecewiseLinear() {
    return layers.stream().allMatch(l -> l.activation() instanceof PiecewiseLinearActivation);
  }

  /**
   * This network, after a check of every layer: rectangular, not empty, finite numbers, and
   * dimensions that fit each other round the loop.
   *
   * @throws UserError (input data) that names the layer and the position, both counted from 1
   */
  public Network checked() {
    if (layers.isEmpty()) {
      throw UserError.input("no layers: at least 1 is needed");
    }
    for (int i = 0; i < layers.size(); i++) {
      LayerCheck.check(layers.get(i), i + 1);
    }
    for (int i = 0; i < layers.size(); i++) {
      int next = (i + 1) % layers.size();
      int given = layers.get(i).outputs();
      int taken = layers.get(next).inputs();
      if (given != taken) {
        throw UserError.input(
            "layer %d gives %d numbers, layer %d takes %d: must be equal"
                .formatted(i + 1, given, next + 1, taken));
      }
    }
    return this;
  }
}
