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
  private final List<PointGroup> groups;
  private final Collector collector;
  private final boolean withCatalog;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * A runner for one run.
   *
   * @param listener hears of the progress, from the threads of the engine
   */
  public CampaignRunner(Campaign campaign, Engine engine, CampaignListener listener) {
    this.campaign = campaign;
    this.engine = engine;
    groups = campaign.groups();
    collector = new Collector(campaign, groups, listener, engine.threads());
    withCatalog = listener.wantsChaotic();
  }

  /**
   * Decides every network, or stops soon after {@code cancelled} says so.
   *
   * @param cancelled asked often, from several threads
   * @return what was counted
   */
  public CampaignResult run(BooleanSupplier cancelled) {
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < engine.threads(); i++) {
      Thread thread = new Thread(() -> work(cancelled), "decide-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while networks are decided", e);
    }
    rethrowFailure();
    return collector.result(campaign, (System.nanoTime() - start) * 1e-9);
  }

  private void work(BooleanSupplier cancelled) {
    BooleanSupplier stop = () -> failure.get() != null || cancelled.getAsBoolean();
    try {
      decideBlocks(stop);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      // One thread ends either because there is nothing left or because all of them should end.
      if (stop.getAsBoolean()) {
        collector.stop();
      }
    }
  }

  private void decideBlocks(BooleanSupplier stop) throws InterruptedException {
    int group = -1;
    BlockDecider decider = null;
    for (Collector.Claim claim = collector.claim(); claim != null; claim = collector.claim()) {
      if (claim.group() != group) {
        group = claim.group();
        decider = engine.decider(groups.get(group).families(), campaign.seed());
      }
      BlockResult result = decider.decide(claim.first(), claim.count(), withCatalog, stop);
      if (result == null) {
        return;
      }
      collector.add(claim, result);
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
