package org.liyorke.cli;

import org.liyorke.campaign.spark.SparkCluster;

/**
 * The entry point for {@code spark-submit}: the same command line, with {@code estimate} and {@code
 * sweep} on the cluster.
 */
public final class SparkMain {
  private SparkMain() {}

  /** Runs one command, and ends the process with its exit status unless that is 0. */
  public static void main(String[] args) {
    int status = Main.run(args, new SparkCluster());
    // A driver inside a cluster that exits by itself counts as failed there, also with status 0.
    if (status != 0) {
      System.exit(status);
    }
  }
}
