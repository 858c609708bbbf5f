// Decides maps of few pieces by their laps, as witness.cuh and periods.cuh do: a thread works on a map.
//
// Maps differ much in what it takes to decide them. So the work is cut into steps, each of which takes one image of an interval,
// whatever it is for: the threads of a warp stay together although one follows an orbit and another divides its core.
#pragma once

#include "periods.cuh"

/** Turning points on the core, at most. */
constexpr unsigned FEW_TURNS = 16;

/** Length of the orbits of turning points, and the longest period of a cycle that they are compared with after that. */
constexpr unsigned FEW_STEPS = 64;
constexpr unsigned LONGEST_CYCLE = 16;

/** Points of an orbit that are nearer than this share of the core may belong to one cycle. */
constexpr double CYCLE_CLOSE = 0x1p-20;

/** Intervals that wait, and steps that are taken, at most; where that does not do a warp tries. */
constexpr unsigned FEW_WAITING = 32;
constexpr unsigned FEW_IMAGES = 400;

/** Finds the turning points on the core. False if there are too many, or the sign of a slope is unknown. */
template <class Map>
__device__ bool find_few_turns(Laps<Map> &laps)
{
  const Map &map = laps.map;
  const Interval in = {laps.core.low - PAD * fabs(laps.core.low), laps.core.high + PAD * fabs(laps.core.high)};
  laps.n = 0;
  int before = 0;
  bool known = true;
  for (unsigned j = cells_before(map, in.low, true); j < map.n && !(j > 0 && map.border(j) >= in.high); j++) {
    const int after = direction_of(map, j);
    known = known && after != UNKNOWN;
    if (before != 0 && after != 0 && before != after) {
      if (laps.n < FEW_TURNS) {
        laps.turns[laps.n] = j;
      }
      laps.n++;
    }
    before = after != 0 ? after : before;
  }
  return known && laps.n <= FEW_TURNS;
}

/** The decision of one map, step by step. */
template <class Map>
class Steps {
 public:
  /** What is found when no step is left. */
  Finding finding = NOTHING;

  /** Begins with the orbit of the first turning point. */
  __device__ void begin(const Laps<Map> &laps)
  {
    finding = NOTHING;
    exponent = 1;
    images = 0;
    turn = 0;
    begin_orbit(laps);
  }

  /** Takes a step; whether there are more. */
  __device__ bool step(const Laps<Map> &laps)
  {
    const Interval before = now;
    now = laps.image(now);
    t++;
    if (at == At::ORBIT) {
      follow_orbit(laps);
    } else if (at == At::CYCLE) {
      look_for_cycle(laps);
    } else if (at == At::SHOWING) {
      show_three(laps);
    } else {
      now = meet(now, laps.core);
      at == At::FORWARD ? go_forward(laps) : bound_slopes(laps, before);
    }
    if (++images == FEW_IMAGES && at != At::END) {
      finding = NOTHING;
      at = At::END;
    }
    return at != At::END;
  }

 private:
  enum class At { ORBIT, CYCLE, FORWARD, SLOPES, SHOWING, END };

  At at = At::END;
  /** What is mapped next, and how often what stood there at first was. */
  Interval now = {0, 0};
  unsigned t = 0;
  unsigned images = 0;
  // An orbit: where it began, and Orbit's bits.
  unsigned turn = 0;
  double origin = 0;
  unsigned above = 0;
  unsigned below = 0;
  /** The least exponent that may be missing, as far as orbits show. */
  unsigned exponent = 0;
  // A search: the interval looked at, with its images, and those that wait.
  unsigned period = 0;
  Interval in = {0, 0};
  Interval hull = {0, 0};
  Interval product = {1, 1};
  Interval waiting[FEW_WAITING];
  unsigned waits = 0;

  __device__ void begin_at(double x)
  {
    now = {x, x};
    t = 0;
    origin = x;
    above = 0;
    below = 0;
  }

  __device__ void begin_orbit(const Laps<Map> &laps)
  {
    while (turn < laps.n && !inside(laps, laps.map.border(laps.turns[turn]))) {
      turn++;
    }
    if (turn < laps.n) {
      at = At::ORBIT;
      begin_at(laps.map.border(laps.turns[turn]));
    } else {
      begin_search(laps, 1u << exponent);
    }
  }

