package org.liyorke.engine.cuda;

import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadDataEx;
import static jcuda.driver.JCudaDriver.cuModuleUnload;
import static jcuda.driver.JCudaDriver.cuOccupancyMaxActiveBlocksPerMultiprocessor;
import static org.liyorke.engine.cuda.CudaException.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;

/** The kernels of a PTX file of {@code kernels/}, compiled by the driver for the device. */
final class KernelModule implements DeviceResource {
  private static final int BLOCK = 256;

  /**
   * Enough threads to keep every multiprocessor busy; a kernel's threads take further items in
   * turn.
   */
  private static final int BLOCKS_PER_MULTIPROCESSOR = 32;

  private final DeviceContext context;
  private final CUmodule module = new CUmodule();
  private final Map<String, CUfunction> functions = new HashMap<>();

  /**
   * Loads a module; {@link DeviceContext#module} keeps those it has loaded.
   *
   * @param resource the PTX file, beside this class
   */
  KernelModule(DeviceContext context, String resource) {
    this.context = context;
    context.makeCurrent();
    Pointer ptx = Pointer.to(zeroTerminated(resource));
    check(
        "cuModuleLoadDataEx of " + resource,
        cuModuleLoadDataEx(module, ptx, 0, new int[0], Pointer.to(new int[0])));
  }

  private static byte[] zeroTerminated(String resource) {
    try (InputStream in = KernelModule.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + resource);
      }
      byte[] text = in.readAllBytes();
      return Arrays.copyOf(text, text.length + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a kernel with one thread an item as far as that is useful; its threads share out the
   * rest.
   *
   * @param items at least 1
   * @param arguments pointers to the arguments, in order
   */
  void launch(DeviceStream stream, String kernel, long items, Pointer... arguments) {
    long most = (long) BLOCKS_PER_MULTIPROCESSOR * context.properties().multiprocessors();
    long blocks = Math.min(most, (items + BLOCK - 1) / BLOCK);
    launch(stream, kernel, blocks, BLOCK, 0, arguments);
  }

  /**
   * How many blocks of a kernel the device can run at a time.
   *
   * @param threads of a block
   * @param sharedBytes dynamic shared memory of a block, at most 48 KiB
   */
  long blocksAtATime(String kernel, int threads, int sharedBytes) {
    context.makeCurrent();
    int[] blocks = new int[1];
    check(
        "cuOccupancyMaxActiveBlocksPerMultiprocessor of " + kernel,
        cuOccupancyMaxActiveBlocksPerMultiprocessor(
            blocks, function(kernel), threads, sharedBytes));
    return (long) blocks[0] * context.properties().multiprocessors();
  }

  /**
   * Starts a kernel with blocks of a given shape.
   *
   * @param blocks how many, 1 to 2^31 - 1
   * @param threads of a block
   * @param sharedBytes dynamic shared memory of a block, at most 48 KiB
   * @param arguments pointers to the arguments, in order
   */
  void launch(
      DeviceStream stream,
      String kernel,
      long blocks,
      int threads,
      int sharedBytes,
      Pointer... arguments) {
    context.makeCurrent();
    check(
        "cuLaunchKernel of " + kernel,
        cuLaunchKernel(
            function(kernel),
            Math.toIntExact(blocks),
            1,
            1,
            threads,
            1,
            1,
            sharedBytes,
            stream.handle(),
            Pointer.to(arguments),
            null));
  }

  private CUfunction function(String kernel) {
    CUfunction known = functions.get(kernel);
    if (known != null) {
      return known;
    }
    CUfunction function = new CUfunction();
    check("cuModuleGetFunction of " + kernel, cuModuleGetFunction(function, module, kernel));
    functions.put(kernel, function);
    return function;
  }

  @Override
  public void close() {
    context.select();
    check("cuModuleUnload", cuModuleUnload(module));
  }
}
