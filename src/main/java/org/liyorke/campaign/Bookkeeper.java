package org.liyorke.campaign;

import java.util.List;

/**
 * Counts blocks that were claimed, and tells the listener in the right order: a block is written
 * down before it counts. Safe for use by several threads.
 */
public final class Bookkeeper {
  private final Ledger ledger;
  private final CampaignListener listener;

  /**
   * Books of a ledger.
   *
   * @param listener hears of the blocks, on the threads that bring them
   */
  public Bookkeeper(Ledger ledger, CampaignListener listener) {
    this.ledger = ledger;
    this.listener = listener;
  }

  /** Counts a block. Every claim comes once, here or to {@link #drop}. */
  public void add(Ledger.Claim claim, BlockTally tally) throws InterruptedException {
    listener.decided(tally);
    settle(ledger.add(claim, tally));
    advance(claim, tally);
  }

  /** Gives up a claim. */
  public void drop(Ledger.Claim claim) throws InterruptedException {
    settle(ledger.drop(claim));
  }

  private void settle(List<Ledger.Settled> blocks) throws InterruptedException {
    for (Ledger.Settled block : blocks) {
      if (block.claim() != null) {
        listener.settled(block.claim().order(), block.tally());
      }
    }
  }

  private synchronized void advance(Ledger.Claim claim, BlockTally tally) {
    listener.advanced(claim.count() * tally.points().size(), ledger.advance(claim));
  }
}
