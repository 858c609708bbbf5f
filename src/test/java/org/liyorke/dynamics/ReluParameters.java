package org.liyorke.dynamics;

import java.util.SplittableRandom;

/** Seeded parameters w, b, a, c of two-layer ReLU networks, plain ones and nasty ones. */
final class ReluParameters {
  private ReluParameters() {}

  /** How the numbers are drawn. */
  enum Kind {
    /** Normal, as at He initialisation. */
    HE,
    /** He with large output weights. */
    HE_GAIN,
    /** Half-integers: repeated kinks, cancelling slopes. */
    HALF_INTEGER,
    /** All first weights 1: nothing is active far on the left. */
    UNIT_WEIGHTS,
    /** No biases in the first layer: all kinks at 0, of either sign. */
    NO_BIAS,
    /** Magnitudes from 2^-140 to 2^30, kinks far beyond all float32 numbers among them. */
    WILD,
    /** Kinks next to each other and next to powers of two. */
    CLOSE,
    /** Falling units on the left, rising ones on the right: constant between. */
    FLAT_MIDDLE
  }

  static float[] draw(SplittableRandom rng, Kind kind, int k) {
    float[] p = new float[3 * k + 1];
    for (int i = 0; i < k; i++) {
      p[i] = (float) (Math.sqrt(2) * normal(rng));
      p[k + i] = (float) (Math.sqrt(2) * normal(rng));
      p[2 * k + i] = (float) (Math.sqrt(2.0 / k) * normal(rng));
      unit(rng, kind, p, k, i);
    }
    p[3 * k] = (float) (Math.sqrt(2.0 / k) * normal(rng));
    if (kind == Kind.HALF_INTEGER) {
      p[3 * k] = half(rng);
    }
    return p;
  }

  private static void unit(SplittableRandom rng, Kind kind, float[] p, int k, int i) {
    switch (kind) {
      case HE -> {}
      case HE_GAIN -> p[2 * k + i] *= 4;
      case HALF_INTEGER -> {
        p[i] = rng.nextBoolean() ? 1 : -0.5f;
        p[k + i] = half(rng);
        p[2 * k + i] = i % 2 == 1 && rng.nextBoolean() ? -p[2 * k + i - 1] : half(rng);
      }
      case UNIT_WEIGHTS -> p[i] = 1;
      case NO_BIAS -> p[k + i] = rng.nextBoolean() ? 0f : -0f;
      case WILD -> {
        p[i] = wild(rng);
        p[k + i] = wild(rng);
        p[2 * k + i] = rng.nextInt(8) == 0 ? 0 : wild(rng);
      }
      case CLOSE -> {
        p[i] = rng.nextBoolean() ? 1 : -1;
        float x = Math.scalb(1f, rng.nextInt(-8, 9)) - (rng.nextBoolean() ? 1 : 0);
        p[k + i] = x + (rng.nextInt(5) - 2) * Math.ulp(x);
      }
      case FLAT_MIDDLE -> {
        float side = rng.nextBoolean() ? 1 : -1;
        p[i] = side * Math.abs(p[i]);
        p[k + i] = -0.1f - Math.abs(p[k + i]);
      }
    }
  }

  private static float half(SplittableRandom rng) {
    return rng.nextInt(-4, 5) / 2f;
  }

  private static float wild(SplittableRandom rng) {
    float mantissa = (rng.nextBoolean() ? 1 : -1) * (1 + rng.nextInt(1 << 20) * 0x1p-20f);
    return Math.scalb(mantissa, rng.nextInt(4) == 0 ? rng.nextInt(-140, 31) : rng.nextInt(-3, 4));
  }

  static double normal(SplittableRandom rng) {
    double radius = Math.sqrt(-2 * Math.log(1 - rng.nextDouble()));
    return radius * Math.cos(2 * Math.PI * rng.nextDouble());
  }
}
