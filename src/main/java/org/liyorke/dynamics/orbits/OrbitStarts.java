package org.liyorke.dynamics.orbits;

import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;

/**
 * The initial states of the orbits of a network, standard normal, and a direction for each, uniform
 * on the unit sphere: a normal vector divided by its norm.
 *
 * <p>The numbers of a network are its states, one after the other, then its directions. Matrices
 * are written component by component: entry (component, orbit) stands at component * starts +
 * orbit.
 */
final class OrbitStarts {
  private final int starts;
  private final int dimension;
  private final NetworkNormals normals;
  private final float[] states;
  private final float[] directions;

  OrbitStarts(NetworkFamily family, long seed, int starts) {
    this.starts = starts;
    dimension = family.state();
    int size = starts * dimension;
    normals = new NetworkNormals(family, seed, Purpose.INITIAL_STATES, 2 * size);
    states = new float[size];
    directions = new float[size];
  }

  /** Draws the states and directions of a network. */
  void draw(long index) {
    float[] numbers = normals.of(index);
    transpose(numbers, 0, states);
    transpose(numbers, states.length, directions);
    double[] norms = new double[starts];
    Columns.norms(directions, starts, norms);
    Columns.divide(directions, starts, norms);
  }

  private void transpose(float[] numbers, int offset, float[] matrix) {
    for (int orbit = 0; orbit < starts; orbit++) {
      for (int i = 0; i < dimension; i++) {
        matrix[i * starts + orbit] = numbers[offset + orbit * dimension + i];
      }
    }
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
