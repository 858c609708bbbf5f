package org.liyorke.dynamics.orbits;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Counts the laps of f^t on a grid, those higher than a given height, and how fast they grow with
 * t.
 *
 * <p>The growth rate of the number of laps is the topological entropy (Misiurewicz and Szlenk,
 * Studia Mathematica 67, 1980, 45-63). A grid sees no more laps than it has gaps, and the height
 * keeps rounding from being taken for oscillation; so these are estimates.
 */
final class LapCounter {
  /** Points of a step: the grid goes through in parts of this size, the last one filled up. */
  static final int COLUMNS = 128;

  private final LapSettings settings;
  private final float[] grid;
  private final float[] states;
  private final float[] part = new float[COLUMNS];
  private double logLaps;
  private double growth;

  LapCounter(LapSettings settings) {
    this.settings = settings;
    grid = settings.grid();
    states = new float[grid.length];
  }

  /**
   * Counts.
   *
   * @param map a step of {@link #COLUMNS} scalar states
   * @param beforeStep called with t = 0, 1, ... before step t + 1
   */
  void count(StateMap map, IntConsumer beforeStep) {
    System.arraycopy(grid, 0, states, 0, states.length);
    int half = settings.compositions() / 2;
    double logAtHalf = Double.NaN;
    for (int t = 0; t < settings.compositions(); t++) {
      beforeStep.accept(t);
      step(map);
      if (t + 1 == half) {
        logAtHalf = StrictMath.log(laps(states, settings.height()));
      }
    }
    logLaps = StrictMath.log(laps(states, settings.height()));
    growth = (logLaps - logAtHalf) / (settings.compositions() - half);
  }

  private void step(StateMap map) {
    for (int from = 0; from < states.length; from += COLUMNS) {
      int count = Math.min(COLUMNS, states.length - from);
      System.arraycopy(states, from, part, 0, count);
      Arrays.fill(part, count, COLUMNS, 0);
      map.step(part);
      System.arraycopy(part, 0, states, from, count);
    }
  }

  /** The logarithm of the number of laps of the last f^t. */
  double logLaps() {
    return logLaps;
  }

  /** Growth of that logarithm for each composition, over the second half of the compositions. */
  double growth() {
    return growth;
  }

  /**
   * One more than the number of turns of a sequence: a turn is passed when the sequence has come
   * back from its last extremum by more than the height. Numbers that are not finite are left out.
   */
  static int laps(float[] values, double height) {
    int turns = 0;
    int direction = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        continue;
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
      if (direction >= 0 && value < high - height) {
        turns += direction;
        direction = -1;
        low = value;
      } else if (direction <= 0 && value > low + height) {
        turns -= direction;
        direction = 1;
        high = value;
      }
    }
    return turns + 1;
  }
}
