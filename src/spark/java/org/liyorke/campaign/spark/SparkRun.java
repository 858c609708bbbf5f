package org.liyorke.campaign.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.spark.SparkContext;
import org.liyorke.campaign.Bookkeeper;
import org.liyorke.campaign.CampaignListener;
import org.liyorke.campaign.Ledger;

/**
 * One run of a campaign: threads of the driver that keep Spark busy with waves of blocks, and the
 * calling thread, which alone books what comes back.
 */
final class SparkRun {
  private static final String JOBS = "liyorke";
  private static final long PATIENCE_MILLIS = 100;

  /** Blocks of a wave for each that is decided at the same time. */
  private static final int DEPTH = 4;

  private static final int SMALLEST_WAVE = 64;

  /** Something that happened, for the thread that keeps the books. */
  @FunctionalInterface
  private interface Event {
    void book() throws InterruptedException;
  }

  private final SparkContext spark;
  private final Ledger ledger;
  private final CampaignListener listener;
  private final Bookkeeper books;
  private final Wave wave;
  private final IntSupplier together;
  private final Consumer<DecidedBlock.Origin> origins;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** The claims whose results have not come yet, by their order. */
  private final Map<Long, Ledger.Claim> open = new LinkedHashMap<>();

  private int feeders;
  private boolean stopping;
  private Throwable failure;

  /**
   * A run.
   *
   * @param together how many blocks the cluster decides at the same time now, about
   * @param origins hears what decided the blocks that count
   */
  SparkRun(
      SparkContext spark,
      Ledger ledger,
      CampaignListener listener,
      Wave wave,
      IntSupplier together,
      Consumer<DecidedBlock.Origin> origins) {
    this.spark = spark;
    this.ledger = ledger;
    this.listener = listener;
    this.wave = wave;
    this.together = together;
    this.origins = origins;
    books = new Bookkeeper(ledger, new SettledInOrder(listener));
  }

  /**
   * Runs all blocks that the ledger hands out, or until {@code cancelled}.
   *
   * @param waves at the same time: with two, the cluster has work while the last blocks of one wave
   *     are decided
   * @throws RuntimeException the first failure, when nothing runs any more
   */
  void run(int waves, BooleanSupplier cancelled) {
    feeders = waves;
    for (int i = 0; i < waves; i++) {
      Thread feeder = new Thread(this::feed, "waves-" + i);
      feeder.setDaemon(true);
      feeder.start();
    }
    while (feeders > 0 || !events.isEmpty()) {
      if (cancelled.getAsBoolean()) {
        stop();
      }
      bookNext();
    }
    if (failure == null) {
      dropOpen();
    }
    if (failure != null) {
      throw SparkFailure.of(failure);
    }
  }

  private void bookNext() {
    try {
      Event event = events.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (event != null) {
        event.book();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    // What is cancelled fails; the failure that matters is the one before.
    if (!stopping) {
      failure = e;
      listener.failed();
      stop();
    }
  }

  private void stop() {
    if (!stopping) {
      stopping = true;
      ledger.stop();
      if (!spark.isStopped()) {
        spark.cancelJobGroupAndFutureJobs(JOBS);
      }
    }
  }

  private void dropOpen() {
    try {
      for (Ledger.Claim claim : open.values()) {
        books.drop(claim);
      }
    } catch (InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  private void feed() {
    try {
      spark.setJobGroup(JOBS, "blocks of networks", false);
      for (List<Ledger.Claim> claims = claim(); !claims.isEmpty(); claims = claim()) {
        List<Ledger.Claim> begun = claims;
        events.add(() -> begun.forEach(claim -> open.put(claim.order(), claim)));
        wave.run(begun, block -> events.add(() -> book(block)));
      }
    } catch (Throwable e) {
      // Scala throws checked exceptions that it does not declare.
      events.add(() -> fail(e));
    } finally {
      events.add(() -> feeders--);
    }
  }

  private List<Ledger.Claim> claim() {
    // What is decided beyond the block at which a campaign stops early is lost.
    boolean mayStop = ledger.configuration().until() != null;
    int size = Math.max(mayStop ? 1 : SMALLEST_WAVE, DEPTH * together.getAsInt());
    List<Ledger.Claim> claims = new ArrayList<>();
    while (claims.size() < size) {
      Ledger.Claim claim = ledger.claim();
      if (claim == null) {
        break;
      }
      claims.add(claim);
    }
    return claims;
  }

  /** The first result of a block counts, others are dropped. */
  private void book(DecidedBlock block) throws InterruptedException {
    Ledger.Claim claim = open.get(block.claim().order());
    if (claim != null && failure == null) {
      books.add(claim, block.parcel().open(claim, ledger, together.getAsInt()));
      open.remove(claim.order());
      origins.accept(block.origin());
    }
  }
}
