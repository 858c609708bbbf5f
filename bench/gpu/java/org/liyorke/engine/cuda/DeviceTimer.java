package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventElapsedTime;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;
import static org.liyorke.engine.cuda.CudaException.check;

import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;

/** Takes the time of work on a stream between two events of the device. */
final class DeviceTimer implements DeviceResource {
  private static final double MILLI = 1e-3;

  private final DeviceContext context;
  private final DeviceStream stream;
  private final CUevent start = new CUevent();
  private final CUevent end = new CUevent();

  DeviceTimer(DeviceContext context, DeviceStream stream) {
    this.context = context;
    this.stream = stream;
    context.makeCurrent();
    check("cuEventCreate", cuEventCreate(start, CUevent_flags.CU_EVENT_DEFAULT));
    check("cuEventCreate", cuEventCreate(end, CUevent_flags.CU_EVENT_DEFAULT));
  }

  /** Seconds that the device needs for what {@code work} starts on the stream; waits for it. */
  double seconds(Runnable work) {
    context.makeCurrent();
    check("cuEventRecord", cuEventRecord(start, stream.handle()));
    work.run();
    check("cuEventRecord", cuEventRecord(end, stream.handle()));
    check("cuEventSynchronize", cuEventSynchronize(end));
    float[] milliseconds = new float[1];
    check("cuEventElapsedTime", cuEventElapsedTime(milliseconds, start, end));
    return MILLI * milliseconds[0];
  }

  @Override
  public void close() {
    context.select();
    int status = cuEventDestroy(start);
    check("cuEventDestroy", cuEventDestroy(end));
    check("cuEventDestroy", status);
  }
}
