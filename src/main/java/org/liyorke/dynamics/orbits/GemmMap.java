package org.liyorke.dynamics.orbits;

import java.util.Arrays;
import org.liyorke.model.NetworkFamily;

/**
 * The step of a network of any shape, one matrix product for each layer: W (out x in) times the
 * states (in x columns).
 *
 * <p>A matrix by rows is its transpose by columns, which is BLAS's order. So the product is written
 * states^T (columns x in) times W^T (in x out), and neither is copied. The shapes depend on the
 * family and the number of columns alone, never on a batch of networks.
 */
final class GemmMap implements StateMap {
  private static final String PLAIN = "N";

  private final int[] sizes;
  private final int columns;
  private final ElementwiseActivation[] activations;
  private final float[][] z;
  private final float[][] dz;
  private float[] parameters;
  private int offset;

  GemmMap(NetworkFamily family, int columns) {
    sizes = family.sizes();
    this.columns = columns;
    int depth = family.depth();
    activations = new ElementwiseActivation[depth];
    z = new float[depth][];
    dz = new float[depth][];
    for (int layer = 0; layer < depth; layer++) {
      boolean last = layer + 1 == depth;
      activations[layer] = ElementwiseActivation.of(last ? family.output() : family.activation());
      z[layer] = new float[Math.multiplyExact(sizes[layer + 1], columns)];
    }
  }

  @Override
  public void bind(float[] parameters, int offset) {
    this.parameters = parameters;
    this.offset = offset;
  }

  @Override
  public void step(float[] states) {
    float[] in = states;
    int weights = offset;
    for (int layer = 0; layer < z.length; layer++) {
      preActivations(layer, weights, in);
      activations[layer].apply(z[layer], z[layer].length);
      in = z[layer];
      weights += (sizes[layer] + 1) * sizes[layer + 1];
    }
    System.arraycopy(in, 0, states, 0, states.length);
  }

  @Override
  public void stepWithTangents(float[] states, float[] tangents) {
    float[] in = states;
    float[] tangentsIn = tangents;
    int weights = offset;
    for (int layer = 0; layer < z.length; layer++) {
      preActivations(layer, weights, in);
      clearTangents(layer);
      addProduct(layer, weights, tangentsIn, dz[layer]);
      activations[layer].applyWithDerivative(z[layer], dz[layer], z[layer].length);
      in = z[layer];
      tangentsIn = dz[layer];
      weights += (sizes[layer] + 1) * sizes[layer + 1];
    }
    System.arraycopy(in, 0, states, 0, states.length);
    System.arraycopy(tangentsIn, 0, tangents, 0, tangents.length);
  }

  private void clearTangents(int layer) {
    // Not made before they are needed: most observables follow states alone.
    if (dz[layer] == null) {
      dz[layer] = new float[z[layer].length];
    }
    Arrays.fill(dz[layer], 0);
  }

  private void preActivations(int layer, int weights, float[] in) {
    int bias = weights + sizes[layer] * sizes[layer + 1];
    for (int row = 0; row < sizes[layer + 1]; row++) {
      Arrays.fill(z[layer], row * columns, (row + 1) * columns, parameters[bias + row]);
    }
    addProduct(layer, weights, in, z[layer]);
  }

  private void addProduct(int layer, int weights, float[] in, float[] out) {
    int inputs = sizes[layer];
    int outputs = sizes[layer + 1];
    Blas.BLAS.sgemm(
        PLAIN,
        PLAIN,
        columns,
        outputs,
        inputs,
        1,
        in,
        0,
        columns,
        parameters,
        weights,
        inputs,
        1,
        out,
        0,
        columns);
  }
}
