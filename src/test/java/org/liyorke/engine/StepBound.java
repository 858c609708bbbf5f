package org.liyorke.engine;

import org.liyorke.model.Activation;
import org.liyorke.model.Layer;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.random.NormalLaw;
import org.liyorke.random.StreamKey;
import org.liyorke.random.StreamKey.Purpose;
import org.liyorke.random.WordStream;

/**
 * How much a network stretches its first direction at its first initial state, in double precision,
 * and how far float32 may be off.
 *
 * <p>A sum of n products of float32 numbers with factors that are off by given amounts is off by
 * what the factors bring, and by (n + 2) u times the sum of the absolute values, u = 2^-24, the
 * bias included. An activation multiplies an error by at most its largest slope, 1.13 for GELU, and
 * adds 2^-20 of its value (kernels/activations.cuh); its derivative is off by at most 1.1 times the
 * error of its argument, its largest second derivative, and by 2^-20. All that is carried along
 * with the values; first-order terms times 1.01 stand for the products of errors.
 *
 * @param logGrowth log |Df v|
 * @param relative bound of the error of |Df v|, relative to it
 * @param isZero whether Df v is exactly 0
 */
record StepBound(double logGrowth, double relative, boolean isZero) {
  private static final double UNIT = 0x1p-24 * 1.01;
  private static final double ACTIVATION = 0x1p-20;
  private static final double LARGEST_SLOPE = 1.13;
  private static final double LARGEST_CURVATURE = 1.1;
  private static final double H = 0x1p-20;

  /** Values and bounds of their errors. */
  private record Vector(double[] values, double[] errors) {
    Vector(int size) {
      this(new double[size], new double[size]);
    }
  }

  static StepBound of(NetworkFamily family, long seed, long index) {
    int d = family.state();
    long words = (2L * d + 3) / 4 * 4;
    int[] word = new int[2 * d];
    new WordStream(StreamKey.of(seed, Purpose.INITIAL_STATES, family.sizes()))
        .fill(index * words, word, 0, 2 * d);
    float[] numbers = new float[2 * d];
    new NormalLaw(0, 1).transform(word, 0, numbers, 0, 2 * d);
    Vector x = new Vector(d);
    Vector v = new Vector(d);
    double norm = 0;
    for (int i = 0; i < d; i++) {
      x.values[i] = numbers[i];
      norm += (double) numbers[d + i] * numbers[d + i];
    }
    for (int i = 0; i < d; i++) {
      v.values[i] = (float) (numbers[d + i] / Math.sqrt(norm));
    }
    for (Layer layer : family.network(seed, index).layers()) {
      Vector z = product(layer, x, true);
      v = stretched(layer.activation(), z, product(layer, v, false));
      x = activated(layer.activation(), z);
    }
    return of(v);
  }

  private static StepBound of(Vector v) {
    double square = 0;
    double error = 0;
    for (int i = 0; i < v.values.length; i++) {
      square += v.values[i] * v.values[i];
      error += v.errors[i] * v.errors[i];
    }
    double growth = Math.sqrt(square);
    return new StepBound(Math.log(growth), 2 * Math.sqrt(error) / growth, growth == 0);
  }

  private static Vector product(Layer layer, Vector in, boolean withBias) {
    Vector out = new Vector(layer.outputs());
    for (int row = 0; row < layer.outputs(); row++) {
      double size = withBias ? Math.abs(layer.bias()[row]) : 0;
      double sum = withBias ? layer.bias()[row] : 0;
      for (int i = 0; i < in.values.length; i++) {
        double weight = layer.weights()[row][i];
        sum += weight * in.values[i];
        size += Math.abs(weight * in.values[i]);
        out.errors[row] += Math.abs(weight) * in.errors[i] * 1.01;
      }
      out.values[row] = sum;
      out.errors[row] += (in.values.length + 2) * UNIT * size;
    }
    return out;
  }

  private static Vector activated(Activation f, Vector z) {
    Vector out = new Vector(z.values.length);
    for (int i = 0; i < z.values.length; i++) {
      out.values[i] = f.apply(z.values[i]);
      double size = Math.abs(out.values[i]) + Math.abs(z.values[i]) * 0x1p-3;
      out.errors[i] = LARGEST_SLOPE * z.errors[i] + ACTIVATION * size;
    }
    return out;
  }

  private static Vector stretched(Activation f, Vector z, Vector dz) {
    Vector out = new Vector(z.values.length);
    for (int i = 0; i < z.values.length; i++) {
      boolean isLinear = f instanceof PiecewiseLinearActivation;
      double slope = slope(f, z.values[i]);
      double slopeError =
          isLinear ? UNIT * Math.abs(slope) : LARGEST_CURVATURE * z.errors[i] + ACTIVATION;
      out.values[i] = slope * dz.values[i];
      out.errors[i] =
          Math.abs(slope) * dz.errors[i]
              + slopeError * Math.abs(dz.values[i]) * 1.01
              + UNIT * Math.abs(out.values[i]);
    }
    return out;
  }

  /**
   * By a difference, exact for lines away from kinks, else off by H^2 / 6 of the third derivative.
   */
  private static double slope(Activation f, double z) {
    return (f.apply(z + H) - f.apply(z - H)) / (2 * H);
  }
}
