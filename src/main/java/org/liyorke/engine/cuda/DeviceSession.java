package org.liyorke.engine.cuda;

import java.util.List;
import org.liyorke.model.NetworkFamily;
import org.liyorke.tally.ObservableTally;

/** Decides and observes networks on one device. Not for use by several threads at once. */
interface DeviceSession extends DeviceResource {
  /**
   * Decides the networks of indices [first, first + count) of every family.
   *
   * @param families families that share their draws; those of the call before cost least
   * @param seed all 64 bits significant
   * @param first at least 0
   * @param count at least 1
   * @param withProofs whether to return the proofs of chaos, and not only how many there are
   * @return the verdicts, family by family
   * @throws CudaException when a call fails; nothing is known of the networks then
   */
  List<DeviceVerdicts> decide(
      List<NetworkFamily> families, long seed, long first, int count, boolean withProofs);

  /**
   * Observes the networks of indices [first, first + count) of every family, as far as that is done
   * on a device: persistence is not, and of Jacobians nothing is tallied here.
   *
   * @param group that of the call before costs least
   * @param first at least 0
   * @param count at least 1
   * @return a tally of all kinds of the observation for each family
   * @throws CudaException when a call fails; nothing was tallied then
   * @throws ArithmeticException if a value is too large to be tallied
   */
  List<ObservableTally> observe(ObservedGroup group, long first, long count);

  /**
   * The Jacobians of the networks of indices [first, first + count) of one family of the group, by
   * columns, those of a network one after the other.
   *
   * @param family its position
   */
  float[] jacobians(ObservedGroup group, int family, long first, int count);

  /** Bytes of the device that its batches may use. */
  long memory();
}
