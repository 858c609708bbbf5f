// CUDA C for a C++ compiler: what the kernels of kernels/ use of the language, by block.hpp.
//
// Included before the kernels. Names are CUDA's. A kernel that needs shared memory of a size known at launch writes
// DYNAMIC_SHARED(type, name); on a GPU that is an extern __shared__ array.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "block.hpp"

#define __global__ __attribute__((visibility("hidden")))
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __restrict__ __restrict
#define __constant__ static const
// A system thread runs one block at a time, so a variable of the system thread is a variable of the block.
#define __shared__ static thread_local
#define DYNAMIC_SHARED(type, name) type *name = reinterpret_cast<type *>(BlockRunner::current().dynamicShared())
#define threadIdx (BlockRunner::current().threadIndex())
#define blockIdx (BlockRunner::current().blockIndex())
#define blockDim (BlockRunner::current().blockSize())
#define gridDim (BlockRunner::current().gridSize())
#define warpSize 32

struct uint4 {
  unsigned x, y, z, w;
};

namespace {

inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w)
{
  return {x, y, z, w};
}

template <class To, class From>
inline To bitsAs(From from)
{
  static_assert(sizeof(To) == sizeof(From));
  To to;
  memcpy(&to, &from, sizeof to);
  return to;
}

inline unsigned __umulhi(unsigned a, unsigned b) { return unsigned(uint64_t{a} * b >> 32); }
inline double __longlong_as_double(long long bits) { return bitsAs<double>(bits); }
inline long long __double_as_longlong(double value) { return bitsAs<long long>(value); }
inline float __uint_as_float(unsigned bits) { return bitsAs<float>(bits); }
inline unsigned __float_as_uint(float value) { return bitsAs<unsigned>(value); }
/** To the nearest integer, of what is too large the outermost; 0 for what is no number. */
inline int __float2int_rn(float value)
{
  return value != value ? 0 : int(std::fmin(std::fmax(std::nearbyint(double(value)), -0x1p31), 0x1p31 - 1));
}

inline long long __double2ll_rn(double value) { return std::llrint(value); }
inline int __popc(unsigned bits) { return __builtin_popcount(bits); }
inline int __popcll(unsigned long long bits) { return __builtin_popcountll(bits); }
inline int __ffs(int bits) { return __builtin_ffs(bits); }
inline int __ffsll(long long bits) { return __builtin_ffsll(bits); }
inline int __clz(int bits) { return bits == 0 ? 32 : __builtin_clz(unsigned(bits)); }
inline int __clzll(long long bits) { return bits == 0 ? 64 : __builtin_clzll((unsigned long long) bits); }

using std::fabs;
using std::fma;
using std::log;
using std::sqrt;

inline void __syncthreads() { BlockRunner::current().barrier(false); }
inline int __syncthreads_count(int p) { return BlockRunner::current().barrier(p != 0).count; }
inline int __syncthreads_or(int p) { return BlockRunner::current().barrier(p != 0).count != 0; }
inline int __syncthreads_and(int p) { return BlockRunner::current().barrier(p != 0).all; }

inline unsigned warpOperation(WarpOperation operation, unsigned mask, int predicate)
{
  return unsigned(BlockRunner::current().warp(operation, mask, predicate != 0, BlockRunner::current().lane()));
}

inline void __syncwarp(unsigned mask = ~0u) { warpOperation(WarpOperation::SYNC, mask, 0); }
inline unsigned __ballot_sync(unsigned mask, int p) { return warpOperation(WarpOperation::BALLOT, mask, p); }
inline int __any_sync(unsigned mask, int p) { return __ballot_sync(mask, p) != 0; }
inline int __all_sync(unsigned mask, int p) { return __ballot_sync(mask, p == 0) == 0; }

template <class T>
inline T exchange(unsigned mask, T value, unsigned source)
{
  static_assert(sizeof(T) == 4 || sizeof(T) == 8);
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof value);
  bits = BlockRunner::current().warp(WarpOperation::EXCHANGE, mask, bits, source);
  memcpy(&value, &bits, sizeof value);
  return value;
}

template <class T>
inline T __shfl_sync(unsigned mask, T value, int source, int width = 32)
{
  const unsigned group = BlockRunner::current().lane() / unsigned(width) * unsigned(width);
  return exchange(mask, value, group + unsigned(source) % unsigned(width));
}

template <class T>
inline T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32)
{
  const unsigned lane = BlockRunner::current().lane();
  return exchange(mask, value, lane % unsigned(width) < delta ? lane : lane - delta);
}

template <class T>
inline T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32)
{
  const unsigned lane = BlockRunner::current().lane();
  return exchange(mask, value, lane % unsigned(width) + delta >= unsigned(width) ? lane : lane + delta);
}

template <class T>
inline T __shfl_xor_sync(unsigned mask, T value, int lanes, int width = 32)
{
  const unsigned lane = BlockRunner::current().lane();
  const unsigned source = lane ^ unsigned(lanes);
  return exchange(mask, value, source / unsigned(width) > lane / unsigned(width) ? lane : source);
}

// Blocks may run on several system threads.
template <class T>
inline T atomicAdd(T *address, T value) { return __atomic_fetch_add(address, value, __ATOMIC_RELAXED); }
template <class T>
inline T atomicOr(T *address, T value) { return __atomic_fetch_or(address, value, __ATOMIC_RELAXED); }
template <class T>
inline T atomicAnd(T *address, T value) { return __atomic_fetch_and(address, value, __ATOMIC_RELAXED); }
template <class T>
inline T atomicExch(T *address, T value) { return __atomic_exchange_n(address, value, __ATOMIC_RELAXED); }

template <class T>
inline T atomicCAS(T *address, T expected, T value)
{
  __atomic_compare_exchange_n(address, &expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return expected;
}

template <class T>
inline T atomicMax(T *address, T value)
{
  T old = __atomic_load_n(address, __ATOMIC_RELAXED);
  while (old < value && !__atomic_compare_exchange_n(address, &old, value, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  return old;
}

template <class T>
inline T atomicMin(T *address, T value)
{
  T old = __atomic_load_n(address, __ATOMIC_RELAXED);
  while (value < old && !__atomic_compare_exchange_n(address, &old, value, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  return old;
}

inline void __threadfence() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
inline void __threadfence_block() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

}  // namespace
