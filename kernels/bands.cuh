// Cells that are bands of a core, of which many are narrower than the distance of the kinks: no kink is sorted, each is
// added to the sums of its band. What lies outside of the core needs no bands.
//
// Jumps are rounded to integers, multiples of a power of two, so that sums do not depend on the order of additions.
#pragma once

#include "graph.cuh"

/** Inner borders of the bands, at most. */
constexpr unsigned BAND_BORDERS = 192;

/** How far the bands reach beyond the core: so far that no rounding matters. */
constexpr double BEYOND_CORE = 0x1p-30;

/** The memory of a double as an integer, which it is while jumps are added. */
__device__ inline unsigned long long *bits_of(double &cell)
{
  return reinterpret_cast<unsigned long long *>(&cell);
}

/** What one thread collects beside the sums of the bands. */
struct BandSums {
  /** The line left of all bands. */
  OuterSums outer;
  unsigned refused = 0;

  __device__ void add(const BandSums &other)
  {
    outer.add(other.outer);
    refused |= other.refused;
  }

  /** Adds what the other threads of the group have. */
  template <class G>
  __device__ void join()
  {
    outer.join<G>();
    refused = G::any(refused != 0);
  }
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

/**
 * Makes the cells parts of the nodes in a set, as many as there is room for; a warp does. False if they are too
 * few.
 */
template <class Map>
__device__ bool lay_bands_of_nodes(const Nodes &nodes, NodeSet set, Map &map)
{
  using G = Group<WARP_SIZE>;
  const unsigned ends = BAND_BORDERS / __popcll(set);
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

/**
 * Makes the cells parts of a core; a warp does. False if it is not bounded.
 *
 * @param kinksAtZero whether many kinks may be at exactly 0; they get a cell of their own, between two borders there
 */
template <class Map>
__device__ bool lay_bands_of_core(Interval core, bool kinksAtZero, Nodes &nodes, Map &map)
{
  if (!is_bounded(core)) {
    return false;
  }
  const double beyond = BEYOND_CORE * (fabs(core.low) + fabs(core.high));
  const Interval wide = {core.low - beyond, core.high + beyond};
  const bool apart = kinksAtZero && wide.low < 0 && wide.high > 0;
  if (Group<WARP_SIZE>::rank() == 0) {
    nodes.low[0] = wide.low;
    nodes.high[0] = apart ? 0 : wide.high;
    nodes.low[1] = 0;
    nodes.high[1] = wide.high;
  }
  return lay_bands_of_nodes(nodes, apart ? 3 : 1, map);
}

/** Adds a kink to its band; false if it may be on a border, or a jump is too large for the sums. */
template <class Map>
__device__ bool add_to_band(const Family &family, double limit, const Kink &kink, const Map &map, BandSums &sums)
{
  const double x = kink.place;
  const double e = map.radius(x);
  unsigned j = cells_before(map, x, true);
  if (x == 0 && j > 1 && map.border(j - 1) == 0) {
    j--;
  }
  if (!((j == 0 || map.border(j) <= x - e) && (j + 1 == map.n || x + e <= map.border(j + 1)))) {
    return false;
  }
  if (j == 0) {
    sums.outer.slope += kink.slope;
    sums.outer.offset += kink.offset;
    return true;
  }
  // Nobody looks right of the last border.
  if (j + 1 == map.n) {
    return true;
  }
  const double slope = kink.slope * family.slopeScale;
  const double offset = kink.offset * family.offsetScale;
  if (!(fabs(slope) <= limit && fabs(offset) <= limit)) {
    return false;
  }
  double &turned = slope > 0 ? map.rises[j] : map.drops[j];
  atomicAdd(bits_of(turned), (unsigned long long) __double2ll_rn(slope));
  atomicAdd(bits_of(map.slopes[j]), (unsigned long long) __double2ll_rn(offset));
  return true;
}

/** Draws the units and adds their kinks to the bands; thread `rank` of `size`. */
template <class Map>
__device__ BandSums collect_bands(const Family &family, const double *tables, Words &words, const Map &map,
                                  unsigned rank, unsigned size)
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
            sums.refused |= !add_to_band(family, limit, kink, map, sums);
          }
        }
      }
    }
  }
  return sums;
}

/** Turns the sums of the bands into bounds of the map on the core: a warp does. The constant is in the line on the left. */
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
    map.slopes[j] = surely(slope, 1);
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
