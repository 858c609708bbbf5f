package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import org.netlib.util.intW;

/**
 * The means of the logarithms of spectral radius and spectral norm over the Jacobians of one
 * network, those that are not finite left out. Holds scratch space: not for use by several threads
 * at once.
 */
public final class MeanSpectrum {
  private static final String NOT_WANTED = "N";
  private static final String UPPER = "U";

  private final BLAS blas;
  private final int dimension;
  private final double[] matrix;
  private final double[] copy;
  private final double[] realParts;
  private final double[] imaginaryParts;
  private final double[] work;
  private double radii;
  private double norms;
  private int finite;

  /**
   * No matrices yet.
   *
   * @param dimension rows and columns of each, 1 to 1,024
   * @param blas multiplies matrices
   */
  public MeanSpectrum(int dimension, BLAS blas) {
    this.blas = blas;
    this.dimension = dimension;
    matrix = new double[dimension * dimension];
    copy = new double[matrix.length];
    realParts = new double[dimension];
    imaginaryParts = new double[dimension];
    work = new double[8 * dimension];
  }

  /**
   * Adds a matrix, by rows or by columns: a matrix and its transpose have the same eigenvalues and
   * singular values.
   */
  public void add(float[] entries, int offset) {
    boolean isFinite = true;
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = entries[offset + i];
      isFinite &= Double.isFinite(matrix[i]);
    }
    if (isFinite) {
      radii += StrictMath.log(radius());
      norms += StrictMath.log(norm());
      finite++;
    }
  }

  /** Gives both means, radius first, NaN without matrices; the next network begins. */
  public void report(ValueSink sink) {
    sink.accept(0, finite > 0 ? radii / finite : Double.NaN);
    sink.accept(1, finite > 0 ? norms / finite : Double.NaN);
    radii = 0;
    norms = 0;
    finite = 0;
  }

  /** The largest modulus of an eigenvalue. */
  private double radius() {
    System.arraycopy(matrix, 0, copy, 0, matrix.length);
    intW info = new intW(0);
    int n = dimension;
    Lapack.LAPACK.dgeev(
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
    Lapack.requireSuccess("dgeev", info);
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
    blas.dsyrk(UPPER, NOT_WANTED, n, n, 1, matrix, n, 0, copy, n);
    Lapack.LAPACK.dsyev(NOT_WANTED, UPPER, n, copy, n, realParts, work, work.length, info);
    Lapack.requireSuccess("dsyev", info);
    return Math.sqrt(Math.max(0, realParts[n - 1]));
  }
}
