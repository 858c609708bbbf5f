package org.liyorke.dynamics.orbits;

import java.io.Serializable;
import org.liyorke.model.UserError;

/**
 * How oscillations of f^t are counted.
 *
 * @param compositions the largest t, 2 to 64
 * @param points of the grid, 3 to 2^20
 * @param window the grid covers [-window, window]; above 0, at most 10^6
 * @param height smaller oscillations are not counted; above 0 and finite
 */
public record LapSettings(int compositions, int points, double window, double height)
    implements Serializable {
  /** Most compositions. */
  public static final int MOST_COMPOSITIONS = 64;

  /** Most points of the grid. */
  public static final int MOST_POINTS = 1 << 20;

  /** What is used unless asked otherwise. */
  public static final LapSettings DEFAULT = new LapSettings(6, 1_025, 2, 1e-3);

  private static final double MOST_WINDOW = 1e6;

  /** Checks the ranges; a mistake is a {@link UserError} that names the option. */
  public LapSettings {
    if (!(compositions >= 2 && compositions <= MOST_COMPOSITIONS)) {
      throw UserError.value("--compositions", compositions, "from 2 to " + MOST_COMPOSITIONS);
    }
    if (!(points >= 3 && points <= MOST_POINTS)) {
      throw UserError.value("--lap-points", points, "from 3 to " + MOST_POINTS);
    }
    if (!(window > 0 && window <= MOST_WINDOW)) {
      throw UserError.value("--window", window, "above 0, at most " + MOST_WINDOW);
    }
    if (!(height > 0 && height < Double.POSITIVE_INFINITY)) {
      throw UserError.value("--lap-height", height, "above 0 and finite");
    }
  }

  /** The points, from -window to window. */
  public float[] grid() {
    float[] grid = new float[points];
    int gaps = points - 1;
    for (int i = 0; i <= gaps; i++) {
      grid[i] = (float) (window * (2.0 * i - gaps) / gaps);
    }
    return grid;
  }
}
