package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Points of a {@link CoreMap} in double precision, each with a radius that surely holds the true
 * point.
 *
 * <p>A computed image has the radius error(v) + steepness * radius(v), rounded up. Points are only
 * ever compared with cuts; where the radii overlap {@link Unseparated} is thrown. Labels are not
 * canonical: equal points reached on two ways would be two labels, which can only make a diagram
 * larger.
 */
final class FloatOrbits implements Orbits {
  /** Radii beyond this share of the core say too little to go on with. */
  private static final double USELESS = 1e-3;

  private static final int MAX_POINTS = 4_000;

  private CoreMap map;
  private int count;
  private double[] value = new double[256];
  private double[] radius = new double[256];
  private int[] image = new int[256];

  /** Index of the breakpoint a label stands for, or -1. */
  private int[] breakpoint = new int[256];

  void reset(CoreMap core) {
    map = core;
    count = 0;
  }

  /** A point known exactly as a double. */
  int point(double v) {
    return add(v, 0, -1);
  }

  /** Breakpoint i of the map. */
  int breakpoint(int i) {
    return add(map.x[i], map.radius[i], i);
  }

  private int add(double v, double r, int kink) {
    if (count == value.length) {
      int n = 2 * count;
      value = Arrays.copyOf(value, n);
      radius = Arrays.copyOf(radius, n);
      image = Arrays.copyOf(image, n);
      breakpoint = Arrays.copyOf(breakpoint, n);
    }
    value[count] = v;
    radius[count] = r;
    image[count] = -1;
    breakpoint[count] = kink;
    return count++;
  }

  @Override
  public int image(int label) {
    if (image[label] < 0) {
      int i = breakpoint[label];
      // The arrays may be replaced while the image is added.
      int added =
          i >= 0 ? add(map.value[i], valueError(i), -1) : imageOf(value[label], radius[label]);
      image[label] = added;
    }
    return image[label];
  }

  private double valueError(int i) {
    boolean clamped = map.value[i] == map.floor || map.value[i] == map.ceiling;
    return clamped ? 0 : map.error(map.x[i]);
  }

  private int imageOf(double v, double r) {
    if (!(v - r >= map.lo && v + r <= map.hi)) {
      // Beyond the core f is not known here. Such a point is only needed when a vertex's end sticks
      // out of the core by
      // rounding, which exact arithmetic can sort out.
      throw Unseparated.INSTANCE;
    }
    double steepness = map.steepness(v - r, v + r);
    double image = map.apply(v);
    if (steepness == 0 && (image == map.floor || image == map.ceiling)) {
      return add(image, 0, -1);
    }
    double grown = (map.error(v) + steepness * r) * (1 + 0x1p-40);
    if (!(grown < USELESS * (map.hi - map.lo))) {
      throw Unseparated.INSTANCE;
    }
    return add(image, grown, -1);
  }

  @Override
  public int compare(int a, int b) {
    if (a == b) {
      return 0;
    }
    double gap = value[a] - value[b];
    if (!(Math.abs(gap) > (radius[a] + radius[b]) * (1 + 0x1p-40))) {
      throw Unseparated.INSTANCE;
    }
    return gap < 0 ? -1 : 1;
  }

  @Override
  public int direction(int cut) {
    int i = breakpoint[cut] >= 0 ? breakpoint[cut] + 1 : rightPiece(cut);
    double s = map.slope[i];
    if (s != 0 && !(Math.abs(s) > map.slopeError)) {
      throw Unseparated.INSTANCE;
    }
    return (int) Math.signum(s);
  }

  private int rightPiece(int cut) {
    double v = value[cut];
    int i = map.piece(v);
    if (i < map.m && v >= map.x[i] - map.radius[i]
        || i > 0 && v <= map.x[i - 1] + map.radius[i - 1]) {
      throw Unseparated.INSTANCE;
    }
    return i;
  }

  @Override
  public boolean exhausted() {
    return count > MAX_POINTS;
  }

  double value(int label) {
    return value[label];
  }
}
