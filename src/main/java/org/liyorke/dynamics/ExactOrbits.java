package org.liyorke.dynamics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Points of a map in rational arithmetic, the two infinite ends of the line included; equal points
 * have one label.
 */
final class ExactOrbits implements Orbits {
  static final int MINUS_INFINITY = 0;
  static final int PLUS_INFINITY = 1;

  private static final int MAX_POINTS = 40_000;

  /** One orbit of some 1,200 points of float32 networks. */
  private static final long MAX_BITS = 1L << 25;

  private final PiecewiseLinearMap map;
  private final List<Rational> values = new ArrayList<>();
  private final TreeMap<Rational, Integer> known = new TreeMap<>();
  private final Map<Integer, Integer> images = new HashMap<>();
  private long bits;

  ExactOrbits(PiecewiseLinearMap map) {
    this.map = map;
    values.add(null);
    values.add(null);
  }

  /** The label of a point; its image under f is computed when asked for. */
  int point(Rational v) {
    return known.computeIfAbsent(
        v,
        p -> {
          values.add(p);
          bits += p.bits();
          return values.size() - 1;
        });
  }

  Rational value(int label) {
    return values.get(label);
  }

  @Override
  public int image(int label) {
    Integer cached = images.get(label);
    if (cached == null) {
      cached = label <= PLUS_INFINITY ? imageOfEnd(label) : point(map.apply(values.get(label)));
      images.put(label, cached);
    }
    return cached;
  }

  private int imageOfEnd(int end) {
    int piece = end == PLUS_INFINITY ? map.breakpoints() : 0;
    int sign = map.slope(piece).signum();
    return sign == 0 ? point(map.offset(piece)) : sign > 0 ? end : 1 - end;
  }

  @Override
  public int compare(int a, int b) {
    if (a == b) {
      return 0;
    }
    if (a == MINUS_INFINITY || b == PLUS_INFINITY) {
      return -1;
    }
    if (a == PLUS_INFINITY || b == MINUS_INFINITY) {
      return 1;
    }
    return values.get(a).compareTo(values.get(b));
  }

  @Override
  public double approximation(int label) {
    if (label <= PLUS_INFINITY) {
      return label == PLUS_INFINITY ? Double.MAX_VALUE : -Double.MAX_VALUE;
    }
    return values.get(label).approximation();
  }

  @Override
  public int direction(int cut) {
    int piece = cut == MINUS_INFINITY ? 0 : map.piece(values.get(cut));
    return map.slope(piece).signum();
  }

  @Override
  public boolean exhausted() {
    return values.size() > MAX_POINTS || bits > MAX_BITS;
  }
}
