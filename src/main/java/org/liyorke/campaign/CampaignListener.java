package org.liyorke.campaign;

import org.liyorke.engine.BlockResult;

/** Hears of finished blocks. */
public interface CampaignListener {
  /**
   * A block was tallied; one call at a time, in the order in which blocks finish.
   *
   * @param networks how many networks it decided, points counted apart
   * @param share the share of all work done so far, above 0, at most 1
   */
  default void advanced(long networks, double share) {}

  /** Whether {@link #decided} wants the chaotic networks of the blocks. */
  default boolean wantsChaotic() {
    return false;
  }

  /**
   * A block was decided and is about to be tallied; several threads call at once. May wait for the
   * blocks before it, which were all begun and will all come.
   *
   * @param block its number in the campaign, from 0 without gaps
   * @param group the points it belongs to
   */
  default void decided(long block, PointGroup group, BlockResult result)
      throws InterruptedException {}

  /** A thread failed: whoever waits in {@link #decided} must be let go. */
  default void failed() {}
}
