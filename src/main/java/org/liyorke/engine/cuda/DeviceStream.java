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
 * <p>An ordinary stream is a blocking one: it waits for copies by the host and they wait for it, so
 * that {@link DeviceBuffer} needs no stream.
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
   * A stream that does not wait for copies by the host, nor they for it: the host waits for its
   * work before it reads what that wrote. Copies for one such stream hold up no other, and a copy
   * by any thread does not spoil what is recorded on it.
   */
  static DeviceStream nonBlocking(DeviceContext context) {
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
