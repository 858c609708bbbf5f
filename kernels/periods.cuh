// Proves that a map has no point of some least period, by dividing the core until no part can hold one. A warp works on
// a map.
#pragma once

#include "witness.cuh"

/** Rounds of dividing the intervals that may hold points of a period. */
constexpr unsigned PERIOD_ROUNDS = 64;

/** Parts of the core that are shorter than this share of it are not divided: next to 0 others could be without end. */
constexpr double SHORT = 0x1p-48;

/** The parts of intervals that map into the core, after some steps; empty if there are none. */
template <class Map>
__device__ Interval image_after(const Laps<Map> &laps, Interval in, unsigned steps)
{
  for (unsigned t = 0; t < steps && !is_empty(in); t++) {
    in = meet(laps.image(in), laps.core);
  }
  return in;
}

__device__ inline bool are_apart(Interval a, Interval b)
{
  return is_empty(a) || !(a.low <= b.high && b.low <= a.high);
}

/** Whether no point of least period three lies in an interval inside the core. */
template <class Map>
__device__ bool lacks_period_three(const Laps<Map> &laps, Interval in)
{
  const Interval once = image_after(laps, in, 1);
  const Interval twice = image_after(laps, once, 1);
  if (are_apart(image_after(laps, twice, 1), in)) {
    return true;
  }
  const Interval all = join(in, join(once, twice));
  return laps.cone.holds(all) || laps.monotone(all);
}

/** Whether no point of least period 2 half lies in an interval inside the core. */
template <class Map>
__device__ bool lacks_period_twice(const Laps<Map> &laps, Interval in, unsigned half)
{
  // A point x of the interval, f^half(x), and what they are mapped to step by step.
  Interval from = in;
  Interval to = image_after(laps, in, half);
  Interval all = join(from, to);
  Interval slopes = {1, 1};
  bool known = true;
  for (unsigned t = 0; t < half && !is_empty(to); t++) {
    const Interval both = join(from, to);
    all = join(all, both);
    known = known && laps.multiply_by_slopes(slopes, both);
    from = image_after(laps, from, 1);
    to = image_after(laps, to, 1);
  }
  if (are_apart(to, in) || (laps.cone.holds(all) && !(half == 1 && laps.cone.mayHavePeriodTwo))) {
    return true;
  }
  return known && (slopes.low > -1 + PAD || slopes.high < -1 - PAD);
}

/** Whether there is a point of a period. */
enum class Answer { OPEN, NO, YES };

/** What is known of points of a period; for period three with x, f^3(x) <= x < f(x) or reversed, if there is one. */
struct Periodic {
  Answer answer;
  double x;
};

/** Intervals that wait to be looked at: a stack in shared memory. */
struct Waiting {
  double *low;
  double *high;
  unsigned n;

  static constexpr unsigned MOST = 128;
  static constexpr unsigned ROOM = 2 * MOST;

  __device__ explicit Waiting(double *memory) : low(memory), high(memory + MOST), n(0) {}

  /** Adds so many parts of the interval of each lane in a set; false if there is no room. */
  __device__ bool add(Interval in, unsigned lanes, unsigned parts)
  {
    using G = Group<WARP_SIZE>;
    const unsigned more = __popc(lanes) * parts;
    if (n + more > MOST) {
      return false;
    }
    G::sync();
    if ((lanes >> G::rank() & 1u) != 0) {
      const unsigned to = n + __popc(lanes & ((1u << G::rank()) - 1)) * parts;
      for (unsigned p = 0; p < parts; p++) {
        const Interval part = part_of(in, p, parts);
        low[to + p] = part.low;
        high[to + p] = part.high;
      }
    }
    G::sync();
    n += more;
    return true;
  }

  /** Takes an interval for each lane, as far as there are so many; else it is empty. */
  __device__ Interval take()
  {
    const unsigned begin = n > WARP_SIZE ? n - WARP_SIZE : 0;
    const unsigned i = begin + Group<WARP_SIZE>::rank();
    const Interval taken = i < n ? Interval{low[i], high[i]} : Interval{INFINITE, -INFINITE};
    n = begin;
    return taken;
  }
};

