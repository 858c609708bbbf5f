package org.liyorke.engine.cuda;

import static jcuda.jcublas.JCublas2.cublasCreate;
import static jcuda.jcublas.JCublas2.cublasDestroy;
import static jcuda.jcublas.JCublas2.cublasSetMathMode;
import static jcuda.jcublas.JCublas2.cublasSetStream;
import static jcuda.jcublas.JCublas2.cublasSetWorkspace;
import static jcuda.jcublas.JCublas2.cublasSgemmStridedBatched;
import static org.liyorke.engine.cuda.CudaException.checkBlas;

import jcuda.Pointer;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.runtime.cudaStream_t;
import org.liyorke.engine.Precision;

/**
 * cuBLAS for one stream at a time. It promises equal bits for calls of equal shapes on equal
 * devices as long as a handle serves one stream and keeps its workspace, which this class sees to.
 */
final class BlasHandle implements DeviceResource {
  /**
   * Bytes: what NVIDIA recommends for GPUs before Hopper; products of these shapes need no more.
   */
  private static final long WORKSPACE = 4L << 20;

  private static final Pointer ONE = Pointer.to(new float[] {1});
  private static final Pointer ZERO = Pointer.to(new float[] {0});

  /**
   * Floats of the matrices of a batch.
   *
   * @param first address of the first matrix
   * @param stride floats from one matrix to the next
   */
  record Matrices(Pointer first, long stride) {}

  private final DeviceContext context;
  private final cublasHandle handle = new cublasHandle();
  private final DeviceBuffer workspace;
  private DeviceStream stream;

  BlasHandle(DeviceContext context, Precision precision) {
    this.context = context;
    context.makeCurrent();
    checkBlas("cublasCreate", cublasCreate(handle));
    try {
      int mode =
          precision == Precision.TF32
              ? cublasMath.CUBLAS_TF32_TENSOR_OP_MATH
              : cublasMath.CUBLAS_DEFAULT_MATH;
      checkBlas("cublasSetMathMode", cublasSetMathMode(handle, mode));
      workspace = new DeviceBuffer(context, WORKSPACE);
    } catch (CudaException e) {
      cublasDestroy(handle);
      throw e;
    }
  }

  /**
   * Starts {@code batch} products W V, W by rows (outputs x inputs), V and the products by columns
   * (inputs x columns, outputs x columns), all without gaps.
   *
   * @param products must not overlap the factors
   */
  void multiply(
      DeviceStream on,
      int outputs,
      int columns,
      int inputs,
      Matrices weights,
      Matrices vectors,
      Matrices products,
      int batch) {
    context.makeCurrent();
    use(on);
    checkBlas(
        "cublasSgemmStridedBatched",
        cublasSgemmStridedBatched(
            handle,
            cublasOperation.CUBLAS_OP_T,
            cublasOperation.CUBLAS_OP_N,
            outputs,
            columns,
            inputs,
            ONE,
            weights.first(),
            inputs,
            weights.stride(),
            vectors.first(),
            inputs,
            vectors.stride(),
            ZERO,
            products.first(),
            outputs,
            products.stride(),
            batch));
  }

  private void use(DeviceStream next) {
    if (next != stream) {
      checkBlas("cublasSetStream", cublasSetStream(handle, new cudaStream_t(next.handle())));
      // Another stream takes the workspace away; without one of its own, cuBLAS may choose another
      // algorithm, and allocate while work is recorded.
      checkBlas("cublasSetWorkspace", cublasSetWorkspace(handle, workspace.address(), WORKSPACE));
      stream = next;
    }
  }

  @Override
  public void close() {
    context.select();
    int status = cublasDestroy(handle);
    workspace.close();
    checkBlas("cublasDestroy", status);
  }
}
