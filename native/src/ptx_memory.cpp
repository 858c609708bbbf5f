#include "ptx_memory.hpp"

#include <algorithm>
#include <cstring>

#include "ptx_lanes.hpp"

namespace {

constexpr unsigned BANKS = 32;
constexpr unsigned BANK_BYTES = 4;
constexpr unsigned SECTOR_BYTES = 32;

/** Where each lane of an access goes. */
struct Places {
  uint64_t address[PTX_LANES];
  char *memory[PTX_LANES];
};

[[noreturn]] void refuse(const PtxInstruction &in, unsigned lane, const char *problem, size_t bytes, uint64_t address)
{
  throw PtxFault(in, lane, std::to_string(bytes) + " bytes at " + std::to_string(address) + " " + problem);
}

void readAddresses(const PtxWarp &warp, const PtxInstruction &in, uint32_t lanes, unsigned operand, Places &places)
{
  const uint32_t at = in.operands[operand];
  if (in.wideAddress) {
    const uint64_t *const base = ptxValues<uint64_t>(warp.registers, at);
    ptxForEach(lanes, [&](unsigned lane) { places.address[lane] = base[lane] + uint64_t(in.displacement); });
  } else {
    const uint32_t *const base = ptxValues<uint32_t>(warp.registers, at);
    ptxForEach(lanes, [&](unsigned lane) { places.address[lane] = uint32_t(base[lane] + uint64_t(in.displacement)); });
  }
}

/** Memory that begins with address 0. */
void findInside(char *memory, size_t size, size_t stride, const char *problem, const PtxInstruction &in, uint32_t lanes,
                size_t bytes, Places &places)
{
  ptxForEach(lanes, [&](unsigned lane) {
    const uint64_t address = places.address[lane];
    if (address > size || bytes > size - address) {
      refuse(in, lane, problem, bytes, address);
    }
    places.memory[lane] = memory + lane * stride + address;
  });
}

/** Whether one allocation has all the bytes. */
bool findRange(PtxWarp &warp, uint64_t address, size_t bytes)
{
  const PtxRange *const end = warp.global.ranges + warp.global.count;
  const PtxRange *const after =
      std::upper_bound(warp.global.ranges, end, address, [](uint64_t a, const PtxRange &range) { return a < range.begin; });
  if (after == warp.global.ranges || address > (after - 1)->end || bytes > (after - 1)->end - address) {
    return false;
  }
  warp.found = *(after - 1);
  return true;
}

void findGlobal(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes, size_t bytes, Places &places)
{
  ptxForEach(lanes, [&](unsigned lane) {
    const uint64_t address = places.address[lane];
    const bool found = address >= warp.found.begin && address <= warp.found.end && bytes <= warp.found.end - address;
    if (!found && !findRange(warp, address, bytes)) {
      refuse(in, lane, "are in no allocation of global memory", bytes, address);
    }
    places.memory[lane] = reinterpret_cast<char *>(address);
  });
}

/**
 * How often the banks of shared memory must be used: lanes that read the same word share it, atomic operations do not. A
 * warp whose lanes need more than one word each goes in as many parts.
 */
unsigned bankPasses(uint32_t lanes, size_t bytes, bool atomic, const Places &places)
{
  const unsigned words = std::max<unsigned>(1, unsigned(bytes / BANK_BYTES));
  const unsigned lanesAtOnce = PTX_LANES / words;
  unsigned passes = 0;
  for (unsigned first = 0; first < PTX_LANES; first += lanesAtOnce) {
    uint64_t seen[BANKS][PTX_LANES];
    unsigned count[BANKS] = {};
    unsigned most = 0;
    const uint32_t part = lanesAtOnce == PTX_LANES ? lanes : lanes & (((1u << lanesAtOnce) - 1) << first);
    ptxForEach(part, [&](unsigned lane) {
      for (unsigned i = 0; i < words; i++) {
        const uint64_t word = places.address[lane] / BANK_BYTES + i;
        const unsigned bank = unsigned(word % BANKS);
        uint64_t *const end = seen[bank] + count[bank];
        if (atomic || std::find(seen[bank], end, word) == end) {
          *end = word;
          count[bank]++;
          most = std::max(most, count[bank]);
        }
      }
    });
    passes += most;
  }
  return passes;
}

/** How many sectors of global memory the lanes touch. */
unsigned sectors(uint32_t lanes, const Places &places)
{
  // An access is aligned to its size, which is no more than a sector's.
  uint64_t seen[PTX_LANES];
  unsigned count = 0;
  ptxForEach(lanes, [&](unsigned lane) {
    const uint64_t sector = places.address[lane] / SECTOR_BYTES;
    if (std::find(seen, seen + count, sector) == seen + count) {
      seen[count++] = sector;
    }
  });
  return count;
}

void countPasses(const PtxWarp &warp, const PtxInstruction &in, uint32_t lanes, size_t bytes, bool atomic,
                 const Places &places)
{
  switch (in.space) {
    case PtxSpace::SHARED: warp.count->passes += bankPasses(lanes, bytes, atomic, places); break;
    case PtxSpace::GLOBAL: warp.count->passes += sectors(lanes, places); break;
    default: break;
  }
}

/** Finds where the lanes read or write, and checks that they may. */
PTX_INLINE void locate(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes, unsigned operand, size_t bytes, bool atomic,
                       Places &places)
{
  readAddresses(warp, in, lanes, operand, places);
  ptxForEach(lanes, [&](unsigned lane) {
    if (places.address[lane] % bytes != 0) {
      refuse(in, lane, "are not aligned", bytes, places.address[lane]);
    }
  });
  switch (in.space) {
    case PtxSpace::SHARED:
      findInside(warp.shared, warp.sharedBytes, 0, "are outside of shared memory", in, lanes, bytes, places);
      break;
    case PtxSpace::LOCAL:
      findInside(warp.local, warp.localBytes, warp.localBytes, "are outside of local memory", in, lanes, bytes, places);
      break;
    case PtxSpace::PARAMETER:
      findInside(warp.parameters, warp.parameterBytes, 0, "are outside of the parameters", in, lanes, bytes, places);
      break;
    default: findGlobal(warp, in, lanes, bytes, places); break;
  }
  if (warp.count != nullptr) {
    countPasses(warp, in, lanes, bytes, atomic, places);
  }
}

/** ld {d...}, [a]: each value of memory is widened to its register. */
template <class Memory, class Register>
void load(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  Places places;
  locate(warp, in, lanes, in.elements, sizeof(Memory) * in.elements, false, places);
  for (unsigned i = 0; i < in.elements; i++) {
    Register *const to = ptxValues<Register>(warp.registers, in.operands[i]);
    ptxForEach(lanes, [&](unsigned lane) {
      Memory value;
      memcpy(&value, places.memory[lane] + i * sizeof value, sizeof value);
      to[lane] = Register(value);
    });
  }
}

/** st [a], {b...}: each register is cut to the size in memory. */
template <class Memory, class Register>
void store(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  Places places;
  locate(warp, in, lanes, 0, sizeof(Memory) * in.elements, false, places);
  for (unsigned i = 0; i < in.elements; i++) {
    const Register *const from = ptxValues<Register>(warp.registers, in.operands[1 + i]);
    ptxForEach(lanes, [&](unsigned lane) {
      const Memory value = Memory(from[lane]);
      memcpy(places.memory[lane] + i * sizeof value, &value, sizeof value);
    });
  }
}

template <class Memory>
PtxExecute loadOf(PtxOperand registers)
{
  switch (registers) {
    case PtxOperand::BITS_16: return sizeof(Memory) <= 2 ? PtxExecute(load<Memory, uint16_t>) : nullptr;
    case PtxOperand::BITS_32: return sizeof(Memory) <= 4 ? PtxExecute(load<Memory, uint32_t>) : nullptr;
    case PtxOperand::BITS_64: return load<Memory, uint64_t>;
    default: return nullptr;
  }
}

template <class Memory>
PtxExecute storeOf(PtxOperand registers)
{
  switch (registers) {
    case PtxOperand::BITS_16: return sizeof(Memory) <= 2 ? PtxExecute(store<Memory, uint16_t>) : nullptr;
    case PtxOperand::BITS_32: return sizeof(Memory) <= 4 ? PtxExecute(store<Memory, uint32_t>) : nullptr;
    case PtxOperand::BITS_64: return store<Memory, uint64_t>;
    default: return nullptr;
  }
}

// Atomic operations: the value before, as another lane or another block may have changed it.

template <class Function, class T>
T exchangeWith(T *where, T value)
{
  T old = __atomic_load_n(where, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(where, &old, Function::of(old, value), true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  return old;
}

struct Add {
  template <class T>
  static T of(T a, T b)
  {
    return T(uint64_t(a) + uint64_t(b));
  }
};

struct Minimum {
  template <class T>
  static T of(T a, T b)
  {
    return b < a ? b : a;
  }
};

struct Maximum {
  template <class T>
  static T of(T a, T b)
  {
    return a < b ? b : a;
  }
};

struct And {
  template <class T>
  static T of(T a, T b)
  {
    return a & b;
  }
};

struct Or {
  template <class T>
  static T of(T a, T b)
  {
    return a | b;
  }
};

struct Xor {
  template <class T>
  static T of(T a, T b)
  {
    return a ^ b;
  }
};

struct Exchange {
  template <class T>
  static T of(T, T b)
  {
    return b;
  }
};

/** atom d, [a], b. */
template <class Function, class T>
void update(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  Places places;
  locate(warp, in, lanes, 1, sizeof(T), true, places);
  T *const old = ptxValues<T>(warp.registers, in.operands[0]);
  const T *const value = ptxValues<T>(warp.registers, in.operands[2]);
  ptxForEach(lanes, [&](unsigned lane) {
    old[lane] = exchangeWith<Function>(reinterpret_cast<T *>(places.memory[lane]), value[lane]);
  });
}

/** atom.cas d, [a], b, c: c where memory holds b. */
template <class T>
void compareAndSwap(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  Places places;
  locate(warp, in, lanes, 1, sizeof(T), true, places);
  T *const old = ptxValues<T>(warp.registers, in.operands[0]);
  const T *const compared = ptxValues<T>(warp.registers, in.operands[2]);
  const T *const value = ptxValues<T>(warp.registers, in.operands[3]);
  ptxForEach(lanes, [&](unsigned lane) {
    T expected = compared[lane];
    __atomic_compare_exchange_n(reinterpret_cast<T *>(places.memory[lane]), &expected, value[lane], false, __ATOMIC_RELAXED,
                                __ATOMIC_RELAXED);
    old[lane] = expected;
  });
}

/** The address is among the operands as a register that may have 32 or 64 bits, so it is not listed. */
template <class Function, class T>
constexpr PtxOperation updating(const char *name)
{
  return {name, update<Function, T>, {ptxOperandOf<T>(), PtxOperand::NONE, ptxOperandOf<T>()}};
}

template <class T>
constexpr PtxOperation swapping(const char *name)
{
  return {name, compareAndSwap<T>, {ptxOperandOf<T>(), PtxOperand::NONE, ptxOperandOf<T>(), ptxOperandOf<T>()}};
}

constexpr PtxOperation ATOMICS[] = {
    updating<Add, uint32_t>("add.u32"),      updating<Add, int32_t>("add.s32"),
    updating<Add, uint64_t>("add.u64"),      updating<Minimum, uint32_t>("min.u32"),
    updating<Minimum, int32_t>("min.s32"),   updating<Minimum, uint64_t>("min.u64"),
    updating<Minimum, int64_t>("min.s64"),   updating<Maximum, uint32_t>("max.u32"),
    updating<Maximum, int32_t>("max.s32"),   updating<Maximum, uint64_t>("max.u64"),
    updating<Maximum, int64_t>("max.s64"),   updating<And, uint32_t>("and.b32"),
    updating<And, uint64_t>("and.b64"),      updating<Or, uint32_t>("or.b32"),
    updating<Or, uint64_t>("or.b64"),        updating<Xor, uint32_t>("xor.b32"),
    updating<Xor, uint64_t>("xor.b64"),      updating<Exchange, uint32_t>("exch.b32"),
    updating<Exchange, uint64_t>("exch.b64"), swapping<uint32_t>("cas.b32"),
    swapping<uint64_t>("cas.b64"),
};

}  // namespace

extern const PtxOperations PTX_ATOMICS = {ATOMICS, sizeof ATOMICS / sizeof ATOMICS[0]};

PtxExecute ptxLoad(const std::string &type, PtxOperand registers)
{
  if (type == "s8") {
    return loadOf<int8_t>(registers);
  }
  if (type == "s16") {
    return loadOf<int16_t>(registers);
  }
  if (type == "s32") {
    return loadOf<int32_t>(registers);
  }
  if (type == "u8" || type == "b8") {
    return loadOf<uint8_t>(registers);
  }
  if (type == "u16" || type == "b16") {
    return loadOf<uint16_t>(registers);
  }
  if (type == "u32" || type == "b32" || type == "f32") {
    return loadOf<uint32_t>(registers);
  }
  const bool wide = type == "u64" || type == "s64" || type == "b64" || type == "f64";
  return wide ? loadOf<uint64_t>(registers) : nullptr;
}

PtxExecute ptxStore(const std::string &type, PtxOperand registers)
{
  if (type == "u8" || type == "s8" || type == "b8") {
    return storeOf<uint8_t>(registers);
  }
  if (type == "u16" || type == "s16" || type == "b16") {
    return storeOf<uint16_t>(registers);
  }
  if (type == "u32" || type == "s32" || type == "b32" || type == "f32") {
    return storeOf<uint32_t>(registers);
  }
  const bool wide = type == "u64" || type == "s64" || type == "b64" || type == "f64";
  return wide ? storeOf<uint64_t>(registers) : nullptr;
}
