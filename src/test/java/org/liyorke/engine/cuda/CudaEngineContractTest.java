package org.liyorke.engine.cuda;

import static org.junit.jupiter.api.Assertions.fail;

import org.liyorke.dynamics.NetworkDecider;
import org.liyorke.engine.BlasKind;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineContract;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.EngineOptions;
import org.liyorke.engine.cpu.HostBlas;

/** On the devices of this JVM: the software device, or a GPU. */
class CudaEngineContractTest extends EngineContract {
  private static final EngineListener NOBODY =
      new EngineListener() {
        @Override
        public void chosen(String line) {}

        @Override
        public void retired(String line) {
          fail(line);
        }
      };

  @Override
  protected Engine open() {
    SoftwareCuda.device();
    return new CudaEngine(
        CudaPlatform.find(),
        new EngineOptions(CudaEngine.NAME, 2, Long.MAX_VALUE),
        HostBlas.of(BlasKind.AUTO),
        family -> NetworkDecider.forFamily(family)::decide,
        NOBODY);
  }
}
