package org.liyorke.dynamics.orbits;

import org.liyorke.model.NetworkFamily;

/**
 * The step of a scalar network with one hidden layer, f(x) = g(c + sum a_i phi(w_i x + b_i)).
 *
 * <p>A loop over the units for each state: at these shapes it takes a fifth of the time of the
 * matrix products of {@link GemmMap}, whose inner dimension is 1.
 */
final class ScalarMap implements StateMap {
  private final int width;
  private final int columns;
  private final ElementwiseActivation hidden;
  private final ElementwiseActivation output;

  /** The units, then their tangents. */
  private final float[] z;

  /** The states of a step, then their tangents. */
  private final float[] images;

  private final float[] w;
  private final float[] b;
  private final float[] a;

  /** The products of both weights of each unit. */
  private final float[] aw;

  private float c;

  ScalarMap(NetworkFamily family, int columns) {
    width = family.width();
    this.columns = columns;
    hidden = ElementwiseActivation.of(family.activation());
    output = ElementwiseActivation.of(family.output());
    z = new float[2 * width];
    images = new float[2 * columns];
    w = new float[width];
    b = new float[width];
    a = new float[width];
    aw = new float[width];
  }

  @Override
  public void bind(float[] parameters, int offset) {
    System.arraycopy(parameters, offset, w, 0, width);
    System.arraycopy(parameters, offset + width, b, 0, width);
    System.arraycopy(parameters, offset + 2 * width, a, 0, width);
    c = parameters[offset + 3 * width];
    for (int i = 0; i < width; i++) {
      aw[i] = a[i] * w[i];
    }
  }

  @Override
  public void step(float[] states) {
    for (int i = 0; i < columns; i++) {
      preActivations(states[i]);
      hidden.apply(z, width);
      states[i] = c + output();
    }
    output.apply(states, columns);
  }

  @Override
  public void stepWithTangents(float[] states, float[] tangents) {
    for (int i = 0; i < columns; i++) {
      preActivations(states[i]);
      System.arraycopy(aw, 0, z, width, width);
      hidden.applyWithDerivative(z, width);
      images[i] = c + output();
      images[columns + i] = tangents[i] * sum(z, width, width);
    }
    output.applyWithDerivative(images, columns);
    System.arraycopy(images, 0, states, 0, columns);
    System.arraycopy(images, columns, tangents, 0, columns);
  }

  private void preActivations(float x) {
    for (int i = 0; i < width; i++) {
      z[i] = w[i] * x + b[i];
    }
  }

  /** The sum of the units, each times its weight. They are lost. */
  private float output() {
    for (int i = 0; i < width; i++) {
      z[i] *= a[i];
    }
    return sum(z, 0, width);
  }

  /** In four sums, which do not wait for each other. */
  private static float sum(float[] z, int from, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int whole = from + (count & -4);
    for (int i = from; i < whole; i += 4) {
      s0 += z[i];
      s1 += z[i + 1];
      s2 += z[i + 2];
      s3 += z[i + 3];
    }
    for (int i = whole; i < from + count; i++) {
      s0 += z[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
