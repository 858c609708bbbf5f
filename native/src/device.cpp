#include "device.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "ptx_machine.hpp"
#include "settings.hpp"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define FORBID(address, bytes) __asan_poison_memory_region(address, bytes)
#define ALLOW(address, bytes) __asan_unpoison_memory_region(address, bytes)
#else
#define FORBID(address, bytes) ((void) (address), (void) (bytes))
#define ALLOW(address, bytes) ((void) (address), (void) (bytes))
#endif

namespace {

// Before and after every allocation: bytes that nobody may change. A multiple of the alignment that CUDA promises.
constexpr size_t REDZONE = 256;
constexpr unsigned char REDZONE_BYTE = 0xFD;
constexpr unsigned char FRESH_BYTE = 0xCB;

thread_local Device *current = nullptr;

bool allBytesAre(const char *memory, size_t bytes, unsigned char value)
{
  for (size_t i = 0; i < bytes; i++) {
    if (static_cast<unsigned char>(memory[i]) != value) {
      return false;
    }
  }
  return true;
}

/** The kernel that was compiled for the host; throws PtxError where it is not that of the PTX. */
KernelCall findHostCall(const PtxEntry &entry)
{
  const HostKernel *kernel = findHostKernel(entry.name);
  if (kernel == nullptr || kernel->parameterSizes != entry.parameterSizes()) {
    throw PtxError(entry.line, "kernel " + entry.name + " is not the one that this library was built with; run make -C native");
  }
  return kernel->call;
}

/** Whether a block is no larger than the PTX says, and its shared memory no larger than that of a device. */
bool fitsKernel(const PtxKernel &kernel, const Dimensions &block, size_t sharedBytes)
{
  return (kernel.maxThreads == 0 || block.count() <= kernel.maxThreads) &&
         kernel.sharedBytes + sharedBytes <= MAX_SHARED_BYTES;
}

}  // namespace

std::vector<std::unique_ptr<Device>> &devices()
{
  static std::vector<std::unique_ptr<Device>> all = [] {
    std::vector<std::unique_ptr<Device>> made;
    for (int i = 0; i < settings().devices; i++) {
      made.push_back(std::make_unique<Device>(i));
    }
    return made;
  }();
  return all;
}

Device *currentDevice()
{
  return current;
}

void setCurrentDevice(Device *device)
{
  current = device;
}

void complain(const std::string &message)
{
  fprintf(stderr, "software CUDA device: %s\n", message.c_str());
}

Device::Device(int newOrdinal) : ordinal(newOrdinal) {}

CUresult Device::enter()
{
  if (settings().loseDevice.strikes(ordinal, ++callCount)) {
    sticky = CUDA_ERROR_DEVICE_UNAVAILABLE;
  }
  return sticky;
}

void Device::corrupt(CUresult error, const std::string &message)
{
  complain(message);
  if (sticky == CUDA_SUCCESS) {
    sticky = error;
  }
}

bool Device::mayAllocate()
{
  return !settings().failAllocation.strikes(ordinal, ++allocationCount);
}

CUresult Device::allocate(size_t bytes, CUdeviceptr *address)
{
  if (bytes == 0 || address == nullptr) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  if (!mayAllocate() || bytes > freeBytes()) {
    return CUDA_ERROR_OUT_OF_MEMORY;
  }
  char *memory = static_cast<char *>(aligned_alloc(REDZONE, (bytes + 3 * REDZONE - 1) / REDZONE * REDZONE));
  if (memory == nullptr) {
    return CUDA_ERROR_OUT_OF_MEMORY;
  }
  char *begin = memory + REDZONE;
  memset(memory, REDZONE_BYTE, REDZONE);
  memset(begin, FRESH_BYTE, bytes);
  memset(begin + bytes, REDZONE_BYTE, REDZONE);
  FORBID(memory, REDZONE);
  FORBID(begin + bytes, REDZONE);
  *address = reinterpret_cast<CUdeviceptr>(begin);
  allocations.emplace(*address, Allocation{memory, bytes});
  usedBytes += bytes;
  peakBytes = std::max(peakBytes, usedBytes);
  return CUDA_SUCCESS;
}

