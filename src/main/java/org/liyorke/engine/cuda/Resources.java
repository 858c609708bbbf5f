package org.liyorke.engine.cuda;

import java.util.ArrayDeque;
import java.util.Deque;

/** What one owner has made, closed in reverse order; a failure does not keep the rest open. */
final class Resources implements AutoCloseable {
  /** Something that holds a resource of a device. */
  interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Resource> open = new ArrayDeque<>();

  /** Takes over a resource. */
  <T extends Resource> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    RuntimeException first = null;
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
