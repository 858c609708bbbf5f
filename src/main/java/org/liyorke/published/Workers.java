package org.liyorke.published;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Runs blocks of indices on threads. What comes out does not depend on how many there are.
 *
 * @param threads at least 1
 * @param cancelled asked before every block, from several threads
 */
public record Workers(int threads, BooleanSupplier cancelled) {
  /** What to do with the indices from {@code first} on, {@code count} of them. */
  @FunctionalInterface
  interface Block<T> {
    T run(long first, int count);
  }

  /**
   * The results of all blocks in order.
   *
   * @param total indices 0 to total - 1
   * @param blockSize of all blocks but the last
   * @throws CancellationException when cancelled before all blocks were done
   */
  <T> List<T> run(long total, int blockSize, Block<T> block) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (long first = 0; first < total; first += blockSize) {
        long from = first;
        int count = (int) Math.min(blockSize, total - first);
        futures.add(executor.submit(() -> runUnlessCancelled(block, from, count)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while networks are examined", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Throws if the work is to end. */
  void check() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  private <T> T runUnlessCancelled(Block<T> block, long first, int count) {
    check();
    return block.run(first, count);
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