bool Device::checkAllocation(CUdeviceptr address, const Allocation &allocation)
{
  char *end = reinterpret_cast<char *>(address) + allocation.bytes;
  ALLOW(allocation.memory, REDZONE);
  ALLOW(end, REDZONE);
  const bool whole = allBytesAre(allocation.memory, REDZONE, REDZONE_BYTE) && allBytesAre(end, REDZONE, REDZONE_BYTE);
  if (!whole) {
    corrupt(CUDA_ERROR_ILLEGAL_ADDRESS, "something was written outside an allocation of " +
                                            std::to_string(allocation.bytes) + " bytes");
  }
  return whole;
}

CUresult Device::release(CUdeviceptr address)
{
  const auto found = allocations.find(address);
  if (found == allocations.end()) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  // As on a GPU, work that may use the memory ends first.
  finishAll();
  const bool whole = checkAllocation(address, found->second);
  free(found->second.memory);
  usedBytes -= found->second.bytes;
  allocations.erase(found);
  return whole ? CUDA_SUCCESS : CUDA_ERROR_ILLEGAL_ADDRESS;
}

bool Device::owns(CUdeviceptr address, size_t bytes) const
{
  auto after = allocations.upper_bound(address);
  if (after == allocations.begin()) {
    return false;
  }
  --after;
  const CUdeviceptr offset = address - after->first;
  return offset <= after->second.bytes && bytes <= after->second.bytes - offset;
}

size_t Device::freeBytes() const
{
  return settings().memoryBytes - usedBytes;
}

Stream *Device::createStream(bool blocking)
{
  Stream *stream = new Stream{this, blocking, {}, nullptr};
  streams.insert(stream);
  return stream;
}

CUresult Device::destroyStream(Stream *stream)
{
  if (!knows(stream)) {
    return CUDA_ERROR_INVALID_HANDLE;
  }
  runWork(stream);
  streams.erase(stream);
  delete stream;
  return CUDA_SUCCESS;
}

bool Device::knows(const Stream *stream) const
{
  return streams.count(const_cast<Stream *>(stream)) > 0;
}

/** Work on the default stream waits for all blocking streams, and runs at once. */
void Device::enqueue(Stream *stream, std::function<void()> work)
{
  if (stream != nullptr) {
    auto &queue = stream->captured;
    if (queue != nullptr) {
      queue->push_back(std::move(work));
    } else {
      stream->work.push_back(std::move(work));
    }
    return;
  }
  finish(nullptr);
  work();
}

CUresult Device::beginCapture(Stream *stream)
{
  // The default stream cannot be captured.
  if (stream == nullptr || !knows(stream) || stream->captured != nullptr) {
    return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
  }
  stream->captured = std::make_shared<std::vector<std::function<void()>>>();
  stream->captureInvalid = false;
  return CUDA_SUCCESS;
}

CUresult Device::endCapture(Stream *stream, Graph **graph)
{
  *graph = nullptr;
  if (stream == nullptr || !knows(stream) || stream->captured == nullptr) {
    return CUDA_ERROR_STREAM_CAPTURE_UNMATCHED;
  }
  const auto work = std::move(stream->captured);
  stream->captured = nullptr;
  if (stream->captureInvalid) {
    return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
  }
  *graph = *graphs.insert(new Graph{work}).first;
  return CUDA_SUCCESS;
}

CUresult Device::instantiate(Graph *graph, Graph **executable)
{
  if (graphs.count(graph) == 0) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  *executable = *graphs.insert(new Graph{graph->work}).first;
  return CUDA_SUCCESS;
}

