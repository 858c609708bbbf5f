package org.liyorke.published;

import org.liyorke.model.NetworkFamily;

/**
 * The published test for chaos, as it was coded and as it was meant, on 163 points of a window.
 *
 * <p>Meant was: more sign changes of f^3(x) - x than of f(x) - x, that is, fixed points of f^3
 * which f has not. But the code overwrites the points with their images before it applies f three
 * times more, so what it compares with f is f^4. The extra fixed points of f^4 are points of period
 * two or four, which prove no chaos. For one thread.
 */
final class GridProcedure {
  /** Points of the grid, both ends of the window among them. */
  static final int POINTS = 163;

  private final StateFunction f;
  private final double[] grid = new double[POINTS];
  private final double[] values = new double[POINTS];

  /**
   * A procedure for the networks of a family.
   *
   * @param family of scalar state
   * @param window the grid covers [-window, window]
   */
  GridProcedure(NetworkFamily family, double window) {
    f = new StateFunction(family, POINTS);
    double step = 2 * window / (POINTS - 1);
    for (int i = 0; i < POINTS; i++) {
      grid[i] = i * step - window;
    }
    grid[POINTS - 1] = window;
  }

  /**
   * What the procedure says of one network.
   *
   * @param asCoded f^4 has more sign changes than f
   * @param thirdIterate f^3 has
   */
  record Finding(boolean asCoded, boolean thirdIterate) {}

  /** Examines the network whose numbers, in the order of contract 2, begin at an offset. */
  Finding examine(float[] parameters, int offset) {
    f.of(parameters, offset);
    System.arraycopy(grid, 0, values, 0, POINTS);
    int first = changesAfterSteps(1);
    int third = changesAfterSteps(2);
    int fourth = changesAfterSteps(1);
    return new Finding(fourth > first, third > first);
  }

  private int changesAfterSteps(int steps) {
    for (int step = 0; step < steps; step++) {
      f.step(values);
    }
    return SignChanges.count(values, grid);
  }
}
