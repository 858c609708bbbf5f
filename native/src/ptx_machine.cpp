#include "ptx_machine.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "ptx_lanes.hpp"
#include "ptx_memory.hpp"
#include "ptx_profile.hpp"

namespace {

// Registers are read and written by vector instructions.
constexpr size_t ALIGNMENT = 64;
constexpr char FRESH = char(0xA5);

struct Free {
  void operator()(char *memory) const { free(memory); }
};

using Bytes = std::unique_ptr<char, Free>;

Bytes allocate(size_t bytes)
{
  const size_t whole = (bytes / ALIGNMENT + 1) * ALIGNMENT;
  Bytes made(static_cast<char *>(aligned_alloc(ALIGNMENT, whole)));
  if (made == nullptr) {
    throw std::bad_alloc();
  }
  memset(made.get(), FRESH, whole);
  return made;
}

/** Where a warp is when it stops. */
enum class Stop { ENDED, AT_BARRIER };

/**
 * A warp and the ways its lanes have parted: a stack, whose top runs. A way ends where it meets the one below, which waits
 * there for all that parted from it.
 */
class Warp {
 public:
  Warp(const PtxLaunch &launch, unsigned number);

  /** Begins a block. */
  void begin(Dimensions blockIndex, char *shared, size_t sharedBytes, char *parameters, PtxGlobalMemory memory);

  /** Runs to a barrier or the end; counts what it executes in `counts`, if there are any. */
  Stop run(PtxCount *counts) { return counts == nullptr ? run<false>(nullptr) : run<true>(counts); }

  bool ended() const { return state.alive == 0; }

 private:
  struct Way {
    uint32_t at;
    uint32_t lanes;
    uint32_t meeting;
  };

  template <bool COUNTING>
  Stop run(PtxCount *counts);
  void branch(const PtxInstruction &instruction, uint32_t lanes);
  void end(uint32_t lanes);
  void setConstants();
  void setSpecial(PtxSpecial what, unsigned value);
  void setThreadIndices(const PtxLaunch &launch, unsigned number);

