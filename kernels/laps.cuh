// The map by its laps: the few turning points between which it rises or falls tell the image of any interval.
#pragma once

#include "core.cuh"
#include "window.cuh"

/** Pieces in an interval of which slopes are bounded, at most. */
constexpr unsigned MOST_PIECES = 8;

/** Products below can be multiplied by any slope without getting infinite. */
constexpr double LARGEST_PRODUCT = 0x1p900;

__device__ inline bool is_empty(Interval i) { return !(i.low <= i.high); }

/**
 * Where a map with f(0) = 0 is linear on either side of 0, so that orbits inside are those of two rays: an open
 * interval, empty if f(0) is not known to be 0.
 */
struct Cone {
  Interval in;
  /** Whether there may be points of least period two inside. */
  bool mayHavePeriodTwo;

  __device__ bool holds(Interval i) const { return in.low < i.low && i.high < in.high; }
};

/**
 * The laps of a map in pieces on an interval. Turning points are borders where the slope of the map before the output
 * activation changes its sign, or may do so; between two of them the map rises or falls, weakly.
 */
template <class Map>
struct Laps {
  const Map &map;
  const Buckets &buckets;
  /** From left to right. */
  const Turn *turns;
  unsigned n;
  /** Where the pieces are known. */
  Interval core;
  Cone cone;

  /** Bounds of the map at x, which lies in the core. */
  __device__ Interval at(double x) const
  {
    const unsigned j = cell_of(x);
    // From the end of the cell that is next to 0, as the error increases with the distance from 0.
    const unsigned from = j == 0 || (j + 1 < map.n && map.border(j) < 0) ? j + 1 : j;
    const double begin = map.border(from);
    const double distance = x - begin;
    const double v = fma(map.slope(j), distance, map.value(from));
    const double e = map.error(fabs(begin) + fabs(distance));
    return {map.clamped(v - e), map.clamped(v + e)};
  }

  /** Bounds of the map on an interval inside the core. */
  __device__ Interval image(Interval in) const
  {
    Interval values = at(in.low);
    if (in.high > in.low) {
      values = join(values, at(in.high));
      for (unsigned t = first_turn(in.low); t < n && may_be_left_of(turns[t].place, in.high); t++) {
        values = join(values, turns[t].value);
      }
    }
    return values;
  }

  /**
   * Multiplies bounds of a product by those of the slope of the map on an interval inside the core. False if it has
   * many pieces, or the product gets huge.
   */
  __device__ bool multiply_by_slopes(Interval &product, Interval in) const
  {
    const bool bounded = map.floor > -INFINITE || map.ceiling < INFINITE;
    Interval slopes = {INFINITE, -INFINITE};
    unsigned j = cell_of(in.low - map.radius(in.low));
    const double end = in.high + map.radius(in.high);
    for (unsigned pieces = 0; pieces < MOST_PIECES; pieces++) {
      const Interval extent = map.extent(j);
      if (extent.low < extent.high) {
        slopes = join(slopes, bounded ? map.slope_of_map(j, map.lines(j), nearest_part(extent, in))
                                      : map.slope_of_g(j));
      }
      j++;
      if (j == map.n || map.border(j) > end) {
        product = product_of(product, slopes);
        return larger(-product.low, product.high) < LARGEST_PRODUCT;
      }
    }
    return false;
  }

  /** Whether the map surely rises or falls on an interval inside the core, weakly. */
  __device__ bool monotone(Interval in) const
  {
    const unsigned t = first_turn(in.low);
    return t == n || !may_be_left_of(turns[t].place, in.high);
  }

  /** Lap i, 0 to n: where the map surely rises or falls between two turning points. */
  __device__ Interval lap(unsigned i) const
  {
    return {i > 0 ? turns[i - 1].place + map.radius(turns[i - 1].place) : -INFINITE,
            i < n ? turns[i].place - map.radius(turns[i].place) : INFINITE};
  }

 private:
  /** The cell that x is in. */
  __device__ unsigned cell_of(double x) const
  {
    const unsigned b = buckets.of(x);
    return cells_before(map, x, true, buckets.starts[b], buckets.starts[b + 1]);
  }

