package org.liyorke.campaign;

/** Hears of finished blocks. */
public interface CampaignListener {
  /**
   * A block was decided and is about to be tallied; several threads call at once. What must not be
   * lost is to be written down before this returns.
   */
  default void decided(BlockTally block) {}

  /**
   * A block came to its end; several threads call at once. May wait for the blocks before it, which
   * were all begun and will all come.
   *
   * @param order its place among the blocks begun in this run, from 0 without gaps
   * @param block null if it is not counted
   */
  default void settled(long order, BlockTally block) throws InterruptedException {}

  /**
   * A block was tallied; one call at a time.
   *
   * @param networks how many it decided, points counted apart
   * @param share the share of this run's work done so far, above 0, at most 1
   */
  default void advanced(long networks, double share) {}

  /** Whether the chaotic networks of the blocks are wanted. */
  default boolean wantsChaotic() {
    return false;
  }

  /** A thread failed: whoever waits in {@link #settled} must be let go. */
  default void failed() {}
}
