package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuMemGetInfo;
import static org.liyorke.engine.cuda.CudaException.check;

import java.util.LinkedHashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;

/**
 * The primary context of a device. Not for use by several threads at once; what belongs to it is
 * closed before it.
 */
public final class DeviceContext implements DeviceResource {
  private final CudaDevice properties;
  private final CUdevice device = new CUdevice();
  private final CUcontext context = new CUcontext();
  private final Map<String, KernelModule> modules = new LinkedHashMap<>();

  /**
   * Takes hold of the primary context.
   *
   * @param properties one of {@link CudaPlatform#devices}
   */
  public DeviceContext(CudaDevice properties) {
    this.properties = properties;
    check("cuDeviceGet", cuDeviceGet(device, properties.ordinal()));
    check("cuDevicePrimaryCtxRetain", cuDevicePrimaryCtxRetain(context, device));
  }

  /** The device. */
  public CudaDevice properties() {
    return properties;
  }

  /** Makes the calls of this thread go to this device. Everything that belongs to it begins so. */
  void makeCurrent() {
    check("cuCtxSetCurrent", select());
  }

  /** The same without a check, for closing, which is tried in any case. */
  int select() {
    return cuCtxSetCurrent(context);
  }

  /**
   * The kernels of a PTX file, which belong to this context: compiling them takes seconds, so all
   * that uses the context shares them.
   *
   * @param resource the PTX file, beside this class
   */
  KernelModule module(String resource) {
    return modules.computeIfAbsent(resource, name -> new KernelModule(this, name));
  }

  /** Bytes that nobody has allocated. */
  public long freeMemory() {
    makeCurrent();
    long[] free = new long[1];
    long[] total = new long[1];
    check("cuMemGetInfo", cuMemGetInfo(free, total));
    return free[0];
  }

  @Override
  public void close() {
    Resources loaded = new Resources();
    modules.values().forEach(loaded::add);
    modules.clear();
    try {
      loaded.close();
    } finally {
      release();
    }
  }

  private void release() {
    int status = cuCtxSetCurrent(new CUcontext());
    check("cuDevicePrimaryCtxRelease", cuDevicePrimaryCtxRelease(device));
    check("cuCtxSetCurrent", status);
  }
}
