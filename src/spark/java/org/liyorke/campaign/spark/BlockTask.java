package org.liyorke.campaign.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.liyorke.campaign.Ledger;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction2;

/** A task: decides as many blocks as it has threads, by default one. */
final class BlockTask
    extends AbstractFunction2<TaskContext, Iterator<Ledger.Claim>, ArrayList<DecidedBlock>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Assignment> assignment;

  BlockTask(Broadcast<Assignment> assignment) {
    this.assignment = assignment;
  }

  @Override
  public ArrayList<DecidedBlock> apply(TaskContext task, Iterator<Ledger.Claim> claims) {
    ExecutorEngine engine = ExecutorEngine.of(assignment.value(), task);
    List<Ledger.Claim> blocks = new ArrayList<>();
    CollectionConverters.asJava(claims).forEachRemaining(blocks::add);
    return new ArrayList<>(TaskThreads.map(blocks, claim -> engine.decide(claim, task)));
  }
}
