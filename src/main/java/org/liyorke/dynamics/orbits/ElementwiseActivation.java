package org.liyorke.dynamics.orbits;

import org.liyorke.model.Activation;
import org.liyorke.model.PiecewiseLinearActivation;
import org.liyorke.model.SmoothActivation;

/**
 * An activation on arrays of float32 numbers.
 *
 * <p>At a kink the derivative is the one on the right. Drawn networks meet kinks with probability
 * zero, chosen ones such as the tent map at once.
 */
interface ElementwiseActivation {
  /** Replaces z[i] by phi(z[i]) for i below {@code count}. */
  void apply(float[] z, int count);

  /** The same for i below {@code count}, and multiplies z[count + i] by phi'(z[i]) first. */
  void applyWithDerivative(float[] z, int count);

  /** The activation of that kind. */
  static ElementwiseActivation of(Activation activation) {
    if (activation instanceof PiecewiseLinearActivation linear) {
      return of(linear);
    }
    return SmoothElementwise.of((SmoothActivation) activation);
  }

  private static ElementwiseActivation of(PiecewiseLinearActivation activation) {
    if (activation.isIdentity()) {
      return new Identity();
    }
    return activation.equals(Activation.RELU) ? new Relu() : new PiecewiseLinear(activation);
  }

  /** x. */
  final class Identity implements ElementwiseActivation {
    @Override
    public void apply(float[] z, int count) {}

    @Override
    public void applyWithDerivative(float[] z, int count) {}
  }

  /** max(x, 0), apart from the others because the JVM makes vector instructions of it. */
  final class Relu implements ElementwiseActivation {
    @Override
    public void apply(float[] z, int count) {
      for (int i = 0; i < count; i++) {
        z[i] = Math.max(z[i], 0);
      }
    }

    @Override
    public void applyWithDerivative(float[] z, int count) {
      for (int i = 0; i < count; i++) {
        z[count + i] = whereNotNegative(z[i], z[count + i]);
      }
      apply(z, count);
    }

    /**
     * {@code z >= 0 ? value : 0} without a branch, which random signs would make three times as
     * slow. Adding 0 takes the sign from -0.
     */
    private static float whereNotNegative(float z, float value) {
      int negative = Float.floatToRawIntBits(z + 0f) >> Integer.SIZE - 1;
      return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ~negative);
    }
  }

  /** The three {@link FloatLines}. */
  final class PiecewiseLinear implements ElementwiseActivation {
    private final float lo;
    private final float hi;
    private final float left;
    private final float middle;
    private final float right;
    private final float leftConstant;
    private final float middleConstant;
    private final float rightConstant;

    PiecewiseLinear(PiecewiseLinearActivation a) {
      FloatLines lines = FloatLines.of(a);
      lo = lines.lo();
      hi = lines.hi();
      left = lines.left();
      middle = lines.middle();
      right = lines.right();
      leftConstant = lines.leftConstant();
      middleConstant = lines.middleConstant();
      rightConstant = lines.rightConstant();
    }

    @Override
    public void apply(float[] z, int count) {
      for (int i = 0; i < count; i++) {
        z[i] = value(z[i]);
      }
    }

    @Override
    public void applyWithDerivative(float[] z, int count) {
      for (int i = 0; i < count; i++) {
        z[count + i] *= slope(z[i]);
        z[i] = value(z[i]);
      }
    }

    private float value(float x) {
      if (x < lo) {
        return left * x + leftConstant;
      }
      return x < hi ? middle * x + middleConstant : right * x + rightConstant;
    }

    private float slope(float x) {
      if (x < lo) {
        return left;
      }
      return x < hi ? middle : right;
    }
  }
}