/** Whether no point of a least period, three or a power of two from 2 on, lies in an interval inside the core. */
template <class Map>
__device__ bool lacks_period(const Laps<Map> &laps, Interval in, unsigned period)
{
  return period == 3 ? lacks_period_three(laps, in) : lacks_period_twice(laps, in, period / 2);
}

__device__ inline bool can_be_divided(Interval in, Interval core)
{
  const double width = in.high - in.low;
  return width > NARROW * (fabs(in.low) + fabs(in.high)) && width > SHORT * (core.high - core.low);
}

/**
 * A lap. An orbit in it has period one or two, as the map is monotone there, so others have a point outside. It is the
 * longest one that falls across the diagonal, if there is one: orbits that come near to a repelling fixed point are the
 * hardest to follow.
 */
template <class Map>
__device__ Interval lap_to_leave_out(const Laps<Map> &laps)
{
  using G = Group<WARP_SIZE>;
  Interval best = {laps.core.low, laps.core.low};
  double bestScore = -INFINITE;
  for (unsigned i = G::rank(); i <= laps.n; i += G::SIZE) {
    const Interval lap = meet(laps.lap(i), laps.core);
    const double width = lap.high - lap.low;
    const bool falls = width > 0 && laps.at(lap.low).low > lap.low && laps.at(lap.high).high < lap.high;
    const double score = falls ? width + (laps.core.high - laps.core.low) : width;
    if (score > bestScore) {
      best = lap;
      bestScore = score;
    }
  }
  const unsigned with = __ballot_sync(ALL_LANES, bestScore == G::largest(bestScore));
  const int lane = __ffs((int) with) - 1;
  return {__shfl_sync(ALL_LANES, best.low, lane), __shfl_sync(ALL_LANES, best.high, lane)};
}

/** Adds the core, or if two is no period looked for, what is beside a lap of it. */
template <class Map>
__device__ void add_core(const Laps<Map> &laps, unsigned period, Waiting &waiting)
{
  using G = Group<WARP_SIZE>;
  if (period == 2) {
    waiting.add(laps.core, 1, WARP_SIZE);
    return;
  }
  const Interval lap = lap_to_leave_out(laps);
  const Interval beside = G::rank() == 0 ? Interval{laps.core.low, lap.low} : Interval{lap.high, laps.core.high};
  const unsigned sides = __ballot_sync(ALL_LANES, G::rank() < 2 && beside.low < beside.high);
  if (sides != 0) {
    waiting.add(beside, sides, WARP_SIZE / __popc(sides));
  }
}

/**
 * Divides the core until no part can hold a point of a least period, three or a power of two from 2 on, or the middle
 * of one shows that there is one of period three. OPEN where a part would get too short, or there are too many.
 *
 * @param memory for Waiting::ROOM numbers
 */
template <class Map>
__device__ Periodic find_period(const Laps<Map> &laps, unsigned period, double *memory)
{
  using G = Group<WARP_SIZE>;
  Waiting waiting(memory);
  add_core(laps, period, waiting);
  bool roomLeft = true;
  for (unsigned round = 0; roomLeft && round < PERIOD_ROUNDS; round++) {
    const Interval in = waiting.take();
    const bool kept = in.low <= in.high && !lacks_period(laps, in, period);
    const double middle = 0.5 * (in.low + in.high);
    const unsigned showing = __ballot_sync(ALL_LANES, kept && period == 3 && shows_three(laps, middle));
    if (showing != 0) {
      return {Answer::YES, __shfl_sync(ALL_LANES, middle, __ffs((int) showing) - 1)};
    }
    const unsigned open = __ballot_sync(ALL_LANES, kept);
    if (open == 0 && waiting.n == 0) {
      return {Answer::NO, 0};
    }
    if (G::any(kept && !can_be_divided(in, laps.core))) {
      break;
    }
    roomLeft = open == 0 || waiting.add(in, open, larger_of(2, WARP_SIZE / __popc(open)));
  }
  return {Answer::OPEN, 0};
}

/** Greatest n for which points of least period 2^n are looked for. */
constexpr int MOST_EXPONENT = 7;

/** What is found of a map: an exponent as Core has it, or a witness of chaos. */
struct Finding {
  int exponent;
  Witness witness;
};

constexpr Finding NOTHING = {OPEN, NO_WITNESS};
