package org.liyorke.dynamics;

/**
 * The outputs of the units of a layer as functions of the network's input, on pieces that all units
 * share: unit j is slope[j][i] x + offset[j][i] on piece i, within errorSlope[j] |x| +
 * errorOffset[j] of the truth, whichever of two neighbouring pieces is used near a breakpoint; its
 * true slope is within slopeError[j]. A slope of 0 is exactly 0.
 */
final class UnitLines {
  int units;
  double[][] slope;
  double[][] offset;
  final double[] errorSlope;
  final double[] errorOffset;
  final double[] slopeError;

  /** The largest |slope| and |offset| of unit j. */
  final double[] mostSlope;

  final double[] mostOffset;

  /**
   * Memory for layers.
   *
   * @param capacity the most units of a layer
   */
  UnitLines(int capacity) {
    slope = new double[capacity][0];
    offset = new double[capacity][0];
    errorSlope = new double[capacity];
    errorOffset = new double[capacity];
    slopeError = new double[capacity];
    mostSlope = new double[capacity];
    mostOffset = new double[capacity];
  }

  /** Makes room for so many units and pieces; what was there is lost. */
  void reserve(int units, int pieces) {
    this.units = units;
    for (int j = 0; j < units; j++) {
      if (slope[j].length < pieces) {
        int room = Math.max(pieces, 2 * slope[j].length);
        slope[j] = new double[room];
        offset[j] = new double[room];
      }
    }
  }

  /** The input itself: one unit, the line x, without error. */
  void setToInput() {
    reserve(1, 1);
    slope[0][0] = 1;
    offset[0][0] = 0;
    errorSlope[0] = 0;
    errorOffset[0] = 0;
    slopeError[0] = 0;
    mostSlope[0] = 1;
    mostOffset[0] = 0;
  }

  /** Sets {@link #mostSlope} and {@link #mostOffset} of unit j. */
  void findMost(int j, int pieces) {
    double a = 0;
    double b = 0;
    for (int i = 0; i < pieces; i++) {
      a = Math.max(a, Math.abs(slope[j][i]));
      b = Math.max(b, Math.abs(offset[j][i]));
    }
    mostSlope[j] = a;
    mostOffset[j] = b;
  }
}