  __device__ static bool inside(const Laps<Map> &laps, double x) { return laps.core.low <= x && x <= laps.core.high; }

  __device__ bool is_inside(const Laps<Map> &laps) const
  {
    return laps.core.low <= now.low && now.high <= laps.core.high;
  }

  /** Orbit::step after its image. */
  __device__ bool shows()
  {
    const unsigned power = __ffs((int) t) - 1;
    if (t >> power == 1) {
      above |= (now.low > origin ? 1u : 0u) << power;
      below |= (now.high < origin ? 1u : 0u) << power;
      return false;
    }
    return ((above >> power & 1u) != 0 && now.high <= origin) || ((below >> power & 1u) != 0 && now.low >= origin);
  }

  __device__ void follow_orbit(const Laps<Map> &laps)
  {
    if (shows()) {
      const unsigned power = __ffs((int) t) - 1;
      finding.witness = {origin, power, t >> power};
      if (t == 3) {
        at = At::END;
      } else {
        begin_search(laps, 3);
      }
    } else if (!is_inside(laps)) {
      turn++;
      begin_orbit(laps);
    } else if (t == FEW_STEPS) {
      at = At::CYCLE;
      t = 0;
      origin = 0.5 * (now.low + now.high);
    }
  }

  /** An orbit that comes back close to a point of it shows, if it is near a cycle, which powers of two are periods: a guess. */
  __device__ void look_for_cycle(const Laps<Map> &laps)
  {
    const bool back = fabs(0.5 * (now.low + now.high) - origin) <= CYCLE_CLOSE * (laps.core.high - laps.core.low);
    if (back && (t & (t - 1)) == 0) {
      exponent = larger_of(exponent, __ffs((int) t));
    }
    if (back || t == LONGEST_CYCLE) {
      turn++;
      begin_orbit(laps);
    }
  }

  __device__ void begin_search(const Laps<Map> &laps, unsigned searched)
  {
    period = searched;
    waits = 0;
    look_at(laps.core);
  }

  __device__ void look_at(Interval interval)
  {
    at = At::FORWARD;
    in = interval;
    hull = interval;
    now = interval;
    t = 0;
  }

  /** After an interval without a point of the period. */
  __device__ void go_on()
  {
    if (waits > 0) {
      look_at(waiting[--waits]);
    } else {
      at = At::END;
      finding.exponent = finding.witness.n == 0 ? (int) exponent : OPEN;
    }
  }

  /** Divides an interval that may have a point of the period. */
  __device__ void divide(const Laps<Map> &laps)
  {
    if (waits == FEW_WAITING || !can_be_divided(in, laps.core)) {
      finding = NOTHING;
      at = At::END;
    } else {
      const double middle = 0.5 * (in.low + in.high);
      waiting[waits++] = {middle, in.high};
      look_at({in.low, middle});
    }
  }

  /** lacks_period up to the interval that all images must meet. */
  __device__ void go_forward(const Laps<Map> &laps)
  {
    if (!(now.low <= now.high) || (t == period && are_apart(now, in))) {
      go_on();
    } else if (t < period) {
      hull = period == 3 || 2 * t == period ? join(hull, now) : hull;
    } else if (period != 3) {
      at = At::SLOPES;
      t = 0;
      now = hull;
      product = {1, 1};
    } else if (laps.monotone(hull)) {
      go_on();
    } else {
      at = At::SHOWING;
      begin_at(0.5 * (in.low + in.high));
    }
  }

  /** lacks_period_twice after that. */
  __device__ void bound_slopes(const Laps<Map> &laps, Interval before)
  {
    const Interval s = laps.slopes(before);
    product = product_of(product, s);
    if (!(s.low > -INFINITE)) {
      divide(laps);
    } else if (2 * t == period) {
      if (product.low > -1 + PAD || product.high < -1 - PAD) {
        go_on();
      } else {
        divide(laps);
      }
    }
  }

  /** shows_three: of the middle of an interval that may have a point of period three. */
  __device__ void show_three(const Laps<Map> &laps)
  {
    if (shows()) {
      finding.witness = {origin, 0, 3};
      at = At::END;
    } else if (t == 3 || !is_inside(laps)) {
      divide(laps);
    }
  }
};
