package org.liyorke.dynamics.orbits;

import org.liyorke.model.PiecewiseLinearActivation;

/**
 * A piecewise linear activation in float32: the lines left of its first kink, between its kinks and
 * right of the last, each as slope x + constant, one product and one sum.
 *
 * @param lo first kink
 * @param hi last kink
 * @param left slope left of the first kink
 * @param middle slope between the kinks
 * @param right slope from the last kink on
 * @param leftConstant constant of the line of slope {@code left}
 * @param middleConstant constant of the line of slope {@code middle}
 * @param rightConstant constant of the line of slope {@code right}
 */
public record FloatLines(
    float lo,
    float hi,
    float left,
    float middle,
    float right,
    float leftConstant,
    float middleConstant,
    float rightConstant) {
  /** Every number is computed in double and rounded once. */
  public static FloatLines of(PiecewiseLinearActivation a) {
    double valueAtHi = a.valueAtLo() + a.middle() * (a.hi() - a.lo());
    return new FloatLines(
        (float) a.lo(),
        (float) a.hi(),
        (float) a.left(),
        (float) a.middle(),
        (float) a.right(),
        (float) (a.valueAtLo() - a.left() * a.lo()),
        (float) (a.valueAtLo() - a.middle() * a.lo()),
        (float) (valueAtHi - a.right() * a.hi()));
  }
}
