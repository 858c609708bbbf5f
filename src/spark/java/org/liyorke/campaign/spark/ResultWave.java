package org.liyorke.campaign.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.liyorke.campaign.Ledger;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Sends every block back as soon as it is finished; of several runs of a task the first counts. */
final class ResultWave implements Wave {
  private static final ClassTag<ArrayList<DecidedBlock>> RESULTS =
      ClassTag$.MODULE$.apply(ArrayList.class);

  private final JavaSparkContext spark;
  private final int threads;
  private final Broadcast<Assignment> assignment;

  ResultWave(JavaSparkContext spark, Assignment assignment) {
    this.spark = spark;
    threads = assignment.engine().threads();
    this.assignment = spark.broadcast(assignment);
  }

  @Override
  public void run(List<Ledger.Claim> claims, Consumer<DecidedBlock> results) {
    int tasks = (claims.size() + threads - 1) / threads;
    spark
        .sc()
        .runJob(
            spark.parallelize(claims, tasks).rdd(),
            new BlockTask(assignment),
            new AbstractFunction2<Object, ArrayList<DecidedBlock>, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object task, ArrayList<DecidedBlock> blocks) {
                blocks.forEach(results);
                return BoxedUnit.UNIT;
              }
            },
            RESULTS);
  }
}
