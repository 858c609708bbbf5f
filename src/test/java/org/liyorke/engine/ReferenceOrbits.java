package org.liyorke.engine;

import java.util.Arrays;
import java.util.Random;
import org.liyorke.dynamics.orbits.OrbitSettings;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/**
 * Lyapunov exponents of smooth networks in plain double precision, from initial states of its own:
 * the growth of a tangent vector that is scaled to norm 1 after every step.
 */
final class ReferenceOrbits {
  /** Central differences: the error of a derivative is about 1e-10. */
  private static final double STEP = 1e-5;

  private final Network network;
  private final OrbitSettings settings;
  private final Random random;

  ReferenceOrbits(Network network, OrbitSettings settings, long seed) {
    this.network = network;
    this.settings = settings;
    random = new Random(seed);
  }

  /** The mean exponent of its orbits. */
  double exponent(int dimension) {
    return random
        .doubles(settings.starts())
        .map(unused -> ofOrbit(dimension))
        .average()
        .orElseThrow();
  }

  private double ofOrbit(int dimension) {
    double[] x = normal(dimension);
    double[] v = normal(dimension);
    double sum = 0;
    for (int t = 0; t < settings.length(); t++) {
      for (Layer layer : network.layers()) {
        double[] z = product(layer, x);
        double[] dz = product(layer, v);
        x = new double[z.length];
        v = new double[z.length];
        for (int i = 0; i < z.length; i++) {
          double preActivation = z[i] + layer.bias()[i];
          x[i] = layer.activation().apply(preActivation);
          v[i] = slope(layer, preActivation) * dz[i];
        }
      }
      double norm = Math.sqrt(Arrays.stream(v).map(each -> each * each).sum());
      sum += t < settings.transientSteps() ? 0 : Math.log(norm);
      v = Arrays.stream(v).map(each -> each / norm).toArray();
    }
    return sum / settings.steps();
  }

  private static double slope(Layer layer, double z) {
    return (layer.activation().apply(z + STEP) - layer.activation().apply(z - STEP)) / (2 * STEP);
  }

  private double[] normal(int dimension) {
    return random.doubles(dimension).map(unused -> random.nextGaussian()).toArray();
  }

  private static double[] product(Layer layer, double[] x) {
    double[] product = new double[layer.outputs()];
    for (int row = 0; row < product.length; row++) {
      for (int i = 0; i < x.length; i++) {
        product[row] += layer.weights()[row][i] * x[i];
      }
    }
    return product;
  }
}
