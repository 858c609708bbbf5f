package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuStreamCreate;
import static jcuda.driver.JCudaDriver.cuStreamDestroy;
import static jcuda.driver.JCudaDriver.cuStreamSynchronize;
import static org.liyorke.engine.cuda.CudaException.check;

import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;

/**
 * Work of a device that is done in order.
 *
 * <p>A blocking stream: it waits for copies by the host and they wait for it, so that {@link
 * DeviceBuffer} needs no stream.
 */
final class DeviceStream implements DeviceResource {
  private final DeviceContext context;
  private final CUstream stream = new CUstream();

  DeviceStream(DeviceContext context) {
    this(context, CUstream_flags.CU_STREAM_DEFAULT);
  }

  private DeviceStream(DeviceContext context, int flags) {
    this.context = context;
    context.makeCurrent();
    check("cuStreamCreate", cuStreamCreate(stream, flags));
  }

  /**
   * A stream on which work is only recorded. No blocking one, for which a copy by any thread would
   * spoil the recording.
   */
  static DeviceStream forRecording(DeviceContext context) {
    return new DeviceStream(context, CUstream_flags.CU_STREAM_NON_BLOCKING);
  }

  /** The handle, as an argument of a call. */
  CUstream handle() {
    return stream;
  }

  /** Waits for the work; a kernel that failed is reported here. */
  void synchronize() {
    context.makeCurrent();
    check("cuStreamSynchronize", cuStreamSynchronize(stream));
  }

  @Override
  public void close() {
    context.select();
    check("cuStreamDestroy", cuStreamDestroy(stream));
  }
}
