// The part of cuBLAS that this project calls: libcublas.so.12. Products in plain loops: every entry is the sum of its
// products by growing k, each product and each sum rounded to float32, whatever the shape and the batch.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "cuda_types.h"
#include "driver_internal.h"

// The order of each sum is fixed by the code; what may run in lanes are different entries.
#pragma GCC optimize("O3")

namespace {

enum Status : int {
  SUCCESS = 0,
  NOT_INITIALIZED = 1,
  ALLOC_FAILED = 3,
  INVALID_VALUE = 7,
  EXECUTION_FAILED = 13,
};

enum Operation : int { PLAIN = 0, TRANSPOSED = 1 };
enum MathMode : int { DEFAULT_MATH = 0, PEDANTIC_MATH = 2, TF32_TENSOR_OP_MATH = 3 };

#if defined(CUBLAS_VERSION)
constexpr int VERSION = CUBLAS_VERSION;
#else
constexpr int VERSION = 120603;
#endif

struct Handle {
  /** Whether a device counts it; none does where no context is current, as in the test of the forwarder. */
  bool counted;
  void *stream = nullptr;
  int mathMode = DEFAULT_MATH;
};

/** A float32 matrix by columns, one of a batch. */
struct Matrix {
  float *first;
  int leading;
  long long stride;

  float *of(int batch) const { return first + batch * stride; }

  /** From the first number to the last of all matrices of that shape. */
  bool isOwned(int rows, int columns, int batches) const
  {
    const long long numbers = (batches - 1) * stride + (columns - 1LL) * leading + rows;
    return softwareCudaOwns(reinterpret_cast<unsigned long long>(first), size_t(numbers) * sizeof(float)) == CUDA_SUCCESS;
  }
};

/** To the 11 significant bits of TF32, ties away from zero, as tensor cores are fed. */
float toTf32(float value)
{
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  const bool finite = (bits & 0x7F800000u) != 0x7F800000u;
  bits = finite ? (bits + 0x1000u) & ~0x1FFFu : bits;
  memcpy(&value, &bits, sizeof bits);
  return value;
}

struct Product {
  int m;
  int n;
  int k;
  int operationA;
  int operationB;
  float alpha;
  float beta;
  bool tf32;
  Matrix a;
  Matrix b;
  Matrix c;
  int batches;

  static void run(void *data)
  {
    const Product &product = *static_cast<Product *>(data);
    for (int batch = 0; batch < product.batches; batch++) {
      product.multiply(batch);
    }
  }

  static void dispose(void *data) { delete static_cast<Product *>(data); }

  /** op(from), rows x columns, back to back. */
  std::vector<float> packed(const float *from, int leading, int operation, int rows, int columns) const
  {
    std::vector<float> to(size_t(rows) * size_t(columns));
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        const float value = from[operation == PLAIN ? i + long(j) * leading : j + long(i) * leading];
        to[size_t(j) * size_t(rows) + size_t(i)] = tf32 ? toTf32(value) : value;
      }
    }
    return to;
  }

  void multiply(int batch) const
  {
    const std::vector<float> left = packed(a.of(batch), a.leading, operationA, m, k);
    const std::vector<float> right = packed(b.of(batch), b.leading, operationB, k, n);
    std::vector<float> sums(static_cast<size_t>(m));
    for (int j = 0; j < n; j++) {
      std::fill(sums.begin(), sums.end(), 0.0f);
      for (int l = 0; l < k; l++) {
        addMultiple(&left[size_t(l) * size_t(m)], right[size_t(j) * size_t(k) + size_t(l)], sums.data());
      }
      float *column = c.of(batch) + long(j) * c.leading;
      for (int i = 0; i < m; i++) {
        // With beta = 0 what stands there is not read, not even if it is no number.
        column[i] = beta == 0 ? alpha * sums[size_t(i)] : alpha * sums[size_t(i)] + beta * column[i];
      }
    }
  }

  void addMultiple(const float *__restrict x, float factor, float *__restrict sums) const
  {
    for (int i = 0; i < m; i++) {
      sums[i] += factor * x[i];
    }
  }

  bool isValid() const
  {
    const auto known = [](int operation) { return operation == PLAIN || operation == TRANSPOSED; };
    return known(operationA) && known(operationB) && m > 0 && n > 0 && k > 0 && batches > 0 &&
           a.leading >= (operationA == PLAIN ? m : k) && b.leading >= (operationB == PLAIN ? k : n) && c.leading >= m;
  }

  bool isOwned() const
  {
    const bool plainA = operationA == PLAIN;
    const bool plainB = operationB == PLAIN;
    return a.isOwned(plainA ? m : k, plainA ? k : m, batches) && b.isOwned(plainB ? k : n, plainB ? n : k, batches) &&
           c.isOwned(m, n, batches);
  }
};

}  // namespace

