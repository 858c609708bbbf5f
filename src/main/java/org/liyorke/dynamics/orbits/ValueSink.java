package org.liyorke.dynamics.orbits;

/** Takes the values of one network. */
@FunctionalInterface
public interface ValueSink {
  /**
   * Takes one value.
   *
   * @param quantity position in the list of the observable
   * @param value finite and at most 32,768 in absolute value; negative infinity, the logarithm of
   *     exactly 0; or NaN, no value
   */
  void accept(int quantity, double value);
}
