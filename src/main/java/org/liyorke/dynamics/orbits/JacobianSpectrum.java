package org.liyorke.dynamics.orbits;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import org.liyorke.model.NetworkFamily;
import org.liyorke.random.StreamKey.Purpose;

/**
 * Spectral radius and spectral norm of the Jacobian at random points or at a given one; see {@link
 * MeanSpectrum}.
 */
final class JacobianSpectrum implements Observable {
  /** Largest dimension of the state: eigenvalues take time in its cube. */
  static final int MOST_STATE = 1_024;

  private final int points;
  private final int dimension;

  /** Null if the points are random. */
  private final float[] given;

  private final NetworkNormals normals;
  private final StateMap map;
  private final float[] states;
  private final float[] tangents;
  private final MeanSpectrum spectrum;

  JacobianSpectrum(NetworkFamily family, long seed, Observation observation, BLAS blas) {
    points = observation.jacobianPoints();
    dimension = family.state();
    given = observation.jacobianPoint(dimension);
    normals = new NetworkNormals(family, seed, Purpose.OTHER_POINTS, points * dimension);
    map = StateMap.of(family, dimension, blas);
    states = new float[dimension * dimension];
    tangents = new float[states.length];
    spectrum = new MeanSpectrum(dimension, blas);
  }

  @Override
  public void observe(DrawnNetwork network, ValueSink sink) {
    map.bind(network.parameters(), network.offset());
    float[] numbers = given != null ? given : normals.of(network.index());
    for (int point = 0; point < points; point++) {
      differentiate(numbers, point * dimension);
      spectrum.add(tangents, 0);
    }
    spectrum.report(sink);
  }

  /** The Jacobian, by columns: the tangents of the unit vectors, each at a copy of the point. */
  private void differentiate(float[] numbers, int from) {
    Arrays.fill(tangents, 0);
    for (int i = 0; i < dimension; i++) {
      System.arraycopy(numbers, from, states, i * dimension, dimension);
      tangents[i * dimension + i] = 1;
    }
    map.stepWithTangents(states, tangents);
  }
}
