package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liyorke.model.PiecewiseLinearActivation;

/**
 * A continuous piecewise linear function of x in exact arithmetic, kept as its leftmost piece A x +
 * B and the jumps of A and B, so that a weighted sum of curves is a merge of jumps.
 *
 * <p>Weights are dyadic, and with them all slopes and offsets; only the places of jumps have odd
 * denominators. A jump of the offset is therefore kept rather than computed from its place.
 *
 * @param slope A of the leftmost piece
 * @param offset B of the leftmost piece
 * @param jumps the slope's jumps, in increasing order of place; places differ and no jump is zero
 */
record Curve(Rational slope, Rational offset, List<Jump> jumps) {

  /** The slope grows by {@code slope} and the offset by {@code offset} at {@code at}. */
  record Jump(Rational at, Rational slope, Rational offset) {}

  static Curve identity() {
    return new Curve(Rational.ONE, Rational.ZERO, List.of());
  }

  static Curve weightedSum(double[] weights, List<Curve> curves, double bias) {
    Rational slope = Rational.ZERO;
    Rational offset = Rational.of(bias);
    List<Jump> jumps = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      Rational w = Rational.of(weights[i]);
      if (w.signum() == 0) {
        continue;
      }
      Curve c = curves.get(i);
      slope = slope.add(w.multiply(c.slope));
      offset = offset.add(w.multiply(c.offset));
      for (Jump j : c.jumps) {
        jumps.add(new Jump(j.at, w.multiply(j.slope), w.multiply(j.offset)));
      }
    }
    return new Curve(slope, offset, merged(jumps));
  }

  private static List<Jump> merged(List<Jump> jumps) {
    jumps.sort(Comparator.comparing(Jump::at));
    List<Jump> result = new ArrayList<>(jumps.size());
    for (int i = 0; i < jumps.size(); ) {
      Rational at = jumps.get(i).at;
      Rational slope = Rational.ZERO;
      Rational offset = Rational.ZERO;
      for (; i < jumps.size() && jumps.get(i).at.compareTo(at) == 0; i++) {
        slope = slope.add(jumps.get(i).slope);
        offset = offset.add(jumps.get(i).offset);
      }
      if (slope.signum() != 0) {
        result.add(new Jump(at, slope, offset));
      }
    }
    return result;
  }

  /** An activation whose numbers are converted once for all units of a layer. */
  record Kinks(
      boolean isIdentity,
      Rational lo,
      Rational hi,
      Rational left,
      Rational middle,
      Rational right,
      Rational valueAtLo) {
    static Kinks of(PiecewiseLinearActivation phi) {
      return new Kinks(
          phi.isIdentity(),
          Rational.of(phi.lo()),
          Rational.of(phi.hi()),
          Rational.of(phi.left()),
          Rational.of(phi.middle()),
          Rational.of(phi.right()),
          Rational.of(phi.valueAtLo()));
    }
  }

  /** The composition phi(this). */
  Curve activated(Kinks phi) {
    if (phi.isIdentity()) {
      return this;
    }
    Composition out = new Composition(phi);
    Rational a = slope;
    Rational b = offset;
    for (int i = 0; i <= jumps.size(); i++) {
      out.piece(
          a, b, i == 0 ? null : jumps.get(i - 1).at, i == jumps.size() ? null : jumps.get(i).at);
      if (i < jumps.size()) {
        Jump j = jumps.get(i);
        a = a.add(j.slope);
        b = b.add(j.offset);
      }
    }
    return out.curve();
  }

  PiecewiseLinearMap toMap() {
    List<Rational> x = new ArrayList<>();
    List<Rational> slopes = new ArrayList<>(List.of(slope));
    List<Rational> offsets = new ArrayList<>(List.of(offset));
    Rational a = slope;
    Rational b = offset;
    for (Jump j : jumps) {
      a = a.add(j.slope);
      b = b.add(j.offset);
      x.add(j.at);
      slopes.add(a);
      offsets.add(b);
    }
    return PiecewiseLinearMap.of(x, slopes, offsets);
  }

  /** Collects the pieces of activation(z) from left to right. */
  private static final class Composition {
    private final Kinks phi;
    private Rational firstSlope;
    private Rational firstOffset;
    private Rational lastSlope;
    private Rational lastOffset;
    private final List<Jump> jumps = new ArrayList<>();

    Composition(Kinks phi) {
      this.phi = phi;
    }

    /** Adds z = a x + b on [from, to]; null stands for an infinite end. */
    void piece(Rational a, Rational b, Rational from, Rational to) {
      if (a.signum() == 0) {
        int region = b.compareTo(phi.lo) < 0 ? 0 : b.compareTo(phi.hi) > 0 ? 2 : 1;
        start(region, a, b, from);
        return;
      }
      Rational atLo = phi.lo.subtract(b).divide(a);
      Rational atHi = phi.hi.subtract(b).divide(a);
      boolean up = a.signum() > 0;
      Rational first = up ? atLo : atHi;
      Rational second = up ? atHi : atLo;
      if (from == null || from.compareTo(first) < 0) {
        start(up ? 0 : 2, a, b, from);
      }
      if (first.compareTo(second) < 0 && overlaps(first, second, from, to)) {
        start(1, a, b, from == null || from.compareTo(first) < 0 ? first : from);
      }
      if (to == null || second.compareTo(to) < 0) {
        start(up ? 2 : 0, a, b, from == null || from.compareTo(second) < 0 ? second : from);
      }
    }

    private static boolean overlaps(Rational first, Rational second, Rational from, Rational to) {
      return (from == null || from.compareTo(second) < 0)
          && (to == null || first.compareTo(to) < 0);
    }

    private void start(int region, Rational a, Rational b, Rational at) {
      Rational factor = region == 0 ? phi.left : region == 1 ? phi.middle : phi.right;
      Rational s = factor.multiply(a);
      Rational o = value(region, b);
      if (lastSlope == null) {
        firstSlope = s;
        firstOffset = o;
      } else if (s.compareTo(lastSlope) != 0) {
        jumps.add(new Jump(at, s.subtract(lastSlope), o.subtract(lastOffset)));
      }
      lastSlope = s;
      lastOffset = o;
    }

    /** The offset of activation(a x + b) inside one region of the activation. */
    private Rational value(int region, Rational b) {
      Rational atLo = phi.valueAtLo;
      if (region == 0) {
        return atLo.add(phi.left.multiply(b.subtract(phi.lo)));
      }
      if (region == 1) {
        return atLo.add(phi.middle.multiply(b.subtract(phi.lo)));
      }
      return atLo.add(phi.middle.multiply(phi.hi.subtract(phi.lo)))
          .add(phi.right.multiply(b.subtract(phi.hi)));
    }

    Curve curve() {
      return new Curve(firstSlope, firstOffset, List.copyOf(jumps));
    }
  }
}
