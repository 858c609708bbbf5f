package org.liyorke.dynamics;

import org.liyorke.model.Network;

/** Decides networks given in doubles, one at a time. */
public final class Decisions {
  private Decisions() {}

  /**
   * Decides whether a network is Li-Yorke chaotic and whether it has a point of least period three.
   *
   * @param network scalar (one input, one output), piecewise linear, of any depth; its numbers are taken exactly
   * @return the verdict with its proof
   */
  public static Decision decide(Network network) {
    return ExactCascade.decide(PiecewiseLinearMap.of(network));
  }
}