CUresult Device::launchGraph(Graph *executable, Stream *stream)
{
  if (graphs.count(executable) == 0 || (stream != nullptr && !knows(stream))) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  if (settings().failLaunch.strikes(ordinal, ++launchCount)) {
    return CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES;
  }
  // Held by the work, as the graph may be destroyed before it is done.
  enqueue(stream, [this, work = executable->work] {
    for (const auto &each : *work) {
      if (sticky == CUDA_SUCCESS) {
        each();
      }
    }
  });
  return CUDA_SUCCESS;
}

CUresult Device::destroyGraph(Graph *graph)
{
  if (graphs.erase(graph) == 0) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  delete graph;
  return CUDA_SUCCESS;
}

bool Device::capturesBlockingStream() const
{
  return std::any_of(streams.begin(), streams.end(),
                     [](const Stream *stream) { return stream->blocking && stream->captured != nullptr; });
}

void Device::finish(Stream *stream)
{
  if (stream != nullptr) {
    runWork(stream);
    return;
  }
  for (Stream *each : streams) {
    if (each->blocking) {
      runWork(each);
    }
  }
}

void Device::finishAll()
{
  for (Stream *each : streams) {
    runWork(each);
  }
}

void Device::runWork(Stream *stream)
{
  while (!stream->work.empty()) {
    const std::function<void()> work = std::move(stream->work.front());
    stream->work.pop_front();
    if (sticky == CUDA_SUCCESS) {
      work();
    }
  }
}

Event *Device::createEvent()
{
  auto event = std::make_shared<Event>();
  events.emplace(event.get(), event);
  return event.get();
}

CUresult Device::destroyEvent(Event *event)
{
  return events.erase(event) == 0 ? CUDA_ERROR_INVALID_HANDLE : CUDA_SUCCESS;
}

CUresult Device::recordEvent(Event *event, Stream *stream)
{
  const auto found = events.find(event);
  if (found == events.end() || (stream != nullptr && !knows(stream))) {
    return CUDA_ERROR_INVALID_HANDLE;
  }
  event->stream = stream;
  event->recorded = true;
  event->pending++;
  enqueue(stream, [held = found->second] {
    held->reached = std::chrono::steady_clock::now();
    held->pending--;
  });
  return CUDA_SUCCESS;
}

CUresult Device::finishEvent(Event *event)
{
  if (events.count(event) == 0) {
    return CUDA_ERROR_INVALID_HANDLE;
  }
  // A stream that is gone has done its work.
  if (event->pending > 0 && knows(event->stream)) {
    runWork(event->stream);
  }
  return sticky;
}

CUresult Device::elapsed(float *milliseconds, Event *start, Event *end) const
{
  for (Event *event : {start, end}) {
    if (events.count(event) == 0 || !event->recorded) {
      return CUDA_ERROR_INVALID_HANDLE;
    }
  }
  if (start->pending > 0 || end->pending > 0) {
    return CUDA_ERROR_NOT_READY;
  }
  *milliseconds = std::chrono::duration<float, std::milli>(end->reached - start->reached).count();
  return CUDA_SUCCESS;
}

CUresult Device::loadModule(const std::string &text, Module **module)
{
  auto made = std::make_unique<Module>();
  made->device = this;
  try {
    const PtxText ptx = readPtx(text);
    for (const PtxEntry &entry : ptx.entries) {
      Function function{this, entry.name, entry.parameterSizes(), nullptr, nullptr};
      if (settings().runPtx) {
        function.ptx = std::make_shared<PtxKernel>(compilePtx(ptx, entry));
      } else {
        function.call = findHostCall(entry);
      }
      made->functions.emplace(entry.name, function);
    }
  } catch (const PtxError &error) {
    complain("PTX, " + std::string(error.what()));
    return CUDA_ERROR_INVALID_PTX;
  }
  *module = made.release();
  modules.insert(*module);
  return CUDA_SUCCESS;
}

CUresult Device::unloadModule(Module *module)
{
  if (modules.erase(module) == 0) {
    return CUDA_ERROR_INVALID_HANDLE;
  }
  finishAll();
  delete module;
  return CUDA_SUCCESS;
}

