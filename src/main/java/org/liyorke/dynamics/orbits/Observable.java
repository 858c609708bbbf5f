package org.liyorke.dynamics.orbits;

/**
 * Measures the networks of one family and seed. Holds scratch space: not for use by several threads
 * at once. What it says about a network does not depend on the networks before.
 */
public interface Observable {
  /**
   * Gives the values of one network, each quantity at most once; none if the question does not
   * apply to it.
   */
  void observe(DrawnNetwork network, ValueSink sink);
}
