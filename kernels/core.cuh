// Confines the periodic orbits of a map to an interval, the core, and proves the maps ordered that are simple on it.
#pragma once

#include "cells.cuh"

/** What is not proven. */
constexpr int OPEN = -1;

/** Passes over the cells, at most. */
constexpr unsigned MOST_ROUNDS = 12;

/** A pass that leaves more than this share of the core is the last one. */
constexpr double WORTHWHILE = 0.97;

/** What the core says: `exponent` n proves that there is no point of least period 2^n; OPEN if it does not. */
struct Core {
  Interval in;
  int exponent;
};

/** What one pass over the cells of a core finds. */
struct Pass {
  // Points with f(x) >= x: from here on, and the largest value of f at one. Points with f(x) <= x likewise.
  double upFrom = INFINITE;
  double largest = -INFINITE;
  double downTo = -INFINITE;
  double least = INFINITE;
  bool steep = false;
  bool rising = false;
};

template <class Map>
__device__ void look_at_cell(const Map &map, Interval core, unsigned j, Pass &pass)
{
  const Interval extent = map.extent(j);
  // A true border may be a little further out than the border.
  const double low = j > 0 ? extent.low - map.radius(extent.low) : extent.low;
  const double high = j + 1 < map.n ? extent.high + map.radius(extent.high) : extent.high;
  if (!(extent.low < extent.high && low <= core.high && core.low <= high)) {
    return;
  }
  const Lines g = map.lines(j);
  const Interval in = meet(extent, core);
  if (in.low <= in.high) {
    const Interval up = g.high.above_diagonal(in);
    if (up.low <= up.high) {
      pass.upFrom = smaller(pass.upFrom, up.low);
      pass.largest = larger(pass.largest, g.largest(up));
    }
    const Interval down = g.low.below_diagonal(in);
    if (down.low <= down.high) {
      pass.downTo = larger(pass.downTo, down.high);
      pass.least = smaller(pass.least, g.least(down));
    }
  }
  if (low < core.high && core.low < high && core.low < core.high) {
    const Interval s = map.slope_of_map(j, g, nearest_part(extent, core));
    pass.steep = pass.steep || !(s.low > -1);
    pass.rising = pass.rising || !(s.high <= 0);
  }
}

/**
 * An upper bound of the largest points of periodic orbits of a map that falls on both outer cells; infinite when the
 * product of the slopes is too close to one. The argument is that of org.liyorke.dynamics.OuterBox.
 *
 * @param a magnitudes of the slope left of t0; d those right of t1
 * @param f0 bounds of the value at t0; f1 those at t1
 * @param inner bounds of the values between
 * @param pad far more than a few roundings to the type of these numbers
 */
template <class Bounds, class Real>
__device__ Real outer_bound(Bounds a, Bounds d, Real t0, Bounds f0, Real t1, Bounds f1, Bounds inner, Real pad)
{
  constexpr Real CLEAR = (Real) 1e-6;
  if (!(a.low > 0 && d.low > 0)) {
    return (Real) INFINITE;
  }
  const Real size = fabs(t0) + fabs(f0.low) + fabs(f0.high) + fabs(f1.low) + fabs(f1.high) + fabs(t1) +
                    fabs(inner.low) + fabs(inner.high);
  const Real error = pad * (1 + a.high) * (1 + d.high) * (1 + size);
  const Real up = a.high * d.high * (1 + pad);
  const Real down = a.low * d.low * (1 - pad);
  if (up < 1 - CLEAR) {
    const Real k = f0.high + a.high * (t0 - f1.low - d.high * t1) + error;
    const Real fromInner = f0.high + a.high * larger(0, t0 - inner.low);
    const Real chased = k > 0 ? k / (1 - up) * (1 + pad) : 0;
    return larger(larger(t1, inner.high), larger(fromInner, chased)) + error;
  }
  if (down > 1 + CLEAR) {
    const Real k = f0.low + a.low * (t0 - f1.high - d.low * t1) - error;
    const Real reaches = t1 + larger(0, f1.high - t0) / d.low;
    const Real repelled = k < 0 ? -k / (down - 1) * (1 + pad) : 0;
    return larger(larger(t1, reaches), repelled) + error;
  }
  return (Real) INFINITE;
}

__device__ inline Interval negated(Interval i) { return {-i.high, -i.low}; }

/** A first core of a map that falls on both outer cells, where no other bound can begin. */
template <class G, class Map>
__device__ Interval outer_box(const Map &map)
{
  const unsigned last = map.n - 1;
  const double t0 = map.border(1);
  const double t1 = map.border(last);
  const double e0 = map.error(fabs(t0));
  const double e1 = map.error(fabs(t1));
  const Interval f0 = {map.value(1) - e0, map.value(1) + e0};
  const Interval f1 = {map.value(last) - e1, map.value(last) + e1};
  Interval inner = {smaller(f0.low, f1.low), larger(f0.high, f1.high)};
  for (unsigned j = 1 + G::rank(); j < last; j += G::SIZE) {
    const Lines g = map.lines(j);
    inner.low = smaller(inner.low, g.least(map.extent(j)));
    inner.high = larger(inner.high, g.largest(map.extent(j)));
  }
  inner = {G::least(inner.low), G::largest(inner.high)};
  const Interval a = negated(map.slope_of_g(0));
  const Interval d = negated(map.slope_of_g(last));
  return {-outer_bound(d, a, -t1, negated(f1), -t0, negated(f0), negated(inner), PAD),
          outer_bound(a, d, t0, f0, t1, f1, inner, PAD)};
}

/** The least core that a few passes find in an interval that holds all periodic orbits. */
template <class G, class Map>
__device__ Core find_core_in(const Map &map, Interval core)
{
  for (unsigned round = 0; round < MOST_ROUNDS; round++) {
    Pass pass;
    for (unsigned j = G::rank(); j < map.n; j += G::SIZE) {
      look_at_cell(map, core, j, pass);
    }
    if (!G::any(pass.steep)) {
      return {core, 1};
    }
    if (!G::any(pass.rising)) {
      return {core, 2};
    }
    // At the floor f(x) >= x, at the ceiling f(x) <= x, whatever the lines say.
    const bool onFloor = map.floor > -INFINITE && core.low <= map.floor;
    const bool onCeiling = map.ceiling < INFINITE && core.high >= map.ceiling;
    const double upFrom = onFloor ? core.low : G::least(pass.upFrom);
    const double downTo = onCeiling ? core.high : G::largest(pass.downTo);
    const double largest = map.clamped(G::largest(pass.largest));
    const double least = map.clamped(G::least(pass.least));
    const Interval next = meet(core, meet({upFrom, downTo}, {least, largest}));
    if (next.low > next.high) {
      return {next, 0};
    }
    const bool same = next.low == core.low && next.high == core.high;
    const bool narrower = !(next.high - next.low >= WORTHWHILE * (core.high - core.low));
    core = next;
    if (same || (!narrower && round > 0)) {
      break;
    }
  }
  return {core, OPEN};
}

/** The least core that a few passes find. */
template <class G, class Map>
__device__ Core find_core(const Map &map)
{
  Interval core = {map.floor, map.ceiling};
  if (core.low == -INFINITE && core.high == INFINITE && map.slope_of_g(0).high < 0 &&
      map.slope_of_g(map.n - 1).high < 0) {
    core = outer_box<G>(map);
  }
  return find_core_in<G>(map, core);
}
