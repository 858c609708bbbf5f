// The core of a map of few pieces by a warp. The lanes keep the corners of its graph, and what passes ask about corners and
// segments are sets, kept as bits: a pass computes at the ends of the core alone.
#pragma once

#include "lanes.cuh"
#include "polyline.cuh"

using CornerSet = unsigned long long;

/** The lane that stands for the left end of the core, and the one for the right end. */
constexpr int LEFT_LANE = 0;
constexpr int RIGHT_LANE = WARP_SIZE / 2;

__device__ inline bool is_in(CornerSet set, unsigned i) { return (set >> i & 1u) != 0; }

/** The numbers below n, which is at most 64. */
__device__ inline CornerSet numbers_below(unsigned n) { return n == 64 ? ~CornerSet(0) : (CornerSet(1) << n) - 1; }

__device__ inline unsigned lowest_of(CornerSet set) { return __ffsll((long long) set) - 1; }

__device__ inline unsigned highest_of(CornerSet set) { return 63 - __clzll((long long) set); }

/** What is asked about the segment between two neighbouring corners. */
struct Segment {
  /** Slopes of the map that may be -1 or less, or positive. */
  bool steep;
  bool rising;
  /** The upper line rises through the diagonal from above, or the lower one does. */
  bool upperRises;
  bool lowerRises;

  template <class Map>
  __device__ Segment(const Map &map, const Corner &left, const Corner &right, Interval slope)
  {
    const bool flat = larger(left.high, right.high) <= map.floor || smaller(left.low, right.low) >= map.ceiling;
    const bool bends = left.x < right.x && !flat;
    steep = bends && !(slope.low > -1);
    rising = bends && !(slope.high <= 0);
    upperRises = left.gapHigh >= 0 && !(right.gapHigh >= 0) && right.high > left.high;
    lowerRises = !(left.gapLow <= 0) && right.gapLow <= 0 && right.low > left.low;
  }
};

