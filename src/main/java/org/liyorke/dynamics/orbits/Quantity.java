package org.liyorke.dynamics.orbits;

/**
 * One number that an observable measures of a network: a share, a logarithm, or a rate of
 * logarithms.
 *
 * @param name of the number in reports; empty for the main one of its observable
 * @param missingIsOpen whether a network without a value is one whose value is unknown, so that an
 *     interval has to cover both answers; otherwise the value does not exist
 */
public record Quantity(String name, boolean missingIsOpen) {
  static Quantity main() {
    return new Quantity("", false);
  }

  static Quantity named(String name) {
    return new Quantity(name, false);
  }
}
