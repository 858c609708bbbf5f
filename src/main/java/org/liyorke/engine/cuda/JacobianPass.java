package org.liyorke.engine.cuda;

import jcuda.Pointer;
import org.liyorke.dynamics.orbits.Observation;
import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Computes the Jacobians of every network at random points or at a given one, for the observable
 * jacobian.
 *
 * <p>They cross to the host: eigenvalues of a matrix of dimension d take about 10 d^3 operations
 * one after the other, for which CUDA has no batched routine, and LAPACK on the threads takes as
 * long for them as for many Jacobians. The norm, for which it has, would be a small part of that.
 */
final class JacobianPass implements ObservingPass, DeviceResource {
  private final GemmTools tools;
  private final int points;
  private final int dimension;

  /** The point of all networks; null if their points are random. */
  private final float[] given;

  /** Makes random points; null if there are none. */
  private final NumberDraws draws;

  private final GemmStep step;
  private DeviceBuffer numbers;
  private DeviceBuffer state;
  private DeviceBuffer matrices;
  private float[] found;

  JacobianPass(GemmTools tools, NetworkFamily family, long seed, Observation observation) {
    this.tools = tools;
    points = observation.jacobianPoints();
    dimension = family.state();
    given = observation.jacobianPoint(dimension);
    step = tools.step(family, 1, dimension);
    draws =
        given == null
            ? tools.normals(family, seed, Purpose.OTHER_POINTS, points * dimension)
            : null;
  }

  /** Floats of the Jacobians of a network. */
  static long floats(NetworkFamily family, int points) {
    return (long) points * family.state() * family.state();
  }

  private int matrixFloats() {
    return dimension * dimension;
  }

  /** Bytes that the words of a network take. */
  long wordBytes() {
    return draws == null ? 0 : draws.wordBytes();
  }

  @Override
  public long networkBytes() {
    long floats = (long) points * dimension + dimension + matrixFloats();
    return floats * Float.BYTES + step.networkBytes();
  }

  @Override
  public long mostNumbers() {
    return Math.max((long) points * dimension + 4, Math.max(matrixFloats(), step.mostNumbers()));
  }

  @Override
  public void allocate(int networks, Resources buffers) {
    DeviceContext context = tools.context();
    step.allocate(networks, buffers);
    long vectors = (long) networks * dimension * Float.BYTES;
    numbers = buffers.add(new DeviceBuffer(context, points * vectors));
    state = buffers.add(new DeviceBuffer(context, vectors));
    matrices = buffers.add(new DeviceBuffer(context, dimension * vectors));
    if (given != null) {
      numbers.write(copies(networks));
    }
  }

  private float[] copies(int networks) {
    float[] all = new float[networks * dimension];
    for (int i = 0; i < networks; i++) {
      System.arraycopy(given, 0, all, i * dimension, dimension);
    }
    return all;
  }

  /** Lets cuRAND allocate. */
  void warmUp(DeviceBuffer words) {
    if (draws != null) {
      draws.warmUp(words);
    }
  }

  /** Waits for each point, as its matrices are copied before the next takes their place. */
  @Override
  public void start(Batch batch) {
    int networks = batch.networks();
    found = new float[Math.multiplyExact(networks, points * matrixFloats())];
    if (draws != null) {
      draws.start(batch.first(), networks, numbers, batch.words());
    }
    float[] copy = new float[networks * matrixFloats()];
    for (int point = 0; point < points; point++) {
      compute(batch, point);
      matrices.read(copy, 0, copy.length);
      for (int network = 0; network < networks; network++) {
        int to = (network * points + point) * matrixFloats();
        System.arraycopy(copy, network * matrixFloats(), found, to, matrixFloats());
      }
    }
  }

  private void compute(Batch batch, int point) {
    int networks = batch.networks();
    tools
        .kernels()
        .launch(
            tools.stream(),
            "begin_jacobians",
            (long) networks * matrixFloats(),
            Pointer.to(state.address()),
            Pointer.to(matrices.address()),
            Pointer.to(numbers.address()),
            Pointer.to(new int[] {networks}),
            Pointer.to(new int[] {dimension}),
            Pointer.to(new int[] {points}),
            Pointer.to(new int[] {point}));
    step.startWithTangents(
        tools.stream(),
        networks,
        batch.numbers(),
        Vectors.packed(state, dimension),
        Vectors.packed(matrices, matrixFloats()));
  }

  /** The Jacobians of the last batch by columns: those of a network one after the other. */
  float[] jacobians() {
    return found;
  }

  @Override
  public void close() {
    if (draws != null) {
      draws.close();
    }
  }
}
