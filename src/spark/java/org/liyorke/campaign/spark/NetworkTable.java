package org.liyorke.campaign.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.liyorke.campaign.Ledger;
import org.liyorke.campaign.WorkOrder;
import org.liyorke.model.UserError;

/**
 * The Parquet table of {@code --networks-parquet}: a row of every network at every point, in one
 * partition for each block.
 *
 * <p>The rows of a wave are committed by Spark before its blocks count, and a block that is done
 * again replaces its partition. So a table has the rows of every block that counts, once, whatever
 * was killed, retried or run twice. Beside the partitions stands the configuration of the campaign,
 * in a file that readers of tables pass over.
 */
final class NetworkTable implements Wave {
  private static final String BLOCK = "block";
  private static final String CONFIGURATION = "_campaign.json";

  /** The columns, in the order of {@link RowTask}. */
  private static final StructType COLUMNS =
      new StructType()
          .add(BLOCK, DataTypes.LongType, false)
          .add("point", DataTypes.IntegerType, false)
          .add("index", DataTypes.LongType, false)
          .add("verdict", DataTypes.StringType, false)
          .add("period3", DataTypes.StringType, false)
          .add("witness", DataTypes.StringType, true)
          .add("missing_period", DataTypes.LongType, true);

  private final SparkSession session;
  private final Broadcast<Assignment> assignment;
  private final String folder;

  private NetworkTable(SparkSession session, Broadcast<Assignment> assignment, String folder) {
    this.session = session;
    this.assignment = assignment;
    this.folder = folder;
  }

  /**
   * Begins a table, or goes on with one.
   *
   * @throws UserError if the folder holds something else, or cannot be written
   */
  static NetworkTable open(
      SparkSession session, WorkOrder order, Ledger ledger, Assignment assignment) {
    String folder = order.table();
    byte[] configuration = ledger.configuration().json();
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(session.sparkContext().hadoopConfiguration());
      Path mark = new Path(path, CONFIGURATION);
      if (files.exists(mark)) {
        requireResumed(order, read(files, mark), configuration);
      } else {
        requireNew(folder, ledger, !files.exists(path) || files.listStatus(path).length == 0);
        write(files, mark, configuration);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.output(
          "--networks-parquet " + folder + ": cannot be written: " + e.getMessage());
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    return new NetworkTable(session, spark.broadcast(assignment), folder);
  }

  private static void requireResumed(WorkOrder order, byte[] there, byte[] configuration) {
    if (!order.resume()) {
      throw mistake(order.table(), "must not hold a table unless --resume goes on with it");
    }
    if (!Arrays.equals(there, configuration)) {
      throw mistake(order.table(), "must be the table of this campaign, is that of another");
    }
  }

  private static void requireNew(String folder, Ledger ledger, boolean empty) {
    if (!empty) {
      throw mistake(folder, "must be missing, empty or a table of this command");
    }
    if (ledger.hasCounts()) {
      throw mistake(
          folder,
          "must be the table that was begun with the campaign, whose finished blocks it lacks");
    }
  }

  private static UserError mistake(String folder, String rule) {
    return new UserError("--networks-parquet " + folder + ": " + rule);
  }

  private static byte[] read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(path)) {
      out.write(bytes);
    }
  }

  /** Commits the rows of all blocks; then their counts, which Spark takes once for each task. */
  @Override
  public void run(List<Ledger.Claim> claims, Consumer<DecidedBlock> results) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    CollectionAccumulator<DecidedBlock> blocks = spark.sc().collectionAccumulator();
    JavaRDD<Row> rows =
        spark.parallelize(claims, claims.size()).mapPartitions(new RowTask(assignment, blocks));
    session
        .createDataFrame(rows, COLUMNS)
        .write()
        .mode(SaveMode.Overwrite)
        .option("partitionOverwriteMode", "dynamic")
        .partitionBy(BLOCK)
        .parquet(folder);
    blocks.value().forEach(results);
  }
}
