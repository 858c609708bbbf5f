// Decides maps of few pieces by their laps, as witness.cuh and periods.cuh do: a thread works on a map.
//
// Maps differ much in what it takes to decide them. So the work is cut into steps, most of which take one image of an interval,
// whatever it is for: the threads of a warp stay together although one follows an orbit and another divides its core.
#pragma once

#include "periods.cuh"

/** Steps after which the orbit of a turning point may be near a cycle, the longest one looked for, and its length if there is none. */
constexpr unsigned FEW_STEPS = 64;
constexpr unsigned LONGEST_CYCLE = 16;
constexpr unsigned MANY_STEPS = 512;

/** The last exponent for which powers of two are looked for. */
constexpr unsigned LAST_GUESS = 4;

/** Points of an orbit that are nearer than this share of the core may belong to one cycle. */
constexpr double CYCLE_CLOSE = 0x1p-9;

/** Intervals that wait, and images that are taken, at most; where that does not do a warp tries. */
constexpr unsigned FEW_WAITING = 32;
constexpr unsigned FEW_IMAGES = 600;

/** A set of borders of a map of few pieces: bit j for border j. */
using BorderSet = unsigned;

/** Kinks of such a map, at most. */
constexpr unsigned MOST_FEW_KINKS = 31;

/** The laps of a map of few pieces on its core; see Laps. */
template <class Map>
class FewLaps {
 public:
  Map map;
  Interval core = {0, 0};

  /** Sets the core, which is bounded, and finds the turning points. False if the sign of a slope is unknown. */
  __device__ bool find(Interval in)
  {
    // As Laps has it: bounds of values at the ends of the core may stick out of it a little.
    const double pad = PAD * (fabs(in.low) + fabs(in.high));
    core = {in.low - pad, in.high + pad};
    first = cells_before(map, core.low, true);
    last = larger_of(first, cells_before(map, core.high, false));
    // Where lines begin: at borders inside, or at one outside if there is none.
    const double outside = first < last ? 0 : fabs(map.border(larger_of(1, first)));
    const double reach = larger(outside, larger(fabs(core.low), fabs(core.high)));
    error = map.error(reach) + map.slope_error() * 2 * reach;
    bool known = true;
    int before = 0;
    turns = 0;
    for (unsigned j = first; j <= last; j++) {
      const int after = direction_of(map, j);
      known = known && after != UNKNOWN;
      turns |= before != 0 && after != 0 && before != after ? 1u << j : 0;
      before = after != 0 ? after : before;
    }
    return known;
  }

  __device__ BorderSet turning() const { return turns; }
  __device__ double border(unsigned j) const { return map.border(j); }

  /** Bounds of the map at x, which lies in the core. */
  __device__ Interval at(double x) const { return value_in(cell_of(x), x); }

  /** Bounds of the map on an interval inside the core. */
  __device__ Interval image(Interval in) const
  {
    const unsigned from = cell_of(in.low);
    const unsigned to = cell_of(in.high);
    const Interval begin = value_in(from, in.low);
    const Interval end = value_in(to, in.high);
    Interval values = join(begin, end);
    // Turning points between the ends, and those next to them that may be beside their computed place.
    for (BorderSet between = turns & borders(from, to + 1); between != 0; between &= between - 1) {
      const unsigned j = __ffs((int) between) - 1;
      if (may_hold(in, j)) {
        values = join(values, {map.clamped(map.value(j) - error), map.clamped(map.value(j) + error)});
      }
    }
    return values;
  }

  /** Laps::multiply_by_slopes. */
  __device__ bool multiply_by_slopes(Interval &product, Interval in) const
  {
    const bool bounded = map.floor > -INFINITE || map.ceiling < INFINITE;
    Interval slopes = {INFINITE, -INFINITE};
    const double end = in.high + map.radius(in.high);
    unsigned j = cell_of(in.low - map.radius(in.low));
    do {
      const Interval extent = map.extent(j);
      if (extent.low < extent.high) {
        slopes = join(slopes, bounded ? map.slope_of_map(j, map.lines(j), nearest_part(extent, in)) : map.slope_of_g(j));
      }
      j++;
    } while (j < map.n && map.border(j) <= end);
    product = product_of(product, slopes);
    return larger(-product.low, product.high) < LARGEST_PRODUCT;
  }

  /** Whether the map surely rises or falls on an interval inside the core, weakly. */
  __device__ bool monotone(Interval in) const
  {
    bool turning = false;
    for (BorderSet left = turns; left != 0; left &= left - 1) {
      turning = turning || may_hold(in, __ffs((int) left) - 1);
    }
    return !turning;
  }

