package org.liyorke.engine.cuda;

import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/**
 * Vectors of many networks in the memory of a device, those of a network one after the other.
 *
 * @param buffer holds them
 * @param offset floats before the first vector of the first network
 * @param stride floats from the first vector of a network to that of the next
 */
record Vectors(DeviceBuffer buffer, long offset, long stride) {
  /** The vectors of networks back to back. */
  static Vectors packed(DeviceBuffer buffer, long floatsOfNetwork) {
    return new Vectors(buffer, 0, floatsOfNetwork);
  }

  /** The address of the first float, as an argument of a kernel. */
  Pointer argument() {
    return Pointer.to(address(0));
  }

  /** These vectors as matrices of cuBLAS, from a network on. */
  BlasHandle.Matrices matricesFrom(int network) {
    return new BlasHandle.Matrices(address(network * stride), stride);
  }

  private CUdeviceptr address(long floats) {
    return buffer.address().withByteOffset((offset + floats) * Float.BYTES);
  }
}
