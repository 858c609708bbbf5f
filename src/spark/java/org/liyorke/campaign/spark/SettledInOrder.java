package org.liyorke.campaign.spark;

import java.util.Optional;
import java.util.TreeMap;
import org.liyorke.campaign.BlockTally;
import org.liyorke.campaign.CampaignListener;

/**
 * Passes on what a listener hears, the ends of the blocks in the order in which they were begun.
 *
 * <p>A listener may make the thread that brings a block wait for the blocks before it, and one
 * thread brings all of them here. Not safe for concurrent use.
 */
final class SettledInOrder implements CampaignListener {
  private final CampaignListener listener;

  /** Blocks that came early; empty for one that is not counted. */
  private final TreeMap<Long, Optional<BlockTally>> early = new TreeMap<>();

  private long next;

  SettledInOrder(CampaignListener listener) {
    this.listener = listener;
  }

  @Override
  public void decided(BlockTally block) {
    listener.decided(block);
  }

  @Override
  public void settled(long order, BlockTally block) throws InterruptedException {
    early.put(order, Optional.ofNullable(block));
    while (!early.isEmpty() && early.firstKey() == next) {
      listener.settled(next++, early.pollFirstEntry().getValue().orElse(null));
    }
  }

  @Override
  public void advanced(long networks, double share) {
    listener.advanced(networks, share);
  }

  @Override
  public boolean wantsChaotic() {
    return listener.wantsChaotic();
  }

  @Override
  public void failed() {
    listener.failed();
  }
}
