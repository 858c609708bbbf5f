package org.liyorke.engine.cuda;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDeviceGetAttribute;
import static jcuda.driver.JCudaDriver.cuDeviceGetName;
import static jcuda.driver.JCudaDriver.cuDeviceTotalMem;
import static org.liyorke.engine.cuda.CudaException.check;

import java.nio.charset.StandardCharsets;
import jcuda.driver.CUdevice;

/**
 * A device that the driver shows.
 *
 * @param ordinal its number, from 0
 * @param name as the driver tells it
 * @param memory bytes in all
 * @param major compute capability before the point
 * @param minor compute capability after the point
 * @param multiprocessors how many, at least 1
 */
public record CudaDevice(
    int ordinal, String name, long memory, int major, int minor, int multiprocessors) {
  private static final int LONGEST_NAME = 256;

  /** What the devices of {@code native/} are called, which are for tests. */
  private static final String SOFTWARE = "software CUDA device";

  static CudaDevice of(int ordinal) {
    CUdevice device = new CUdevice();
    check("cuDeviceGet", cuDeviceGet(device, ordinal));
    byte[] name = new byte[LONGEST_NAME];
    check("cuDeviceGetName", cuDeviceGetName(name, name.length, device));
    long[] memory = new long[1];
    check("cuDeviceTotalMem", cuDeviceTotalMem(memory, device));
    return new CudaDevice(
        ordinal,
        text(name),
        memory[0],
        attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
        attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
        attribute(device, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT));
  }

  private static String text(byte[] name) {
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    return new String(name, 0, length, StandardCharsets.UTF_8);
  }

  private static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    check("cuDeviceGetAttribute", cuDeviceGetAttribute(value, attribute, device));
    return value[0];
  }

  /** Such as "9.0". */
  public String computeCapability() {
    return major + "." + minor;
  }

  /** Whether this is the software device of the tests and no GPU. */
  public boolean isSoftware() {
    return name.startsWith(SOFTWARE);
  }
}
