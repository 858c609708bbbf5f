package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuDriverGetVersion;
import static jcuda.driver.JCudaDriver.cuInit;
import static org.liyorke.engine.cuda.CudaException.check;
import static org.liyorke.engine.cuda.CudaException.checkRandom;

import java.util.ArrayList;
import java.util.List;
import jcuda.jcurand.JCurand;
import org.liyorke.model.UserError;

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
  /** The target and the version of the PTX of {@code kernels/}: sm_75, and 7.0 of CUDA 11.0. */
  private static final int LEAST_MAJOR = 7;

  private static final int LEAST_MINOR = 5;
  private static final int LEAST_DRIVER = 11;

  /** Loads what can be loaded, once for the process, and tells what was found. Never throws. */
  public static CudaPlatform find() {
    return Holder.PLATFORM;
  }

  /**
   * The same installation with some devices alone; the same where no driver is.
   *
   * @param ordinals of the devices
   * @throws UserError with exit status 4 when one of them is not there
   */
  public CudaPlatform only(List<Integer> ordinals) {
    List<Integer> there = devices.stream().map(CudaDevice::ordinal).toList();
    for (int ordinal : ordinals) {
      if (driverProblem == null && !there.contains(ordinal)) {
        throw UserError.engine(
            "GPU %d: must be one of those of the driver: %s".formatted(ordinal, there));
      }
    }
    List<CudaDevice> some = devices.stream().filter(d -> ordinals.contains(d.ordinal())).toList();
    return new CudaPlatform(driverProblem, randomProblem, driverVersion, randomVersion, some);
  }

  /** The devices that the kernels run on. */
  public List<CudaDevice> usableDevices() {
    return devices.stream().filter(CudaPlatform::isUsable).toList();
  }

  /** Whether the kernels run on a device. */
  public static boolean isUsable(CudaDevice device) {
    return device.major() > LEAST_MAJOR
        || device.major() == LEAST_MAJOR && device.minor() >= LEAST_MINOR;
  }

  /**
   * Why networks cannot be decided on any device, in a few words; null if they can. It takes no
   * cuRAND.
   */
  public String problem() {
    if (driverProblem != null) {
      return "the driver cannot be used: " + driverProblem;
    }
    if (devices.isEmpty()) {
      return "the driver shows no device";
    }
    if (Integer.parseInt(driverVersion.substring(0, driverVersion.indexOf('.'))) < LEAST_DRIVER) {
      return "the driver supports CUDA %s: must be %d.0 or later"
          .formatted(driverVersion, LEAST_DRIVER);
    }
    return usableDevices().isEmpty()
        ? "compute capability %s: must be %d.%d or later"
            .formatted(devices.get(0).computeCapability(), LEAST_MAJOR, LEAST_MINOR)
        : null;
  }

  /**
   * Why there is no usable cuBLAS, one line; null if there is. Observing takes it and cuRAND,
   * deciding neither. Loads the library.
   */
  public static String blasProblem() {
    return JCudaLibraries.blasProblem();
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
