package org.liyorke.dynamics.orbits;

import java.util.Arrays;
import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;
import org.netlib.util.intW;

/**
 * Spectral radius and spectral norm of the Jacobian at random points, as logarithms: the mean over
 * the points of one network.
 */
final class JacobianSpectrum implements Observable {
  /** Largest dimension of the state: eigenvalues take time in its cube. */
  static final int MOST_STATE = 1_024;

  private static final String NOT_WANTED = "N";
  private static final String UPPER = "U";

  private final int points;
  private final int dimension;
  private final NetworkNormals normals;
  private final StateMap map;
  private final float[] states;
  private final float[] tangents;
  private final double[] matrix;
  private final double[] copy;
  private final double[] realParts;
  private final double[] imaginaryParts;
  private final double[] work;

  JacobianSpectrum(NetworkFamily family, long seed, int points) {
    this.points = points;
    dimension = family.state();
    normals = new NetworkNormals(family, seed, Purpose.OTHER_POINTS, points * dimension);
    map = StateMap.of(family, dimension);
    states = new float[dimension * dimension];
    tangents = new float[states.length];
    matrix = new double[states.length];
    copy = new double[states.length];
    realParts = new double[dimension];
    imaginaryParts = new double[dimension];
    work = new double[8 * dimension];
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    map.bind(network.parameters(), network.offset());
    float[] numbers = normals.of(network.index());
    double[] sums = new double[2];
    int finite = 0;
    for (int point = 0; point < points; point++) {
      if (jacobianAt(numbers, point * dimension)) {
        sums[0] += StrictMath.log(spectralRadius());
        sums[1] += StrictMath.log(norm());
        finite++;
      }
    }
    sink.accept(0, finite > 0 ? sums[0] / finite : Double.NaN);
    sink.accept(1, finite > 0 ? sums[1] / finite : Double.NaN);
  }

  /**
   * The Jacobian from the tangents of the unit vectors, each at a copy of the point: column j of
   * the tangents is Df e_j, so that the rows of the array are those of the Jacobian.
   *
   * @return whether all its entries are finite
   */
  private boolean jacobianAt(float[] numbers, int from) {
    Arrays.fill(tangents, 0);
    for (int i = 0; i < dimension; i++) {
      Arrays.fill(states, i * dimension, (i + 1) * dimension, numbers[from + i]);
      tangents[i * dimension + i] = 1;
    }
    map.stepWithTangents(states, tangents);
    boolean finite = true;
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = tangents[i];
      finite &= Float.isFinite(tangents[i]);
    }
    return finite;
  }

  /**
   * The largest modulus of an eigenvalue; those of the transpose, which LAPACK sees, are the same.
   */
  private double spectralRadius() {
    System.arraycopy(matrix, 0, copy, 0, matrix.length);
    intW info = new intW(0);
    int n = dimension;
    Blas.LAPACK.dgeev(
        NOT_WANTED,
        NOT_WANTED,
        n,
        copy,
        n,
        realParts,
        imaginaryParts,
        work,
        1,
        work,
        1,
        work,
        work.length,
        info);
    Blas.requireSuccess("dgeev", info);
    double radius = 0;
    for (int i = 0; i < n; i++) {
      radius = Math.max(radius, StrictMath.hypot(realParts[i], imaginaryParts[i]));
    }
    return radius;
  }

  /**
   * The largest singular value, the root of the largest eigenvalue of A^T A: squaring costs the
   * small ones their digits, not the largest. LAPACK's dgesvd of this library keeps its state in
   * static fields and must not be called by two threads.
   */
  private double norm() {
    intW info = new intW(0);
    int n = dimension;
    Blas.BLAS.dsyrk(UPPER, NOT_WANTED, n, n, 1, matrix, n, 0, copy, n);
    Blas.LAPACK.dsyev(NOT_WANTED, UPPER, n, copy, n, realParts, work, work.length, info);
    Blas.requireSuccess("dsyev", info);
    return Math.sqrt(Math.max(0, realParts[n - 1]));
  }
}