/** Corner i of the graph is above border i + 1. Slot s of lane r has corner r + 32 s. */
template <unsigned SLOTS, class Map>
class Corners {
 public:
  __device__ explicit Corners(const Map &map) : map(map), all(numbers_below(map.n - 1))
  {
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      const unsigned i = rank() + s * WARP_SIZE;
      const Corner here = corner(smaller_of(i, map.n - 2));
      // Beyond the last corner segments are points.
      const unsigned next = smaller_of(i + 1, map.n - 2);
      const Segment after(map, here, corner(next), map.slope_of_g(next));
      x[s] = here.x;
      low[s] = here.low;
      high[s] = here.high;
      note(up, s, here.gapHigh >= 0);
      note(down, s, here.gapLow <= 0);
      note(steep, s, after.steep);
      note(rising, s, after.rising);
      note(upperRises, s, after.upperRises);
      note(lowerRises, s, after.lowerRises);
    }
    up &= all;
    down &= all;
  }

  /** The least core that a few passes find in an interval that holds all periodic orbits, as find_core_in does. */
  __device__ Core find_core_in(Interval core, unsigned rounds) const
  {
    for (unsigned round = 0; round < rounds; round++) {
      Interval next;
      const int exponent = pass(core, next);
      if (exponent != OPEN) {
        return {next, exponent};
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

 private:
  const Map &map;
  double x[SLOTS];
  double low[SLOTS];
  double high[SLOTS];
  CornerSet all;
  CornerSet up = 0;
  CornerSet down = 0;
  // Segments by the corner they begin at.
  CornerSet steep = 0;
  CornerSet rising = 0;
  CornerSet upperRises = 0;
  CornerSet lowerRises = 0;

  __device__ static unsigned rank() { return Group<WARP_SIZE>::rank(); }

  __device__ static void note(CornerSet &set, unsigned s, bool holds)
  {
    set |= (CornerSet) __ballot_sync(ALL_LANES, holds) << (s * WARP_SIZE);
  }

  __device__ Corner corner(unsigned i) const
  {
    const double t = map.borders[i];
    return Corner::at(t, map.values[i], map.error(fabs(t)));
  }

  /** The corners for which test(x) holds. */
  template <class Test>
  __device__ CornerSet where(Test test) const
  {
    CornerSet set = 0;
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      note(set, s, test(x[s]));
    }
    return set & all;
  }

  /** An end of the core, in cell j. */
  __device__ Corner end(unsigned j, bool right, double at, Interval slope) const
  {
    const unsigned anchor = larger_of(j, 1) - 1;
    const double t = map.borders[anchor];
    const double v = map.values[anchor];
    if (fabs(at) < INFINITE) {
      const double distance = at - t;
      return Corner::at(at, fma(map.slope(j), distance, v), map.error(fabs(t)) + map.slope_error() * fabs(distance));
    }
    const Corner c = Corner::at(t, v, map.error(fabs(t)));
    const Interval out = right ? slope : negated(slope);
    const double step = right ? -1 : 1;
    return {at, far_out(out.low, c.low), far_out(out.high, c.high), far_out(out.low + step, c.gapLow),
            far_out(out.high + step, c.gapHigh)};
  }

  /** The limit of a line that grows so fast from a value on. */
  __device__ static double far_out(double growth, double value)
  {
    return growth > 0 ? INFINITE : growth < 0 ? -INFINITE : value;
  }

  /** A choice field by field stays in registers. */
  __device__ static Corner choose(bool a, const Corner &one, const Corner &other)
  {
    return {a ? one.x : other.x, a ? one.low : other.low, a ? one.high : other.high, a ? one.gapLow : other.gapLow,
            a ? one.gapHigh : other.gapHigh};
  }

  __device__ static Corner of_lane(const Corner &c, int lane)
  {
    return {of_lane(c.x, lane), of_lane(c.low, lane), of_lane(c.high, lane), of_lane(c.gapLow, lane), of_lane(c.gapHigh, lane)};
  }

  __device__ static double of_lane(double v, int lane) { return __shfl_sync(ALL_LANES, v, lane); }

  /** Where the core begins and ends above the graph, and what is asked there. */
  struct Ends {
    Interval in;
    /** Cells of the ends. */
    unsigned first;
    unsigned last;
    /** Corners between the ends, and the segments between two of them. */
    CornerSet corners;
    CornerSet segments;
    /** The left end in the lanes below RIGHT_LANE, in the others the right one. */
    Corner mine;
    /** Ends by the lanes, as bits. */
    unsigned up;
    unsigned down;
    unsigned upperRises;
    unsigned lowerRises;
    bool steep;
    bool rising;
  };

  __device__ static bool at_left(unsigned lanes) { return (lanes >> LEFT_LANE & 1u) != 0; }

  __device__ static bool at_right(unsigned lanes) { return (lanes >> RIGHT_LANE & 1u) != 0; }

  /** Looks at the ends of an interval that is a bit larger than the core, as true borders may be a bit beside the computed ones. */
  __device__ Ends ends_of(Interval core) const
  {
    Ends ends;
    ends.in = {core.low - PAD * fabs(core.low), core.high + PAD * fabs(core.high)};
    const Interval in = ends.in;
    ends.first = __popcll(where([=](double at) { return at <= in.low; }));
    ends.last = larger_of(ends.first, __popcll(where([=](double at) { return at < in.high; })));
    ends.corners = numbers_below(ends.last) & ~numbers_below(ends.first);
    ends.segments = ends.corners & ends.corners >> 1;
    const bool right = rank() >= RIGHT_LANE;
    const unsigned cell = right ? ends.last : ends.first;
    const Interval slope = map.slope_of_g(cell);
    ends.mine = end(cell, right, right ? in.high : in.low, slope);
    const Corner next = ends.first == ends.last ? of_lane(ends.mine, right ? LEFT_LANE : RIGHT_LANE)
                                                : corner(right ? ends.last - 1 : ends.first);
    const Segment segment(map, choose(right, next, ends.mine), choose(right, ends.mine, next), slope);
    ends.up = __ballot_sync(ALL_LANES, ends.mine.gapHigh >= 0);
    ends.down = __ballot_sync(ALL_LANES, ends.mine.gapLow <= 0);
    ends.upperRises = __ballot_sync(ALL_LANES, segment.upperRises);
    ends.lowerRises = __ballot_sync(ALL_LANES, segment.lowerRises);
    ends.steep = __any_sync(ALL_LANES, segment.steep);
    ends.rising = __any_sync(ALL_LANES, segment.rising);
    return ends;
  }

  /** No cell. */
  static constexpr unsigned NONE = 0xFFFFFFFFu;

  /** The cells of the crossings that Passage knows by name. */
  __device__ unsigned first_up(const Ends &ends) const
  {
    const CornerSet inside = up & ends.corners;
    return at_left(ends.up) ? NONE : inside != 0 ? lowest_of(inside) : at_right(ends.up) ? ends.last : NONE;
  }

  __device__ unsigned last_down(const Ends &ends) const
  {
    const CornerSet inside = down & ends.corners;
    return at_right(ends.down) ? NONE : inside != 0 ? highest_of(inside) + 1 : at_left(ends.down) ? ends.first : NONE;
  }

  __device__ unsigned last_rising(const Ends &ends) const
  {
    const CornerSet inside = upperRises & ends.segments;
    return at_right(ends.upperRises) ? ends.last
           : inside != 0             ? highest_of(inside) + 1
           : at_left(ends.upperRises) ? ends.first
                                      : NONE;
  }

  __device__ unsigned first_rising(const Ends &ends) const
  {
    const CornerSet inside = lowerRises & ends.segments;
    return at_left(ends.lowerRises)    ? ends.first
           : inside != 0               ? lowest_of(inside) + 1
           : at_right(ends.lowerRises) ? ends.last
                                       : NONE;
  }

  // Lanes r with these values of r % 4 compute the crossings; the odd ones are those of the lower line.
  static constexpr unsigned FIRST_UP = 0;
  static constexpr unsigned LAST_DOWN = 1;
  static constexpr unsigned LAST_RISING = 2;
  static constexpr unsigned FIRST_RISING = 3;
  static constexpr unsigned CROSSINGS = 4;

  /** The outer end of the interval that holds the lane's crossing; if there is none, the infinite one that bounds nothing. */
  __device__ double crossing(const Ends &ends) const
  {
    const unsigned k = rank() % CROSSINGS;
    const bool lower = k % 2 != 0;
    const bool wantsLow = k == FIRST_UP || k == FIRST_RISING;
    const double gap = lower ? ends.mine.gapLow : ends.mine.gapHigh;
    const double leftEnd = of_lane(gap, LEFT_LANE + lower);
    const double rightEnd = of_lane(gap, RIGHT_LANE + lower);
    const unsigned cell = k == FIRST_UP      ? first_up(ends)
                          : k == LAST_DOWN   ? last_down(ends)
                          : k == LAST_RISING ? last_rising(ends)
                                             : first_rising(ends);
    if (cell == NONE) {
      return wantsLow ? INFINITE : -INFINITE;
    }
    Corner left = corner(larger_of(cell, 1) - 1);
    Corner right = corner(smaller_of(cell, map.n - 2));
    double leftGap = lower ? left.gapLow : left.gapHigh;
    double rightGap = lower ? right.gapLow : right.gapHigh;
    if (cell == ends.first) {
      left.x = ends.in.low;
      leftGap = leftEnd;
    }
    if (cell == ends.last) {
      right.x = ends.in.high;
      rightGap = rightEnd;
    }
    Crossing found;
    found.find(left, leftGap, right, rightGap, map.slope_of_g(cell), !lower);
    const Interval place = found.place();
    return wantsLow ? place.low : place.high;
  }

  /** The least core after a pass, or an exponent that it proves. */
  __device__ int pass(Interval core, Interval &next) const
  {
    next = core;
    const Ends ends = ends_of(core);
    if ((steep & ends.segments) == 0 && !ends.steep) {
      return 1;
    }
    if ((rising & ends.segments) == 0 && !ends.rising) {
      return 2;
    }
    const double mine = crossing(ends);
    double largest = rank() % CROSSINGS == LAST_RISING ? mine : -INFINITE;
    double least = rank() % CROSSINGS == FIRST_RISING ? mine : INFINITE;
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      const unsigned i = rank() + s * WARP_SIZE;
      largest = is_in(up & ends.corners, i) ? larger(largest, high[s]) : largest;
      least = is_in(down & ends.corners, i) ? smaller(least, low[s]) : least;
    }
    largest = ends.mine.gapHigh >= 0 ? larger(largest, ends.mine.high) : largest;
    least = ends.mine.gapLow <= 0 ? smaller(least, ends.mine.low) : least;
    const Interval values = join_lanes({least, largest});
    // At the floor f(x) >= x, at the ceiling f(x) <= x, whatever the lines say.
    const bool onFloor = map.floor > -INFINITE && core.low <= map.floor;
    const bool onCeiling = map.ceiling < INFINITE && core.high >= map.ceiling;
    const double upFrom = of_lane(mine, FIRST_UP);
    const double downTo = of_lane(mine, LAST_DOWN);
    const Interval between = {onFloor || at_left(ends.up) ? core.low : upFrom,
                              onCeiling || at_right(ends.down) ? core.high : downTo};
    next = meet(core, meet(between, {map.clamped(values.low), map.clamped(values.high)}));
    return next.low > next.high ? 0 : OPEN;
  }

  /** The least interval that holds those of all lanes. Half of the lanes compare one end, half the other. */
  __device__ static Interval join_lanes(Interval mine)
  {
    const bool right = rank() >= RIGHT_LANE;
    const double other = __shfl_xor_sync(ALL_LANES, right ? -mine.low : mine.high, RIGHT_LANE);
    double most = larger(right ? mine.high : -mine.low, other);
    for (int lanes = RIGHT_LANE / 2; lanes > 0; lanes /= 2) {
      most = larger(most, __shfl_xor_sync(ALL_LANES, most, lanes));
    }
    return {-of_lane(most, LEFT_LANE), of_lane(most, RIGHT_LANE)};
  }
};

/** What find_core_of_pieces finds, by a warp. At most MOST_KINKS kinks. */
template <class Map>
__device__ Core find_core_by_corners(const Map &map, unsigned rounds)
{
  Interval core = {map.floor, map.ceiling};
  if (core.low == -INFINITE && core.high == INFINITE && map.slope_of_g(0).high < 0 &&
      map.slope_of_g(map.n - 1).high < 0) {
    core = outer_box<Group<WARP_SIZE>>(map);
  }
  return map.n <= WARP_SIZE + 1 ? Corners<1, Map>(map).find_core_in(core, rounds)
                                : Corners<2, Map>(map).find_core_in(core, rounds);
}
