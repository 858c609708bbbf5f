package org.liyorke.cli;

import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.liyorke.model.Layer;
import org.liyorke.model.NetworkLine;
import org.liyorke.model.NetworkLines;

/**
 * Reads networks on one thread, decides them on several, and prints the answers in order on the
 * calling thread, each as soon as it and all before it are there. Networks that are read but not
 * answered are bounded in number and size.
 */
final class ClassifyRun {
  private static final int LINES_PER_THREAD = 8;

  /** Numbers in networks that wait: 32 MiB. */
  private static final int MOST_NUMBERS = 1 << 22;

  /**
   * An answer on its way.
   *
   * @param answer the answer; completed with null at the end of the input
   * @param numbers numbers of the network, to be released when it is answered
   */
  private record Pending(CompletableFuture<ClassifyAnswer> answer, int numbers) {}

  private final ResultStream out;
  private final ExecutorService deciders;
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Semaphore lines;
  private final Semaphore numbers = new Semaphore(MOST_NUMBERS);

  ClassifyRun(int threads, ResultStream out) {
    this.out = out;
    lines = new Semaphore(LINES_PER_THREAD * threads);
    deciders = Executors.newFixedThreadPool(threads, ClassifyRun::daemon);
  }

  private static Thread daemon(Runnable work) {
    // A reader that waits for standard input must not keep the process alive when the output is
    // gone.
    Thread thread = new Thread(work, "classify");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Answers every line.
   *
   * @return whether all of them could be read
   */
  boolean run(InputStream in) {
    daemon(() -> readAll(in)).start();
    try {
      return answerAll();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while networks are decided", e);
    } finally {
      deciders.shutdownNow();
    }
  }

  private void readAll(InputStream in) {
    try {
      NetworkLines networks = new NetworkLines(in);
      while (networks.hasNext()) {
        submit(networks.next());
      }
      queue.add(new Pending(CompletableFuture.completedFuture(null), 0));
    } catch (InterruptedException | RuntimeException | Error e) {
      queue.add(new Pending(CompletableFuture.failedFuture(e), 0));
    }
  }

  private void submit(NetworkLine line) throws InterruptedException {
    int size = Math.min(MOST_NUMBERS, size(line));
    lines.acquire();
    numbers.acquire(size);
    queue.add(
        new Pending(CompletableFuture.supplyAsync(() -> ClassifyAnswer.of(line), deciders), size));
  }

  private static int size(NetworkLine line) {
    long size = 0;
    if (line.network() != null) {
      for (Layer layer : line.network().layers()) {
        size += (layer.inputs() + 1L) * layer.outputs();
      }
    }
    return (int) Math.min(MOST_NUMBERS, size);
  }

  private boolean answerAll() throws InterruptedException {
    boolean good = true;
    while (true) {
      Pending next = queue.take();
      ClassifyAnswer answer = get(next.answer());
      if (answer == null) {
        return good;
      }
      good &= answer.good();
      out.println(answer.text());
      numbers.release(next.numbers());
      lines.release();
      Pending following = queue.peek();
      if (following == null || !following.answer().isDone()) {
        out.flush();
      }
    }
  }

  private static ClassifyAnswer get(CompletableFuture<ClassifyAnswer> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
