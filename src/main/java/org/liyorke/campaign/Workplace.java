package org.liyorke.campaign;

import org.liyorke.engine.EngineListener;

/** Where blocks are decided: this machine, or a cluster. */
public interface Workplace {
  /** Whether it is a cluster, whose tasks have one thread each by default and can write tables. */
  boolean isCluster();

  /**
   * Workers for a campaign, to be closed by the caller.
   *
   * @param listener hears what engine was chosen, and of devices that fail
   * @throws org.liyorke.model.UserError when the engine asked for is not there, or not for these
   *     families
   */
  Workers workers(WorkOrder order, EngineListener listener);
}
