package org.liyorke.campaign.spark;

import org.apache.spark.SparkConf;
import org.liyorke.campaign.WorkOrder;
import org.liyorke.campaign.Workers;
import org.liyorke.campaign.Workplace;
import org.liyorke.engine.BlasKind;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Engines;
import org.liyorke.engine.cuda.CudaEngine;
import org.liyorke.model.UserError;

/** The cluster that {@code spark-submit} names. */
public final class SparkCluster implements Workplace {
  private static final String MASTER = "spark.master";

  @Override
  public boolean isCluster() {
    return true;
  }

  /** Spark itself is started when the work begins, so that a wrong command line costs nothing. */
  @Override
  public Workers workers(WorkOrder order, EngineListener listener) {
    String engine = order.engine().name();
    Engines.requireSupport(engine, order.campaign().points(), order.campaign().observation());
    if (order.table() != null && engine.equals(CudaEngine.NAME)) {
      throw new UserError(
          "--networks-parquet and --engine cuda: must not be given together, as a device tells only"
              + " how many networks it settled");
    }
    requireOneBlas(order.engine());
    SparkConf settings = new SparkConf();
    if (!settings.contains(MASTER)) {
      throw new UserError(
          MASTER + ": must be given; start this jar with spark-submit --master ...");
    }
    return new SparkWorkers(withJavaBlas(order), settings);
  }

  /** Executors may have different libraries; the one in Java is the same on all of them. */
  private static void requireOneBlas(EngineOptions engine) {
    if (engine.blas() == BlasKind.NATIVE) {
      throw new UserError(
          "--blas native: must be java or auto on Spark, as executors may have different libraries");
    }
  }

  private static WorkOrder withJavaBlas(WorkOrder order) {
    EngineOptions engine = order.engine().with(BlasKind.JAVA);
    return new WorkOrder(order.campaign(), engine, order.table(), order.resume());
  }
}
