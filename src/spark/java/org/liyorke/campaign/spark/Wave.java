package org.liyorke.campaign.spark;

import java.util.List;
import java.util.function.Consumer;
import org.liyorke.campaign.Ledger;

/** Runs some blocks as one job of Spark. */
@FunctionalInterface
interface Wave {
  /**
   * Runs the blocks; ends when all of them are finished, and fails when Spark gives up or is told
   * to.
   *
   * @param results gets every block once, on whatever thread
   */
  void run(List<Ledger.Claim> claims, Consumer<DecidedBlock> results);
}
