package org.liyorke.dynamics;

/** Builds the map of a network in double precision with proven error bounds. */
interface MapBuilder {
  /**
   * Builds the map on the whole line.
   *
   * @param p the network's numbers from {@code at} on, in the order of contract 2
   * @return false when the bounds do not hold (kinks too close, huge numbers); then exact
   *     arithmetic must decide
   */
  boolean build(float[] p, int at, CoreMap map);
}
