package org.liyorke.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.liyorke.engine.Engine;

/** Runs the blocks of a campaign on the threads of an engine. */
public final class CampaignRunner {
  private static final double SECONDS_PER_NANO = 1e-9;

  private final Campaign campaign;
  private final Ledger ledger;
  private final Engine engine;
  private final CampaignListener listener;
  private final Bookkeeper books;
  private final BooleanSupplier cancelled;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private CampaignRunner(
      Campaign campaign,
      Ledger ledger,
      Engine engine,
      CampaignListener listener,
      BooleanSupplier cancelled) {
    this.campaign = campaign;
    this.ledger = ledger;
    this.engine = engine;
    this.listener = listener;
    books = new Bookkeeper(ledger, listener);
    this.cancelled = cancelled;
  }

  /**
   * Decides every network that the ledger has not counted yet, or stops when {@code cancelled} says
   * so; then blocks that were decided with one call are finished, and larger ones dropped.
   *
   * @param ledger of this campaign; gets the counts
   * @param listener hears of the blocks, from the threads that decide them
   * @param cancelled asked before every block and within large ones, from several threads
   * @return what was counted, by earlier runs too
   */
  public static CampaignResult run(
      Campaign campaign,
      Ledger ledger,
      Engine engine,
      CampaignListener listener,
      BooleanSupplier cancelled) {
    return new CampaignRunner(campaign, ledger, engine, listener, cancelled).run();
  }

  /** The same for a campaign that begins, and that is kept nowhere. */
  public static CampaignResult run(
      Campaign campaign, Engine engine, CampaignListener listener, BooleanSupplier cancelled) {
    Configuration whole = Configuration.of(campaign, "", false, null, Shard.WHOLE);
    return run(campaign, new Ledger(whole), engine, listener, cancelled);
  }

  private CampaignResult run() {
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < engine.threads(); i++) {
      Thread thread = new Thread(this::work, "decide-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    rethrowFailure();
    return ledger.result(secondsSince(start));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while networks are decided", e);
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) * SECONDS_PER_NANO;
  }

  private void work() {
    try {
      decideBlocks();
    } catch (Throwable e) {
      // Whatever it is, an error of memory included, the first failure ends the run and is thrown
      // from there.
      failure.compareAndSet(null, e);
      ledger.stop();
      listener.failed();
    }
  }

  private void decideBlocks() throws InterruptedException {
    BlockWorker worker = new BlockWorker(campaign, engine);
    while (!cancelled.getAsBoolean()) {
      Ledger.Claim claim = ledger.claim();
      if (claim == null) {
        return;
      }
      BlockTally tally =
          worker.decide(
              claim,
              engine.threads(),
              listener.wantsChaotic(),
              () -> !cancelled.getAsBoolean() && ledger.isWanted(claim));
      if (tally == null) {
        books.drop(claim);
      } else {
        books.add(claim, tally);
      }
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
