// A kernel of a PTX text, made ready to run: what the parts of the interpreter share.
//
// Plain data without the standard library's code, as ptx_lanes.cpp is compiled for newer processors too.
#pragma once

#include <cstddef>
#include <cstdint>

constexpr unsigned PTX_LANES = 32;
constexpr uint32_t PTX_ALL_LANES = ~uint32_t{0};

/** The predicates that are true and false in every lane, and the one for results that nobody wants. */
constexpr uint32_t PTX_TRUE = 0;
constexpr uint32_t PTX_FALSE = 1;
constexpr uint32_t PTX_UNUSED = 2;

struct PtxInstruction;
struct PtxCount;

struct PtxRange {
  uint64_t begin;
  uint64_t end;
};

/** The memory that all threads of a launch see. */
struct PtxGlobalMemory {
  /** The allocations, by growing address. */
  const PtxRange *ranges;
  size_t count;
};

/** A warp, as an instruction sees it. Registers and local memory belong to it alone. */
struct PtxWarp {
  /** Values of 32 lanes one after the other, where the operands of an instruction say. */
  char *registers;
  /** A predicate has a bit for each lane. */
  uint32_t *predicates;
  char *shared;
  size_t sharedBytes;
  /** Of the first lane; the other lanes' follow. */
  char *local;
  size_t localBytes;
  char *parameters;
  size_t parameterBytes;
  PtxGlobalMemory global;
  /** The allocation that was found last. */
  PtxRange found;
  /** The lanes that have not ended. */
  uint32_t alive;
  /** The lanes that run now. */
  uint32_t active;
  /** Where the passes of the present instruction are counted; null without a profile. */
  PtxCount *count;
};

/** Does an instruction for some lanes, at least one of them. */
using PtxExecute = void (*)(PtxWarp &warp, const PtxInstruction &instruction, uint32_t lanes);

enum class PtxKind : uint8_t { COMPUTE, BRANCH, RETURN, BARRIER };

enum class PtxSpace : uint8_t { NONE, GLOBAL, SHARED, LOCAL, PARAMETER };

/** How a comparison is joined with a further predicate. */
enum class PtxJoin : uint8_t { NONE, AND, OR, XOR };

struct PtxInstruction {
  PtxExecute execute = nullptr;
  /** In the order of the text: where the values of a register begin, in bytes, or the number of a predicate. */
  uint32_t operands[6] = {};
  /** Added to the address of a memory access. */
  int64_t displacement = 0;
  /** The predicate that says which lanes take part; it is inverted by the bits of `guardFlip`. */
  uint32_t guard = PTX_TRUE;
  uint32_t guardFlip = 0;
  /** Of a branch: where it leads, and where lanes that part here are together again. */
  uint32_t target = 0;
  uint32_t reconvergence = 0;
  /** In the PTX text, from 1. */
  uint32_t line = 0;
  PtxKind kind = PtxKind::COMPUTE;
  PtxSpace space = PtxSpace::NONE;
  PtxJoin join = PtxJoin::NONE;
  /** Of a memory access: whether the address is a register of 64 bits, and how many values are moved. */
  bool wideAddress = false;
  uint8_t elements = 1;
};

/** How often an instruction was executed. */
struct PtxCount {
  uint64_t warps = 0;
  uint64_t lanes = 0;
  uint64_t passes = 0;
};

/** What an operand must be: a predicate, or a register of 16, 32 or 64 bits. */
enum class PtxOperand : uint8_t { NONE, PREDICATE, BITS_16, BITS_32, BITS_64 };

/** An instruction that the interpreter knows. There may be several of a name, with other operands. */
struct PtxOperation {
  const char *name;
  PtxExecute execute;
  PtxOperand operands[6];
};

struct PtxOperations {
  const PtxOperation *first;
  size_t count;
};

/** Arithmetic, lane by lane: for every processor, and for those with AVX2 and FMA. The results are the same. */
extern const PtxOperations PTX_ARITHMETIC;
extern const PtxOperations PTX_ARITHMETIC_AVX2;

/** What lanes of a warp do together, and fences. */
extern const PtxOperations PTX_EXCHANGES;

/** Atomic operations, without the state space in their name. */
extern const PtxOperations PTX_ATOMICS;
