package org.liyorke.dynamics.orbits;

import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;

/**
 * The initial states of the orbits of a network, standard normal, and a direction for each, uniform
 * on the unit sphere: a normal vector divided by its norm.
 *
 * <p>The numbers of a network are its states, one after the other, then its directions: matrices as
 * in {@link Columns}.
 */
final class OrbitStarts {
  private final int starts;
  private final NetworkNormals normals;
  private final float[] states;
  private final float[] directions;

  OrbitStarts(NetworkFamily family, long seed, int starts) {
    this.starts = starts;
    int size = starts * family.state();
    normals = new NetworkNormals(family, seed, Purpose.INITIAL_STATES, 2 * size);
    states = new float[size];
    directions = new float[size];
  }

  /** Draws the states and directions of a network. */
  void draw(long index) {
    float[] numbers = normals.of(index);
    System.arraycopy(numbers, 0, states, 0, states.length);
    System.arraycopy(numbers, states.length, directions, 0, directions.length);
    double[] norms = new double[starts];
    Columns.norms(directions, norms);
    Columns.divide(directions, norms);
  }

  /** The states, to be copied. */
  float[] states() {
    return states;
  }

  /** The directions, of norm 1 but for rounding, to be copied. */
  float[] directions() {
    return directions;
  }
}
