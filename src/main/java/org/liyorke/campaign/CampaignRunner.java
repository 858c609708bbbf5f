package org.liyorke.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.liyorke.engine.BlockDecider;
import org.liyorke.engine.BlockResult;
import org.liyorke.engine.Engine;

/** Runs the blocks of a campaign on the threads of an engine. */
public final class CampaignRunner {
  private final Campaign campaign;
  private final Engine engine;
  private final CampaignListener listener;
  private final List<PointGroup> groups;
  private final Collector collector;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private CampaignRunner(Campaign campaign, Engine engine, CampaignListener listener) {
    this.campaign = campaign;
    this.engine = engine.observing(campaign.observation());
    this.listener = listener;
    groups = campaign.groups();
    collector = new Collector(campaign, groups);
  }

  /**
   * Decides every network, or stops when {@code cancelled} says so; blocks that were begun are
   * finished.
   *
   * @param listener hears of the blocks, from the threads that decide them
   * @param cancelled asked before every block, from several threads
   * @return what was counted
   */
  public static CampaignResult run(
      Campaign campaign, Engine engine, CampaignListener listener, BooleanSupplier cancelled) {
    return new CampaignRunner(campaign, engine, listener).run(cancelled);
  }

  private CampaignResult run(BooleanSupplier cancelled) {
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < engine.threads(); i++) {
      Thread thread = new Thread(() -> work(cancelled), "decide-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    rethrowFailure();
    return collector.result(start);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while networks are decided", e);
    }
  }

  private void work(BooleanSupplier cancelled) {
    try {
      decideBlocks(cancelled);
    } catch (Throwable e) {
      // Whatever it is, an error of memory included, the first failure ends the run and is thrown
      // from there.
      failure.compareAndSet(null, e);
      collector.stop();
      listener.failed();
    }
  }

  private void decideBlocks(BooleanSupplier cancelled) throws InterruptedException {
    int group = -1;
    BlockDecider decider = null;
    while (!cancelled.getAsBoolean()) {
      Collector.Claim claim = collector.claim();
      if (claim == null) {
        return;
      }
      if (claim.group() != group) {
        group = claim.group();
        decider = engine.decider(groups.get(group).families(), campaign.seed());
      }
      BlockResult result = decider.decide(claim.first(), claim.count(), listener.wantsChaotic());
      listener.decided(claim.number(), groups.get(group), result);
      collector.add(claim, result, listener);
    }
  }

  private void rethrowFailure() {
    Throwable cause = failure.get();
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    if (cause != null) {
      throw new IllegalStateException("a thread that decides networks failed", cause);
    }
  }
}
