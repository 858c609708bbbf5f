#include "block.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace {

// A system thread is not worth its start for fewer.
constexpr size_t BLOCKS_PER_WORKER = 8;

// Kernels ask for it all the time, so it is in the part of a thread's storage that is reached without a call.
__attribute__((tls_model("initial-exec"))) thread_local BlockRunner *running = nullptr;

// Runners that have nothing to do. They are kept, for fibres are costly to make.
std::mutex idleLock;
std::vector<std::unique_ptr<BlockRunner>> idle;

std::unique_ptr<BlockRunner> takeRunner()
{
  const std::lock_guard<std::mutex> guard(idleLock);
  if (idle.empty()) {
    return std::make_unique<BlockRunner>();
  }
  std::unique_ptr<BlockRunner> runner = std::move(idle.back());
  idle.pop_back();
  return runner;
}

void giveBack(std::unique_ptr<BlockRunner> runner)
{
  const std::lock_guard<std::mutex> guard(idleLock);
  idle.push_back(std::move(runner));
}

}  // namespace

Dimensions indexOf(size_t number, const Dimensions &size)
{
  return {unsigned(number % size.x), unsigned(number / size.x % size.y), unsigned(number / size.x / size.y)};
}

BlockRunner &BlockRunner::current()
{
  return *running;
}

BlockRunner::BlockRunner() : threads(MAX_BLOCK_THREADS) {}

std::string BlockRunner::run(const Launch &newLaunch, Dimensions blockIndex)
{
  launch = &newLaunch;
  block = blockIndex;
  error.clear();
  running = this;
  // On a real device shared memory begins with whatever was there.
  shared.assign(launch->sharedBytes, char(0xA5));
  beginThreads();
  while (alive > 0 && error.empty()) {
    if (!runReadyThreads() && error.empty()) {
      error = "the threads of a block wait for each other for ever: a barrier or a warp operation that not all reach";
    }
  }
  running = nullptr;
  return error;
}

void BlockRunner::beginThreads()
{
  const size_t count = launch->block.count();
  alive = unsigned(count);
  waiting = 0;
  inWarpOperation = 0;
  votes = {};
  freeFibers.clear();
  for (const auto &fiber : fibers) {
    freeFibers.push_back(fiber.get());
  }
  for (unsigned i = 0; i < count; i++) {
    threads[i] = Thread{};
    threads[i].index = indexOf(i, launch->block);
  }
}

/** Every thread that is ready, once; whether there was one. */
bool BlockRunner::runReadyThreads()
{
  const unsigned count = unsigned(launch->block.count());
  bool progress = false;
  for (unsigned i = 0; i < count && error.empty(); i++) {
    if (threads[i].state == State::READY) {
      resume(i);
      progress = true;
    }
  }
  return progress;
}

void BlockRunner::resume(unsigned index)
{
  active = index;
  Thread &thread = threads[index];
  if (thread.fiber == nullptr) {
    thread.fiber = takeFiber();
    thread.fiber->prepare(
        [](void *runner) {
          const Launch &launch = *static_cast<BlockRunner *>(runner)->launch;
          launch.kernel(launch.parameters);
        },
        this);
  }
  if (thread.fiber->resume()) {
    freeFibers.push_back(thread.fiber);
    endThread();
  }
}

/** Threads that never wait use one fibre, one after the other. */
Fiber *BlockRunner::takeFiber()
{
  if (freeFibers.empty()) {
    fibers.push_back(std::make_unique<Fiber>());
    return fibers.back().get();
  }
  Fiber *fiber = freeFibers.back();
  freeFibers.pop_back();
  return fiber;
}

void BlockRunner::wait(State state)
{
  Thread &thread = threads[active];
  thread.state = state;
  thread.fiber->yield();
}

void BlockRunner::endThread()
{
  threads[active].state = State::ENDED;
  alive--;
  finishBarrier();
  if (inWarpOperation == 0) {
    return;
  }
  // Others of its warp may have been waiting for this thread alone.
  const unsigned first = active / WARP * WARP;
  for (unsigned i = first; i < first + WARP && i < launch->block.count(); i++) {
    if (threads[i].state == State::IN_WARP) {
      active = i;
      finishWarp(first, threads[i].mask);
    }
  }
}