EXPORT int cublasCreate_v2(Handle **handle)
{
  const int result = softwareCudaAddHandle();
  const bool noContext = result == CUDA_ERROR_NOT_INITIALIZED || result == CUDA_ERROR_INVALID_CONTEXT;
  if (result != CUDA_SUCCESS && !noContext) {
    return NOT_INITIALIZED;
  }
  if (!noContext && softwareCudaMayAllocate() != CUDA_SUCCESS) {
    softwareCudaRemoveHandle();
    return ALLOC_FAILED;
  }
  *handle = new Handle{!noContext};
  return SUCCESS;
}

EXPORT int cublasDestroy_v2(Handle *handle)
{
  if (handle == nullptr) {
    return NOT_INITIALIZED;
  }
  const std::unique_ptr<Handle> ending(handle);
  return !handle->counted || softwareCudaRemoveHandle() == CUDA_SUCCESS ? SUCCESS : EXECUTION_FAILED;
}

EXPORT int cublasGetVersion_v2(Handle *, int *version)
{
  *version = VERSION;
  return SUCCESS;
}

EXPORT int cublasSetStream_v2(Handle *handle, void *stream)
{
  if (handle == nullptr) {
    return NOT_INITIALIZED;
  }
  handle->stream = stream;
  return SUCCESS;
}

EXPORT int cublasSetWorkspace_v2(Handle *handle, void *workspace, size_t bytes)
{
  if (handle == nullptr) {
    return NOT_INITIALIZED;
  }
  const auto address = reinterpret_cast<unsigned long long>(workspace);
  return softwareCudaOwns(address, bytes) == CUDA_SUCCESS ? SUCCESS : INVALID_VALUE;
}

EXPORT int cublasSetMathMode(Handle *handle, int mode)
{
  if (handle == nullptr) {
    return NOT_INITIALIZED;
  }
  if (mode != DEFAULT_MATH && mode != PEDANTIC_MATH && mode != TF32_TENSOR_OP_MATH) {
    return INVALID_VALUE;
  }
  handle->mathMode = mode;
  return SUCCESS;
}

EXPORT int cublasSgemmStridedBatched(Handle *handle, int operationA, int operationB, int m, int n, int k,
                                     const float *alpha, const float *a, int lda, long long strideA, const float *b,
                                     int ldb, long long strideB, const float *beta, float *c, int ldc, long long strideC,
                                     int batches)
{
  if (handle == nullptr || !handle->counted) {
    return NOT_INITIALIZED;
  }
  auto product = std::make_unique<Product>(
      Product{m, n, k, operationA, operationB, *alpha, *beta, handle->mathMode == TF32_TENSOR_OP_MATH,
              {const_cast<float *>(a), lda, strideA}, {const_cast<float *>(b), ldb, strideB}, {c, ldc, strideC}, batches});
  if (!product->isValid() || !product->isOwned()) {
    return INVALID_VALUE;
  }
  const auto address = reinterpret_cast<unsigned long long>(c);
  const int result = softwareCudaEnqueue(handle->stream, address, sizeof(float), &Product::run, product.release(),
                                         &Product::dispose);
  return result == CUDA_SUCCESS ? SUCCESS : EXECUTION_FAILED;
}
