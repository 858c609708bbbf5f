package org.liyorke.engine.cuda;

import jcuda.driver.CUresult;
import jcuda.jcublas.cublasStatus;
import jcuda.jcurand.curandStatus;

/** A call of CUDA that did not succeed. */
public final class CudaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean outOfMemory;

  private CudaException(String message, boolean outOfMemory) {
    super(message);
    this.outOfMemory = outOfMemory;
  }

  /** Checks the status of a call of the driver API. */
  static void check(String call, int status) {
    if (status != CUresult.CUDA_SUCCESS) {
      throw new CudaException(
          call + ": " + CUresult.stringFor(status), status == CUresult.CUDA_ERROR_OUT_OF_MEMORY);
    }
  }

  /** Checks the status of a call of cuRAND. */
  static void checkRandom(String call, int status) {
    if (status != curandStatus.CURAND_STATUS_SUCCESS) {
      throw new CudaException(
          call + ": " + curandStatus.stringFor(status),
          status == curandStatus.CURAND_STATUS_ALLOCATION_FAILED);
    }
  }

  /** Checks the status of a call of cuBLAS. */
  static void checkBlas(String call, int status) {
    if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
      throw new CudaException(
          call + ": " + cublasStatus.stringFor(status),
          status == cublasStatus.CUBLAS_STATUS_ALLOC_FAILED);
    }
  }

  /** There is no room for what cannot be made smaller. */
  static CudaException noRoomFor(String what) {
    return new CudaException("not enough device memory for " + what, true);
  }

  /** Whether the device had no memory left: the work may succeed in smaller parts. */
  public boolean isOutOfMemory() {
    return outOfMemory;
  }
}