  /** lap_to_leave_out of periods.cuh. */
  __device__ Interval lap_to_leave_out() const
  {
    Interval best = {core.low, core.low};
    double bestScore = -INFINITE;
    double low = core.low;
    for (BorderSet left = turns;; left &= left - 1) {
      const unsigned j = left != 0 ? __ffs((int) left) - 1 : 0;
      const double high = left != 0 ? smaller(core.high, map.border(j) - map.radius(map.border(j))) : core.high;
      const double width = high - low;
      const bool falls = width > 0 && at(low).low > low && at(high).high < high;
      const double score = falls ? width + (core.high - core.low) : width;
      if (score > bestScore) {
        best = {low, high};
        bestScore = score;
      }
      if (left == 0) {
        return best;
      }
      low = larger(core.low, map.border(j) + map.radius(map.border(j)));
    }
  }

 private:
  /** Cells that meet the core. */
  unsigned first = 0;
  unsigned last = 0;
  BorderSet turns = 0;
  /** A bound of the error of values on the core, with room as Cells::error has it. */
  double error = 0;

  /** The borders a to b. */
  __device__ static BorderSet borders(unsigned a, unsigned b) { return (2u << b) - (1u << a); }

  __device__ unsigned cell_of(double x) const { return cells_before(map, x, true, first, last); }

  __device__ Interval value_in(unsigned j, double x) const
  {
    const unsigned from = larger_of(1, j == first && first < last ? j + 1 : j);
    const double v = fma(map.slope(j), x - map.border(from), map.value(from));
    return {map.clamped(v - error), map.clamped(v + error)};
  }

  /** Whether the true border j may lie in an interval. */
  __device__ bool may_hold(Interval in, unsigned j) const
  {
    const double x = map.border(j);
    return x + map.radius(x) >= in.low && x - map.radius(x) <= in.high;
  }
};

/** The decision of one map, step by step. */
template <class Map>
class Steps {
 public:
  /** What is found when no step is left. */
  Finding finding = NOTHING;
  /** Whether it is found that the orbits of the turning points show nothing. */
  bool followed = false;

  /** Begins with the orbit of the first turning point. */
  __device__ void begin(const FewLaps<Map> &laps)
  {
    finding = NOTHING;
    exponent = 1;
    images = 0;
    followed = false;
    turns = laps.turning();
    begin_orbit(laps);
  }

  /** Whether the next step is one of the few that bound slopes; else it takes an image. */
  __device__ bool bounds_slopes() const { return at == At::SLOPES; }

  /** Takes the next step; whether there are more. */
  __device__ bool step(const FewLaps<Map> &laps)
  {
    if (at == At::SLOPES) {
      bound_slopes(laps);
    } else {
      now = laps.image(now);
      t++;
      switch (at) {
        case At::ORBIT: follow_orbit(laps); break;
        case At::SHOWING: show_three(laps); break;
        case At::FORWARD: go_forward(laps); break;
        default: go_both_ways(laps); break;
      }
    }
    if (++images == FEW_IMAGES && at != At::END) {
      finding = NOTHING;
      at = At::END;
    }
    return at != At::END;
  }

 private:
  /** Orbits; a search: images of an interval, then slopes, between images of it and of its image; the middle; the end. */
  enum class At { ORBIT, FORWARD, SLOPES, FROM, TO, SHOWING, END };

  At at = At::END;
  /** What is mapped next, and how often what stood there at first was. */
  Interval now = {0, 0};
  unsigned t = 0;
  unsigned images = 0;
  // An orbit: turning points whose orbits are to come, where it began, where it was after FEW_STEPS, and Orbit's bits.
  BorderSet turns = 0;
  double origin = 0;
  double place = 0;
  unsigned above = 0;
  unsigned below = 0;
  /** The least exponent that may be missing, as far as orbits show. */
  unsigned exponent = 0;
  // A search: the interval looked at, two others that belong to it, and those that wait.
  unsigned period = 0;
  Interval in = {0, 0};
  Interval from = {0, 0};
  Interval to = {0, 0};
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

  /** Begins the next orbit of a turning point on the core, or after the last one the search. */
  __device__ void begin_orbit(const FewLaps<Map> &laps)
  {
    if (turns == 0) {
      followed = true;
      begin_search(laps, 1u << exponent);
      return;
    }
    at = At::ORBIT;
    begin_at(laps.border(__ffs((int) turns) - 1));
    turns &= turns - 1;
  }

  __device__ bool is_inside(const FewLaps<Map> &laps) const { return laps.core.low <= now.low && now.high <= laps.core.high; }

  /** Orbit::step after its image. */
  __device__ bool shows()
  {
    const unsigned power = __ffs((int) t) - 1;
    if (t >> power == 1) {
      above |= (now.low > origin ? 1u : 0u) << power;
      below |= (now.high < origin ? 1u : 0u) << power;
      return false;
    }
    return t >> power < MOST_N && (((above >> power & 1u) != 0 && now.high <= origin) ||
                                   ((below >> power & 1u) != 0 && now.low >= origin));
  }