  /** The first turning point whose true place may be at x or right of it; n if there is none. */
  __device__ unsigned first_turn(double x) const
  {
    unsigned low = 0;
    unsigned high = n;
    while (low < high) {
      const unsigned middle = (low + high) / 2;
      const double place = turns[middle].place;
      if (place + map.radius(place) < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether the true place of a border may be at x or left of it. */
  __device__ bool may_be_left_of(double place, double x) const { return place - map.radius(place) <= x; }
};

/** 1 or -1 as the map surely rises or falls in cell j, 0 where it is constant or the cell is empty; else UNKNOWN. */
constexpr int UNKNOWN = 2;

template <class Map>
__device__ int direction_of(const Map &map, unsigned j)
{
  const double s = map.slope(j);
  const bool empty = j > 0 && j + 1 < map.n && map.border(j) == map.border(j + 1);
  if (s == 0 || empty) {
    return 0;
  }
  return fabs(s) <= map.slope_error() ? UNKNOWN : s > 0 ? 1 : -1;
}

/** Whether the map may turn at border j: the direction changes, or is unknown on one side. */
template <class Map>
__device__ bool may_turn(const Map &map, unsigned j)
{
  const int after = direction_of(map, j);
  int before = 0;
  for (unsigned i = j; after != 0 && before == 0 && i > 0; i--) {
    before = direction_of(map, i - 1);
  }
  return before != 0 && (before != after || after == UNKNOWN);
}

/** Finds the turning points; how many there are, of which the first MOST_TURNS are written. */
template <class Map>
__device__ unsigned find_turns(const Map &map, Turn *turns)
{
  using G = Group<WARP_SIZE>;
  unsigned n = 0;
  for (unsigned begin = 1; begin < map.n; begin += G::SIZE) {
    const unsigned j = begin + G::rank();
    const bool here = j < map.n && may_turn(map, j);
    const unsigned turning = __ballot_sync(ALL_LANES, here);
    const unsigned to = n + __popc(turning & ((1u << G::rank()) - 1));
    if (here && to < MOST_TURNS) {
      const double v = map.value(j);
      const double e = map.error(fabs(map.border(j)));
      turns[to] = {map.border(j), {map.clamped(v - e), map.clamped(v + e)}};
    }
    n += __popc(turning);
  }
  G::sync();
  return n;
}

/** The value of a hidden activation at 0. */
__device__ inline double value_at_zero(const Hidden &hidden)
{
  double v = hidden.leftOffset;
  for (unsigned e = 0; e < hidden.kinks; e++) {
    v += hidden.kink[e] < 0 ? -hidden.jump[e] * hidden.kink[e] : 0;
  }
  return v;
}

/** Whether f(0) is exactly 0 for all networks of a family: no bias moves it. */
__device__ inline bool fixes_zero(const Family &family)
{
  const bool unbiased = family.bias.constant != 0 && family.bias.value == 0 && family.constant.constant != 0 &&
                        family.constant.value == 0 && family.floor <= 0 && family.ceiling >= 0;
  return unbiased && value_at_zero(family.hidden) == 0;
}

/** The cone of a map with f(0) = 0, known in pieces where its periodic orbits are. */
template <class Map>
__device__ Cone cone_of(const Map &map)
{
  const unsigned left = cells_before(map, 0.0, false);
  const unsigned right = cells_before(map, 0.0, true);
  const double low = left > 0 ? map.border(left) + map.radius(map.border(left)) : -INFINITE;
  const double high = right + 1 < map.n ? map.border(right + 1) - map.radius(map.border(right + 1)) : INFINITE;
  // A clamped value is the floor or the ceiling; where these are 0 it is the fixed point.
  const Interval in = {map.floor < 0 ? larger(low, map.floor) : low,
                       map.ceiling > 0 ? smaller(high, map.ceiling) : high};
  const Interval a = map.slope_of_g(left);
  const Interval b = map.slope_of_g(right);
  const Interval twice = product_of(a, b);
  return {in, a.low < 0 && b.low < 0 && twice.low - PAD <= 1 && twice.high + PAD >= 1};
}
