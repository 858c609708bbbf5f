package org.liyorke.campaign;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.Engine;

/** Decides claimed blocks of a campaign; for one thread at a time. */
public final class BlockWorker {
  private static final double SECONDS_PER_NANO = 1e-9;

  private final Campaign campaign;
  private final Engine engine;
  private final List<PointGroup> groups;
  private BlockDecider decider;
  private int deciderGroup = -1;

  /**
   * A worker.
   *
   * @param engine decides the networks; the observables of the campaign are added to it
   */
  public BlockWorker(Campaign campaign, Engine engine) {
    this.campaign = campaign;
    this.engine = engine.observing(campaign.observation());
    groups = campaign.groups();
  }

  /**
   * The counts of a block.
   *
   * @param together how many blocks are decided at the same time, by which its seconds are divided
   * @param withChaotic whether to keep the chaotic networks
   * @param wanted asked between the calls of the decider
   * @return null if the block is wanted no more
   */
  public BlockTally decide(
      Ledger.Claim claim, int together, boolean withChaotic, BooleanSupplier wanted) {
    long start = System.nanoTime();
    PointGroup group = groups.get(claim.group());
    BlockTally tally =
        new BlockTally(claim.block(), group.points(), campaign.observation().kinds());
    long most = Math.min(claim.count(), claim.chunk() * engine.chunksAtOnce());
    for (long done = 0; done < claim.count(); done += most) {
      if (done > 0 && !wanted.getAsBoolean()) {
        return null;
      }
      long networks = Math.min(most, claim.count() - done);
      tally.add(decider(claim.group()).decide(claim.first() + done, networks, withChaotic));
    }
    tally.addSeconds((System.nanoTime() - start) * SECONDS_PER_NANO / together);
    return tally;
  }

  private BlockDecider decider(int group) {
    if (group != deciderGroup) {
      decider = engine.decider(groups.get(group).families(), campaign.seed());
      deciderGroup = group;
    }
    return decider;
  }
}
