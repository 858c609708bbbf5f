// Products of the software cuBLAS and recorded work of the software driver, through the entry points themselves; ends with
// 0 if all is as it should be.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "cuda_types.h"

extern "C" {
CUresult cuInit(unsigned flags);
CUresult cuDevicePrimaryCtxRetain(void **context, CUdevice device);
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device);
CUresult cuCtxSetCurrent(void *context);
CUresult cuMemAlloc_v2(CUdeviceptr *address, size_t bytes);
CUresult cuMemFree_v2(CUdeviceptr address);
CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t bytes);
CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes);
CUresult cuMemsetD8Async(CUdeviceptr address, unsigned char value, size_t bytes, void *stream);
CUresult cuStreamCreate(void **stream, unsigned flags);
CUresult cuStreamDestroy_v2(void *stream);
CUresult cuStreamSynchronize(void *stream);
CUresult cuStreamBeginCapture_v2(void *stream, int mode);
CUresult cuStreamEndCapture(void *stream, void **graph);
CUresult cuGraphInstantiateWithFlags(void **executable, void *graph, unsigned long long flags);
CUresult cuGraphLaunch(void *executable, void *stream);
CUresult cuGraphDestroy(void *graph);
CUresult cuGraphExecDestroy(void *executable);
int cublasCreate_v2(void **handle);
int cublasDestroy_v2(void *handle);
int cublasSetStream_v2(void *handle, void *stream);
int cublasSetWorkspace_v2(void *handle, void *workspace, size_t bytes);
int cublasSetMathMode(void *handle, int mode);
int cublasSgemmStridedBatched(void *handle, int operationA, int operationB, int m, int n, int k, const float *alpha,
                              const float *a, int lda, long long strideA, const float *b, int ldb, long long strideB,
                              const float *beta, float *c, int ldc, long long strideC, int batches);
}

namespace {

constexpr int INVALID_VALUE = 7;
constexpr int TF32 = 3;
constexpr int THREAD_LOCAL = 1;

int failures = 0;

void expect(int expected, int found, const char *what)
{
  if (expected != found) {
    fprintf(stderr, "gemm-test: %s: %d and not %d\n", what, found, expected);
    failures++;
  }
}

/** Floats on the device. */
struct Buffer {
  CUdeviceptr address = 0;
  size_t count;

  explicit Buffer(const std::vector<float> &values) : count(values.size())
  {
    expect(CUDA_SUCCESS, cuMemAlloc_v2(&address, count * sizeof(float)), "cuMemAlloc");
    expect(CUDA_SUCCESS, cuMemcpyHtoD_v2(address, values.data(), count * sizeof(float)), "cuMemcpyHtoD");
  }

  ~Buffer() { expect(CUDA_SUCCESS, cuMemFree_v2(address), "cuMemFree"); }

  float *at(size_t offset = 0) const { return reinterpret_cast<float *>(address) + offset; }

