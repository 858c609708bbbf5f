// The threads that work on one network together, as one type with the same operations for one thread and for a warp.
#pragma once

#ifndef DYNAMIC_SHARED
#define DYNAMIC_SHARED(type, name) extern __shared__ type name[]
#endif

constexpr unsigned WARP_SIZE = 32;
constexpr unsigned ALL_LANES = 0xFFFFFFFFu;

__device__ inline double larger(double a, double b) { return a > b ? a : b; }
__device__ inline double smaller(double a, double b) { return a < b ? a : b; }
__device__ inline float larger(float a, float b) { return fmaxf(a, b); }
__device__ inline float smaller(float a, float b) { return fminf(a, b); }

template <class T>
__device__ void interchange(T &a, T &b)
{
  const T before = a;
  a = b;
  b = before;
}

/**
 * Every operation is called by all threads of the group, and gives each of them the same answer if not said
 * otherwise.
 */
template <unsigned SIZE>
struct Group;

template <>
struct Group<1> {
  static constexpr unsigned SIZE = 1;

  __device__ static unsigned rank() { return 0; }
  __device__ static void sync() {}
  __device__ static bool any(bool p) { return p; }
  __device__ static double largest(double v) { return v; }
  __device__ static double least(double v) { return v; }

  /** The sum of the values of the threads. */
  template <class T>
  __device__ static T sum(T v)
  {
    return v;
  }

  /** The sum of the values of the threads before this one. */
  template <class T>
  __device__ static T sum_before(T)
  {
    return 0;
  }
};

template <>
struct Group<WARP_SIZE> {
  static constexpr unsigned SIZE = WARP_SIZE;

  __device__ static unsigned rank() { return threadIdx.x % WARP_SIZE; }
  __device__ static void sync() { __syncwarp(); }
  __device__ static bool any(bool p) { return __any_sync(ALL_LANES, p); }

  __device__ static double largest(double v)
  {
    for (int lanes = WARP_SIZE / 2; lanes > 0; lanes /= 2) {
      v = larger(v, __shfl_xor_sync(ALL_LANES, v, lanes));
    }
    return v;
  }

  __device__ static double least(double v) { return -largest(-v); }

  __device__ static float largest(float v)
  {
    for (int lanes = WARP_SIZE / 2; lanes > 0; lanes /= 2) {
      v = larger(v, __shfl_xor_sync(ALL_LANES, v, lanes));
    }
    return v;
  }

  __device__ static float least(float v) { return -largest(-v); }

  template <class T>
  __device__ static T sum(T v)
  {
    for (int lanes = WARP_SIZE / 2; lanes > 0; lanes /= 2) {
      v += __shfl_xor_sync(ALL_LANES, v, lanes);
    }
    return v;
  }

  template <class T>
  __device__ static T sum_before(T v)
  {
    T to = v;
    for (unsigned lanes = 1; lanes < WARP_SIZE; lanes *= 2) {
      const T other = __shfl_up_sync(ALL_LANES, to, lanes);
      to += rank() >= lanes ? other : T(0);
    }
    const T before = __shfl_up_sync(ALL_LANES, to, 1);
    return rank() == 0 ? T(0) : before;
  }
};
