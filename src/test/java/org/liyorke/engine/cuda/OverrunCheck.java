package org.liyorke.engine.cuda;

import jcuda.Pointer;

/** A process with a mistake: a kernel writes one word more than its buffer holds. */
final class OverrunCheck {
  private static final int COUNT = 100;

  private OverrunCheck() {}

  public static void main(String[] arguments) {
    try (DeviceContext context = new DeviceContext(CudaPlatform.find().devices().get(0));
        Resources resources = new Resources()) {
      DeviceStream stream = resources.add(new DeviceStream(context));
      KernelModule module = context.module("draws.ptx");
      DeviceBuffer buffer = resources.add(new DeviceBuffer(context, COUNT * 4L));
      module.launch(
          stream,
          "fill_words",
          COUNT,
          Pointer.to(buffer.address()),
          Pointer.to(new long[] {0}),
          Pointer.to(new long[] {0}),
          Pointer.to(new int[] {COUNT + 1}));
      stream.synchronize();
    }
  }
}
