// The core of a map in pieces. Its graph is a polyline: what it does between two corners is known at these.
#pragma once

#include "core.cuh"

/** A corner, or a point of the graph at an end of the core: bounds of the map before the output activation, and of that less x. */
struct Corner {
  double x;
  double low;
  double high;
  double gapLow;
  double gapHigh;

  __device__ static Corner at(double x, double value, double error)
  {
    const double low = value - error;
    const double high = value + error;
    return {x, low, high, low - x, high - x};
  }
};

/** A point where a line crosses the diagonal: `anchor` + numerator / denominator, if `found`. */
struct Crossing {
  double anchor;
  double numerator;
  double denominator;
  bool found = false;

  /** Between two corners, at which the line is so much above the diagonal; one of them may be at infinity. */
  __device__ void find(const Corner &left, double leftGap, const Corner &right, double rightGap, Interval slope, bool upper)
  {
    found = true;
    if (left.x == -INFINITE) {
      // To the left the upper line has the least slope.
      anchor = right.x;
      numerator = rightGap;
      denominator = 1 - (upper ? slope.low : slope.high);
    } else if (right.x == INFINITE) {
      anchor = left.x;
      numerator = leftGap;
      denominator = 1 - (upper ? slope.high : slope.low);
    } else {
      anchor = left.x;
      numerator = (right.x - left.x) * leftGap;
      denominator = leftGap - rightGap;
    }
  }

  /** An interval that holds the point. */
  __device__ Interval place() const
  {
    const double distance = numerator / denominator;
    const double pad = PAD * (fabs(distance) + fabs(anchor));
    return {anchor + (distance - pad), anchor + (distance + pad)};
  }
};

/** What one pass along the polyline finds; see Pass. */
struct Passage {
  double upFrom = INFINITE;
  double largest = -INFINITE;
  double downTo = -INFINITE;
  double least = INFINITE;
  bool steep = false;
  bool rising = false;
  // Where the first points with f(x) >= x may begin, the last ones with f(x) <= x end; and where the line rises through the
  // diagonal from above, the last such place for the upper line, the first for the lower one.
  Crossing firstUp;
  Crossing lastDown;
  Crossing lastRising;
  Crossing firstRising;

  /** Passes from one corner to the next, between which the slope of g is in an interval. */
  __device__ void segment(const Corner &left, const Corner &right, Interval slope)
  {
    if (left.gapHigh >= 0) {
      upFrom = smaller(upFrom, left.x);
      largest = larger(largest, left.high);
    }
    if (right.gapHigh >= 0) {
      if (!(left.gapHigh >= 0) && upFrom == INFINITE && !firstUp.found) {
        firstUp.find(left, left.gapHigh, right, right.gapHigh, slope, true);
      }
      largest = larger(largest, right.high);
    } else if (left.gapHigh >= 0 && right.high > left.high) {
      lastRising.find(left, left.gapHigh, right, right.gapHigh, slope, true);
    }
    if (right.gapLow <= 0) {
      downTo = right.x;
      lastDown.found = false;
      least = smaller(least, right.low);
      if (!(left.gapLow <= 0) && right.low > left.low && !firstRising.found) {
        firstRising.find(left, left.gapLow, right, right.gapLow, slope, false);
      }
    } else if (left.gapLow <= 0) {
      lastDown.find(left, left.gapLow, right, right.gapLow, slope, false);
    }
    if (left.gapLow <= 0) {
      least = smaller(least, left.low);
    }
  }

  /** Computes the crossings. */
  __device__ void finish()
  {
    if (firstUp.found) {
      upFrom = smaller(upFrom, firstUp.place().low);
    }
    if (lastDown.found) {
      downTo = larger(downTo, lastDown.place().high);
    }
    if (lastRising.found) {
      largest = larger(largest, lastRising.place().high);
    }
    if (firstRising.found) {
      least = smaller(least, firstRising.place().low);
    }
  }
};

/** The graph of a map in pieces above an interval, corner by corner. */
template <class Map>
struct Polyline {
  const Map &map;
  Interval in;
  /** Cells that meet the interval. */
  unsigned first;
  unsigned last;

  __device__ Corner border(unsigned j) const
  {
    const double x = map.border(j);
    return Corner::at(x, map.value(j), map.error(fabs(x)));
  }

