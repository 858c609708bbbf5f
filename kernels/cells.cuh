// A map known cell by cell: a partition of the line into intervals, in each of which the map lies between two lines.
#pragma once

#include "group.cuh"
#include "units.cuh"

constexpr double U = 0x1p-53;
constexpr double INFINITE = __builtin_huge_val();

/** Far more than the few roundings of a result, as a share of it. */
constexpr double PAD = 0x1p-40;

/** Sums of magnitudes from which on networks are left alone: products of 16 slopes stay finite. */
constexpr double LARGEST = 0x1p60;

__device__ inline unsigned smaller_of(unsigned a, unsigned b) { return a < b ? a : b; }
__device__ inline unsigned larger_of(unsigned a, unsigned b) { return a > b ? a : b; }

/**
 * A slope of 0 stands for one that is exactly 0, where no unit is active; a sum that came out as 0 is made the
 * least number.
 */
__device__ inline double surely(double slope, int active)
{
  return active == 0 ? 0 : slope == 0 ? 0x1p-1022 : slope;
}

/** Numbers of one network in shared memory; those of STRIDE networks are interleaved. */
template <unsigned STRIDE>
struct Row {
  double *first;

  __device__ double &operator[](unsigned i) const { return first[i * STRIDE]; }
};

/** An interval; empty if low > high. */
struct Interval {
  double low;
  double high;
};

__device__ inline bool is_bounded(Interval i) { return i.low > -INFINITE && i.high < INFINITE; }

__device__ inline Interval meet(Interval a, Interval b)
{
  return {larger(a.low, b.low), smaller(a.high, b.high)};
}

/** The least interval that holds both. */
__device__ inline Interval join(Interval a, Interval b)
{
  return {smaller(a.low, b.low), larger(a.high, b.high)};
}

/** An interval that holds all products of a number of each. */
__device__ inline Interval product_of(Interval p, Interval q)
{
  const double a = p.low * q.low;
  const double b = p.low * q.high;
  const double c = p.high * q.low;
  const double d = p.high * q.high;
  return {smaller(smaller(a, b), smaller(c, d)), larger(larger(a, b), larger(c, d))};
}

/** The part of `around` that is in `i`, or if there is none the end of `around` next to it. */
__device__ inline Interval nearest_part(Interval i, Interval around)
{
  return {smaller(larger(i.low, around.low), around.high), larger(smaller(i.high, around.high), around.low)};
}

/** The line through (anchor, value); anchor and value are finite. */
struct Line {
  double anchor;
  double value;
  double slope;

  __device__ double at(double x) const { return slope == 0 ? value : value + slope * (x - anchor); }

  /** An interval that holds all points of `in` where the line is on or above the diagonal. */
  __device__ Interval above_diagonal(Interval in) const { return side(in, value - anchor, 1 - slope); }

  /** The same for the points where it is on or below. */
  __device__ Interval below_diagonal(Interval in) const { return side(in, anchor - value, slope - 1); }

 private:
  /** All points x of `in` with gap >= steepness (x - anchor). */
  __device__ Interval side(Interval in, double gap, double steepness) const
  {
    if (steepness == 0) {
      return gap < 0 ? Interval{INFINITE, -INFINITE} : in;
    }
    const double distance = gap / steepness;
    const double pad = PAD * (fabs(distance) + fabs(anchor));
    return steepness > 0 ? Interval{in.low, smaller(in.high, anchor + (distance + pad))}
                         : Interval{larger(in.low, anchor + (distance - pad)), in.high};
  }
};

/** Bounds of the map on a part of a cell. */
struct Lines {
  Line low;
  Line high;

  __device__ double least(Interval in) const { return smaller(low.at(in.low), low.at(in.high)); }
  __device__ double largest(Interval in) const { return larger(high.at(in.low), high.at(in.high)); }
};

/**
 * The cells 0 to n - 1 of a map, n at least 2. Cell j is between the borders j and j + 1; the outer cells are
 * unbounded.
 *
 * The map g before the output activation: to the right of border j its slope is slope[j] and its value value[j]. The
 * slope inside cell j is between slope[j] + drop[j] and slope[j] + rise[j]; BENT says whether these rows are there,
 * without them they are 0. A slope is exactly 0 only where g is exactly constant. The computed value at x errs by at
 * most errorSlope |x| + errorOffset, a slope by at most errorSlope; a border of cells that are pieces may be off by 4u
 * of itself.
 */
template <unsigned STRIDE, bool BENT>
struct Cells {
  unsigned n;
  Row<STRIDE> borders;
  Row<STRIDE> values;
  Row<STRIDE> slopes;
  Row<STRIDE> rises;
  Row<STRIDE> drops;
  double errorSlope;
  double errorOffset;
  double floor;
  double ceiling;

  /** Doubles of shared memory that cells with so many inner borders take. */
  __device__ static unsigned room(unsigned borderCount) { return BENT ? 5 * borderCount + 3 : 3 * borderCount + 1; }

  __device__ void place(double *memory, unsigned borderCount)
  {
    borders.first = memory;
    values.first = memory + borderCount * STRIDE;
    slopes.first = memory + 2 * borderCount * STRIDE;
    if (BENT) {
      rises.first = memory + (3 * borderCount + 1) * STRIDE;
      drops.first = memory + (4 * borderCount + 2) * STRIDE;
    }
  }

