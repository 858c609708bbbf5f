// The beginnings of cuBLAS: libcublas.so.12. Handles and the version; no computation yet.

#include "cuda_types.h"

namespace {

constexpr int SUCCESS = 0;
constexpr int NOT_INITIALIZED = 1;
#if defined(CUBLAS_VERSION)
constexpr int VERSION = CUBLAS_VERSION;
#else
constexpr int VERSION = 120603;
#endif

struct Handle {};

}  // namespace

EXPORT int cublasCreate_v2(Handle **handle)
{
  *handle = new Handle;
  return SUCCESS;
}

EXPORT int cublasDestroy_v2(Handle *handle)
{
  delete handle;
  return handle == nullptr ? NOT_INITIALIZED : SUCCESS;
}

EXPORT int cublasSetStream_v2(Handle *handle, void *)
{
  return handle == nullptr ? NOT_INITIALIZED : SUCCESS;
}

EXPORT int cublasGetVersion_v2(Handle *, int *version)
{
  *version = VERSION;
  return SUCCESS;
}
