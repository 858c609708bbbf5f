package org.liyorke.dynamics;

/**
 * The periodic orbits that a diagram of laps does not follow: those that meet a lap on which f is
 * constant.
 *
 * <p>Where rounding does not tell in which cell a point lies, that step is passed over. A periodic
 * orbit through the value comes back to every one of its points, so a later step shows as much: a
 * settled part, whose periods are noted, or a return to the flat lap after a multiple of the
 * period.
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
      try {
        int c = cellOf(orbits, cells, label);
        if (c < 0) {
          return true;
        }
        if (inside(orbits, cells, flat, label)) {
          periods.addDivisorsOf(step);
          return true;
        }
      } catch (Unseparated near) {
        // The value is followed on: were the orbit periodic, a later visit would tell as well.
        continue;
      }
    }
    return false;
  }

  /** A cell that holds the point, or -1 when it lies in a settled part or outside. */
  private static int cellOf(Orbits orbits, Cells cells, int label) {
    for (int c = 0; c < cells.count(); c++) {
      if (inside(orbits, cells, c, label)) {
        return c;
      }
    }
    return -1;
  }

  private static boolean inside(Orbits orbits, Cells cells, int c, int label) {
    return orbits.compare(label, cells.left()[c]) >= 0
        && orbits.compare(label, cells.right()[c]) <= 0;
  }
}
