package org.liyorke.dynamics;

/**
 * The points a {@link LapDiagram} is made of: turning points, ends, and their images, each known by
 * a label.
 *
 * <p>Labels are canonical as far as the diagram needs: in exact arithmetic equal points have equal
 * labels; they may be rounded elsewhere.
 */
interface Orbits {
  /** The label of f(point). */
  int image(int label);

  /** The exact order of two points: negative, zero or positive. */
  int compare(int a, int b);

  /** About where a point lies. */
  double approximation(int label);

  /** The sign of the slope of f directly to the right of a cut. */
  int direction(int cut);

  /** Whether the limit of work, counted in points and their bits, is reached. */
  boolean exhausted();
}