  std::vector<float> read() const
  {
    std::vector<float> values(count);
    expect(CUDA_SUCCESS, cuMemcpyDtoH_v2(values.data(), address, count * sizeof(float)), "cuMemcpyDtoH");
    return values;
  }
};

std::vector<float> numbers(size_t count, unsigned seed)
{
  std::vector<float> values(count);
  for (float &value : values) {
    seed = seed * 1664525u + 1013904223u;
    value = float(int(seed >> 8) - (1 << 23)) / float(1 << 22);
  }
  return values;
}

/** Batches with gaps between columns and matrices, all operations, against the same sums written down naively. */
void productsAreThoseOfTheirSums(void *handle)
{
  const int m = 5;
  const int n = 3;
  const int k = 7;
  const int leading = 9;
  const long long stride = 70;
  const int batches = 4;
  const std::vector<float> a = numbers(4 * stride, 1);
  const std::vector<float> b = numbers(4 * stride, 2);
  const std::vector<float> c = numbers(4 * stride, 3);
  const Buffer onA(a);
  const Buffer onB(b);
  for (int operation = 0; operation < 4; operation++) {
    const bool ta = (operation & 1) != 0;
    const bool tb = (operation & 2) != 0;
    const float alpha = 1.5f;
    const float beta = operation == 3 ? 0.0f : -0.5f;
    const Buffer onC(c);
    expect(0, cublasSgemmStridedBatched(handle, ta, tb, m, n, k, &alpha, onA.at(), leading, stride, onB.at(), leading, stride,
                                        &beta, onC.at(), leading, stride, batches), "cublasSgemmStridedBatched");
    expect(CUDA_SUCCESS, cuStreamSynchronize(nullptr), "cuStreamSynchronize");
    const std::vector<float> found = onC.read();
    std::vector<float> expected = c;
    for (int batch = 0; batch < batches; batch++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < m; i++) {
          float sum = 0;
          for (int l = 0; l < k; l++) {
            const float x = a[size_t(batch * stride + (ta ? l + i * leading : i + l * leading))];
            const float y = b[size_t(batch * stride + (tb ? j + l * leading : l + j * leading))];
            sum += x * y;
          }
          float &at = expected[size_t(batch * stride + i + j * leading)];
          at = beta == 0 ? alpha * sum : alpha * sum + beta * at;
        }
      }
    }
    expect(0, memcmp(expected.data(), found.data(), found.size() * sizeof(float)), "a product");
  }
}

void tf32RoundsTheFactors(void *handle)
{
  const float one = 1;
  const float zero = 0;
  const Buffer a({1 + 0x1p-11f, 1 + 0x1p-12f, -1 - 0x1p-11f, 3});
  const Buffer b({1, 1, 1, 1});
  const Buffer c({0, 0, 0, 0});
  expect(0, cublasSetMathMode(handle, TF32), "cublasSetMathMode");
  expect(0, cublasSgemmStridedBatched(handle, 0, 0, 1, 1, 1, &one, a.at(), 1, 1, b.at(), 1, 1, &zero, c.at(), 1, 1, 4), "TF32");
  expect(0, cublasSetMathMode(handle, 0), "cublasSetMathMode");
  expect(CUDA_SUCCESS, cuStreamSynchronize(nullptr), "cuStreamSynchronize");
  const std::vector<float> expected = {1 + 0x1p-10f, 1, -1 - 0x1p-10f, 3};
  expect(1, expected == c.read(), "TF32 has 11 bits");
}

void mistakesAreRefused(void *handle)
{
  const float one = 1;
  const Buffer a(std::vector<float>(8));
  const auto multiply = [&](int m, int lda, long long strideC, int batches) {
    return cublasSgemmStridedBatched(handle, 0, 0, m, 1, 1, &one, a.at(), lda, 0, a.at(), 1, 0, &one, a.at(), m, strideC, batches);
  };
  expect(0, multiply(8, 8, 0, 1), "all of the allocation");
  expect(INVALID_VALUE, multiply(9, 9, 0, 1), "more than the allocation");
  expect(INVALID_VALUE, multiply(8, 7, 0, 1), "a leading dimension that is too small");
  expect(INVALID_VALUE, multiply(4, 4, 4, 3), "a batch that is too long");
  expect(INVALID_VALUE, cublasSetMathMode(handle, 99), "an unknown mode");
  expect(INVALID_VALUE, cublasSetWorkspace_v2(handle, a.at(), 33), "a workspace that is not there");
  expect(0, cublasSetWorkspace_v2(handle, a.at(), 32), "a workspace");
}

