// What the software driver finds wrong, through the entry points themselves; ends with 0 if it finds all of it.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cuda_types.h"

extern "C" {
CUresult cuInit(unsigned flags);
CUresult cuDevicePrimaryCtxRetain(void **context, CUdevice device);
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device);
CUresult cuCtxSetCurrent(void *context);
CUresult cuCtxSynchronize();
CUresult cuMemGetInfo_v2(size_t *freeBytes, size_t *total);
CUresult cuMemAlloc_v2(CUdeviceptr *address, size_t bytes);
CUresult cuMemFree_v2(CUdeviceptr address);
CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t bytes);
CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes);
CUresult cuStreamCreate(void **stream, unsigned flags);
CUresult cuStreamDestroy_v2(void *stream);
CUresult cuStreamSynchronize(void *stream);
CUresult cuEventCreate(void **event, unsigned flags);
CUresult cuEventDestroy_v2(void *event);
CUresult cuEventRecord(void *event, void *stream);
CUresult cuEventSynchronize(void *event);
CUresult cuEventElapsedTime(float *milliseconds, void *start, void *end);
CUresult cuModuleLoadData(void **module, const char *ptx);
CUresult cuModuleUnload(void *module);
CUresult cuModuleGetFunction(void **function, void *module, const char *name);
CUresult cuLaunchKernel(void *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                        unsigned blockZ, unsigned sharedBytes, void *stream, void **parameters, void **extra);
CUresult cuGetErrorName(CUresult code, const char **name);
}

namespace {

int failures = 0;

void expect(CUresult expected, CUresult found, const char *what)
{
  if (expected != found) {
    fprintf(stderr, "driver-test: %s: %d and not %d\n", what, found, expected);
    failures++;
  }
}

void expect(bool condition, const char *what)
{
  expect(CUresult(condition), CUresult(true), what);
}

std::string readFile(const char *name)
{
  std::ostringstream text;
  text << std::ifstream(name).rdbuf();
  return text.str();
}

size_t freeBytes()
{
  size_t bytes = 0;
  size_t total = 0;
  expect(CUDA_SUCCESS, cuMemGetInfo_v2(&bytes, &total), "cuMemGetInfo");
  return bytes;
}

CUresult fillWords(void *function, void *stream, CUdeviceptr out, unsigned count, unsigned threads)
{
  unsigned long long key = 0;
  unsigned long long first = 0;
  void *parameters[] = {&out, &key, &first, &count};
  return cuLaunchKernel(function, 3, 1, 1, threads, 1, 1, 0, stream, parameters, nullptr);
}

void contexts()
{
  CUdeviceptr address;
  expect(CUDA_ERROR_NOT_INITIALIZED, cuMemAlloc_v2(&address, 1), "a call before cuInit");
  expect(CUDA_SUCCESS, cuInit(0), "cuInit");
  expect(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&address, 1), "a call without a context");
  void *context;
  expect(CUDA_ERROR_INVALID_DEVICE, cuDevicePrimaryCtxRetain(&context, 1), "a device that is not there");
  expect(CUDA_SUCCESS, cuDevicePrimaryCtxRetain(&context, 0), "cuDevicePrimaryCtxRetain");
  expect(CUDA_SUCCESS, cuCtxSetCurrent(context), "cuCtxSetCurrent");
  std::thread([&] {
    expect(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&address, 1), "a thread without a context");
  }).join();
}

void memory()
{
  const size_t before = freeBytes();
  CUdeviceptr address;
  char host[256] = {};
  expect(CUDA_ERROR_INVALID_VALUE, cuMemAlloc_v2(&address, 0), "an allocation of nothing");
  expect(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc_v2(&address, before + 1), "too large an allocation");
  expect(CUDA_SUCCESS, cuMemAlloc_v2(&address, 100), "cuMemAlloc");
  expect(freeBytes() == before - 100, "free memory");
  expect(CUDA_SUCCESS, cuMemcpyHtoD_v2(address + 1, host, 99), "a copy to the end");
  expect(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD_v2(address + 1, host, 100), "a copy over the end");
  expect(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH_v2(host, address - 1, 4), "a copy from before the beginning");
  expect(CUDA_ERROR_INVALID_VALUE, cuMemFree_v2(address + 1), "a wrong address to free");
  expect(CUDA_SUCCESS, cuMemFree_v2(address), "cuMemFree");
  expect(CUDA_ERROR_INVALID_VALUE, cuMemFree_v2(address), "memory freed twice");
  expect(freeBytes() == before, "free memory at the end");
}

void modules(const std::string &ptx)
{
  void *module;
  void *function;
  expect(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, "no PTX"), "a text that is no PTX");
  std::string other = ptx;
  other.replace(other.find("fill_words_param_3"), 18, "fill_words_param_3[2]");
  expect(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, other.c_str()), "a PTX with other parameters");
  expect(CUDA_SUCCESS, cuModuleLoadData(&module, ptx.c_str()), "cuModuleLoadData");
  expect(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&function, module, "no_such_kernel"), "an unknown kernel");
  expect(CUDA_SUCCESS, cuModuleUnload(module), "cuModuleUnload");
  expect(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(module), "a module unloaded twice");
}

