package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoH;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoD;
import static jcuda.driver.JCudaDriver.cuMemsetD8Async;
import static jcuda.driver.JCudaDriver.cuStreamSynchronize;
import static org.liyorke.engine.cuda.CudaException.check;

import java.util.Objects;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** Memory of a device. */
public final class DeviceBuffer implements DeviceResource {
  private final DeviceContext context;
  private final CUdeviceptr address = new CUdeviceptr();
  private final long bytes;

  /**
   * Allocates.
   *
   * @param bytes at least 1
   * @throws CudaException that is out of memory if there is not enough
   */
  DeviceBuffer(DeviceContext context, long bytes) {
    this.context = context;
    this.bytes = bytes;
    context.makeCurrent();
    check("cuMemAlloc", cuMemAlloc(address, bytes));
  }

  /** The address, as an argument of a call. */
  CUdeviceptr address() {
    return address;
  }

  /** The size. */
  public long bytes() {
    return bytes;
  }

  /** Copies doubles to the beginning. */
  void write(double[] from) {
    write(Pointer.to(from), (long) from.length * Double.BYTES);
  }

  /** Copies floats to the beginning. */
  void write(float[] from) {
    write(Pointer.to(from), (long) from.length * Float.BYTES);
  }

  private void write(Pointer from, long count) {
    Objects.checkFromIndexSize(0, count, bytes);
    context.makeCurrent();
    check("cuMemcpyHtoD", cuMemcpyHtoD(address, from, count));
    // The call may return before the last bytes arrive, and not every stream waits for them.
    check("cuStreamSynchronize", cuStreamSynchronize(null));
  }

  /** Starts to set all bytes to 0. */
  void clear(DeviceStream stream) {
    context.makeCurrent();
    check("cuMemsetD8Async", cuMemsetD8Async(address, (byte) 0, bytes, stream.handle()));
  }

  /** Copies floats from the beginning, after all work of blocking streams before. */
  public void read(float[] to, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, to.length);
    read(Pointer.to(to).withByteOffset((long) offset * Float.BYTES), (long) count * Float.BYTES);
  }

  /** Copies ints from the beginning, after all work of blocking streams before. */
  public void read(int[] to, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, to.length);
    read(
        Pointer.to(to).withByteOffset((long) offset * Integer.BYTES), (long) count * Integer.BYTES);
  }

  /** Copies longs from the beginning, after all work of blocking streams before. */
  public void read(long[] to, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, to.length);
    read(Pointer.to(to).withByteOffset((long) offset * Long.BYTES), (long) count * Long.BYTES);
  }

  private void read(Pointer to, long count) {
    Objects.checkFromIndexSize(0, count, bytes);
    context.makeCurrent();
    check("cuMemcpyDtoH", cuMemcpyDtoH(to, address, count));
  }

  @Override
  public void close() {
    context.select();
    check("cuMemFree", cuMemFree(address));
  }
}
