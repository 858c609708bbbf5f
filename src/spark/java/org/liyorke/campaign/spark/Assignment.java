package org.liyorke.campaign.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.liyorke.campaign.Campaign;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.Engines;
import org.liyorke.engine.cpu.CpuEngine;
import org.liyorke.model.UserError;

/**
 * What all tasks of a campaign have in common.
 *
 * @param campaign what to decide
 * @param engine what to decide it with, and the threads of one task
 * @param withChaotic whether to send back the chaotic networks
 */
record Assignment(Campaign campaign, EngineOptions engine, boolean withChaotic)
    implements Serializable {
  private static final String GPU = "gpu";

  /**
   * The engine for a task: with the devices that Spark gave it. Without any, {@code auto} is the
   * CPU, since the devices of the machine may be those of other tasks.
   */
  EngineOptions engineOf(TaskContext task) {
    ResourceInformation gpus = task.resourcesJMap().get(GPU);
    List<Integer> devices =
        gpus == null
            ? List.of()
            : List.of(gpus.addresses()).stream().map(Assignment::ordinal).sorted().toList();
    String name =
        devices.isEmpty() && engine.name().equals(Engines.AUTO) ? CpuEngine.NAME : engine.name();
    return new EngineOptions(
        name, engine.threads(), engine.deviceMemory(), engine.precision(), engine.blas(), devices);
  }

  private static int ordinal(String address) {
    try {
      return Integer.parseInt(address);
    } catch (NumberFormatException e) {
      throw UserError.engine(
          "GPU address " + address + " of Spark: must be the number of a device, as CUDA counts");
    }
  }
}
