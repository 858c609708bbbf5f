package org.liyorke.campaign.spark;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.CollectionAccumulator;
import org.liyorke.campaign.Ledger;
import org.liyorke.campaign.PointGroup;
import org.liyorke.dynamics.Decision;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.engine.cpu.HostBlas;

/**
 * Decides blocks on the CPU and makes a row of every network: block, point, index, verdict, whether
 * it has period three, the key of the witness of chaos, and the power of two that is missing from
 * the periods of an ordered one.
 */
final class RowTask implements FlatMapFunction<Iterator<Ledger.Claim>, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Assignment> broadcast;
  private final CollectionAccumulator<DecidedBlock> blocks;

  /**
   * A task.
   *
   * @param blocks gets what was counted
   */
  RowTask(Broadcast<Assignment> broadcast, CollectionAccumulator<DecidedBlock> blocks) {
    this.broadcast = broadcast;
    this.blocks = blocks;
  }

  @Override
  public Iterator<Row> call(Iterator<Ledger.Claim> claims) {
    Iterable<Ledger.Claim> all = () -> claims;
    return StreamSupport.stream(all.spliterator(), false).flatMap(this::rows).iterator();
  }

  private Stream<Row> rows(Ledger.Claim claim) {
    Assignment assignment = broadcast.value();
    DecisionRecorder recorder = new DecisionRecorder();
    EngineOptions options =
        new EngineOptions(CpuEngine.NAME, 1, assignment.engine().deviceMemory());
    boolean observing = !assignment.campaign().observation().isEmpty();
    HostBlas blas = observing ? HostBlas.of(assignment.engine().blas()) : null;
    ExecutorEngine engine =
        ExecutorEngine.own(assignment, new CpuEngine(options.threads(), recorder, blas), options);
    blocks.add(engine.decide(claim, TaskContext.get()));
    PointGroup group = assignment.campaign().groups().get(claim.group());
    return IntStream.range(0, group.points().size())
        .boxed()
        .flatMap(i -> rows(claim, group.points().get(i), recorder.decisions().get(i)));
  }

  private static Stream<Row> rows(Ledger.Claim claim, int point, List<Decision> decisions) {
    return IntStream.range(0, decisions.size())
        .mapToObj(i -> row(claim.block(), point, claim.first() + i, decisions.get(i)));
  }

  private static Row row(long block, int point, long index, Decision decision) {
    return RowFactory.create(
        block,
        point,
        index,
        word(decision.verdict()),
        word(decision.period3()),
        decision.witness() == null ? null : decision.witness().key(),
        decision.missingPeriod() == 0 ? null : decision.missingPeriod());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
