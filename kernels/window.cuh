// Cells that are the linear pieces of the map on an interval, the window: of all kinks those in it are sorted. A warp
// works on a network, in global memory of its own, where thousands of kinks find room.
#pragma once

#include "buckets.cuh"
#include "pieces.cuh"

/** Turning points of a network, at most. */
constexpr unsigned MOST_TURNS = 512;

/** How far the window reaches beyond the interval asked for: so far that no rounding matters. */
constexpr double BEYOND = 0x1p-30;

/** A turning point, and bounds of the value of the map there. */
struct Turn {
  double place;
  Interval value;
};

/** The memory of a block of one warp, for networks of at most so many kinks. */
struct Scratch {
  static constexpr unsigned ROWS = 4;

  /** Rows of kinks + 1 numbers. */
  double *rows[ROWS];
  Turn *turns;
  unsigned short *members;
  unsigned short *order;
  signed char *enters;
  signed char *sortedEnters;

  __device__ Scratch(char *memory, unsigned kinks)
  {
    double *numbers = reinterpret_cast<double *>(memory);
    for (unsigned r = 0; r < ROWS; r++) {
      rows[r] = numbers + r * (kinks + 1);
    }
    turns = reinterpret_cast<Turn *>(numbers + ROWS * (kinks + 1));
    members = reinterpret_cast<unsigned short *>(turns + turns_of(kinks));
    order = members + kinks;
    enters = reinterpret_cast<signed char *>(order + kinks);
    sortedEnters = enters + kinks;
  }

  __device__ static unsigned turns_of(unsigned kinks) { return smaller_of(kinks, MOST_TURNS); }

  /** What the host allocates for a block: org.liyorke.engine.cuda.DecisionKernels. */
  __device__ static unsigned long long bytes(unsigned kinks)
  {
    const unsigned all = sizeof(double) * ROWS * (kinks + 1) + sizeof(Turn) * turns_of(kinks) + 6 * kinks;
    return (all + 15ull) / 16 * 16;
  }
};

/** Collects the kinks of a window, and what those to its left add. */
struct Window {
  Interval extent;
  unsigned kinks = 0;
  OuterSums sums;

  /** Takes a kink of every lane, the slope jump of kink i to slope(i + 1); `there` is false in lanes without one. */
  template <class Map>
  __device__ void take(const Kink &kink, bool there, const Map &map, signed char *enters)
  {
    const bool left = there && kink.place < extent.low;
    const bool inside = there && !left && kink.place <= extent.high;
    if (left) {
      sums.slope += kink.slope;
      sums.offset += kink.offset;
      sums.activeLeft += kink.enters;
    }
    const unsigned taken = __ballot_sync(ALL_LANES, inside);
    if (inside) {
      const unsigned to = kinks + __popc(taken & ((1u << Group<WARP_SIZE>::rank()) - 1));
      map.borders[to] = kink.place;
      map.values[to] = kink.offset;
      map.slopes[to + 1] = kink.slope;
      enters[to] = (signed char) kink.enters;
    }
    kinks += __popc(taken);
  }
};

/** Draws the units and takes their kinks. */
template <class Map>
__device__ void collect_window(const Family &family, const double *tables, Words &words, Window &window,
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
        window.take(kink, there && kink.slope != 0, map, enters);
      }
    }
  }
  G::sync();
}

/** Sorts the kinks that were collected in the first three rows; the map moves to other rows. */
template <class Map>
__device__ void sort_window(Map &map, const Scratch &scratch, const Buckets &buckets, unsigned kinks)
{
  using G = Group<WARP_SIZE>;
  double *const *rows = scratch.rows;
  const unsigned short *order = scratch.order;
  buckets.sort(rows[0], kinks, scratch.members, scratch.order);
  for (unsigned i = G::rank(); i < kinks; i += G::SIZE) {
    rows[3][i] = rows[0][order[i]];
    scratch.sortedEnters[i] = scratch.enters[order[i]];
  }
  G::sync();
  for (unsigned i = G::rank(); i < kinks; i += G::SIZE) {
    rows[0][i] = rows[1][order[i]];
  }
  G::sync();
  for (unsigned i = G::rank(); i < kinks; i += G::SIZE) {
    rows[1][i + 1] = rows[2][order[i] + 1];
  }
  G::sync();
  map.borders.first = rows[3];
  map.values.first = rows[0];
  map.slopes.first = rows[1];
}

/**
 * Draws a network and makes the pieces of its map on an interval. False if bounds cannot be given, or there is no kink
 * in the window.
 *
 * @param buckets get those of the window
 */
template <class Map>
__device__ bool build_window(const Family &family, const double *tables, Words &words, Interval core,
                             const Scratch &scratch, Map &map, Buckets &buckets)
{
  using G = Group<WARP_SIZE>;
  map.borders.first = scratch.rows[0];
  map.values.first = scratch.rows[1];
  map.slopes.first = scratch.rows[2];
  const double beyond = BEYOND * (fabs(core.low) + fabs(core.high));
  Window window;
  window.extent = {core.low - beyond, core.high + beyond};
  collect_window(family, tables, words, window, map, scratch.enters);
  if (window.kinks == 0) {
    return false;
  }
  OuterSums &sums = window.sums;
  sums.join<G>();
  const double constant = one_number(family.constant, tables, words);
  sums.offset += constant;
  sums.offsets += fabs(constant);
  buckets.lay(window.extent, window.kinks);
  sort_window(map, scratch, buckets, window.kinks);
  map.n = window.kinks + 1;
  set_errors(map, family, sums, 0, 0);
  return add_up_pieces<G>(family, map, scratch.sortedEnters, 1, window.kinks, sums) && sums.slopes < LARGEST &&
         sums.offsets < LARGEST;
}
