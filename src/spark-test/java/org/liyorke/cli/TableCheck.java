package org.liyorke.cli;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a table of networks: prints the number of rows, that of different networks, and a line for
 * each combination of point, verdict, period three, witness and missing period with its count.
 */
final class TableCheck {
  private TableCheck() {}

  /** The folder of the table. */
  public static void main(String[] args) throws IOException {
    try (SparkSession session =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .getOrCreate()) {
      Dataset<Row> table = session.read().parquet(args[0]);
      System.out.println("rows " + table.count());
      System.out.println("networks " + table.select("point", "index").distinct().count());
      List<Row> counts =
          table
              .groupBy("point", "verdict", "period3", "witness", "missing_period")
              .count()
              .collectAsList();
      counts.forEach(row -> System.out.println(row.mkString(" ")));
    }
  }
}