/** x := 2 x, recorded twice over, then done three times: x := 64 x. Nothing is done while it is recorded. */
void recordedWorkIsDoneAgain(void *handle)
{
  const float two = 2;
  const float zero = 0;
  const Buffer x({1});
  const Buffer one({1});
  const Buffer y({0});
  void *capturing = nullptr;
  void *graph = nullptr;
  void *executable = nullptr;
  expect(CUDA_SUCCESS, cuStreamCreate(&capturing, CU_STREAM_NON_BLOCKING), "cuStreamCreate");
  expect(CUDA_SUCCESS, cuStreamBeginCapture_v2(capturing, THREAD_LOCAL), "cuStreamBeginCapture");
  expect(0, cublasSetStream_v2(handle, capturing), "cublasSetStream");
  const Buffer *from = &x;
  const Buffer *to = &y;
  for (int i = 0; i < 2; i++, std::swap(from, to)) {
    expect(0, cublasSgemmStridedBatched(handle, 0, 0, 1, 1, 1, &two, from->at(), 1, 1, one.at(), 1, 1, &zero, to->at(), 1, 1, 1),
           "recorded");
  }
  expect(CUDA_SUCCESS, cuStreamEndCapture(capturing, &graph), "cuStreamEndCapture");
  expect(0, cublasSetStream_v2(handle, nullptr), "cublasSetStream");
  expect(1, x.read()[0] == 1 && y.read()[0] == 0, "nothing was done");
  expect(CUDA_SUCCESS, cuGraphInstantiateWithFlags(&executable, graph, 0), "cuGraphInstantiate");
  expect(CUDA_SUCCESS, cuGraphDestroy(graph), "cuGraphDestroy");
  for (int i = 0; i < 3; i++) {
    expect(CUDA_SUCCESS, cuGraphLaunch(executable, capturing), "cuGraphLaunch");
  }
  expect(CUDA_SUCCESS, cuGraphExecDestroy(executable), "cuGraphExecDestroy");
  expect(CUDA_SUCCESS, cuStreamSynchronize(capturing), "cuStreamSynchronize");
  expect(1, x.read()[0] == 64 && y.read()[0] == 32, "three times");
  expect(CUDA_ERROR_INVALID_VALUE, cuGraphLaunch(executable, capturing), "a graph that is gone");
  expect(CUDA_SUCCESS, cuMemsetD8Async(x.address, 0, sizeof(float), capturing), "cuMemsetD8Async");
  expect(CUDA_SUCCESS, cuStreamSynchronize(capturing), "cuStreamSynchronize");
  expect(1, x.read()[0] == 0, "set");
  expect(CUDA_SUCCESS, cuStreamDestroy_v2(capturing), "cuStreamDestroy");
}

void capturesForbidWaiting()
{
  const Buffer x({1});
  void *stream = nullptr;
  void *graph = nullptr;
  float value = 0;
  expect(CUDA_SUCCESS, cuStreamCreate(&stream, 0), "cuStreamCreate");
  expect(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED, cuStreamEndCapture(stream, &graph), "an end without a beginning");
  expect(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamBeginCapture_v2(nullptr, THREAD_LOCAL), "the default stream");
  expect(CUDA_SUCCESS, cuStreamBeginCapture_v2(stream, THREAD_LOCAL), "cuStreamBeginCapture");
  expect(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, cuMemcpyDtoH_v2(&value, x.address, sizeof value), "the stream is a blocking one");
  expect(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamSynchronize(stream), "waiting for what is not done");
  expect(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph), "which spoils it");
  expect(CUDA_SUCCESS, cuStreamDestroy_v2(stream), "cuStreamDestroy");
}

}  // namespace

int main()
{
  void *context = nullptr;
  void *handle = nullptr;
  expect(CUDA_SUCCESS, cuInit(0), "cuInit");
  expect(CUDA_SUCCESS, cuDevicePrimaryCtxRetain(&context, 0), "cuDevicePrimaryCtxRetain");
  expect(CUDA_SUCCESS, cuCtxSetCurrent(context), "cuCtxSetCurrent");
  expect(0, cublasCreate_v2(&handle), "cublasCreate");
  productsAreThoseOfTheirSums(handle);
  tf32RoundsTheFactors(handle);
  mistakesAreRefused(handle);
  recordedWorkIsDoneAgain(handle);
  capturesForbidWaiting();
  expect(0, cublasDestroy_v2(handle), "cublasDestroy");
  expect(CUDA_SUCCESS, cuDevicePrimaryCtxRelease_v2(0), "cuDevicePrimaryCtxRelease");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
