package org.liyorke.proof;

import java.util.ArrayList;
import java.util.List;
import org.liyorke.model.Layer;
import org.liyorke.model.Network;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * A continuous piecewise linear map of the whole line with exact rational breakpoints and exact
 * dyadic slopes.
 *
 * <p>Piece i is x -> slope(i) x + intercept(i) on [breakpoint(i-1), breakpoint(i)]; piece 0 begins
 * at -infinity, the last one ends at +infinity. Neighbouring pieces differ, so the pieces are the
 * maximal linear ones.
 */
public final class ExactMap {
  private final Rational[] breakpoints;
  private final Affine[] pieces;

  private ExactMap(List<Rational> breakpoints, List<Affine> pieces) {
    this.breakpoints = breakpoints.toArray(Rational[]::new);
    this.pieces = pieces.toArray(Affine[]::new);
  }

  /** x -> slope x + intercept. */
  record Affine(Rational slope, Rational intercept) {
    static final Affine IDENTITY = new Affine(Rational.ONE, Rational.ZERO);

    Rational at(Rational x) {
      return slope.signum() == 0 ? intercept : slope.times(x).plus(intercept);
    }

    /** The map this(inner(x)). */
    Affine of(Affine inner) {
      return new Affine(slope.times(inner.slope), at(inner.intercept));
    }

    /** The sign of this(x) - x at x. */
    int displacementSign(Rational x) {
      return at(x).compareTo(x);
    }

    /**
     * The sign of this(x) - x for all large x, or for all large -x; 0 only if it is zero there
     * identically.
     */
    int displacementSignAtInfinity(boolean plus) {
      int sign = slope.compareTo(Rational.ONE);
      return sign == 0 ? intercept.signum() : plus ? sign : -sign;
    }

    boolean isIdentity() {
      return intercept.signum() == 0 && slope.equals(Rational.ONE);
    }

    /** The solution of this(x) = y; the slope must not be zero. */
    Rational solve(Rational y) {
      return y.minus(intercept).dividedBy(slope);
    }

    /** The fixed point; the slope must not be one. */
    Rational fixedPoint() {
      return intercept.dividedBy(Rational.ONE.minus(slope));
    }
  }

  /** x -> x. */
  public static ExactMap identity() {
    return new ExactMap(List.of(), List.of(Affine.IDENTITY));
  }

  /** The activation as a map of the line. */
  public static ExactMap of(PiecewiseLinearActivation a) {
    Rational lo = Rational.of(a.lo());
    Rational hi = Rational.of(a.hi());
    Rational atLo = Rational.of(a.valueAtLo());
    Affine middle = through(lo, atLo, Rational.of(a.middle()));
    Builder builder = new Builder(through(lo, atLo, Rational.of(a.left())));
    if (lo.compareTo(hi) < 0) {
      builder.add(lo, middle);
    }
    return builder.add(hi, through(hi, middle.at(hi), Rational.of(a.right()))).build();
  }

  private static Affine through(Rational x, Rational y, Rational slope) {
    return new Affine(slope, y.minus(slope.times(x)));
  }

  /** The map of a network with one input and one output, composed layer by layer. */
  public static ExactMap of(Network network) {
    List<Layer> layers = network.layers();
    if (layers.get(0).inputs() != 1 || layers.get(layers.size() - 1).outputs() != 1) {
      throw new IllegalArgumentException(
          "state dimension " + layers.get(0).inputs() + ": must be 1");
    }
    List<ExactMap> values = List.of(identity());
    for (Layer layer : layers) {
      ExactMap activation = of(layer.activation().piecewiseLinear());
      List<ExactMap> next = new ArrayList<>();
      for (int row = 0; row < layer.outputs(); row++) {
        next.add(activation.after(combination(layer.weights()[row], values, layer.bias()[row])));
      }
      values = next;
    }
    return values.get(0);
  }

  /** One kink of a sum: from here on the slope and the intercept are larger by this much. */
  private record Jump(Rational at, Rational slope, Rational intercept) {}

