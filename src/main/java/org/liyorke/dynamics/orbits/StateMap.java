package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import org.liyorke.model.NetworkFamily;

/**
 * One step x -> f(x) of a network, for several states at once, in float32. Matrices as in {@link
 * Columns}. Holds scratch space: not for use by several threads at once.
 */
interface StateMap {
  /**
   * Takes a network.
   *
   * @param parameters in the order of contract 2; read by every step until the next call
   * @param offset of the first one
   */
  void bind(float[] parameters, int offset);

  /** Replaces every state by its image. */
  void step(float[] states);

  /** Replaces every state x and tangent vector v by f(x) and Df(x) v. */
  void stepWithTangents(float[] states, float[] tangents);

  /**
   * The step of a family. The choice depends on the architecture alone, so that all results do.
   *
   * @param columns states in a matrix
   * @param blas multiplies matrices
   */
  static StateMap of(NetworkFamily family, int columns, BLAS blas) {
    boolean scalar = family.depth() == 2 && family.state() == 1;
    return scalar ? new ScalarMap(family, columns) : new GemmMap(family, columns, blas);
  }
}
