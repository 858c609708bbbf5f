package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuGraphDestroy;
import static jcuda.driver.JCudaDriver.cuGraphExecDestroy;
import static jcuda.driver.JCudaDriver.cuGraphInstantiate;
import static jcuda.driver.JCudaDriver.cuGraphLaunch;
import static jcuda.driver.JCudaDriver.cuStreamBeginCapture;
import static jcuda.driver.JCudaDriver.cuStreamEndCapture;
import static org.liyorke.engine.cuda.CudaException.check;

import java.util.function.Consumer;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstreamCaptureMode;

/** Work of a device that was recorded as a CUDA graph, and is started by one call. */
final class RecordedWork implements DeviceResource {
  private final DeviceContext context;
  private final CUgraphExec executable = new CUgraphExec();

  /**
   * Records.
   *
   * @param work starts work on the stream it is given, and neither waits nor allocates
   */
  RecordedWork(DeviceContext context, Consumer<DeviceStream> work) {
    this.context = context;
    try (DeviceStream recording = DeviceStream.nonBlocking(context)) {
      CUgraph graph = record(recording, work);
      try {
        check("cuGraphInstantiate", cuGraphInstantiate(executable, graph, 0));
      } finally {
        cuGraphDestroy(graph);
      }
    }
  }

  private static CUgraph record(DeviceStream stream, Consumer<DeviceStream> work) {
    CUgraph graph = new CUgraph();
    // Other threads go on to allocate and to copy.
    int mode = CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
    check("cuStreamBeginCapture", cuStreamBeginCapture(stream.handle(), mode));
    try {
      work.accept(stream);
    } catch (CudaException e) {
      cuStreamEndCapture(stream.handle(), graph);
      cuGraphDestroy(graph);
      throw e;
    }
    check("cuStreamEndCapture", cuStreamEndCapture(stream.handle(), graph));
    return graph;
  }

  /** Starts the work. */
  void launch(DeviceStream stream) {
    context.makeCurrent();
    check("cuGraphLaunch", cuGraphLaunch(executable, stream.handle()));
  }

  @Override
  public void close() {
    context.select();
    check("cuGraphExecDestroy", cuGraphExecDestroy(executable));
  }
}
