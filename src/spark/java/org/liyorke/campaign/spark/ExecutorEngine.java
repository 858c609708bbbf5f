package org.liyorke.campaign.spark;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.liyorke.campaign.BlockParcel;
import org.liyorke.campaign.BlockTally;
import org.liyorke.campaign.BlockWorker;
import org.liyorke.campaign.Ledger;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Engines;

/**
 * An engine of an executor, for all of its tasks with the same devices. It lives as long as the
 * process, since opening a device takes longer than deciding a block. Safe for use by several
 * threads.
 */
final class ExecutorEngine {
  /** What tells engines of a process apart. */
  private record Key(Assignment assignment, EngineOptions options) {}

  /** The resources of a process, like those of a driver: made once, given back by its end. */
  private static final Map<Key, ExecutorEngine> ENGINES = new ConcurrentHashMap<>();

  private final Assignment assignment;
  private final Engine engine;
  private final DecidedBlock.Origin origin;

  /** Workers between two blocks; there are as many as threads ever worked at the same time. */
  private final Queue<BlockWorker> idle = new ConcurrentLinkedQueue<>();

  private ExecutorEngine(Assignment assignment, Engine engine, EngineOptions options) {
    this.assignment = assignment;
    this.engine = engine;
    origin = origin(engine, options);
  }

  /** The engine for a task; opened by the first one that needs it. */
  static ExecutorEngine of(Assignment assignment, TaskContext task) {
    EngineOptions options = assignment.engineOf(task);
    return ENGINES.computeIfAbsent(
        new Key(assignment, options),
        key ->
            new ExecutorEngine(
                assignment,
                Engines.choose(
                    options,
                    assignment.campaign().points(),
                    assignment.campaign().observation(),
                    new ExecutorLog()),
                options));
  }

  /** An engine of one task alone. */
  static ExecutorEngine own(Assignment assignment, Engine engine, EngineOptions options) {
    return new ExecutorEngine(assignment, engine, options);
  }

  private static DecidedBlock.Origin origin(Engine engine, EngineOptions options) {
    return new DecidedBlock.Origin(
        SparkEnv.get().executorId(),
        engine.name(),
        engine.describe().get("device").toString(),
        options.devices());
  }

  /**
   * Decides a block.
   *
   * @throws TaskKilledException if Spark wants the task no more
   */
  DecidedBlock decide(Ledger.Claim claim, TaskContext task) {
    BlockWorker idler = idle.poll();
    BlockWorker worker = idler == null ? new BlockWorker(assignment.campaign(), engine) : idler;
    BlockTally tally =
        worker.decide(claim, 1, assignment.withChaotic(), () -> !task.isInterrupted());
    idle.add(worker);
    if (tally == null) {
      throw new TaskKilledException();
    }
    return new DecidedBlock(claim, BlockParcel.of(tally, assignment.withChaotic()), origin);
  }

  /** Writes to the log of the executor. */
  private static final class ExecutorLog implements EngineListener {
    @Override
    public void chosen(String line) {
      System.err.println("liyorke: " + line);
    }

    @Override
    public void retired(String line) {
      System.err.println("liyorke: " + line);
    }
  }
}