  const PtxKernel &kernel;
  uint32_t existing = 0;
  Bytes registers;
  Bytes local;
  std::vector<uint32_t> predicates;
  std::vector<Way> ways;
  /** The instruction that the top of the stack has come to. */
  uint32_t at = 0;
  PtxWarp state{};
};

Warp::Warp(const PtxLaunch &launch, unsigned number)
    : kernel(launch.kernel),
      registers(allocate(kernel.registerBytes)),
      local(allocate(kernel.localBytes * PTX_LANES)),
      predicates(kernel.predicates)
{
  const size_t threads = launch.block.count() - size_t{number} * PTX_LANES;
  existing = threads >= PTX_LANES ? PTX_ALL_LANES : (uint32_t{1} << threads) - 1;
  predicates[PTX_TRUE] = PTX_ALL_LANES;
  state.registers = registers.get();
  state.predicates = predicates.data();
  state.local = local.get();
  state.localBytes = kernel.localBytes;
  setConstants();
  setThreadIndices(launch, number);
}

void Warp::setConstants()
{
  for (const PtxConstant &constant : kernel.constants) {
    for (unsigned lane = 0; lane < PTX_LANES; lane++) {
      memcpy(state.registers + constant.offset + lane * constant.bytes, &constant.value, constant.bytes);
    }
  }
}

/** The same in every lane. */
void Warp::setSpecial(PtxSpecial what, unsigned value)
{
  for (const PtxSpecialRegister &special : kernel.specials) {
    if (special.what == what) {
      std::fill_n(ptxValues<uint32_t>(state.registers, special.offset), PTX_LANES, value);
    }
  }
}

void Warp::setThreadIndices(const PtxLaunch &launch, unsigned number)
{
  setSpecial(PtxSpecial::NTID_X, launch.block.x);
  setSpecial(PtxSpecial::NTID_Y, launch.block.y);
  setSpecial(PtxSpecial::NTID_Z, launch.block.z);
  setSpecial(PtxSpecial::NCTAID_X, launch.grid.x);
  setSpecial(PtxSpecial::NCTAID_Y, launch.grid.y);
  setSpecial(PtxSpecial::NCTAID_Z, launch.grid.z);
  for (const PtxSpecialRegister &special : kernel.specials) {
    uint32_t *const values = ptxValues<uint32_t>(state.registers, special.offset);
    for (unsigned lane = 0; lane < PTX_LANES; lane++) {
      const Dimensions thread = indexOf(size_t{number} * PTX_LANES + lane, launch.block);
      switch (special.what) {
        case PtxSpecial::TID_X: values[lane] = thread.x; break;
        case PtxSpecial::TID_Y: values[lane] = thread.y; break;
        case PtxSpecial::TID_Z: values[lane] = thread.z; break;
        case PtxSpecial::LANE: values[lane] = lane; break;
        default: break;
      }
    }
  }
}

void Warp::begin(Dimensions blockIndex, char *shared, size_t sharedBytes, char *parameters, PtxGlobalMemory memory)
{
  setSpecial(PtxSpecial::CTAID_X, blockIndex.x);
  setSpecial(PtxSpecial::CTAID_Y, blockIndex.y);
  setSpecial(PtxSpecial::CTAID_Z, blockIndex.z);
  state.shared = shared;
  state.sharedBytes = sharedBytes;
  state.parameters = parameters;
  state.parameterBytes = kernel.parameterBytes;
  state.global = memory;
  state.alive = existing;
  state.active = existing;
  at = 0;
  ways.assign(1, Way{0, existing, uint32_t(kernel.code.size())});
}

template <bool COUNTING>
Stop Warp::run(PtxCount *counts)
{
  const PtxInstruction *const code = kernel.code.data();
  while (!ways.empty()) {
    if (at == ways.back().meeting || state.active == 0) {
      ways.pop_back();
      if (!ways.empty()) {
        at = ways.back().at;
        state.active = ways.back().lanes;
      }
      continue;
    }
    const PtxInstruction &instruction = code[at];
    const uint32_t lanes = state.active & (predicates[instruction.guard] ^ instruction.guardFlip);
    if constexpr (COUNTING) {
      state.count = &counts[at];
      state.count->warps++;
      state.count->lanes += unsigned(__builtin_popcount(lanes));
    }
    at++;
    switch (instruction.kind) {
      case PtxKind::COMPUTE:
        if (lanes != 0) {
          instruction.execute(state, instruction, lanes);
        }
        break;
      case PtxKind::BRANCH: branch(instruction, lanes); break;
      case PtxKind::RETURN: end(lanes); break;
      case PtxKind::BARRIER:
        if (lanes != state.alive) {
          throw PtxFault(instruction, unsigned(__builtin_ctz(state.alive & ~lanes)), "is not at a barrier of its warp");
        }
        return Stop::AT_BARRIER;
    }
  }
  return Stop::ENDED;
}

/** The lanes take the branch, the others of the way go on. */
void Warp::branch(const PtxInstruction &instruction, uint32_t lanes)
{
  if (lanes == 0) {
    return;
  }
  if (lanes == state.active) {
    at = instruction.target;
    return;
  }
  const uint32_t others = state.active & ~lanes;
  const uint32_t meeting = instruction.reconvergence;
  if (ways.back().meeting == meeting) {
    ways.pop_back();
  } else {
    ways.back() = Way{meeting, state.active, ways.back().meeting};
  }
  for (const Way &way : {Way{at, others, meeting}, Way{instruction.target, lanes, meeting}}) {
    if (way.at != meeting) {
      ways.push_back(way);
    }
  }
  at = ways.back().at;
  state.active = ways.back().lanes;
}

void Warp::end(uint32_t lanes)
{
  state.alive &= ~lanes;
  state.active &= ~lanes;
  for (Way &way : ways) {
    way.lanes &= ~lanes;
  }
}

/** Runs one block after the other on a system thread. */
class Worker {
 public:
  explicit Worker(const PtxLaunch &newLaunch)
      : launch(newLaunch), sharedBytes(launch.kernel.sharedBytes + launch.sharedBytes), shared(allocate(sharedBytes))
  {
    const PtxKernel &kernel = launch.kernel;
    parameters = allocate(kernel.parameterBytes);
    for (size_t i = 0; i < kernel.parameterSizes.size(); i++) {
      memcpy(parameters.get() + kernel.parameterOffsets[i], launch.parameters[i], kernel.parameterSizes[i]);
    }
    for (unsigned first = 0; first < launch.block.count(); first += PTX_LANES) {
      warps.emplace_back(launch, first / PTX_LANES);
    }
    if (ptxProfile().wanted()) {
      counts.resize(kernel.code.size());
    }
  }

  Worker(const Worker &) = delete;
  Worker &operator=(const Worker &) = delete;

  ~Worker()
  {
    if (!counts.empty()) {
      ptxProfile().add(launch.kernel, counts);
    }
  }

  /** An empty text, or what the kernel did wrong. */
  std::string run(Dimensions blockIndex)
  {
    // On a real device shared memory begins with whatever was there.
    memset(shared.get(), FRESH, sharedBytes);
    const PtxGlobalMemory memory{launch.memory.data(), launch.memory.size()};
    for (Warp &warp : warps) {
      warp.begin(blockIndex, shared.get(), sharedBytes, parameters.get(), memory);
    }
    try {
      // Each warp runs to the barrier that all the others must reach too, if they do not end before.
      for (bool running = true; running;) {
        running = false;
        for (Warp &warp : warps) {
          running = (!warp.ended() && warp.run(counts.empty() ? nullptr : counts.data()) == Stop::AT_BARRIER) || running;
        }
      }
    } catch (const PtxFault &fault) {
      return fault.what();
    }
    return "";
  }

 private:
  const PtxLaunch launch;
  const size_t sharedBytes;
  Bytes shared;
  Bytes parameters;
  std::vector<Warp> warps;
  std::vector<PtxCount> counts;
};

}  // namespace

std::string runPtx(const PtxLaunch &launch, unsigned workers)
{
  return runBlocks(launch.grid, workers, [&]() -> BlockFunction {
    const auto worker = std::make_shared<Worker>(launch);
    return [worker](Dimensions block) { return worker->run(block); };
  });
}
