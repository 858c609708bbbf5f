package org.liyorke.campaign.spark;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.liyorke.campaign.CampaignListener;
import org.liyorke.campaign.CampaignResult;
import org.liyorke.campaign.Ledger;
import org.liyorke.campaign.WorkOrder;
import org.liyorke.campaign.Workers;
import org.liyorke.engine.cpu.CpuEngine;

/** The executors of a Spark application. */
final class SparkWorkers implements Workers {
  private static final double SECONDS_PER_NANO = 1e-9;
  private static final String NAME = "spark";

  private final WorkOrder order;
  private final SparkConf settings;
  private final Map<String, Object> description = new LinkedHashMap<>();
  private final Set<DecidedBlock.Origin> origins = new LinkedHashSet<>();
  private SparkSession session;

  /**
   * Workers that Spark is asked for when their work begins.
   *
   * @param settings of {@code spark-submit}
   */
  SparkWorkers(WorkOrder order, SparkConf settings) {
    this.order = order;
    this.settings = settings;
  }

  @Override
  public CampaignResult run(Ledger ledger, CampaignListener listener, BooleanSupplier cancelled) {
    open();
    long start = System.nanoTime();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Assignment assignment =
        new Assignment(order.campaign(), order.engine(), listener.wantsChaotic());
    boolean toTable = order.table() != null;
    Wave wave =
        toTable
            ? NetworkTable.open(session, order, ledger, assignment)
            : new ResultWave(spark, assignment);
    new SparkRun(spark.sc(), ledger, listener, wave, () -> together(spark), origins::add)
        .run(toTable ? 1 : 2, cancelled);
    return ledger.result((System.nanoTime() - start) * SECONDS_PER_NANO);
  }

  private void open() {
    settings.setIfMissing("spark.app.name", "liyorke");
    // The records that travel are not made for Kryo.
    settings.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    if (!order.engine().name().equals(CpuEngine.NAME)) {
      // Scripts that discover GPUs number them like nvidia-smi.
      settings.setIfMissing("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");
      // An executor whose devices failed fails quickly, and would draw all tasks to itself.
      settings.setIfMissing("spark.excludeOnFailure.enabled", "true");
    }
    if (!order.campaign().observation().isEmpty()) {
      description.put("blas", order.engine().blas().key());
    }
    session = SparkSession.builder().config(settings).getOrCreate();
    description.put("spark", session.version());
    description.put("master", session.sparkContext().master());
    description.put("java", System.getProperty("java.version"));
  }

  /** How many blocks are decided at the same time by the executors there are now, about. */
  private int together(JavaSparkContext spark) {
    int tasks = spark.defaultParallelism() / settings.getInt("spark.task.cpus", 1);
    return Math.max(1, tasks) * order.engine().threads();
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", NAME);
    all.put("engines", distinct(DecidedBlock.Origin::engine));
    all.put("threads", order.engine().threads());
    all.put("device", String.join(", ", distinct(DecidedBlock.Origin::device)));
    all.put("executors", distinct(DecidedBlock.Origin::executor).size());
    all.put("gpus", gpus());
    all.putAll(description);
    return all;
  }

  private Set<String> distinct(Function<DecidedBlock.Origin, String> part) {
    return origins.stream().map(part).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The GPUs that Spark gave to tasks; every executor numbers its own. */
  private long gpus() {
    return origins.stream()
        .flatMap(origin -> origin.gpus().stream().map(gpu -> origin.executor() + " " + gpu))
        .distinct()
        .count();
  }

  @Override
  public void close() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }
}
