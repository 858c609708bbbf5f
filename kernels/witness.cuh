// Proves chaos by an orbit. A warp works on a map.
#pragma once

#include "laps.cuh"

/** Length of orbits at first, and where nothing else shows anything. */
constexpr unsigned STEPS = 64;
constexpr unsigned MOST_STEPS = 512;

/** Points of each lane to begin orbits with that are not those of turning points. */
constexpr unsigned POINTS = 8;

/** Witnesses have an n below. */
constexpr unsigned MOST_N = 128;

/** An orbit that comes back so near, as a share of the core, counts as drawn to a cycle. */
constexpr double RETURN = 0x1p-8;

/** No number of steps. */
constexpr int NEVER = -1;

/**
 * With g = f^(2^power): g^n(x) <= x < g(x) or both reversed, n >= 3 odd, so g has a point of odd period between 3 and n
 * (Li, Misiurewicz, Pianigiani, Yorke 1982). n = 0 if there is no such point.
 */
struct Witness {
  double x;
  unsigned power;
  unsigned n;
};

constexpr Witness NO_WITNESS = {0, 0, 0};

/** An orbit whose places are bounded. */
struct Orbit {
  double begin;
  Interval now;
  /** Bit m: 2^m steps surely lead above, below the beginning. */
  unsigned above = 0;
  unsigned below = 0;

  __device__ explicit Orbit(double x) : begin(x), now{x, x} {}

  /** Takes step t, counted from 1; whether it makes the beginning a witness of t = 2^m n. */
  template <class Map>
  __device__ bool step(const Laps<Map> &laps, unsigned t)
  {
    now = laps.image(now);
    const unsigned power = __ffs((int) t) - 1;
    if (t >> power == 1) {
      above |= (now.low > begin ? 1u : 0u) << power;
      below |= (now.high < begin ? 1u : 0u) << power;
      return false;
    }
    return t >> power < MOST_N && (((above >> power & 1u) != 0 && now.high <= begin) ||
                                   ((below >> power & 1u) != 0 && now.low >= begin));
  }

  __device__ bool inside(Interval core) const { return core.low <= now.low && now.high <= core.high; }
};

/** What orbits show: chaos, or if not, at the end, that one is drawn to a cycle of 2^cycle points, or NEVER. */
struct Course {
  Witness witness;
  int cycle;
};

/** Watches for the return of an orbit to where it was after half of its steps. */
struct Returns {
  double place = 0;
  int exponent = NEVER;

  __device__ void look(const Orbit &orbit, Interval core, unsigned t, unsigned half)
  {
    const double now = 0.5 * (orbit.now.low + orbit.now.high);
    if (t == half) {
      place = now;
    } else if (t > half && exponent == NEVER && ((t - half) & (t - half - 1)) == 0) {
      exponent = fabs(now - place) <= RETURN * (core.high - core.low) ? __ffs((int) (t - half)) - 1 : NEVER;
    }
  }
};

/** Follows an orbit in each lane until one shows chaos: the first in time, then that of the first lane. */
template <class Map>
__device__ Course follow_orbits(const Laps<Map> &laps, double x, unsigned steps)
{
  using G = Group<WARP_SIZE>;
  Orbit orbit(x);
  Returns returns;
  bool goesOn = orbit.inside(laps.core);
  for (unsigned t = 1; t <= steps && G::any(goesOn); t++) {
    const bool shows = goesOn && orbit.step(laps, t);
    const unsigned showing = __ballot_sync(ALL_LANES, shows);
    if (showing != 0) {
      const unsigned power = __ffs((int) t) - 1;
      return {{__shfl_sync(ALL_LANES, x, __ffs((int) showing) - 1), power, t >> power}, NEVER};
    }
    goesOn = goesOn && orbit.inside(laps.core);
    if (goesOn) {
      returns.look(orbit, laps.core, t, steps / 2);
    }
  }
  return {NO_WITNESS, (int) G::largest((double) returns.exponent)};
}

/** Follows the orbits of the turning points. */
template <class Map>
__device__ Course follow_turns(const Laps<Map> &laps, unsigned steps)
{
  Course course = {NO_WITNESS, NEVER};
  for (unsigned begin = 0; course.witness.n == 0 && begin < laps.n; begin += WARP_SIZE) {
    // Lanes that have none repeat the last one.
    const unsigned t = smaller_of(begin + Group<WARP_SIZE>::rank(), laps.n - 1);
    const Course next = follow_orbits(laps, laps.turns[t].place, steps);
    course = {next.witness, next.cycle > course.cycle ? next.cycle : course.cycle};
  }
  return course;
}

/** Looks for a witness among points all over the core. */
template <class Map>
__device__ Witness find_witness_anywhere(const Laps<Map> &laps)
{
  Witness witness = NO_WITNESS;
  for (unsigned i = 0; witness.n == 0 && i < POINTS; i++) {
    const unsigned p = Group<WARP_SIZE>::rank() * POINTS + i;
    witness = follow_orbits(laps, part_of(laps.core, p, POINTS * WARP_SIZE).low, MOST_STEPS).witness;
  }
  return witness;
}

/** Whether x is a witness of period three. */
template <class Map>
__device__ bool shows_three(const Laps<Map> &laps, double x)
{
  Orbit orbit(x);
  bool shows = false;
  for (unsigned t = 1; t <= 3 && orbit.inside(laps.core); t++) {
    shows = orbit.step(laps, t);
  }
  return shows;
}
