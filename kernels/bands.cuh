// Cells that are bands, of which many are narrower than the distance of the kinks: no kink is sorted, each is added to
// the sums of its band.
//
// Jumps are rounded to integers, multiples of a power of two, so that sums do not depend on the order of additions.
#pragma once

#include "graph.cuh"

/** Octaves of 1 + |x| on each side of 0. */
constexpr unsigned OCTAVES = 6;

/**
 * A little more than 1: it takes borders away from short floating-point numbers, where kinks of constant weights
 * are.
 */
constexpr double ASIDE = 1 + 0x1p-30;

/**
 * The bands of the line: by sign, exponent and leading bits of 1 + |x|. The middle band is the point 0, so that kinks
 * of units without a bias are known exactly.
 */
struct LineGrid {
  unsigned bits;

  __device__ unsigned half() const { return OCTAVES << bits; }
  __device__ unsigned bands() const { return 2 * half() + 1; }

  /** Border j, 0 < j < bands(). */
  __device__ double border(unsigned j) const
  {
    const unsigned long long i = j <= half() ? half() - j : j - half() - 1;
    const double magnitude = __longlong_as_double((long long) (((1023ULL << bits) + i) << (52 - bits))) - 1;
    return (j <= half() ? -magnitude : magnitude) * ASIDE;
  }

  /** The band of x, but for rounding. */
  __device__ unsigned near(double x) const
  {
    if (x == 0) {
      return half();
    }
    const unsigned long long s = (unsigned long long) __double_as_longlong(fma(fabs(x), 1 / ASIDE, 1.0));
    const unsigned long long i = (s >> (52 - bits)) - (1023ULL << bits);
    const unsigned index = i < half() ? (unsigned) i : half() - 1;
    return x < 0 ? half() - 1 - index : half() + 1 + index;
  }
};

/** The memory of a double as an integer, which it is while jumps are added. */
__device__ inline unsigned long long *bits_of(double &cell)
{
  return reinterpret_cast<unsigned long long *>(&cell);
}

/** What one thread collects beside the sums of the bands. */
struct BandSums {
  OuterSums outer;
  bool refused = false;
  bool jumpsLeft = false;
  bool jumpsRight = false;
};

/** Clears the sums; thread `rank` of `size`. The sums of offsets are kept in the row of slopes. */
template <class Map>
__device__ void clear_bands(Map &map, unsigned rank, unsigned size)
{
  for (unsigned j = rank; j < map.n; j += size) {
    *bits_of(map.rises[j]) = 0;
    *bits_of(map.drops[j]) = 0;
    *bits_of(map.slopes[j]) = 0;
  }
}

/** Makes the cells the bands of the line; thread `rank` of `size`. */
template <class Map>
__device__ void lay_bands_of_line(const LineGrid &line, Map &map, unsigned rank, unsigned size)
{
  map.n = line.bands();
  for (unsigned j = 1 + rank; j < map.n; j += size) {
    map.border(j) = line.border(j);
  }
}

/**
 * Makes the cells parts of the nodes in a set, as many as there is room for; a warp does. False if they are too
 * few.
 */
template <class Map>
__device__ bool lay_bands_of_nodes(const Nodes &nodes, NodeSet set, unsigned mostBands, Map &map)
{
  using G = Group<WARP_SIZE>;
  const unsigned ends = (mostBands - 1) / __popcll(set);
  if (ends < 3) {
    return false;
  }
  const unsigned borders = __popcll(set) * ends;
  G::sync();
  for (unsigned i = G::rank(); i < borders; i += G::SIZE) {
    const unsigned node = nth_node(set, i / ends);
    const Interval whole = {nodes.low[node], nodes.high[node]};
    const unsigned p = i % ends;
    map.border(i + 1) = p == 0 ? whole.low : part_of(whole, p - 1, ends - 1).high;
  }
  map.n = borders + 1;
  G::sync();
  return true;
}

