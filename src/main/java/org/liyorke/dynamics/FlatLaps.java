package org.liyorke.dynamics;

/**
 * The periodic orbits that a diagram of laps does not follow: those that meet a lap on which f is
 * constant.
 */
final class FlatLaps {
  private static final int MAX_STEPS = 2_000;

  private FlatLaps() {}

  /**
   * A flat lap has one value, so at most one periodic orbit meets it: follows that value until it
   * comes back to its lap or leaves the region, and adds the period.
   *
   * @return false when a value does neither within the limit of steps
   */
  static boolean settle(Orbits orbits, Cells cells, PeriodSet periods) {
    for (int c = 0; c < cells.count(); c++) {
      if (cells.direction()[c] == 0 && !settle(orbits, cells, c, periods)) {
        return false;
      }
    }
    return true;
  }

  private static boolean settle(Orbits orbits, Cells cells, int flat, PeriodSet periods) {
    int label = cells.left()[flat];
    for (int step = 1; step <= MAX_STEPS; step++) {
      label = orbits.image(label);
      int c = cellOf(orbits, cells, label);
      if (c < 0) {
        return true;
      }
      boolean back =
          orbits.compare(label, cells.left()[flat]) >= 0
              && orbits.compare(label, cells.right()[flat]) <= 0;
      if (back) {
        periods.addDivisorsOf(step);
        return true;
      }
    }
    return false;
  }

  /** A cell that holds the point, or -1 when it lies in a settled part or outside. */
  private static int cellOf(Orbits orbits, Cells cells, int label) {
    for (int c = 0; c < cells.count(); c++) {
      if (orbits.compare(label, cells.left()[c]) >= 0
          && orbits.compare(label, cells.right()[c]) <= 0) {
        return c;
      }
    }
    return -1;
  }
}
