package org.liyorke.dynamics.orbits;

import java.util.Arrays;
import org.liyorke.model.NetworkFamily;

/**
 * The step of a network of any shape, one matrix product for each layer: W (out x in) times the
 * states (in x columns).
 *
 * <p>States and products stand by columns, which is BLAS's order. W stands by rows, so it is the
 * transpose of what BLAS sees, and nothing is copied; of the ways to write the product this one is
 * the fastest of the Java BLAS where there are fewer states than units. The shapes depend on the
 * family and the number of columns alone, never on a batch of networks.
 */
final class GemmMap implements StateMap {
  private static final String PLAIN = "N";
  private static final String TRANSPOSED = "T";

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
    int outputs = sizes[layer + 1];
    for (int column = 0; column < columns; column++) {
      System.arraycopy(parameters, bias, z[layer], column * outputs, outputs);
    }
    addProduct(layer, weights, in, z[layer]);
  }

  private void addProduct(int layer, int weights, float[] in, float[] out) {
    int inputs = sizes[layer];
    int outputs = sizes[layer + 1];
    Blas.BLAS.sgemm(
        TRANSPOSED,
        PLAIN,
        outputs,
        columns,
        inputs,
        1,
        parameters,
        weights,
        inputs,
        in,
        0,
        inputs,
        1,
        out,
        0,
        outputs);
  }
}