/** Adds a kink to its band; false if it may be on a border, or a jump is too large for the sums. */
template <class Map>
__device__ bool add_to_band(const Family &family, unsigned j, double limit, const Kink &kink, Map &map, BandSums &sums)
{
  const double x = kink.place;
  const double e = map.radius(x);
  const bool inside = (j == 0 || map.border(j) <= x - e) && (j + 1 == map.n || x + e <= map.border(j + 1));
  const double slope = kink.slope * family.slopeScale;
  const double offset = kink.offset * family.offsetScale;
  if (!(inside && fabs(slope) <= limit && fabs(offset) <= limit)) {
    return false;
  }
  sums.jumpsLeft = sums.jumpsLeft || j == 0;
  sums.jumpsRight = sums.jumpsRight || j + 1 == map.n;
  double &turned = slope > 0 ? map.rises[j] : map.drops[j];
  atomicAdd(bits_of(turned), (unsigned long long) __double2ll_rn(slope));
  atomicAdd(bits_of(map.slopes[j]), (unsigned long long) __double2ll_rn(offset));
  return true;
}

/**
 * Draws the units and adds their kinks to the bands; thread `rank` of `size`.
 *
 * @param line the grid, if the bands are those of the line; null if they must be searched
 */
template <class Map>
__device__ BandSums collect_bands(const Family &family, const double *tables, Words &words, const LineGrid *line,
                                  Map &map, unsigned rank, unsigned size)
{
  BandSums sums;
  // No sum of all jumps reaches 2^63.
  const double limit = 0x1p62 / ((double) family.width * family.hidden.kinks);
  for (unsigned first = rank * UNITS_AT_A_TIME; first < family.width; first += size * UNITS_AT_A_TIME) {
    const Four w = four_numbers(family.weight, tables, words, first);
    const Four b = four_numbers(family.bias, tables, words, first);
    const Four a = four_numbers(family.factor, tables, words, first);
#pragma unroll
    for (unsigned i = 0; i < UNITS_AT_A_TIME; i++) {
      if (first + i < family.width) {
        sums.outer.add(family.hidden, w.of[i], b.of[i], a.of[i]);
        for (unsigned e = 0; e < family.hidden.kinks; e++) {
          const Kink kink = kink_of(family.hidden, e, w.of[i], b.of[i], a.of[i]);
          sums.outer.add(kink);
          // No jump, nothing to add.
          if (kink.slope != 0) {
            const unsigned j = line != nullptr ? line->near(kink.place) : cells_before(map, kink.place, true);
            sums.refused = !add_to_band(family, j, limit, kink, map, sums) || sums.refused;
          }
        }
      }
    }
  }
  return sums;
}

/**
 * Turns the sums of the bands into bounds of the map: a warp does. `left` is the line on the far left, constant
 * included.
 */
template <class Map>
__device__ void add_up_bands(const Family &family, const BandSums &sums, Map &map)
{
  using G = Group<WARP_SIZE>;
  const unsigned n = map.n;
  const unsigned share = (n + G::SIZE - 1) / G::SIZE;
  const unsigned begin = smaller_of(G::rank() * share, n);
  const unsigned end = smaller_of(begin + share, n);
  unsigned long long slopes = 0;
  unsigned long long offsets = 0;
  for (unsigned j = begin; j < end; j++) {
    slopes += *bits_of(map.rises[j]) + *bits_of(map.drops[j]);
    offsets += *bits_of(map.slopes[j]);
  }
  slopes = G::sum_before(slopes);
  offsets = G::sum_before(offsets);
  const double perSlope = 1 / family.slopeScale;
  const double perOffset = 1 / family.offsetScale;
  for (unsigned j = begin; j < end; j++) {
    const double slope = sums.outer.slope + (double) (long long) slopes * perSlope;
    const double offset = sums.outer.offset + (double) (long long) offsets * perOffset;
    const unsigned long long rise = *bits_of(map.rises[j]);
    const unsigned long long drop = *bits_of(map.drops[j]);
    slopes += rise + drop;
    offsets += *bits_of(map.slopes[j]);
    const bool idle = (j == 0 && !sums.jumpsLeft && sums.outer.activeLeft == 0) ||
                      (j + 1 == n && !sums.jumpsRight && sums.outer.activeRight == 0);
    map.slopes[j] = surely(slope, idle ? 0 : 1);
    map.rises[j] = (double) (long long) rise * perSlope;
    map.drops[j] = (double) (long long) drop * perSlope;
    if (j > 0) {
      map.value(j) = fma(map.slopes[j], map.border(j), offset);
    }
  }
  const double kinks = (double) family.width * family.hidden.kinks;
  set_errors(map, family, sums.outer, kinks * perSlope, kinks * perOffset);
  G::sync();
}