  /** Border j, 0 < j < n. */
  __device__ double &border(unsigned j) const { return borders[j - 1]; }
  __device__ double &value(unsigned j) const { return values[j - 1]; }
  __device__ double &slope(unsigned j) const { return slopes[j]; }
  __device__ double rise(unsigned j) const { return BENT ? rises[j] : 0; }
  __device__ double drop(unsigned j) const { return BENT ? drops[j] : 0; }

  __device__ Interval extent(unsigned j) const
  {
    return {j > 0 ? border(j) : -INFINITE, j + 1 < n ? border(j + 1) : INFINITE};
  }

  /**
   * Four times the error of g at points of magnitude up to `reach`, and room for roundings of what is computed from
   * it.
   */
  __device__ double error(double reach) const { return slope_error() * reach + 4 * errorOffset; }

  /** How much this increases with the reach. */
  __device__ double slope_error() const { return 4 * errorSlope + 16 * U; }

  /** Bounds of the slope of g inside cell j. */
  __device__ Interval slope_of_g(unsigned j) const
  {
    const double s = slope(j);
    // Exactly 0 says that there is no jump in the cell either.
    const double e = s == 0 ? 0 : slope_error();
    return {s + drop(j) - e, s + rise(j) + e};
  }

  /** Lines below and above g on cell j. */
  __device__ Lines lines(unsigned j) const
  {
    if (j == 0 || j + 1 == n) {
      return outer_lines(j);
    }
    const double left = border(j);
    const double right = border(j + 1);
    const double width = right - left;
    double chord = slope(j);
    if (BENT) {
      chord = width > 0 ? (value(j + 1) - value(j)) / width : 0;
    }
    // A jump at a share t of the cell bends g away from its chord by at most jump t (1 - t) width.
    const double below = 0.25 * width * rise(j);
    const double above = -0.25 * width * drop(j);
    if (left < 0 && right > 0) {
      const double e = error(larger(-left, right));
      return {{left, value(j) - e - below, chord}, {left, value(j) + e + above, chord}};
    }
    // The error increases from the end that is nearer to 0 on.
    const double t = left < 0 ? right : left;
    const double v = value(left < 0 ? j + 1 : j);
    const double e = error(fabs(t));
    const double turn = left < 0 ? -slope_error() : slope_error();
    return {{t, v - e - below, chord - turn}, {t, v + e + above, chord + turn}};
  }

  /** Bounds of the slope of the map on the part `in` of cell j: where the output is clamped it is exactly 0. */
  __device__ Interval slope_of_map(unsigned j, const Lines &g, Interval in) const
  {
    const Interval s = slope_of_g(j);
    const double most = g.largest(in);
    const double least = g.least(in);
    if (most <= floor || least >= ceiling) {
      return {0, 0};
    }
    return least < floor || most > ceiling ? Interval{smaller(s.low, 0), larger(s.high, 0)} : s;
  }

  __device__ double clamped(double v) const { return smaller(larger(v, floor), ceiling); }

  /** How far the true border may be from border j. */
  __device__ double radius(double v) const { return 8 * U * fabs(v); }

 private:
  __device__ Lines outer_lines(unsigned j) const
  {
    const double t = border(j == 0 ? 1 : j);
    const double e = error(fabs(t));
    const double v = value(j == 0 ? 1 : j);
    const Interval s = slope_of_g(j);
    return j == 0 ? Lines{{t, v - e, s.high}, {t, v + e, s.low}} : Lines{{t, v - e, s.low}, {t, v + e, s.high}};
  }
};

/**
 * Cells 0 to the answer - 1 end at or left of x (`closed`), or left of x.
 *
 * @param low a number of cells that do
 * @param high a number that may do
 */
template <class Map>
__device__ unsigned cells_before(const Map &map, double x, bool closed, unsigned low, unsigned high)
{
  while (low < high) {
    const unsigned middle = (low + high) / 2;
    const double border = map.border(middle + 1);
    if (closed ? border <= x : border < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The same among all cells. */
template <class Map>
__device__ unsigned cells_before(const Map &map, double x, bool closed)
{
  return cells_before(map, x, closed, 0, map.n - 1);
}

/**
 * Sets the error bounds. A sum of m terms errs by at most m u times the sum of their magnitudes, in whatever order;
 * slopes and offsets are sums of at most 3 width terms, each of which errs by a few u; evaluation and the places of
 * kinks add as much.
 *
 * @param slopeRounding the error from terms that were rounded to integers, all together; likewise offsetRounding
 */
template <class Map>
__device__ void set_errors(Map &map, const Family &family, const OuterSums &sums, double slopeRounding,
                           double offsetRounding)
{
  constexpr double GUARD = 1.01;
  const double roundings = GUARD * U * (3.0 * family.width + 32);
  map.errorSlope = roundings * sums.slopes + GUARD * slopeRounding;
  // Where there are no offsets none was rounded.
  map.errorOffset = sums.offsets == 0 ? 0 : roundings * sums.offsets + GUARD * offsetRounding;
  map.floor = family.floor;
  map.ceiling = family.ceiling;
}
