package org.liyorke.engine.cuda;

import java.util.Arrays;
import jcuda.Pointer;
import org.liyorke.model.NetworkFamily;

/**
 * One step x -> f(x) of many networks of one family, several states each, as batched matrix
 * products and a kernel for bias and activation of each layer; see {@code
 * org.liyorke.dynamics.orbits.GemmMap}, which does the same on the CPU.
 */
final class GemmStep {
  private final DeviceContext context;
  private final BlasHandle blas;
  private final KernelModule kernels;
  private final NetworkLayout layout;
  private final int[] sizes;
  private final int columns;
  private final int tangents;
  private final Pointer[] activations;
  private DeviceBuffer sums;
  private DeviceBuffer hidden;
  private DeviceBuffer tangentSums;
  private DeviceBuffer hiddenTangents;

  /**
   * A step.
   *
   * @param kernels the module {@code orbits.ptx}
   * @param columns states of each network
   * @param tangents tangent vectors of each state; 0 if none are followed
   */
  GemmStep(
      DeviceContext context,
      BlasHandle blas,
      KernelModule kernels,
      NetworkFamily family,
      int columns,
      int tangents) {
    this.context = context;
    this.blas = blas;
    this.kernels = kernels;
    layout = NetworkLayout.of(family);
    sizes = family.sizes();
    this.columns = columns;
    this.tangents = tangents;
    activations = new Pointer[family.depth()];
    Arrays.fill(activations, DeviceActivation.argument(family.activation()));
    activations[activations.length - 1] = DeviceActivation.argument(family.output());
  }

  /** Numbers of the largest layer of a network, states or tangents. */
  long mostNumbers() {
    return (long) columns * Math.max(1, tangents) * Arrays.stream(sizes).max().orElseThrow();
  }

  /** Bytes that a network takes in between. */
  long networkBytes() {
    return (stateFloats() + tangentFloats()) * 2 * Float.BYTES;
  }

  private long stateFloats() {
    return (long) columns * Arrays.stream(sizes).max().orElseThrow();
  }

  private long tangentFloats() {
    return stateFloats() * tangents;
  }

  /** Allocates what is needed in between for so many networks, a multiple of the tile. */
  void allocate(int networks, Resources buffers) {
    long states = networks * stateFloats() * Float.BYTES;
    sums = buffers.add(new DeviceBuffer(context, states));
    hidden = buffers.add(new DeviceBuffer(context, states));
    if (tangents > 0) {
      tangentSums = buffers.add(new DeviceBuffer(context, states * tangents));
      hiddenTangents = buffers.add(new DeviceBuffer(context, states * tangents));
    }
  }

  /**
   * Starts a step of states alone.
   *
   * @param numbers of the networks
   * @param states replaced by their images
   */
  void start(DeviceStream stream, int networks, DeviceBuffer numbers, Vectors states) {
    Vectors in = states;
    int weights = 0;
    for (int layer = 0; layer < activations.length; layer++) {
      Vectors products = packed(sums, layer, 1);
      Vectors out = isLast(layer) ? states : packed(hidden, layer, 1);
      multiply(stream, networks, layer, columns, numbers, weights, in, products);
      kernels.launch(
          stream,
          "activate",
          (long) networks * columns * sizes[layer + 1],
          out.argument(),
          products.argument(),
          biases(numbers, layer, weights),
          layerArgument(networks, layer, 1, products, out),
          activations[layer]);
      in = out;
      weights += (sizes[layer] + 1) * sizes[layer + 1];
    }
  }

  /**
   * Starts a step of states and tangent vectors.
   *
   * @param tangentVectors those of a state one after the other, replaced by their images under the
   *     derivative
   */
  void startWithTangents(
      DeviceStream stream,
      int networks,
      DeviceBuffer numbers,
      Vectors states,
      Vectors tangentVectors) {
    Vectors in = states;
    Vectors tangentsIn = tangentVectors;
    int weights = 0;
    for (int layer = 0; layer < activations.length; layer++) {
      Vectors products = packed(sums, layer, 1);
      Vectors tangentProducts = packed(tangentSums, layer, tangents);
      Vectors out = isLast(layer) ? states : packed(hidden, layer, 1);
      Vectors tangentsOut =
          isLast(layer) ? tangentVectors : packed(hiddenTangents, layer, tangents);
      multiply(stream, networks, layer, columns, numbers, weights, in, products);
      multiply(
          stream,
          networks,
          layer,
          columns * tangents,
          numbers,
          weights,
          tangentsIn,
          tangentProducts);
      kernels.launch(
          stream,
          "activate_with_tangents",
          (long) networks * columns * tangents * sizes[layer + 1],
          out.argument(),
          tangentsOut.argument(),
          products.argument(),
          tangentProducts.argument(),
          biases(numbers, layer, weights),
          layerArgument(networks, layer, tangents, products, out),
          activations[layer]);
      in = out;
      tangentsIn = tangentsOut;
      weights += (sizes[layer] + 1) * sizes[layer + 1];
    }
  }

  private boolean isLast(int layer) {
    return layer + 1 == activations.length;
  }

  private Vectors packed(DeviceBuffer buffer, int layer, int perColumn) {
    return Vectors.packed(buffer, (long) columns * perColumn * sizes[layer + 1]);
  }

  private void multiply(
      DeviceStream stream,
      int networks,
      int layer,
      int vectors,
      DeviceBuffer numbers,
      int weights,
      Vectors in,
      Vectors out) {
    Vectors from = new Vectors(numbers, weights, layout.stride());
    for (int tile = 0; tile < layout.tiles(networks); tile++) {
      int first = tile * layout.tile();
      blas.multiply(
          stream,
          sizes[layer + 1],
          vectors,
          sizes[layer],
          from.matricesFrom(first),
          in.matricesFrom(first),
          out.matricesFrom(first),
          layout.tile());
    }
  }

  private Pointer biases(DeviceBuffer numbers, int layer, int weights) {
    return new Vectors(numbers, weights + sizes[layer] * sizes[layer + 1], layout.stride())
        .argument();
  }

  /** The kernels' struct Layer. */
  private Pointer layerArgument(
      int networks, int layer, int perState, Vectors products, Vectors out) {
    return Pointer.to(
        new int[] {
          networks,
          columns,
          perState,
          sizes[layer + 1],
          layout.stride(),
          Math.toIntExact(products.stride()),
          Math.toIntExact(out.stride()),
          0
        });
  }
}