const Function *Device::findFunction(Module *module, const std::string &name, CUresult *result) const
{
  if (modules.count(module) == 0) {
    *result = CUDA_ERROR_INVALID_HANDLE;
    return nullptr;
  }
  const auto found = module->functions.find(name);
  *result = found == module->functions.end() ? CUDA_ERROR_NOT_FOUND : CUDA_SUCCESS;
  return *result == CUDA_SUCCESS ? &found->second : nullptr;
}

CUresult Device::launch(const Function *function, Dimensions grid, Dimensions block, size_t sharedBytes, Stream *stream,
                        void *const *parameters)
{
  const bool fits = grid.count() > 0 && block.count() > 0 && block.count() <= MAX_BLOCK_THREADS && grid.x <= 0x7FFFFFFF &&
                    grid.y <= 65535 && grid.z <= 65535 && block.z <= 64 && sharedBytes <= MAX_SHARED_BYTES;
  if (!fits) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  if (function->ptx != nullptr && !fitsKernel(*function->ptx, block, sharedBytes)) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  if (settings().failLaunch.strikes(ordinal, ++launchCount)) {
    return CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES;
  }
  // The parameters are copied now, as on a GPU.
  std::vector<std::vector<uint64_t>> values;
  for (size_t i = 0; i < function->parameterSizes.size(); i++) {
    values.emplace_back(function->parameterSizes[i] / 8 + 1);
    memcpy(values.back().data(), parameters[i], function->parameterSizes[i]);
  }
  enqueue(stream, [this, function = *function, grid, block, sharedBytes, values = std::move(values)]() mutable {
    std::vector<void *> pointers;
    for (auto &value : values) {
      pointers.push_back(value.data());
    }
    const std::string problem = runKernel(function, Launch{function.call, pointers.data(), grid, block, sharedBytes});
    if (!problem.empty()) {
      corrupt(CUDA_ERROR_LAUNCH_FAILED, "kernel " + function.name + ": " + problem);
    }
  });
  return CUDA_SUCCESS;
}

std::string Device::runKernel(const Function &function, const Launch &launch) const
{
  if (function.ptx == nullptr) {
    return runGrid(launch, settings().threads);
  }
  std::vector<PtxRange> memory;
  for (const auto &[address, allocation] : allocations) {
    memory.push_back({address, address + allocation.bytes});
  }
  return runPtx({*function.ptx, launch.parameters, launch.grid, launch.block, launch.sharedBytes, memory},
                settings().threads);
}

void Device::reset()
{
  forgottenStreams += streams.size();
  forgottenModules += modules.size();
  forgottenEvents += events.size();
  forgottenAllocations += allocations.size();
  forgottenGraphs += graphs.size();
  for (Graph *graph : graphs) {
    delete graph;
  }
  for (Stream *stream : streams) {
    delete stream;
  }
  for (Module *module : modules) {
    delete module;
  }
  for (auto &[address, allocation] : allocations) {
    ALLOW(allocation.memory, allocation.bytes + 2 * REDZONE);
    free(allocation.memory);
  }
  graphs.clear();
  streams.clear();
  events.clear();
  modules.clear();
  allocations.clear();
  usedBytes = 0;
}

std::string Device::account() const
{
  const auto entry = [](const char *name, size_t count) { return " " + std::string(name) + "=" + std::to_string(count); };
  return "device=" + std::to_string(ordinal) + entry("allocations", forgottenAllocations + allocations.size()) +
         entry("streams", forgottenStreams + streams.size()) + entry("modules", forgottenModules + modules.size()) +
         entry("contexts", size_t(holders)) + entry("generators", size_t(generators)) +
         entry("events", forgottenEvents + events.size()) + entry("handles", size_t(handles)) +
         entry("graphs", forgottenGraphs + graphs.size()) + entry("launches", size_t(launchCount)) + entry("peak", peakBytes);
}
