// Decides a map of few pieces by its laps, as periods.cuh does: a thread works on a map, one interval after the other.
#pragma once

#include "periods.cuh"

/** Turning points on the core, at most. */
constexpr unsigned FEW_TURNS = 16;

/** Length of the orbits of turning points, and the longest period of a cycle that they are compared with. */
constexpr unsigned FEW_STEPS = 64;
constexpr unsigned LONGEST_CYCLE = 16;

/** Points of an orbit that are nearer than this share of the core may belong to one cycle. */
constexpr double CYCLE_CLOSE = 0x1p-20;

/** Intervals that wait, and that are looked at, at most; where that does not do a warp tries. */
constexpr unsigned FEW_WAITING = 32;
constexpr unsigned FEW_INTERVALS = 128;

/** Finds the turning points on the core. False if there are too many, or the sign of a slope is unknown. */
template <class Map>
__device__ bool find_few_turns(Laps<Map> &laps)
{
  const Map &map = laps.map;
  const Interval in = {laps.core.low - PAD * fabs(laps.core.low), laps.core.high + PAD * fabs(laps.core.high)};
  laps.n = 0;
  int before = 0;
  for (unsigned j = cells_before(map, in.low, true); j < map.n && !(j > 0 && map.border(j) >= in.high); j++) {
    const int after = direction_of(map, j);
    if (after == UNKNOWN) {
      return false;
    }
    if (after != 0) {
      if (before != 0 && before != after) {
        if (laps.n == FEW_TURNS) {
          return false;
        }
        laps.turns[laps.n++] = j;
      }
      before = after;
    }
  }
  return true;
}

/**
 * The exponent of the least power of two that is the period of a cycle near which an orbit goes on, as far as it can be seen:
 * a guess; 0 if none is seen.
 */
template <class Map>
__device__ unsigned guess_exponent(const Laps<Map> &laps, Interval now)
{
  const double begin = 0.5 * (now.low + now.high);
  for (unsigned t = 1; t <= LONGEST_CYCLE; t++) {
    now = laps.image(now);
    if (fabs(0.5 * (now.low + now.high) - begin) <= CYCLE_CLOSE * (laps.core.high - laps.core.low)) {
      return (t & (t - 1)) == 0 ? __ffs((int) t) - 1 : 0;
    }
  }
  return 0;
}

/** Looks for a witness among the turning points; where there is none, guesses the least exponent that may be missing. */
template <class Map>
__device__ Witness find_few_witness(const Laps<Map> &laps, unsigned &exponent)
{
  Witness witness = {0, 0, 0};
  exponent = 1;
  for (unsigned i = 0; i < laps.n && witness.n == 0; i++) {
    const double x = laps.map.border(laps.turns[i]);
    Orbit orbit(x);
    bool inside = orbit.inside(laps.core);
    for (unsigned t = 1; t <= FEW_STEPS && inside && witness.n == 0; t++) {
      if (orbit.step(laps, t)) {
        const unsigned power = __ffs((int) t) - 1;
        witness = {x, power, t >> power};
      }
      inside = orbit.inside(laps.core);
    }
    if (inside && witness.n == 0) {
      exponent = larger_of(exponent, guess_exponent(laps, orbit.now) + 1);
    }
  }
  return witness;
}

/** find_period by one thread, depth first. */
template <class Map>
__device__ Periodic find_few_periods(const Laps<Map> &laps, unsigned period)
{
  Interval waiting[FEW_WAITING];
  unsigned n = 0;
  waiting[n++] = laps.core;
  Periodic found = {Answer::NO, 0};
  for (unsigned looked = 0; n > 0 && found.answer == Answer::NO; looked++) {
    const Interval in = waiting[--n];
    if (!lacks_period(laps, in, period)) {
      const double middle = 0.5 * (in.low + in.high);
      if (period == 3 && shows_three(laps, middle)) {
        found.answer = Answer::YES;
        found.x = middle;
      } else if (looked == FEW_INTERVALS || n + 2 > FEW_WAITING || !can_be_divided(in, laps.core)) {
        found.answer = Answer::OPEN;
      } else {
        waiting[n++] = {middle, in.high};
        waiting[n++] = {in.low, middle};
      }
    }
  }
  return found;
}

/**
 * What is found of a map: an exponent as Core has it, or a witness of chaos, (0, 3) if there is a point of period three. To be
 * called by all threads of a warp, which wait for each other; those without a map do nothing.
 */
template <class Map>
__device__ Finding decide_few_laps(const Laps<Map> &laps, bool goesOn)
{
  Finding finding = NOTHING;
  unsigned exponent = 1;
  Witness witness = {0, 0, 0};
  if (goesOn) {
    witness = find_few_witness(laps, exponent);
  }
  __syncwarp();
  const bool three = witness.power == 0 && witness.n == 3;
  Periodic periodic = {three ? Answer::NO : Answer::OPEN, 0};
  if (goesOn && !three) {
    periodic = find_few_periods(laps, witness.n == 0 ? 1u << exponent : 3);
  }
  __syncwarp();
  if (witness.n == 0) {
    finding.exponent = goesOn && periodic.answer == Answer::NO ? (int) exponent : OPEN;
  } else if (periodic.answer == Answer::YES) {
    finding.witness = {periodic.x, 0, 3};
  } else if (periodic.answer == Answer::NO) {
    finding.witness = witness;
  }
  return finding;
}
