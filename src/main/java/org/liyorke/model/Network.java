package org.liyorke.model;

import java.util.List;

/**
 * A feedback network x(t+1) = f(x(t)) with exactly the given double weights; f is the composition of the layers, the
 * first layer acts first.
 */
public record Network(List<Layer> layers) {
  /** Copies the list of layers. */
  public Network {
    layers = List.copyOf(layers);
  }
}
