package org.liyorke.campaign.spark;

import java.io.Serializable;
import java.util.List;
import org.liyorke.campaign.BlockParcel;
import org.liyorke.campaign.Ledger;

/**
 * What a task sends back of a block.
 *
 * @param claim the block
 * @param parcel what was counted
 * @param origin what decided it
 */
record DecidedBlock(Ledger.Claim claim, BlockParcel parcel, Origin origin) implements Serializable {
  /**
   * What decided a block.
   *
   * @param executor its name in Spark
   * @param engine its name
   * @param device name of the processor or of the GPUs
   * @param gpus ordinals of the GPUs that Spark gave the task
   */
  record Origin(String executor, String engine, String device, List<Integer> gpus)
      implements Serializable {}
}
