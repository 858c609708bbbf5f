package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import org.liyorke.model.NetworkFamily;

/**
 * The step of a network of any shape, one matrix product for each layer: W (out x in) times the
 * states (in x columns), or times the states and the tangents beside them (in x 2 columns), which
 * takes BLAS less time than two products.
 *
 * <p>States and products stand by columns, which is BLAS's order. W stands by rows, so it is the
 * transpose of what BLAS sees, and nothing is copied. The shapes depend on the family and the
 * number of columns alone, never on a batch of networks.
 */
final class GemmMap implements StateMap {
  private static final String PLAIN = "N";
  private static final String TRANSPOSED = "T";

  private final BLAS blas;
  private final int[] sizes;
  private final int columns;
  private final ElementwiseActivation[] activations;

  /** What comes out of each layer. */
  private final float[][] images;

  /**
   * What comes out of each layer with tangents behind it, and before the first one what goes in.
   */
  private final float[][] withTangents;

  private float[] parameters;
  private int offset;

  GemmMap(NetworkFamily family, int columns, BLAS blas) {
    this.blas = blas;
    this.columns = columns;
    sizes = family.sizes();
    int depth = family.depth();
    activations = new ElementwiseActivation[depth];
    images = new float[depth][];
    withTangents = new float[depth + 1][];
    for (int layer = 0; layer < depth; layer++) {
      boolean last = layer + 1 == depth;
      activations[layer] = ElementwiseActivation.of(last ? family.output() : family.activation());
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
    for (int layer = 0; layer < images.length; layer++) {
      float[] out = made(images, layer, sizes[layer + 1] * columns);
      multiply(layer, weights, in, out, columns);
      activations[layer].apply(out, out.length);
      in = out;
      weights += (sizes[layer] + 1) * sizes[layer + 1];
    }
    System.arraycopy(in, 0, states, 0, states.length);
  }

  @Override
  public void stepWithTangents(float[] states, float[] tangents) {
    float[] in = made(withTangents, 0, 2 * states.length);
    System.arraycopy(states, 0, in, 0, states.length);
    System.arraycopy(tangents, 0, in, states.length, tangents.length);
    int weights = offset;
    for (int layer = 0; layer < images.length; layer++) {
      int size = sizes[layer + 1] * columns;
      float[] out = made(withTangents, layer + 1, 2 * size);
      Arrays.fill(out, size, out.length, 0);
      multiply(layer, weights, in, out, 2 * columns);
      activations[layer].applyWithDerivative(out, size);
      in = out;
      weights += (sizes[layer] + 1) * sizes[layer + 1];
    }
    System.arraycopy(in, 0, states, 0, states.length);
    System.arraycopy(in, states.length, tangents, 0, tangents.length);
  }

  /** Not made before it is needed: most observables follow states alone. */
  private static float[] made(float[][] arrays, int index, int size) {
    if (arrays[index] == null) {
      arrays[index] = new float[size];
    }
    return arrays[index];
  }

  /** Sets the columns of states to W in + b, adds W in to what stands in those behind them. */
  private void multiply(int layer, int weights, float[] in, float[] out, int allColumns) {
    int inputs = sizes[layer];
    int outputs = sizes[layer + 1];
    int bias = weights + inputs * outputs;
    for (int column = 0; column < columns; column++) {
      System.arraycopy(parameters, bias, out, column * outputs, outputs);
    }
    blas.sgemm(
        TRANSPOSED,
        PLAIN,
        outputs,
        allColumns,
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
