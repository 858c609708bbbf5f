// A software device: its memory, streams and modules, and the faults asked for.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "block.hpp"
#include "cuda_types.h"
#include "ptx_kernel.hpp"
#include "registry.hpp"

class Device;

/** Work in order. It is put off until somebody waits for it, so that a program that does not wait is found out. */
struct Stream {
  Device *device;
  bool blocking;
  std::deque<std::function<void()>> work;
  /** What is being recorded instead of done; null outside of a capture. */
  std::shared_ptr<std::vector<std::function<void()>>> captured;
  bool captureInvalid = false;
};

/** Recorded work, which can be done many times. Stands for CUgraph and for CUgraphExec. */
struct Graph {
  std::shared_ptr<std::vector<std::function<void()>>> work;
};

/** A place in a stream, and when the work before it was done. */
struct Event {
  Stream *stream = nullptr;
  bool recorded = false;
  /** How often it was recorded without being reached yet. */
  unsigned pending = 0;
  std::chrono::steady_clock::time_point reached;
};

/** A kernel of a module: compiled for the host, or decoded from PTX. */
struct Function {
  Device *device;
  std::string name;
  std::vector<size_t> parameterSizes;
  KernelCall call = nullptr;
  /** Held by launches too, as the module may be gone when a graph starts them. */
  std::shared_ptr<const PtxKernel> ptx;
};

struct Module {
  Device *device;
  std::map<std::string, Function> functions;
};

/** All members are to be used with the lock held. */
class Device {
 public:
  static constexpr unsigned MULTIPROCESSORS = 2;

  explicit Device(int ordinal);

  std::recursive_mutex lock;
  const int ordinal;
  /** How often the primary context is held. */
  int holders = 0;

  /** Counts a call; the error that the device is in, if any. */
  CUresult enter();

  // Memory.
  CUresult allocate(size_t bytes, CUdeviceptr *address);
  CUresult release(CUdeviceptr address);
  /** Whether all bytes belong to one allocation. */
  bool owns(CUdeviceptr address, size_t bytes) const;
  size_t freeBytes() const;
  /** Counts an allocation that a library makes for itself; whether it may succeed. */
  bool mayAllocate();

  // Streams; null is the default stream.
  Stream *createStream(bool blocking);
  CUresult destroyStream(Stream *stream);
  bool knows(const Stream *stream) const;
  void enqueue(Stream *stream, std::function<void()> work);
  void finish(Stream *stream);
  void finishAll();

  // Graphs.
  CUresult beginCapture(Stream *stream);
  CUresult endCapture(Stream *stream, Graph **graph);
  CUresult instantiate(Graph *graph, Graph **executable);
  CUresult launchGraph(Graph *executable, Stream *stream);
  CUresult destroyGraph(Graph *graph);
  /** Whether a stream that waits for the default stream is being captured, which forbids to use the latter. */
  bool capturesBlockingStream() const;

  // Events.
  Event *createEvent();
  CUresult destroyEvent(Event *event);
  CUresult recordEvent(Event *event, Stream *stream);
  CUresult finishEvent(Event *event);
  CUresult elapsed(float *milliseconds, Event *start, Event *end) const;

  // Modules and launches.
  CUresult loadModule(const std::string &ptx, Module **module);
  CUresult unloadModule(Module *module);
  const Function *findFunction(Module *module, const std::string &name, CUresult *result) const;
  CUresult launch(const Function *function, Dimensions grid, Dimensions block, size_t sharedBytes, Stream *stream,
                  void *const *parameters);

  /** Puts the context into an error that every later call returns, as on a GPU. */
  void corrupt(CUresult error, const std::string &message);
  CUresult error() const { return sticky; }

  /** Frees what the primary context still holds, when its last holder lets go. */
  void reset();

  /** What was made and never freed, and how often kernels were launched: one line. */
  std::string account() const;

  /** Generators of the software cuRAND that live on this device. */
  int generators = 0;

  /** Handles of the software cuBLAS that live on this device. */
  int handles = 0;

 private:
  struct Allocation {
    char *memory;
    size_t bytes;
  };

  std::string runKernel(const Function &function, const Launch &launch) const;
  bool checkAllocation(CUdeviceptr address, const Allocation &allocation);
  void runWork(Stream *stream);

  std::map<CUdeviceptr, Allocation> allocations;
  std::set<Stream *> streams;
  /** Work that reaches an event holds it too, as it may be destroyed before. */
  std::map<Event *, std::shared_ptr<Event>> events;
  std::set<Module *> modules;
  std::set<Graph *> graphs;
  size_t usedBytes = 0;
  long callCount = 0;
  long allocationCount = 0;
  long launchCount = 0;
  size_t peakBytes = 0;
  size_t forgottenAllocations = 0;
  size_t forgottenStreams = 0;
  size_t forgottenModules = 0;
  size_t forgottenEvents = 0;
  size_t forgottenGraphs = 0;
  CUresult sticky = CUDA_SUCCESS;
};

/** The devices that are there. */
std::vector<std::unique_ptr<Device>> &devices();

/** The device whose context is current on this system thread; null if there is none. */
Device *currentDevice();
void setCurrentDevice(Device *device);

void complain(const std::string &message);
