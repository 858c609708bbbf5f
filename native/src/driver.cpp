// The CUDA driver API as far as this project calls it: libcuda.so.1.

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>

#include "device.hpp"
#include "driver_internal.h"
#include "ptx_profile.hpp"
#include "settings.hpp"

namespace {

constexpr int DRIVER_VERSION = 12060;

bool initialized = false;

struct ErrorText {
  CUresult code;
  const char *name;
  const char *text;
};

constexpr ErrorText ERRORS[] = {
    {CUDA_SUCCESS, "CUDA_SUCCESS", "no error"},
    {CUDA_ERROR_INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {CUDA_ERROR_OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {CUDA_ERROR_NOT_INITIALIZED, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    {CUDA_ERROR_DEINITIALIZED, "CUDA_ERROR_DEINITIALIZED", "driver shutting down"},
    {CUDA_ERROR_DEVICE_UNAVAILABLE, "CUDA_ERROR_DEVICE_UNAVAILABLE", "CUDA-capable device(s) is/are busy or unavailable"},
    {CUDA_ERROR_NO_DEVICE, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {CUDA_ERROR_INVALID_DEVICE, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    {CUDA_ERROR_INVALID_IMAGE, "CUDA_ERROR_INVALID_IMAGE", "device kernel image is invalid"},
    {CUDA_ERROR_INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {CUDA_ERROR_INVALID_PTX, "CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"},
    {CUDA_ERROR_INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {CUDA_ERROR_NOT_FOUND, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {CUDA_ERROR_NOT_READY, "CUDA_ERROR_NOT_READY", "device not ready"},
    {CUDA_ERROR_ILLEGAL_ADDRESS, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    {CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES", "too many resources requested for launch"},
    {CUDA_ERROR_LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED", "unspecified launch failure"},
    {CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED",
     "operation not permitted when stream is capturing"},
    {CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED",
     "operation failed due to a previous error during capture"},
    {CUDA_ERROR_STREAM_CAPTURE_UNMATCHED, "CUDA_ERROR_STREAM_CAPTURE_UNMATCHED", "no capture of this stream to end"},
    {CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, "CUDA_ERROR_STREAM_CAPTURE_IMPLICIT",
     "operation would make the legacy stream depend on a capturing blocking stream"},
};

const ErrorText *findError(CUresult code)
{
  for (const ErrorText &error : ERRORS) {
    if (error.code == code) {
      return &error;
    }
  }
  return nullptr;
}

Device *findDevice(CUdevice ordinal)
{
  return ordinal >= 0 && size_t(ordinal) < devices().size() ? devices()[size_t(ordinal)].get() : nullptr;
}

/** Calls action(device) for the current context, with the device's lock held. */
template <class Action>
CUresult withCurrentDevice(Action action)
{
  if (!initialized) {
    return CUDA_ERROR_NOT_INITIALIZED;
  }
  Device *device = currentDevice();
  if (device == nullptr || device->holders == 0) {
    return CUDA_ERROR_INVALID_CONTEXT;
  }
  const std::lock_guard<std::recursive_mutex> guard(device->lock);
  return action(*device);
}

/** The same, with the device's faults and errors before the action. */
template <class Action>
CUresult onCurrentDevice(Action action)
{
  return withCurrentDevice([&](Device &device) {
    const CUresult error = device.enter();
    return error != CUDA_SUCCESS ? error : action(device);
  });
}

/** The same for calls that free something: they free it even where the context is in an error, and report the error. */
template <class Action>
CUresult freeOnCurrentDevice(Action action)
{
  return withCurrentDevice([&](Device &device) {
    const CUresult before = device.enter();
    const CUresult result = action(device);
    return before != CUDA_SUCCESS ? before : result;
  });
}

/** Copies at once, after the work of all blocking streams, as the default stream does. */
CUresult copyOnDefaultStream(Device &device, CUdeviceptr checked, void *to, const void *from, size_t bytes)
{
  if (!device.owns(checked, bytes)) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  if (device.capturesBlockingStream()) {
    return CUDA_ERROR_STREAM_CAPTURE_IMPLICIT;
  }
  device.finish(nullptr);
  memcpy(to, from, bytes);
  return device.error();
}

CUresult finishThen(Device &device, Stream *stream)
{
  if (stream != nullptr && stream->captured != nullptr) {
    stream->captureInvalid = true;
    return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
  }
  device.finish(stream);
  return device.error();
}

struct ReportAtExit {
  ~ReportAtExit()
  {
    if (!initialized) {
      return;
    }
    if (!ptxProfile().write()) {
      complain("the profile could not be written to " + settings().profile);
    }
    if (settings().report.empty()) {
      return;
    }
    std::ofstream out(settings().report, std::ios::app);
    for (const auto &device : devices()) {
      out << device->account() << '\n';
    }
  }
};

}  // namespace

EXPORT CUresult cuInit(unsigned flags)
{
  if (flags != 0) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  // Made before the report, so destroyed after it.
  if (devices().empty()) {
    return CUDA_ERROR_NO_DEVICE;
  }
  ptxProfile();
  static const ReportAtExit report;
  initialized = true;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDriverGetVersion(int *version)
{
  *version = DRIVER_VERSION;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuGetErrorName(CUresult code, const char **name)
{
  const ErrorText *error = findError(code);
  *name = error == nullptr ? nullptr : error->name;
  return error == nullptr ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

EXPORT CUresult cuGetErrorString(CUresult code, const char **text)
{
  const ErrorText *error = findError(code);
  *text = error == nullptr ? nullptr : error->text;
  return error == nullptr ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGetCount(int *count)
{
  if (!initialized) {
    return CUDA_ERROR_NOT_INITIALIZED;
  }
  *count = int(devices().size());
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGet(CUdevice *device, int ordinal)
{
  if (!initialized) {
    return CUDA_ERROR_NOT_INITIALIZED;
  }
  *device = ordinal;
  return findDevice(ordinal) == nullptr ? CUDA_ERROR_INVALID_DEVICE : CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGetName(char *name, int length, CUdevice device)
{
  if (findDevice(device) == nullptr) {
    return CUDA_ERROR_INVALID_DEVICE;
  }
  snprintf(name, size_t(length), "software CUDA device %d", device);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice device)
{
  *bytes = settings().memoryBytes;
  return findDevice(device) == nullptr ? CUDA_ERROR_INVALID_DEVICE : CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGetAttribute(int *value, CUdevice_attribute attribute, CUdevice device)
{
  if (findDevice(device) == nullptr) {
    return CUDA_ERROR_INVALID_DEVICE;
  }
  switch (attribute) {
    case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK: *value = int(MAX_BLOCK_THREADS); break;
    case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK: *value = int(MAX_SHARED_BYTES); break;
    case CU_DEVICE_ATTRIBUTE_WARP_SIZE: *value = int(WARP); break;
    case CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT: *value = int(Device::MULTIPROCESSORS); break;
    // As the oldest GPU that the kernels are compiled for.
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR: *value = 7; break;
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR: *value = 5; break;
    default: return CUDA_ERROR_INVALID_VALUE;
  }
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDevicePrimaryCtxRetain(Device **context, CUdevice ordinal)
{
  Device *device = initialized ? findDevice(ordinal) : nullptr;
  if (device == nullptr) {
    return initialized ? CUDA_ERROR_INVALID_DEVICE : CUDA_ERROR_NOT_INITIALIZED;
  }
  const std::lock_guard<std::recursive_mutex> guard(device->lock);
  const CUresult error = device->enter();
  if (error == CUDA_SUCCESS) {
    device->holders++;
    *context = device;
  }
  return error;
}

EXPORT CUresult cuDevicePrimaryCtxRelease_v2(CUdevice ordinal)
{
  Device *device = findDevice(ordinal);
  if (device == nullptr) {
    return CUDA_ERROR_INVALID_DEVICE;
  }
  const std::lock_guard<std::recursive_mutex> guard(device->lock);
  if (device->holders == 0) {
    return CUDA_ERROR_INVALID_CONTEXT;
  }
  if (--device->holders == 0) {
    device->reset();
  }
  return device->enter();
}

EXPORT CUresult cuCtxSetCurrent(Device *context)
{
  if (context != nullptr && context->holders == 0) {
    return CUDA_ERROR_INVALID_CONTEXT;
  }
  setCurrentDevice(context);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuCtxGetCurrent(Device **context)
{
  *context = currentDevice();
  return CUDA_SUCCESS;
}

EXPORT CUresult cuCtxSynchronize()
{
  return onCurrentDevice([](Device &device) {
    device.finishAll();
    return device.error();
  });
}

EXPORT CUresult cuMemGetInfo_v2(size_t *freeBytes, size_t *total)
{
  return onCurrentDevice([=](Device &device) {
    *freeBytes = device.freeBytes();
    *total = settings().memoryBytes;
    return CUDA_SUCCESS;
  });
}

EXPORT CUresult cuMemAlloc_v2(CUdeviceptr *address, size_t bytes)
{
  return onCurrentDevice([=](Device &device) { return device.allocate(bytes, address); });
}

EXPORT CUresult cuMemFree_v2(CUdeviceptr address)
{
  return freeOnCurrentDevice([=](Device &device) { return address == 0 ? CUDA_SUCCESS : device.release(address); });
}

EXPORT CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t bytes)
{
  return onCurrentDevice(
      [=](Device &device) { return copyOnDefaultStream(device, to, reinterpret_cast<void *>(to), from, bytes); });
}

EXPORT CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes)
{
  return onCurrentDevice(
      [=](Device &device) { return copyOnDefaultStream(device, from, to, reinterpret_cast<const void *>(from), bytes); });
}

EXPORT CUresult cuStreamCreate(Stream **stream, unsigned flags)
{
  return onCurrentDevice([=](Device &device) {
    *stream = device.createStream((flags & CU_STREAM_NON_BLOCKING) == 0);
    return CUDA_SUCCESS;
  });
}

EXPORT CUresult cuStreamDestroy_v2(Stream *stream)
{
  return freeOnCurrentDevice([=](Device &device) { return device.destroyStream(stream); });
}

EXPORT CUresult cuStreamSynchronize(Stream *stream)
{
  return onCurrentDevice([=](Device &device) {
    return stream == nullptr || device.knows(stream) ? finishThen(device, stream) : CUDA_ERROR_INVALID_HANDLE;
  });
}

EXPORT CUresult cuMemsetD8Async(CUdeviceptr address, unsigned char value, size_t bytes, Stream *stream)
{
  return onCurrentDevice([=](Device &device) {
    if (!device.owns(address, bytes) || (stream != nullptr && !device.knows(stream))) {
      return CUDA_ERROR_INVALID_VALUE;
    }
    device.enqueue(stream, [=] { memset(reinterpret_cast<void *>(address), value, bytes); });
    return CUDA_SUCCESS;
  });
}

EXPORT CUresult cuStreamBeginCapture_v2(Stream *stream, int)
{
  return onCurrentDevice([=](Device &device) { return device.beginCapture(stream); });
}

EXPORT CUresult cuStreamEndCapture(Stream *stream, Graph **graph)
{
  return onCurrentDevice([=](Device &device) { return device.endCapture(stream, graph); });
}

EXPORT CUresult cuGraphInstantiateWithFlags(Graph **executable, Graph *graph, unsigned long long)
{
  return onCurrentDevice([=](Device &device) { return device.instantiate(graph, executable); });
}

EXPORT CUresult cuGraphLaunch(Graph *executable, Stream *stream)
{
  return onCurrentDevice([=](Device &device) { return device.launchGraph(executable, stream); });
}

EXPORT CUresult cuGraphDestroy(Graph *graph)
{
  return freeOnCurrentDevice([=](Device &device) { return device.destroyGraph(graph); });
}

EXPORT CUresult cuGraphExecDestroy(Graph *executable)
{
  return freeOnCurrentDevice([=](Device &device) { return device.destroyGraph(executable); });
}

EXPORT CUresult cuEventCreate(Event **event, unsigned)
{
  return onCurrentDevice([=](Device &device) {
    *event = device.createEvent();
    return CUDA_SUCCESS;
  });
}

EXPORT CUresult cuEventDestroy_v2(Event *event)
{
  return freeOnCurrentDevice([=](Device &device) { return device.destroyEvent(event); });
}

EXPORT CUresult cuEventRecord(Event *event, Stream *stream)
{
  return onCurrentDevice([=](Device &device) { return device.recordEvent(event, stream); });
}

EXPORT CUresult cuEventSynchronize(Event *event)
{
  return onCurrentDevice([=](Device &device) { return device.finishEvent(event); });
}

EXPORT CUresult cuEventElapsedTime(float *milliseconds, Event *start, Event *end)
{
  return onCurrentDevice([=](Device &device) { return device.elapsed(milliseconds, start, end); });
}

EXPORT CUresult cuModuleLoadDataEx(Module **module, const char *ptx, unsigned, const int *, void **)
{
  return onCurrentDevice([=](Device &device) { return device.loadModule(ptx, module); });
}

EXPORT CUresult cuModuleLoadData(Module **module, const char *ptx)
{
  return cuModuleLoadDataEx(module, ptx, 0, nullptr, nullptr);
}

EXPORT CUresult cuModuleUnload(Module *module)
{
  return freeOnCurrentDevice([=](Device &device) { return device.unloadModule(module); });
}

EXPORT CUresult cuModuleGetFunction(const Function **function, Module *module, const char *name)
{
  return onCurrentDevice([=](Device &device) {
    CUresult result;
    *function = device.findFunction(module, name, &result);
    return result;
  });
}

EXPORT CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, const Function *function, int blockThreads,
                                                            size_t sharedBytes)
{
  return onCurrentDevice([=](Device &device) {
    if (function == nullptr || function->device != &device) {
      return CUDA_ERROR_INVALID_HANDLE;
    }
    if (blockThreads < 1 || size_t(blockThreads) > MAX_BLOCK_THREADS || sharedBytes > MAX_SHARED_BYTES) {
      return CUDA_ERROR_INVALID_VALUE;
    }
    // A multiprocessor has room for twice the largest block, in threads and in shared memory.
    const size_t byThreads = 2 * MAX_BLOCK_THREADS / size_t(blockThreads);
    const size_t byMemory = 2 * MAX_SHARED_BYTES / std::max<size_t>(1, sharedBytes);
    *blocks = int(std::min(byThreads, byMemory));
    return CUDA_SUCCESS;
  });
}

EXPORT CUresult cuLaunchKernel(const Function *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                               unsigned blockY, unsigned blockZ, unsigned sharedBytes, Stream *stream, void **parameters,
                               void **extra)
{
  return onCurrentDevice([=](Device &device) {
    if (function == nullptr || function->device != &device || (stream != nullptr && !device.knows(stream))) {
      return CUDA_ERROR_INVALID_HANDLE;
    }
    if (extra != nullptr || (parameters == nullptr && !function->parameterSizes.empty())) {
      return CUDA_ERROR_INVALID_VALUE;
    }
    return device.launch(function, {gridX, gridY, gridZ}, {blockX, blockY, blockZ}, sharedBytes, stream, parameters);
  });
}

// For the software cuRAND and cuBLAS; driver_internal.h.

EXPORT int softwareCudaEnqueue(void *stream, unsigned long long address, size_t bytes, void (*work)(void *), void *data,
                               void (*dispose)(void *))
{
  const std::shared_ptr<void> held(data, dispose);
  return onCurrentDevice([=](Device &device) {
    Stream *onStream = static_cast<Stream *>(stream);
    if (!device.owns(address, bytes) || (onStream != nullptr && !device.knows(onStream))) {
      return CUDA_ERROR_INVALID_VALUE;
    }
    device.enqueue(onStream, [=] { work(held.get()); });
    return CUDA_SUCCESS;
  });
}

EXPORT int softwareCudaOwns(unsigned long long address, size_t bytes)
{
  return onCurrentDevice(
      [=](Device &device) { return device.owns(address, bytes) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE; });
}

EXPORT int softwareCudaAddHandle()
{
  return onCurrentDevice([](Device &device) {
    device.handles++;
    return CUDA_SUCCESS;
  });
}

EXPORT int softwareCudaRemoveHandle()
{
  return freeOnCurrentDevice([](Device &device) {
    device.handles--;
    return CUDA_SUCCESS;
  });
}

EXPORT int softwareCudaAddGenerator()
{
  return onCurrentDevice([](Device &device) {
    device.generators++;
    return CUDA_SUCCESS;
  });
}

EXPORT int softwareCudaMayAllocate()
{
  return onCurrentDevice([](Device &device) { return device.mayAllocate() ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY; });
}

EXPORT int softwareCudaRemoveGenerator()
{
  return freeOnCurrentDevice([](Device &device) {
    device.generators--;
    return CUDA_SUCCESS;
  });
}
