package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuDriverGetVersion;
import static jcuda.driver.JCudaDriver.cuInit;
import static org.liyorke.engine.cuda.CudaException.check;
import static org.liyorke.engine.cuda.CudaException.checkRandom;

import java.util.ArrayList;
import java.util.List;
import jcuda.jcurand.JCurand;

/**
 * The CUDA installation of this machine.
 *
 * @param driverProblem why there is no usable driver or no device, one line; null if there is
 * @param randomProblem why there is no usable cuRAND, one line; null if there is
 * @param driverVersion newest CUDA version the driver supports, such as "12.6"; null without a
 *     driver
 * @param randomVersion version of cuRAND, such as "10.3.10"; null without it
 * @param devices the devices by ordinal; empty without a driver
 */
public record CudaPlatform(
    String driverProblem,
    String randomProblem,
    String driverVersion,
    String randomVersion,
    List<CudaDevice> devices) {
  /** Loads what can be loaded, once for the process, and tells what was found. Never throws. */
  public static CudaPlatform find() {
    return Holder.PLATFORM;
  }

  /** Whether networks can be decided on the devices, which takes no cuRAND. */
  public boolean isUsable() {
    return driverProblem == null && !devices.isEmpty();
  }

  /** Whether the devices are those of {@code native/}, which are for tests, and no GPUs. */
  public boolean isSoftware() {
    return devices.stream().anyMatch(CudaDevice::isSoftware);
  }

  private static final class Holder {
    static final CudaPlatform PLATFORM = look();
  }

  private static CudaPlatform look() {
    JCudaLibraries libraries = JCudaLibraries.load();
    String driverProblem = libraries.driverProblem();
    String randomProblem = libraries.randomProblem();
    String driverVersion = null;
    String randomVersion = null;
    List<CudaDevice> devices = List.of();
    if (driverProblem == null) {
      try {
        driverVersion = askDriverVersion();
        devices = listDevices();
      } catch (CudaException | LinkageError e) {
        driverProblem = JCudaLibraries.firstLine(e);
      }
    }
    if (randomProblem == null) {
      try {
        randomVersion = askRandomVersion();
      } catch (CudaException | LinkageError e) {
        randomProblem = JCudaLibraries.firstLine(e);
      }
    }
    return new CudaPlatform(driverProblem, randomProblem, driverVersion, randomVersion, devices);
  }

  private static String askDriverVersion() {
    int[] version = new int[1];
    check("cuDriverGetVersion", cuDriverGetVersion(version));
    return version[0] / 1000 + "." + version[0] % 1000 / 10;
  }

  private static List<CudaDevice> listDevices() {
    check("cuInit", cuInit(0));
    int[] count = new int[1];
    check("cuDeviceGetCount", cuDeviceGetCount(count));
    List<CudaDevice> devices = new ArrayList<>();
    for (int i = 0; i < count[0]; i++) {
      devices.add(CudaDevice.of(i));
    }
    return List.copyOf(devices);
  }

  private static String askRandomVersion() {
    int[] version = new int[1];
    checkRandom("curandGetVersion", JCurand.curandGetVersion(version));
    return version[0] / 1000 + "." + version[0] % 1000 / 100 + "." + version[0] % 100;
  }
}
