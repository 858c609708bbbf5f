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
  private final float[] z;
  private final float[] dz;
  private final float[] w;
  private final float[] b;
  private final float[] a;
  private float c;

  ScalarMap(NetworkFamily family, int columns) {
    width = family.width();
    this.columns = columns;
    hidden = ElementwiseActivation.of(family.activation());
    output = ElementwiseActivation.of(family.output());
    z = new float[width];
    dz = new float[width];
    w = new float[width];
    b = new float[width];
    a = new float[width];
  }

  @Override
  public void bind(float[] parameters, int offset) {
    System.arraycopy(parameters, offset, w, 0, width);
    System.arraycopy(parameters, offset + width, b, 0, width);
    System.arraycopy(parameters, offset + 2 * width, a, 0, width);
    c = parameters[offset + 3 * width];
  }

  @Override
  public void step(float[] states) {
    for (int i = 0; i < columns; i++) {
      preActivations(states[i]);
      hidden.apply(z, width);
      states[i] = c + dot(a, z);
    }
    output.apply(states, columns);
  }

  @Override
  public void stepWithTangents(float[] states, float[] tangents) {
    for (int i = 0; i < columns; i++) {
      preActivations(states[i]);
      System.arraycopy(w, 0, dz, 0, width);
      hidden.applyWithDerivative(z, dz, width);
      states[i] = c + dot(a, z);
      tangents[i] *= dot(a, dz);
    }
    output.applyWithDerivative(states, tangents, columns);
  }

  private void preActivations(float x) {
    for (int i = 0; i < width; i++) {
      z[i] = w[i] * x + b[i];
    }
  }

  /** In four sums, which do not wait for each other. */
  private static float dot(float[] a, float[] z) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int whole = a.length & -4;
    for (int i = 0; i < whole; i += 4) {
      s0 += a[i] * z[i];
      s1 += a[i + 1] * z[i + 1];
      s2 += a[i + 2] * z[i + 2];
      s3 += a[i + 3] * z[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      s0 += a[i] * z[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
