package org.liyorke.engine.cuda;

/** Something that holds a resource of a device; who made it closes it. */
interface DeviceResource extends AutoCloseable {
  /**
   * Gives the resource back.
   *
   * @throws CudaException that the device reports; the resource is gone all the same
   */
  @Override
  void close();
}
