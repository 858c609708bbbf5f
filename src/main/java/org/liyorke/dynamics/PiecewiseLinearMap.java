package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;

/**
 * A continuous piecewise linear map of the line in exact arithmetic: breakpoints x_1 &lt; ... &lt;
 * x_K and on piece i, between x_i and x_(i+1), f(x) = A_i x + B_i, i = 0..K. Neighbouring pieces
 * have different slopes.
 */
public final class PiecewiseLinearMap {
  private static final double FILTER = 0x1p-46;
  private static final double SMALLEST = 0x1p-400;
  private static final double LARGEST = 0x1p400;

  private final Rational[] x;
  private final Rational[] slope;
  private final Rational[] offset;

  /** Values at breakpoints, computed when first asked for. */
  private final Rational[] value;

  private PiecewiseLinearMap(Rational[] x, Rational[] slope, Rational[] offset) {
    this.x = x;
    this.slope = slope;
    this.offset = offset;
    this.value = new Rational[x.length];
  }

  /**
   * The map of a network of any depth.
   *
   * @param network one input, one output, piecewise linear activations
   */
  public static PiecewiseLinearMap of(Network network) {
    Layer first = network.layers().get(0);
    Layer last = network.layers().get(network.layers().size() - 1);
    if (first.inputs() != 1 || last.outputs() != 1) {
      throw new IllegalArgumentException(
          "state: " + first.inputs() + " (exact decisions are for a scalar state, dimension 1)");
    }
    List<Curve> values = List.of(Curve.identity());
    for (Layer layer : network.layers()) {
      values = through(layer, values);
    }
    return values.get(0).toMap();
  }

  private static List<Curve> through(Layer layer, List<Curve> inputs) {
    List<Curve> outputs = new ArrayList<>(layer.outputs());
    Curve.Kinks activation = Curve.Kinks.of(layer.activation().piecewiseLinear());
    for (int o = 0; o < layer.outputs(); o++) {
      Curve sum = Curve.weightedSum(layer.weights()[o], inputs, layer.bias()[o]);
      outputs.add(sum.activated(activation));
    }
    return outputs;
  }

  /** The map with the given breakpoints and affine pieces; used by {@link Curve}. */
  static PiecewiseLinearMap of(List<Rational> x, List<Rational> slope, List<Rational> offset) {
    Rational[] none = {};
    return new PiecewiseLinearMap(x.toArray(none), slope.toArray(none), offset.toArray(none));
  }

  /** The number K of breakpoints. */
  public int breakpoints() {
    return x.length;
  }

  /** Breakpoint i rounded to a double, i = 0..K-1. */
  public double breakpointApproximation(int i) {
    return x[i].approximation();
  }

  /** Breakpoint i as p/q, i = 0..K-1. */
  public String breakpointText(int i) {
    return x[i].toString();
  }

  /** The value at breakpoint i as p/q, i = 0..K-1. */
  public String valueText(int i) {
    return value(i).toString();
  }

  /** The slope of piece i rounded to a double, i = 0..K. */
  public double slopeApproximation(int i) {
    return slope[i].approximation();
  }

  /**
   * f(v), correct to a few units in the last place of the larger of |A v| and |B|; for pictures,
   * not for proofs.
   */
  public double approximate(double v) {
    int i = pieceNear(v);
    return slope[i].approximation() * v + offset[i].approximation();
  }

  Rational x(int i) {
    return x[i];
  }

  Rational slope(int i) {
    return slope[i];
  }

  Rational offset(int i) {
    return offset[i];
  }

  /** The exact value at breakpoint i. */
  Rational value(int i) {
    if (value[i] == null) {
      value[i] = slope[i].multiply(x[i]).add(offset[i]);
    }
    return value[i];
  }

  /** The sign of A v + B - v for piece i, filtered by its rounding to a double. */
  int displacement(int i, Rational v) {
    double x = v.approximation();
    double ax = slope[i].approximation() * x;
    double b = offset[i].approximation();
    double h = ax + b - x;
    double size = Math.abs(ax) + Math.abs(b) + Math.abs(x);
    // Each term is off by less than 2^-48 of itself, in the range where no bits are lost.
    if (Math.abs(h) > FILTER * size && size > SMALLEST && size < LARGEST) {
      return h < 0 ? -1 : 1;
    }
    return slope[i].multiply(v).add(offset[i]).compareTo(v);
  }

  /** Whether the sign of the slope changes at breakpoint i; zero is a sign of its own. */
  boolean turns(int i) {
    return slope[i].signum() != slope[i + 1].signum();
  }

  /** The map -f(-x). */
  PiecewiseLinearMap mirrored() {
    int n = x.length;
    Rational[] mx = new Rational[n];
    Rational[] ms = new Rational[n + 1];
    Rational[] mo = new Rational[n + 1];
    for (int i = 0; i <= n; i++) {
      ms[i] = slope[n - i];
      mo[i] = offset[n - i].negate();
      if (i < n) {
        mx[i] = x[n - 1 - i].negate();
      }
    }
    return new PiecewiseLinearMap(mx, ms, mo);
  }

  /** The exact value f(v). */
  Rational apply(Rational v) {
    int i = piece(v);
    return slope[i].multiply(v).add(offset[i]);
  }

  /**
   * The number of breakpoints below v: v lies in piece i or on its left end when equal to
   * breakpoint i - 1.
   */
  int piece(Rational v) {
    int low = 0;
    int high = x.length;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (x[mid].compareTo(v) <= 0) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  private int pieceNear(double v) {
    int low = 0;
    int high = x.length;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (x[mid].approximation() <= v) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }
}
