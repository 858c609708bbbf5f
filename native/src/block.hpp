// Runs the blocks of a kernel: every thread of a block is a fibre; barriers and warp operations are where they change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fiber.hpp"

struct Dimensions {
  unsigned x = 1;
  unsigned y = 1;
  unsigned z = 1;

  size_t count() const { return size_t{x} * y * z; }
};

/** Where the item of a number is in a block or a grid, x first. */
Dimensions indexOf(size_t number, const Dimensions &size);

constexpr unsigned WARP = 32;
constexpr unsigned MAX_BLOCK_THREADS = 1024;
constexpr size_t MAX_SHARED_BYTES = 48 * 1024;

/** A kernel made ready to run on the host: calls the function with the parameters that the pointers lead to. */
using KernelCall = void (*)(void *const *parameters);

struct Launch {
  KernelCall kernel;
  void *const *parameters;
  Dimensions grid;
  Dimensions block;
  size_t sharedBytes;
};

/** What the lanes that a warp operation waits for do together. */
enum class WarpOperation { SYNC, EXCHANGE, BALLOT };

/** What a barrier of the block combines. */
struct BarrierVotes {
  int count = 0;
  bool all = true;
};

/** Runs one block after the other, each on the system thread that calls. */
class BlockRunner {
 public:
  /** The runner whose kernel is running on this system thread. */
  static BlockRunner &current();

  BlockRunner();

  /** Runs one block; an empty text, or what the kernel did wrong. */
  std::string run(const Launch &launch, Dimensions blockIndex);

  // For the kernel that is running.
  Dimensions gridSize() const { return launch->grid; }
  Dimensions blockSize() const { return launch->block; }
  Dimensions blockIndex() const { return block; }
  Dimensions threadIndex() const { return threads[active].index; }
  unsigned lane() const { return active % WARP; }
  char *dynamicShared() { return shared.data(); }

  /** Waits for all threads of the block that have not ended; combines what they bring. */
  BarrierVotes barrier(bool predicate);

  /**
   * Waits for the lanes of the mask that have not ended.
   *
   * @param source the lane whose value EXCHANGE answers with
   * @return the value of the source, or the lanes with a value that is not 0
   */
  uint64_t warp(WarpOperation operation, unsigned mask, uint64_t value, unsigned source);

  /** Ends the kernel with an error; does not return. */
  [[noreturn]] void fail(const char *message);

 private:
  enum class State { READY, AT_BARRIER, IN_WARP, ENDED };

  struct Thread {
    Dimensions index;
    State state = State::READY;
    Fiber *fiber = nullptr;
    // The warp operation it takes part in.
    WarpOperation operation = WarpOperation::SYNC;
    unsigned mask = 0;
    uint64_t value = 0;
    unsigned source = 0;
    uint64_t answer = 0;
  };

  void beginThreads();
  bool runReadyThreads();
  void resume(unsigned thread);
  void wait(State state);
  void endThread();
  void finishBarrier();
  void finishWarp(unsigned first, unsigned mask);
  unsigned existingLanes(unsigned first) const;
  Fiber *takeFiber();

  const Launch *launch = nullptr;
  Dimensions block;
  std::vector<Thread> threads;
  unsigned active = 0;
  unsigned alive = 0;
  unsigned waiting = 0;
  unsigned inWarpOperation = 0;
  BarrierVotes votes;
  BarrierVotes finishedVotes;
  std::vector<char> shared;
  std::string error;
  std::vector<std::unique_ptr<Fiber>> fibers;
  std::vector<Fiber *> freeFibers;
};

/** Runs a block on the system thread that calls; an empty text, or what the kernel did wrong. */
using BlockFunction = std::function<std::string(Dimensions blockIndex)>;

/**
 * Shares the blocks of a grid among up to `workers` system threads, of which each makes a function that runs blocks one
 * after the other; an empty text, or what a kernel did wrong.
 */
std::string runBlocks(const Dimensions &grid, unsigned workers, const std::function<BlockFunction()> &makeFunction);

/** Runs all blocks of a launch on up to `workers` system threads; an empty text, or what a kernel did wrong. */
std::string runGrid(const Launch &launch, unsigned workers);
