// Instructions that do the same in every lane, as templates: how values are read from registers and written to them.
#pragma once

#include <cstdint>
#include <utility>

#include "ptx_code.hpp"

#define PTX_INLINE inline __attribute__((always_inline))

namespace {

template <class T>
PTX_INLINE T *ptxValues(char *registers, uint32_t offset)
{
  return reinterpret_cast<T *>(registers + offset);
}

template <class Action>
PTX_INLINE void ptxForEach(uint32_t lanes, Action action)
{
  for (uint32_t rest = lanes; rest != 0; rest &= rest - 1) {
    action(unsigned(__builtin_ctz(rest)));
  }
}

PTX_INLINE void ptxSetPredicate(PtxWarp &warp, uint32_t number, uint32_t value, uint32_t lanes)
{
  warp.predicates[number] = (warp.predicates[number] & ~lanes) | (value & lanes);
}

template <class T>
constexpr PtxOperand ptxOperandOf()
{
  static_assert(sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8);
  return sizeof(T) == 2 ? PtxOperand::BITS_16 : sizeof(T) == 4 ? PtxOperand::BITS_32 : PtxOperand::BITS_64;
}

/** result = Function::of(arguments...). */
template <class Function, class R, class... A, size_t... I>
PTX_INLINE void ptxCompute(PtxWarp &warp, const PtxInstruction &instruction, uint32_t lanes, std::index_sequence<I...>)
{
  char *const registers = warp.registers;
  const uint32_t arguments[] = {instruction.operands[I + 1]...};
  R *const result = ptxValues<R>(registers, instruction.operands[0]);
  const auto one = [=](unsigned lane) __attribute__((always_inline))
  {
    result[lane] = Function::of(ptxValues<A>(registers, arguments[I])[lane]...);
  };
  if (lanes == PTX_ALL_LANES) {
    // A result may be one of the arguments, but no lane reads another's.
#pragma GCC ivdep
    for (unsigned lane = 0; lane < PTX_LANES; lane++) {
      one(lane);
    }
  } else {
    ptxForEach(lanes, one);
  }
}

template <class Function, class R, class... A>
void ptxLanewise(PtxWarp &warp, const PtxInstruction &instruction, uint32_t lanes)
{
  ptxCompute<Function, R, A...>(warp, instruction, lanes, std::index_sequence_for<A...>{});
}

template <class Function, class R, class... A>
constexpr PtxOperation ptxOperation(const char *name)
{
  return {name, ptxLanewise<Function, R, A...>, {ptxOperandOf<R>(), ptxOperandOf<A>()...}};
}

}  // namespace
