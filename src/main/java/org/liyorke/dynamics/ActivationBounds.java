package org.liyorke.dynamics;

import org.liyorke.model.Activation;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * Encloses the values and slopes of an activation over an interval. The bounds hold for the real
 * function; each is widened by more than what was rounded.
 *
 * <p>The results of the last call stand in the fields; not thread-safe.
 */
abstract sealed class ActivationBounds {
  /** Covers relative errors up to 7 * 2^-53, its own rounding included. */
  private static final double RELATIVE = 0x1p-50;

  double low;
  double high;
  double slopeLow;
  double slopeHigh;

  /** Bounds of an activation, in an object of their own. */
  static ActivationBounds of(Activation activation) {
    if (activation instanceof PiecewiseLinearActivation linear) {
      return new Linear(linear);
    }
    if (activation == Activation.TANH) {
      return new Tanh();
    }
    if (activation == Activation.SIGMOID) {
      return new Sigmoid();
    }
    if (activation == Activation.GELU) {
      return new Gelu();
    }
    throw new IllegalArgumentException("activation " + activation.name() + ": has no bounds");
  }

  /**
   * Bounds values and slopes on [from, to].
   *
   * @param from at most {@code to}; either may be infinite
   */
  abstract void over(double from, double to);

  /** A bound below the numbers that {@code v} stands for up to {@link #RELATIVE}. */
  private static double down(double v) {
    return v - Math.abs(v) * RELATIVE - Double.MIN_NORMAL;
  }

  private static double up(double v) {
    return v + Math.abs(v) * RELATIVE + Double.MIN_NORMAL;
  }

  /**
   * tanh errs by at most 2.5 ulps ({@link Math#tanh}, whose bound {@link StrictMath} keeps). Its
   * slope 1 - y^2 is a concave function of the value y: least at an end, greatest at 0 or an end.
   */
  private static final class Tanh extends ActivationBounds {
    @Override
    void over(double from, double to) {
      low = Math.max(-1, down(StrictMath.tanh(from)));
      high = Math.min(1, up(StrictMath.tanh(to)));
      double atLow = (1 - low) * (1 + low);
      double atHigh = (1 - high) * (1 + high);
      slopeLow = Math.max(0, down(Math.min(atLow, atHigh)));
      slopeHigh = low <= 0 && high >= 0 ? 1 : Math.min(1, up(Math.max(atLow, atHigh)));
    }
  }

  /** exp errs by at most 1 ulp. The slope y (1 - y) is a concave function of the value y. */
  private static final class Sigmoid extends ActivationBounds {
    @Override
    void over(double from, double to) {
      low = Math.max(0, down(1 / (1 + StrictMath.exp(-from))));
      high = Math.min(1, up(1 / (1 + StrictMath.exp(-to))));
      double atLow = low * (1 - low);
      double atHigh = high * (1 - high);
      slopeLow = Math.max(0, down(Math.min(atLow, atHigh)));
      slopeHigh = low <= 0.5 && high >= 0.5 ? 0.25 : Math.min(0.25, up(Math.max(atLow, atHigh)));
    }
  }

  /**
   * x Phi(x) falls to its minimum -0.1699712... at -0.7517915... and rises from there. Its slope
   * Phi(x) + x phi(x) has the derivative phi(x) (2 - x^2): it is monotone but for its minimum
   * -0.1289041... at -sqrt(2) and its maximum 1.1289041... at sqrt(2).
   *
   * <p>Beyond 8.5, Phi(-t) &lt; phi(t) / t and phi(8.5) &lt; 2^-53 bound the distance to the
   * asymptotes.
   */
  private static final class Gelu extends ActivationBounds {
    private static final double TAIL = 0x1p-53;
    private static final double SLOPE_TAIL = 0x1p-50;

    /** Above the error of the slope: 4 for Phi and 3 for x phi(x) and roundings, in 2^-53. */
    private static final double SLOPE_ERROR = 0x1p-49;

    @Override
    void over(double from, double to) {
      boolean turns = from <= -0.751 && to >= -0.752;
      low = turns ? -0.169972 : Math.min(valueLow(from), valueLow(to));
      high = Math.max(valueHigh(from), valueHigh(to));
      slopes(from, to);
    }

    private void slopes(double from, double to) {
      double a = slope(from);
      double b = slope(to);
      boolean least = from <= -1.4142 && to >= -1.4143;
      boolean greatest = from <= 1.4143 && to >= 1.4142;
      slopeLow = least ? -0.12891 : Math.min(a, b) - SLOPE_ERROR;
      slopeHigh = greatest ? 1.12891 : Math.max(a, b) + SLOPE_ERROR;
    }

    private static double valueLow(double x) {
      if (Math.abs(x) >= NormalDistribution.RANGE) {
        return x < 0 ? -TAIL : Math.nextDown(x);
      }
      return x * NormalDistribution.probability(x) - error(x);
    }

    private static double valueHigh(double x) {
      if (Math.abs(x) >= NormalDistribution.RANGE) {
        return x < 0 ? 0 : x;
      }
      return x * NormalDistribution.probability(x) + error(x);
    }

    /** Twice the error that comes from Phi, for the roundings. */
    private static double error(double x) {
      return 2 * NormalDistribution.PROBABILITY_ERROR * Math.abs(x) + Double.MIN_NORMAL;
    }

    private static double slope(double x) {
      if (Math.abs(x) >= NormalDistribution.RANGE) {
        return x < 0 ? -SLOPE_TAIL / 2 : 1 + SLOPE_TAIL / 2;
      }
      return NormalDistribution.probability(x) + x * NormalDistribution.density(x);
    }
  }

  /** Extremes of values lie at ends and kinks. */
  private static final class Linear extends ActivationBounds {
    private final PiecewiseLinearActivation function;

    Linear(PiecewiseLinearActivation function) {
      this.function = function;
    }

    @Override
    void over(double from, double to) {
      double first = Math.min(Math.max(function.lo(), from), to);
      double second = Math.min(Math.max(function.hi(), from), to);
      double a = value(from);
      double b = value(first);
      double c = value(second);
      double d = value(to);
      low = widened(Math.min(Math.min(a, b), Math.min(c, d)), -RELATIVE);
      high = widened(Math.max(Math.max(a, b), Math.max(c, d)), RELATIVE);
      slopeLow = Double.POSITIVE_INFINITY;
      slopeHigh = Double.NEGATIVE_INFINITY;
      slope(from <= function.lo(), function.left());
      slope(from <= function.hi() && to >= function.lo(), middle());
      slope(to >= function.hi(), function.right());
    }

    /** The middle piece may be empty. */
    private double middle() {
      return function.lo() < function.hi() ? function.middle() : function.right();
    }

    private void slope(boolean met, double slope) {
      if (met) {
        slopeLow = Math.min(slopeLow, slope);
        slopeHigh = Math.max(slopeHigh, slope);
      }
    }

    /** The value; an infinite x on a flat end is moved to the kink, where the value is the same. */
    private double value(double x) {
      if (x < function.lo() && function.left() == 0) {
        return function.apply(function.lo());
      }
      return function.apply(x > function.hi() && function.right() == 0 ? function.hi() : x);
    }

    private static double widened(double v, double by) {
      return v + Math.abs(v) * by;
    }
  }
}