  __device__ void follow_orbit(const FewLaps<Map> &laps)
  {
    if (shows()) {
      const unsigned power = __ffs((int) t) - 1;
      finding.witness = {origin, power, t >> power};
      if (t == 3) {
        at = At::END;
      } else {
        begin_search(laps, 3);
      }
    } else if (t == MANY_STEPS || !is_inside(laps) || (t >= FEW_STEPS && is_near_cycle(laps))) {
      begin_orbit(laps);
    }
  }

  /** Whether the orbit comes back close to where it was; this shows which powers of two may be periods: a guess. */
  __device__ bool is_near_cycle(const FewLaps<Map> &laps)
  {
    const double middle = 0.5 * (now.low + now.high);
    if (t == FEW_STEPS) {
      place = middle;
      return false;
    }
    const unsigned length = t - FEW_STEPS;
    const bool back = fabs(middle - place) <= CYCLE_CLOSE * (laps.core.high - laps.core.low);
    if (length > LONGEST_CYCLE || (length & (length - 1)) != 0 || !back) {
      return false;
    }
    exponent = larger_of(exponent, __ffs((int) length));
    return true;
  }

  /** Looks for points of a period, three or a power of two from 2 on. */
  __device__ void begin_search(const FewLaps<Map> &laps, unsigned searched)
  {
    period = searched;
    waits = 0;
    if (period == 2) {
      look_at(laps.core);
      return;
    }
    const Interval lap = laps.lap_to_leave_out();
    if (lap.high < laps.core.high) {
      waiting[waits++] = {lap.high, laps.core.high};
    }
    if (laps.core.low < lap.low) {
      waiting[waits++] = {laps.core.low, lap.low};
    }
    go_on();
  }

  __device__ void look_at(Interval interval)
  {
    at = At::FORWARD;
    in = interval;
    from = interval;
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
  __device__ void divide(const FewLaps<Map> &laps)
  {
    if (waits == FEW_WAITING || !can_be_divided(in, laps.core)) {
      give_up(laps);
    } else {
      const double middle = 0.5 * (in.low + in.high);
      waiting[waits++] = {middle, in.high};
      look_at({in.low, middle});
    }
  }

  /** After a search that did not come to an end: where the guess was too low a higher power may do. */
  __device__ void give_up(const FewLaps<Map> &laps)
  {
    if (followed && exponent < LAST_GUESS) {
      exponent++;
      begin_search(laps, 1u << exponent);
    } else {
      finding = NOTHING;
      at = At::END;
    }
  }

  /** The images of an interval of which the last must meet it. Of period three `from` gets what holds all of them. */
  __device__ void go_forward(const FewLaps<Map> &laps)
  {
    now = meet(now, laps.core);
    if (is_empty(now) || (t == period && are_apart(now, in))) {
      go_on();
    } else if (period == 3) {
      go_to_three(laps);
    } else if (2 * t == period) {
      to = now;
    } else if (t == period) {
      at = At::SLOPES;
      t = 0;
      product = {1, 1};
    }
  }

  /** lacks_period_three after an image. */
  __device__ void go_to_three(const FewLaps<Map> &laps)
  {
    if (t < 3) {
      from = join(from, now);
    } else if (laps.monotone(from)) {
      go_on();
    } else {
      at = At::SHOWING;
      begin_at(0.5 * (in.low + in.high));
    }
  }

  /** lacks_period_twice: a chord between f^t of a point and f^(t + half) of it. */
  __device__ void bound_slopes(const FewLaps<Map> &laps)
  {
    const bool known = laps.multiply_by_slopes(product, join(from, to));
    if (known && 2 * t + 2 < period) {
      at = At::FROM;
      now = from;
    } else if (known && (product.low > -1 + PAD || product.high < -1 - PAD)) {
      go_on();
    } else {
      divide(laps);
    }
  }

  /** The next such chord: an image of each end. */
  __device__ void go_both_ways(const FewLaps<Map> &laps)
  {
    now = meet(now, laps.core);
    if (is_empty(now)) {
      go_on();
    } else if (at == At::FROM) {
      from = now;
      now = to;
      at = At::TO;
      t--;
    } else {
      to = now;
      at = At::SLOPES;
    }
  }

  /** shows_three: of the middle of an interval that may have a point of period three. */
  __device__ void show_three(const FewLaps<Map> &laps)
  {
    if (shows()) {
      finding.witness = {origin, 0, 3};
      at = At::END;
    } else if (t == 3 || !is_inside(laps)) {
      divide(laps);
    }
  }
};
