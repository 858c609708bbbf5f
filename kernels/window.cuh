// Cells that are the linear pieces of the map on an interval, the window: of all kinks those in it are sorted. So a few
// thousand kinks fit into shared memory. A warp works on a network.
#pragma once

#include "pieces.cuh"

/** Kinks in a window, at most: as many as 48 KiB of shared memory hold beside the rest. */
constexpr unsigned MOST_WINDOW_KINKS = 1824;

/** How far the window reaches beyond the interval asked for: so far that no rounding matters. */
constexpr double BEYOND = 0x1p-30;

/** Exchanges kinks i and k, i < k, if they are out of order. */
template <class Map>
__device__ void put_in_order(const Map &map, signed char *enters, unsigned i, unsigned k)
{
  if (map.borders[i] > map.borders[k]) {
    interchange(map.borders[i], map.borders[k]);
    interchange(map.values[i], map.values[k]);
    interchange(map.slopes[i + 1], map.slopes[k + 1]);
    interchange(enters[i], enters[k]);
  }
}

/** Sorts kinks in the rows of the cells, as sort_kinks does (Batcher's bitonic sorter, all in one direction). */
template <class Map>
__device__ void sort_many_kinks(const Map &map, signed char *enters, unsigned kinks)
{
  using G = Group<WARP_SIZE>;
  // What is beyond the last kink counts as greatest and never moves.
  for (unsigned size = 2; size < 2 * kinks; size *= 2) {
    for (unsigned stride = size / 2; stride > 0; stride /= 2) {
      G::sync();
      for (unsigned p = G::rank(); p / stride * 2 * stride < kinks; p += G::SIZE) {
        const unsigned i = p / stride * 2 * stride + p % stride;
        const unsigned k = stride == size / 2 ? i + size - 1 - 2 * (p % stride) : i + stride;
        if (k < kinks) {
          put_in_order(map, enters, i, k);
        }
      }
    }
  }
  G::sync();
}

/** A window on the line: which kinks are in it, and what those to its left add. */
struct Window {
  Interval extent;
  unsigned kinks = 0;
  OuterSums sums;

  /** Takes a kink of every lane. False if there is no room; `there` is false in lanes without one. */
  template <class Map>
  __device__ bool take(const Kink &kink, bool there, unsigned room, const Map &map, signed char *enters)
  {
    const bool left = there && kink.place < extent.low;
    const bool inside = there && !left && kink.place <= extent.high;
    if (left) {
      sums.slope += kink.slope;
      sums.offset += kink.offset;
      sums.activeLeft += kink.enters;
    }
    const unsigned taken = __ballot_sync(ALL_LANES, inside);
    if (kinks + __popc(taken) > room) {
      return false;
    }
    if (inside) {
      const unsigned to = kinks + __popc(taken & ((1u << Group<WARP_SIZE>::rank()) - 1));
      map.borders[to] = kink.place;
      map.values[to] = kink.offset;
      map.slopes[to + 1] = kink.slope;
      enters[to] = (signed char) kink.enters;
    }
    kinks += __popc(taken);
    return true;
  }
};

/** Draws the units and takes their kinks; false if there is no room for those in the window. */
template <class Map>
__device__ bool collect_window(const Family &family, const double *tables, Words &words, unsigned room, Window &window,
                               const Map &map, signed char *enters)
{
  using G = Group<WARP_SIZE>;
  constexpr unsigned STEP = G::SIZE * UNITS_AT_A_TIME;
  for (unsigned begin = 0; begin < family.width; begin += STEP) {
    const unsigned first = begin + G::rank() * UNITS_AT_A_TIME;
    Four w = {};
    Four b = {};
    Four a = {};
    if (first < family.width) {
      w = four_numbers(family.weight, tables, words, first);
      b = four_numbers(family.bias, tables, words, first);
      a = four_numbers(family.factor, tables, words, first);
    }
#pragma unroll
    for (unsigned i = 0; i < UNITS_AT_A_TIME; i++) {
      const bool there = first + i < family.width;
      if (there) {
        window.sums.add(family.hidden, w.of[i], b.of[i], a.of[i]);
      }
      for (unsigned e = 0; e < family.hidden.kinks; e++) {
        const Kink kink = kink_of(family.hidden, e, w.of[i], b.of[i], a.of[i]);
        if (there) {
          window.sums.add(kink);
        }
        // A unit without jump bends nothing.
        if (!window.take(kink, there && kink.slope != 0, room, map, enters)) {
          return false;
        }
      }
    }
  }
  return true;
}

/**
 * Draws a network and makes the pieces of its map on an interval. False if bounds cannot be given, there is no kink in
 * the window, or more than there is room for.
 */
template <class Map>
__device__ bool build_window(const Family &family, const double *tables, Words &words, Interval core, unsigned room,
                             Map &map, signed char *enters)
{
  using G = Group<WARP_SIZE>;
  const double beyond = BEYOND * (fabs(core.low) + fabs(core.high));
  Window window;
  window.extent = {core.low - beyond, core.high + beyond};
  if (!collect_window(family, tables, words, room, window, map, enters) || window.kinks == 0) {
    return false;
  }
  OuterSums &sums = window.sums;
  sums.join<G>();
  const double constant = one_number(family.constant, tables, words);
  sums.offset += constant;
  sums.offsets += fabs(constant);
  sort_many_kinks(map, enters, window.kinks);
  map.n = window.kinks + 1;
  set_errors(map, family, sums, 0, 0);
  return add_up_pieces<G>(family, map, enters, 1, window.kinks, sums) && sums.slopes < LARGEST &&
         sums.offsets < LARGEST;
}
