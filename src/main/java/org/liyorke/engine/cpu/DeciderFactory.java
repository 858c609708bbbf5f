package org.liyorke.engine.cpu;

import org.liyorke.dynamics.Decision;
import org.liyorke.model.NetworkFamily;

/** Makes what decides the networks of one family. */
@FunctionalInterface
public interface DeciderFactory {
  /**
   * Decides networks whose parameters stand in an array. Not for use by several threads at once.
   */
  @FunctionalInterface
  interface ParameterDecider {
    /**
     * Decides one network.
     *
     * @param parameters in the order of contract 2
     * @param offset of the first one
     */
    Decision decide(float[] parameters, int offset);
  }

  /** A decider for one thread. */
  ParameterDecider forFamily(NetworkFamily family);
}
