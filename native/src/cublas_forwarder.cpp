// libcublas.so.12 for systems with CUDA 13, whose cuBLAS is libcublas.so.13: the functions that this project calls, under
// the symbol version that JCublas2 asks for, passed on with all their arguments. Their signatures are the same in both.

#include <dlfcn.h>

#include <cstdio>

#if !defined(__x86_64__)
#error "The jumps are written for x86-64 only, as are JCuda's native libraries."
#endif

namespace {

constexpr int NOT_INITIALIZED = 1;
constexpr int NOT_SUPPORTED = 15;

int noLibrary()
{
  return NOT_INITIALIZED;
}

int noFunction()
{
  return NOT_SUPPORTED;
}

}  // namespace

// A function of that name which jumps to where the pointer leads, with registers and stack as they are.
#define FORWARD(name)                                                        \
  extern "C" __attribute__((visibility("hidden"))) void *target_##name;      \
  void *target_##name = reinterpret_cast<void *>(&noLibrary);                \
  asm(".text\n.globl " #name "\n.type " #name ", @function\n" #name ":\n"    \
      "  jmp *target_" #name "(%rip)\n.size " #name ", .-" #name "\n");

#define FUNCTIONS(each)         \
  each(cublasCreate_v2)         \
  each(cublasDestroy_v2)        \
  each(cublasGetVersion_v2)     \
  each(cublasSetMathMode)       \
  each(cublasSetPointerMode_v2) \
  each(cublasSetStream_v2)      \
  each(cublasSetWorkspace_v2)   \
  each(cublasSgemmStridedBatched)

FUNCTIONS(FORWARD)

#define FIND(name)                                                                                      \
  {                                                                                                     \
    void *found = dlsym(library, #name);                                                                \
    target_##name = found != nullptr ? found : reinterpret_cast<void *>(&noFunction);                   \
  }

__attribute__((constructor)) static void findTargets()
{
  void *library = dlopen("libcublas.so.13", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    fprintf(stderr, "cuBLAS forwarder: %s\n", dlerror());
    return;
  }
  FUNCTIONS(FIND)
}
