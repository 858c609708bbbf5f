package org.liyorke.engine.cuda;

import java.util.List;
import org.liyorke.model.NetworkFamily;

/** Decides networks on one device. Not for use by several threads at once. */
interface DeviceSession extends DeviceResource {
  /**
   * Decides the networks of indices [first, first + count) of every family.
   *
   * @param families families that share their draws; those of the call before cost least
   * @param seed all 64 bits significant
   * @param first at least 0
   * @param count at least 1
   * @return the verdicts, family by family
   * @throws CudaException when a call fails; nothing is known of the networks then
   */
  List<DeviceVerdicts> decide(List<NetworkFamily> families, long seed, long first, int count);

  /** Bytes of the device that its batches may use. */
  long memory();
}
