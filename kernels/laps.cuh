// The map by its laps: the few turning points between which it rises or falls tell the image of any interval.
#pragma once

#include "core.cuh"

/** Turning points of a network, at most. */
constexpr unsigned MOST_TURNS = 64;

/** Pieces in an interval of which slopes are bounded, at most. */
constexpr unsigned MOST_PIECES = 8;

/**
 * The laps of a map in pieces on an interval. Turning points are borders where the slope of the map before the output
 * activation changes its sign; between two of them the map rises or falls, weakly.
 */
template <class Map>
struct Laps {
  const Map &map;
  /** Numbers of borders, from left to right. */
  unsigned *turns;
  unsigned n;
  /** Where the pieces are known. */
  Interval core;

  /** Bounds of the map at x, which lies in the core. */
  __device__ Interval at(double x) const
  {
    const Lines g = map.lines(cells_before(map, x, true));
    return {map.clamped(g.low.at(x)), map.clamped(g.high.at(x))};
  }

  /** Bounds of the map on an interval inside the core. */
  __device__ Interval image(Interval in) const
  {
    Interval values = at(in.low);
    if (in.high > in.low) {
      values = join(values, at(in.high));
      for (unsigned t = 0; t < n; t++) {
        const unsigned j = turns[t];
        if (may_hold(in, j)) {
          const double e = map.error(fabs(map.border(j)));
          values = join(values, {map.clamped(map.value(j) - e), map.clamped(map.value(j) + e)});
        }
      }
    }
    return values;
  }

  /** Bounds of the slope of the map on an interval inside the core; none if it has many pieces. */
  __device__ Interval slopes(Interval in) const
  {
    Interval slopes = {INFINITE, -INFINITE};
    unsigned j = cells_before(map, in.low - map.radius(in.low), true);
    for (unsigned pieces = 0; pieces < MOST_PIECES; pieces++) {
      const Interval extent = map.extent(j);
      if (extent.low < extent.high) {
        slopes = join(slopes, map.slope_of_map(j, map.lines(j), nearest_part(extent, in)));
      }
      j++;
      if (j == map.n || map.border(j) > in.high + map.radius(in.high)) {
        return slopes;
      }
    }
    return {-INFINITE, INFINITE};
  }

  /** Whether the map surely rises or falls on an interval inside the core, weakly. */
  __device__ bool monotone(Interval in) const
  {
    bool turning = false;
    for (unsigned t = 0; t < n; t++) {
      turning = turning || may_hold(in, turns[t]);
    }
    return !turning;
  }

 private:
  /** Whether the true border j may lie in an interval. */
  __device__ bool may_hold(Interval in, unsigned j) const
  {
    const double x = map.border(j);
    return x + map.radius(x) >= in.low && x - map.radius(x) <= in.high;
  }
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

/**
 * Finds the turning points. False if there are too many, or the sign of a slope is unknown.
 *
 * @param laps with the map, its core and room for MOST_TURNS turning points
 */
template <class Map>
__device__ bool find_turns(Laps<Map> &laps)
{
  using G = Group<WARP_SIZE>;
  const Map &map = laps.map;
  laps.n = 0;
  bool known = direction_of(map, 0) != UNKNOWN;
  for (unsigned begin = 1; begin < map.n; begin += G::SIZE) {
    const unsigned j = begin + G::rank();
    const int after = j < map.n ? direction_of(map, j) : 0;
    known = known && after != UNKNOWN;
    int before = 0;
    for (unsigned i = j; after != 0 && before == 0 && i > 0; i--) {
      before = direction_of(map, i - 1);
    }
    const bool turns = before != 0 && before != after;
    const unsigned turning = __ballot_sync(ALL_LANES, turns);
    const unsigned to = laps.n + __popc(turning & ((1u << G::rank()) - 1));
    if (turns && to < MOST_TURNS) {
      laps.turns[to] = j;
    }
    laps.n += __popc(turning);
  }
  G::sync();
  return !G::any(!known) && laps.n <= MOST_TURNS;
}