BarrierVotes BlockRunner::barrier(bool predicate)
{
  waiting++;
  votes.count += predicate ? 1 : 0;
  votes.all = votes.all && predicate;
  threads[active].state = State::AT_BARRIER;
  finishBarrier();
  // The thread that completes the barrier goes on; nobody passes the next one before all have read the votes.
  if (threads[active].state == State::AT_BARRIER) {
    wait(State::AT_BARRIER);
  }
  return finishedVotes;
}

void BlockRunner::finishBarrier()
{
  if (waiting == 0 || waiting < alive) {
    return;
  }
  for (unsigned i = 0; i < launch->block.count(); i++) {
    if (threads[i].state == State::AT_BARRIER) {
      threads[i].state = State::READY;
    }
  }
  finishedVotes = votes;
  votes = {};
  waiting = 0;
}

uint64_t BlockRunner::warp(WarpOperation operation, unsigned mask, uint64_t value, unsigned source)
{
  Thread &thread = threads[active];
  const unsigned first = active / WARP * WARP;
  if ((mask >> (active - first) & 1u) == 0) {
    fail("a lane takes part in a warp operation whose mask leaves it out");
  }
  thread.operation = operation;
  thread.mask = mask;
  thread.value = value;
  thread.source = source;
  thread.state = State::IN_WARP;
  inWarpOperation++;
  finishWarp(first, mask);
  if (thread.state == State::IN_WARP) {
    wait(State::IN_WARP);
  }
  return thread.answer;
}

unsigned BlockRunner::existingLanes(unsigned first) const
{
  unsigned lanes = 0;
  for (unsigned i = 0; i < WARP && first + i < launch->block.count(); i++) {
    lanes |= threads[first + i].state == State::ENDED ? 0u : 1u << i;
  }
  return lanes;
}

/** Completes the operation of the lanes of the mask when all of them are there. */
void BlockRunner::finishWarp(unsigned first, unsigned mask)
{
  const unsigned needed = mask & existingLanes(first);
  unsigned positive = 0;
  const WarpOperation operation = threads[active].operation;
  for (unsigned i = 0; i < WARP; i++) {
    if ((needed >> i & 1u) != 0) {
      const Thread &thread = threads[first + i];
      if (thread.state != State::IN_WARP || thread.mask != mask) {
        return;
      }
      if (thread.operation != operation) {
        error = "lanes of one warp take part in different operations";
        return;
      }
      positive |= thread.value != 0 ? 1u << i : 0u;
    }
  }
  for (unsigned i = 0; i < WARP; i++) {
    if ((needed >> i & 1u) != 0) {
      Thread &thread = threads[first + i];
      const bool there = (needed >> thread.source & 1u) != 0;
      // What a lane reads from one that does not take part is undefined.
      const uint64_t exchanged = there ? threads[first + thread.source].value : 0xDEADDEADDEADDEADu;
      thread.answer = thread.operation == WarpOperation::BALLOT ? positive : exchanged;
      thread.state = State::READY;
      inWarpOperation--;
    }
  }
}

void BlockRunner::fail(const char *message)
{
  error = message;
  // The block ends here, so this fibre is never resumed.
  for (;;) {
    wait(State::ENDED);
  }
}

std::string runBlocks(const Dimensions &grid, unsigned workers, const std::function<BlockFunction()> &makeFunction)
{
  const size_t blocks = grid.count();
  std::atomic<size_t> next{0};
  std::mutex lock;
  std::string error;
  const auto work = [&] {
    const BlockFunction run = makeFunction();
    for (size_t i = next++; i < blocks; i = next++) {
      const std::string problem = run(indexOf(i, grid));
      if (!problem.empty()) {
        const std::lock_guard<std::mutex> guard(lock);
        error = problem;
        next = blocks;
      }
    }
  };
  std::vector<std::thread> helpers;
  const size_t useful = (blocks + BLOCKS_PER_WORKER - 1) / BLOCKS_PER_WORKER;
  for (size_t i = 1; i < std::min<size_t>(workers, useful); i++) {
    helpers.emplace_back(work);
  }
  work();
  for (std::thread &helper : helpers) {
    helper.join();
  }
  return error;
}

std::string runGrid(const Launch &launch, unsigned workers)
{
  return runBlocks(launch.grid, workers, [&]() -> BlockFunction {
    const std::shared_ptr<BlockRunner> runner(takeRunner().release(),
                                              [](BlockRunner *done) { giveBack(std::unique_ptr<BlockRunner>(done)); });
    return [&launch, runner](Dimensions block) { return runner->run(launch, block); };
  });
}