  /** The point above x, a finite end of the interval in cell j. */
  __device__ Corner inside(unsigned j, double x) const
  {
    const double t = map.border(larger_of(1, j));
    const double distance = x - t;
    const double value = fma(map.slope(j), distance, map.value(larger_of(1, j)));
    return Corner::at(x, value, map.error(fabs(t)) + map.slope_error() * fabs(distance));
  }

  __device__ Corner left_end(Interval slope) const
  {
    if (in.low > -INFINITE) {
      return inside(first, in.low);
    }
    const Corner c = border(1);
    return {-INFINITE, far_out(-slope.high, c.low), far_out(-slope.low, c.high), far_out(1 - slope.high, c.gapLow),
            far_out(1 - slope.low, c.gapHigh)};
  }

  __device__ Corner right_end(Interval slope) const
  {
    if (in.high < INFINITE) {
      return inside(last, in.high);
    }
    const Corner c = border(last);
    return {INFINITE, far_out(slope.low, c.low), far_out(slope.high, c.high), far_out(slope.low - 1, c.gapLow),
            far_out(slope.high - 1, c.gapHigh)};
  }

 private:
  /** The limit of a line that grows so fast from a value on. */
  __device__ static double far_out(double growth, double value)
  {
    return growth > 0 ? INFINITE : growth < 0 ? -INFINITE : value;
  }
};

/** Notes the slope of the map on a segment, if it is not surely clamped there. */
template <class Map>
__device__ void note_slope(const Map &map, const Corner &left, const Corner &right, Interval slope, Passage &passage)
{
  const bool clamps = map.floor > -INFINITE || map.ceiling < INFINITE;
  const bool flat = clamps && (larger(left.high, right.high) <= map.floor || smaller(left.low, right.low) >= map.ceiling);
  if (left.x < right.x && !flat) {
    passage.steep = passage.steep || !(slope.low > -1);
    passage.rising = passage.rising || !(slope.high <= 0);
  }
}

/** A pass above an interval that is a bit larger than the core, as true borders may be a bit beside the computed ones. */
template <class G, class Map>
__device__ Passage pass_along(const Map &map, Interval core, unsigned &first, unsigned &last)
{
  const Interval in = {core.low - PAD * fabs(core.low), core.high + PAD * fabs(core.high)};
  while (first < last && map.border(first + 1) <= in.low) {
    first++;
  }
  while (last > first && map.border(last) >= in.high) {
    last--;
  }
  const Polyline<Map> line = {map, in, first, last};
  const unsigned share = (last - first + G::SIZE) / G::SIZE;
  const unsigned begin = first + G::rank() * share;
  const unsigned end = smaller_of(begin + share, last + 1);
  Passage passage;
  if (begin < end) {
    Interval slope = map.slope_of_g(begin);
    Corner left = begin == first ? line.left_end(slope) : line.border(begin);
    for (unsigned j = begin; j < end; j++) {
      slope = map.slope_of_g(j);
      const Corner right = j == last ? line.right_end(slope) : line.border(j + 1);
      note_slope(map, left, right, slope, passage);
      passage.segment(left, right, slope);
      left = right;
    }
  }
  return passage;
}

/** The least core that a few passes find in an interval that holds all periodic orbits, as find_core_in does. */
template <class G, class Map>
__device__ Core find_core_of_pieces_in(const Map &map, Interval core, unsigned rounds)
{
  unsigned first = 0;
  unsigned last = map.n - 1;
  for (unsigned round = 0; round < rounds; round++) {
    Passage passage = pass_along<G>(map, core, first, last);
    if (!G::any(passage.steep)) {
      return {core, 1};
    }
    if (!G::any(passage.rising)) {
      return {core, 2};
    }
    passage.finish();
    const bool onFloor = map.floor > -INFINITE && core.low <= map.floor;
    const bool onCeiling = map.ceiling < INFINITE && core.high >= map.ceiling;
    const double upFrom = onFloor ? core.low : G::least(passage.upFrom);
    const double downTo = onCeiling ? core.high : G::largest(passage.downTo);
    const double largest = map.clamped(G::largest(passage.largest));
    const double least = map.clamped(G::least(passage.least));
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

/** The same, beginning with what the outer pieces say. */
template <class G, class Map>
__device__ Core find_core_of_pieces(const Map &map, unsigned rounds)
{
  Interval core = {map.floor, map.ceiling};
  if (core.low == -INFINITE && core.high == INFINITE && map.slope_of_g(0).high < 0 &&
      map.slope_of_g(map.n - 1).high < 0) {
    core = outer_box<G>(map);
  }
  return find_core_of_pieces_in<G>(map, core, rounds);
}
