// Buckets of numbers that are near to each other: they sort thousands of numbers in a few passes, and tell afterwards
// where a number belongs among them. A warp works on a set.
#pragma once

#include "cells.cuh"

/** Buckets of a set, at most: as many as half of 4 KiB hold, with one number more. */
constexpr unsigned MOST_BUCKETS = 511;

/**
 * Buckets of about equal size by the leading bits of 1 + |x|, as bands have them. A number in one bucket is less than
 * any in a later one.
 */
struct Buckets {
  /** Numbers in the buckets before each; of MOST_BUCKETS + 1, in shared memory. */
  unsigned *starts;
  unsigned n;

  /** Lays buckets for so many numbers in an interval. */
  __device__ void lay(Interval extent, unsigned numbers)
  {
    // What is far out goes to the outer buckets.
    const double far = FAR + 2 * ((extent.low > -INFINITE ? fabs(extent.low) : 0) +
                                  (extent.high < INFINITE ? fabs(extent.high) : 0));
    const int begin = key(larger(extent.low, -far));
    const int end = key(smaller(extent.high, far));
    const unsigned most = larger_of(2, smaller_of(numbers, MOST_BUCKETS));
    shift = 0;
    while ((unsigned) (end >> shift) - (unsigned) (begin >> shift) >= most) {
      shift++;
    }
    first = begin >> shift;
    n = (end >> shift) - first + 1;
  }

  /** The bucket of a number. */
  __device__ unsigned of(double x) const
  {
    const int bucket = (key(x) >> shift) - first;
    return bucket < 0 ? 0 : smaller_of(bucket, n - 1);
  }

  /**
   * Sets the starts, and finds the order of numbers; equal ones keep theirs.
   *
   * @param members memory for as many indices as there are numbers
   * @param order gets the index of the least number, of the next one, and so on
   */
  __device__ void sort(const double *numbers, unsigned count, unsigned short *members, unsigned short *order) const
  {
    using G = Group<WARP_SIZE>;
    count_members(numbers, count);
    // While members come in, the start of a bucket stands one place later.
    for (unsigned i = G::rank(); i < count; i += G::SIZE) {
      members[atomicAdd(&starts[of(numbers[i]) + 1], 1u)] = (unsigned short) i;
    }
    G::sync();
    for (unsigned slot = G::rank(); slot < count; slot += G::SIZE) {
      const unsigned i = members[slot];
      const double x = numbers[i];
      const unsigned bucket = of(x);
      unsigned to = starts[bucket];
      for (unsigned s = starts[bucket]; s < starts[bucket + 1]; s++) {
        const unsigned k = members[s];
        to += numbers[k] < x || (numbers[k] == x && k < i);
      }
      order[to] = (unsigned short) i;
    }
    G::sync();
  }

 private:
  static constexpr double FAR = 255;

  int first;
  unsigned shift;

  /** Increases with x, weakly. */
  __device__ static int key(double x)
  {
    const int bits = (int) (__float_as_uint(1.0f + (float) fabs(x)) - __float_as_uint(1.0f));
    return x < 0 ? -bits : bits;
  }

  /** Counts the members of each bucket; afterwards starts[b + 1] is the number of those in the buckets before b. */
  __device__ void count_members(const double *numbers, unsigned count) const
  {
    using G = Group<WARP_SIZE>;
    for (unsigned b = G::rank(); b <= n; b += G::SIZE) {
      starts[b] = 0;
    }
    G::sync();
    for (unsigned i = G::rank(); i < count; i += G::SIZE) {
      atomicAdd(&starts[of(numbers[i]) + 1], 1u);
    }
    G::sync();
    unsigned before = 0;
    for (unsigned begin = 0; begin < n; begin += G::SIZE) {
      const unsigned b = begin + G::rank();
      const unsigned members = b < n ? starts[b + 1] : 0;
      const unsigned start = before + G::sum_before(members);
      if (b < n) {
        starts[b + 1] = start;
      }
      before = __shfl_sync(ALL_LANES, start + members, WARP_SIZE - 1);
    }
    G::sync();
  }
};