  /**
   * The map sum_i weights[i] maps[i](x) + bias, by adding the kinks of the terms in order of
   * position.
   */
  static ExactMap combination(double[] weights, List<ExactMap> maps, double bias) {
    Rational slope = Rational.ZERO;
    Rational intercept = Rational.of(bias);
    List<Jump> jumps = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      Rational w = Rational.of(weights[i]);
      Affine[] p = maps.get(i).pieces;
      slope = slope.plus(w.times(p[0].slope));
      intercept = intercept.plus(w.times(p[0].intercept));
      for (int j = 1; j < p.length && w.signum() != 0; j++) {
        Rational dSlope = w.times(p[j].slope.minus(p[j - 1].slope));
        Rational dIntercept = w.times(p[j].intercept.minus(p[j - 1].intercept));
        jumps.add(new Jump(maps.get(i).breakpoints[j - 1], dSlope, dIntercept));
      }
    }
    jumps.sort((a, b) -> a.at.compareTo(b.at));
    Builder builder = new Builder(new Affine(slope, intercept));
    for (Jump jump : jumps) {
      builder.add(
          jump.at,
          new Affine(
              builder.last().slope.plus(jump.slope),
              builder.last().intercept.plus(jump.intercept)));
    }
    return builder.build();
  }

  /** The composition x -> this(inner(x)). */
  public ExactMap after(ExactMap inner) {
    Builder builder = null;
    for (int i = 0; i < inner.pieces.length; i++) {
      Affine p = inner.pieces[i];
      int from = p.slope.signum() == 0 ? pieceOf(p.intercept) : imagePiece(inner, i, true);
      int to = p.slope.signum() == 0 ? from : imagePiece(inner, i, false);
      Affine first = pieces[from].of(p);
      builder = builder == null ? new Builder(first) : builder.add(inner.breakpoints[i - 1], first);
      for (int j = from; j < to; j++) {
        builder.add(p.solve(breakpoints[j]), pieces[j + 1].of(p));
      }
      for (int j = from; j > to; j--) {
        builder.add(p.solve(breakpoints[j - 1]), pieces[j - 1].of(p));
      }
    }
    return builder.build();
  }

  /**
   * The piece of this map that holds the image of points just inside the left (or right) end of a
   * sloped piece.
   */
  private int imagePiece(ExactMap inner, int i, boolean leftEnd) {
    Affine p = inner.pieces[i];
    boolean infinite = leftEnd ? i == 0 : i == inner.pieces.length - 1;
    boolean fromAbove = leftEnd == p.slope.signum() > 0;
    if (infinite) {
      return fromAbove ? 0 : pieces.length - 1;
    }
    Rational y = p.at(inner.breakpoints[leftEnd ? i - 1 : i]);
    return fromAbove ? pieceAbove(y) : pieceBelow(y);
  }

  /** f(f(...)), t times; t at least 0. */
  public ExactMap iterate(int t) {
    ExactMap map = identity();
    for (int i = 0; i < t; i++) {
      map = after(map);
    }
    return map;
  }

  /** The exact value at x. */
  public Rational at(Rational x) {
    return pieces[pieceOf(x)].at(x);
  }

  /** A piece whose closure holds x. */
  int pieceOf(Rational x) {
    return pieceBelow(x);
  }

  /** The piece that holds the points just below x: the number of breakpoints below x. */
  int pieceBelow(Rational x) {
    int low = 0;
    int high = breakpoints.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (breakpoints[middle].compareTo(x) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The piece that holds the points just above x: the number of breakpoints up to x. */
  int pieceAbove(Rational x) {
    int below = pieceBelow(x);
    return below < breakpoints.length && breakpoints[below].equals(x) ? below + 1 : below;
  }

  /** Number of maximal linear pieces, at least 1. */
  public int pieces() {
    return pieces.length;
  }

  /**
   * Number of maximal intervals on which the map is monotone; flat pieces belong to their
   * neighbours.
   */
  public int laps() {
    int laps = 1;
    int sign = 0;
    for (Affine piece : pieces) {
      int s = piece.slope.signum();
      if (s != 0 && sign != 0 && s != sign) {
        laps++;
      }
      sign = s != 0 ? s : sign;
    }
    return laps;
  }

  /** Breakpoint i, 0 &lt;= i &lt; pieces() - 1, increasing. */
  public Rational breakpoint(int i) {
    return breakpoints[i];
  }

  /** Slope of piece i. */
  public Rational slope(int i) {
    return pieces[i].slope;
  }

  /** Intercept of piece i: its value, extended, at 0. */
  public Rational intercept(int i) {
    return pieces[i].intercept;
  }

  Affine piece(int i) {
    return pieces[i];
  }

  /** Collects pieces from left to right, joining those that continue their neighbour. */
  private static final class Builder {
    private final List<Rational> breakpoints = new ArrayList<>();
    private final List<Affine> pieces = new ArrayList<>();

    Builder(Affine first) {
      pieces.add(first);
    }

    Affine last() {
      return pieces.get(pieces.size() - 1);
    }

    /**
     * The map continues as {@code piece} from {@code at} on; at is not below the last breakpoint.
     */
    Builder add(Rational at, Affine piece) {
      int n = breakpoints.size();
      if (n > 0 && breakpoints.get(n - 1).equals(at)) {
        breakpoints.remove(n - 1);
        pieces.remove(n);
      }
      // At a common point equal slopes make equal maps, because the map is continuous.
      if (!last().slope.equals(piece.slope)) {
        breakpoints.add(at);
        pieces.add(piece);
      }
      return this;
    }

    ExactMap build() {
      return new ExactMap(breakpoints, pieces);
    }
  }
}
