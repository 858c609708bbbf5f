package org.liyorke.engine.cuda;

import java.util.ArrayDeque;
import java.util.Deque;

/** What one owner has made, closed in reverse order; a failure does not keep the rest open. */
final class Resources implements DeviceResource {
  private final Deque<DeviceResource> open = new ArrayDeque<>();

  /** Takes over a resource. */
  <T extends DeviceResource> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Closes after a failure, to which failures of closing are added. */
  void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (CudaException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    CudaException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (CudaException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
