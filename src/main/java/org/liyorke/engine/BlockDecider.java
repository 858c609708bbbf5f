package org.liyorke.engine;

/**
 * Decides blocks of networks for the families it was made for. Not for use by several threads at
 * once.
 */
@FunctionalInterface
public interface BlockDecider {
  /**
   * Decides the networks of indices [first, first + count) of every family.
   *
   * @param first at least 0
   * @param count at least 1
   * @param withCatalog whether to keep the chaotic networks
   * @return the verdicts
   */
  BlockResult decide(long first, long count, boolean withCatalog);
}
