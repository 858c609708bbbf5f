package org.liyorke.engine.cpu;

import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineContract;

/** With the BLAS of the system. */
class NativeBlasContractTest extends EngineContract {
  @Override
  protected Engine open() {
    return new CpuEngine(
        2, family -> NetworkDecider.forFamily(family)::decide, NativeBlas.required());
  }
}
