package org.liyorke.campaign;

import java.util.List;
import org.liyorke.engine.BlockResult;

/** Hears of finished blocks, one at a time. */
public interface CampaignListener {
  /**
   * A block was tallied, in the order in which blocks finish.
   *
   * @param networks how many networks it decided, points counted apart
   * @param share the share of all work done so far, above 0, at most 1
   */
  default void advanced(long networks, double share) {}

  /** Whether {@link #chaotic} should be called. */
  default boolean wantsChaotic() {
    return false;
  }

  /**
   * Chaotic networks of one point by growing index; blocks come in their order.
   *
   * @param point position in the campaign
   */
  default void chaotic(int point, List<BlockResult.Chaotic> networks) {}
}
