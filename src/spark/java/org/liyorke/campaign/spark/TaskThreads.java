package org.liyorke.campaign.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The threads of a task. */
final class TaskThreads {
  private TaskThreads() {}

  /** The values of a function, each computed on a thread of its own; in the order of the inputs. */
  static <T, R> List<R> map(List<T> inputs, Function<T, R> function) {
    if (inputs.size() <= 1) {
      return inputs.stream().map(function).toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(inputs.size());
    try {
      List<Future<R>> values = new ArrayList<>();
      for (T input : inputs) {
        values.add(threads.submit(() -> function.apply(input)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> value : values) {
        results.add(value.get());
      }
      return results;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while networks are decided", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a thread that decides networks failed", e.getCause());
    } finally {
      threads.shutdown();
    }
  }
}