/** Work on a stream that does not wait for the default stream is not done before somebody waits for it. */
void streams(const std::string &ptx)
{
  void *module;
  void *function;
  void *stream;
  CUdeviceptr address;
  unsigned words[1000];
  cuModuleLoadData(&module, ptx.c_str());
  cuModuleGetFunction(&function, module, "fill_words");
  cuMemAlloc_v2(&address, sizeof words);
  expect(CUDA_SUCCESS, cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), "cuStreamCreate");
  expect(CUDA_ERROR_INVALID_VALUE, fillWords(function, stream, address, 1000, 1025), "too many threads");
  expect(CUDA_SUCCESS, fillWords(function, stream, address, 1000, 64), "cuLaunchKernel");
  cuMemcpyDtoH_v2(words, address, sizeof words);
  expect(words[0] == 0xCBCBCBCBu, "a copy that does not wait");
  expect(CUDA_SUCCESS, cuStreamSynchronize(stream), "cuStreamSynchronize");
  cuMemcpyDtoH_v2(words, address, sizeof words);
  expect(words[0] == 0x6627e8d5u && words[4] == 0x844515e1u, "the words");
  expect(CUDA_SUCCESS, cuStreamDestroy_v2(stream), "cuStreamDestroy");
  expect(CUDA_ERROR_INVALID_HANDLE, cuStreamSynchronize(stream), "a stream that is gone");
  // The default stream waits for the others.
  cuStreamCreate(&stream, 0);
  fillWords(function, stream, address, 4, 64);
  cuMemcpyDtoH_v2(words, address, sizeof words);
  expect(words[3] == 0x9b00dbd8u, "a copy that waits");
  cuStreamDestroy_v2(stream);
  cuMemFree_v2(address);
  cuModuleUnload(module);
}

/** An event is reached when the work before it is done, not when it is recorded. */
void events(const std::string &ptx)
{
  void *module;
  void *function;
  void *stream;
  void *start;
  void *end;
  CUdeviceptr address;
  float milliseconds = -1;
  cuModuleLoadData(&module, ptx.c_str());
  cuModuleGetFunction(&function, module, "fill_words");
  cuMemAlloc_v2(&address, 4000);
  cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING);
  expect(CUDA_SUCCESS, cuEventCreate(&start, 0), "cuEventCreate");
  cuEventCreate(&end, 0);
  expect(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&milliseconds, start, end), "events that were not recorded");
  expect(CUDA_SUCCESS, cuEventRecord(start, stream), "cuEventRecord");
  fillWords(function, stream, address, 1000, 64);
  cuEventRecord(end, stream);
  expect(CUDA_ERROR_NOT_READY, cuEventElapsedTime(&milliseconds, start, end), "events that are not reached");
  expect(CUDA_SUCCESS, cuEventSynchronize(end), "cuEventSynchronize");
  expect(CUDA_SUCCESS, cuEventElapsedTime(&milliseconds, start, end), "cuEventElapsedTime");
  expect(milliseconds > 0, "the time of a kernel");
  // What is recorded on the default stream waits for blocking streams alone, so this one is reached at once.
  fillWords(function, stream, address, 1000, 64);
  cuEventRecord(end, nullptr);
  expect(CUDA_SUCCESS, cuEventElapsedTime(&milliseconds, start, end), "an event on the default stream");
  // An event may go before it is reached, and a stream before its event is asked for.
  cuEventRecord(start, stream);
  cuEventRecord(end, stream);
  expect(CUDA_SUCCESS, cuEventDestroy_v2(start), "cuEventDestroy");
  cuStreamDestroy_v2(stream);
  expect(CUDA_SUCCESS, cuEventSynchronize(end), "an event of a stream that is gone");
  expect(CUDA_ERROR_INVALID_HANDLE, cuEventRecord(start, nullptr), "an event that is gone");
  expect(CUDA_ERROR_INVALID_HANDLE, cuEventDestroy_v2(start), "an event destroyed twice");
  cuEventDestroy_v2(end);
  cuMemFree_v2(address);
  cuModuleUnload(module);
}

/** With a device that is lost while a kernel is under way: SOFTWARE_CUDA_LOSE_DEVICE. */
void lostDevice()
{
  while (cuCtxSynchronize() == CUDA_SUCCESS) {
  }
  expect(CUDA_ERROR_DEVICE_UNAVAILABLE, cuCtxSynchronize(), "a lost device");
  const char *name = "";
  cuGetErrorName(cuCtxSynchronize(), &name);
  expect(std::string(name) == "CUDA_ERROR_DEVICE_UNAVAILABLE", "cuGetErrorName");
}

}  // namespace

/** Argument: the PTX file. */
int main(int, char **arguments)
{
  setenv("SOFTWARE_CUDA_DEVICES", "1", 1);
  setenv("SOFTWARE_CUDA_LOSE_DEVICE", "1000", 1);
  const std::string ptx = readFile(arguments[1]);
  contexts();
  memory();
  modules(ptx);
  streams(ptx);
  events(ptx);
  lostDevice();
  expect(CUDA_ERROR_DEVICE_UNAVAILABLE, cuDevicePrimaryCtxRelease_v2(0), "release of a lost device");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
