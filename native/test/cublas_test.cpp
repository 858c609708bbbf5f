// Calls cuBLAS by the names of libcublas.so.12 and prints its version; ends with 0 if the calls succeed.

#include <cstdio>
#include <cstdlib>

extern "C" {
int cublasCreate_v2(void **handle);
int cublasDestroy_v2(void *handle);
int cublasGetVersion_v2(void *handle, int *version);
int cublasSetStream_v2(void *handle, void *stream);
}

int main()
{
  void *handle = nullptr;
  int version = 0;
  const bool done = cublasCreate_v2(&handle) == 0 && cublasSetStream_v2(handle, nullptr) == 0 &&
                    cublasGetVersion_v2(handle, &version) == 0 && cublasDestroy_v2(handle) == 0;
  printf("%d\n", version);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
