package org.liyorke.engine;

import java.util.function.BooleanSupplier;

/** Decides blocks of networks for the families it was made for. Not for use by several threads at once. */
@FunctionalInterface
public interface BlockDecider {
  /**
   * Decides the networks of indices [first, first + count) of every family.
   *
   * @param first at least 0
   * @param count at least 1
   * @param withCatalog whether to keep the chaotic networks
   * @param cancelled asked now and then; when it says yes the rest of the block is dropped
   * @return the verdicts, or null when cancelled
   */
  BlockResult decide(long first, long count, boolean withCatalog, BooleanSupplier cancelled);
}
