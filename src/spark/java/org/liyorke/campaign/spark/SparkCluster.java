package org.liyorke.campaign.spark;

import org.apache.spark.SparkConf;
import org.liyorke.campaign.WorkOrder;
import org.liyorke.campaign.Workers;
import org.liyorke.campaign.Workplace;
import org.liyorke.engine.EngineListener;
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
    SparkConf settings = new SparkConf();
    if (!settings.contains(MASTER)) {
      throw new UserError(
          MASTER + ": must be given; start this jar with spark-submit --master ...");
    }
    return new SparkWorkers(order, settings);
  }
}
