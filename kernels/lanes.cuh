// The pieces of a map of at most 64 kinks by a warp: its lanes hold the units, then the kinks in registers, one or two each.
#pragma once

#include "pieces.cuh"

/** Kinks that a warp sorts, at most. */
constexpr unsigned MOST_KINKS = 2 * WARP_SIZE;

/** Words of a network with so many kinks, at most: three numbers of each unit and one more. */
constexpr unsigned MOST_WORDS = 3 * MOST_KINKS + UNITS_AT_A_TIME;

/** Stands where there is no kink: not less than any key. */
constexpr unsigned NO_KEY = 0xFFFFFFFFu;

/** Lays the words of a network into shared memory. */
__device__ inline void lay_words(Words &reader, unsigned count, unsigned *words)
{
  using G = Group<WARP_SIZE>;
  for (unsigned first = G::rank() * UNITS_AT_A_TIME; first < count; first += G::SIZE * UNITS_AT_A_TIME) {
    const uint4 four = reader.from(first);
    words[first] = four.x;
    words[first + 1] = four.y;
    words[first + 2] = four.z;
    words[first + 3] = four.w;
  }
  G::sync();
}

/** Number i of a part. */
__device__ inline float number_of(const Part &part, const double *tables, const unsigned *words, unsigned i)
{
  return part.constant != 0 ? part.value : number_of_word(part.law, tables, words[part.word + i]);
}

/** A number that increases with the place of a kink as far as 26 bits tell, and then with the number of the kink. */
__device__ inline unsigned key_of(double place, unsigned kink)
{
  const unsigned bits = __float_as_uint((float) place);
  const unsigned ordered = bits >> 31 != 0 ? ~bits : bits | 1u << 31;
  return (ordered & ~(MOST_KINKS - 1)) | kink;
}

/**
 * Compares each key with that at the place that differs in the bits of `mask`, and puts the greater one where the bit `upper` of
 * the place is set. Slot s of lane r is place SLOTS r + s.
 */
template <unsigned SLOTS>
__device__ void compare_keys(unsigned (&keys)[SLOTS], unsigned mask, unsigned upper)
{
  unsigned others[SLOTS];
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned other = keys[s ^ (mask % SLOTS)];
    others[s] = mask < SLOTS ? other : __shfl_xor_sync(ALL_LANES, other, (int) (mask / SLOTS));
  }
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const bool up = ((Group<WARP_SIZE>::rank() * SLOTS + s) & upper) != 0;
    keys[s] = up ? larger_of(keys[s], others[s]) : smaller_of(keys[s], others[s]);
  }
}

/** Sorts keys (Batcher's bitonic sorter, all in one direction). */
template <unsigned SLOTS>
__device__ void sort_keys(unsigned (&keys)[SLOTS])
{
#pragma unroll
  for (unsigned size = 2; size <= SLOTS * WARP_SIZE; size *= 2) {
    compare_keys(keys, size - 1, size / 2);
#pragma unroll
    for (unsigned stride = size / 4; stride > 0; stride /= 2) {
      compare_keys(keys, stride, stride);
    }
  }
}

/** Kinks in the rows of the cells, in which the pieces will stand: the slope jump of kink i is in slopes[i + 1]. */
template <class Map>
struct KinkRows {
  const Map &map;
  signed char *enters;
  unsigned n;

  __device__ void write(unsigned i, const Kink &kink) const
  {
    map.borders[i] = kink.place;
    map.slopes[i + 1] = kink.slope;
    map.values[i] = kink.offset;
    enters[i] = (signed char) kink.enters;
  }

  __device__ Kink read(unsigned i) const { return {map.borders[i], map.slopes[i + 1], map.values[i], enters[i]}; }

  /** The number of kinks left of kink i; of equal ones the first counts as left. */
  __device__ unsigned rank_of(unsigned i) const
  {
    unsigned before = 0;
    for (unsigned k = 0; k < n; k++) {
      before += map.borders[k] < map.borders[i] || (map.borders[k] == map.borders[i] && k < i);
    }
    return before;
  }
};

/** The kinks of a warp: those of a lane are neighbours on the line. */
template <unsigned SLOTS>
struct LaneKinks {
  Kink of[SLOTS];

  __device__ static unsigned place(unsigned s) { return Group<WARP_SIZE>::rank() * SLOTS + s; }

  /** Reads those whose numbers are in the last bits of the keys; beyond the last kink there are some that change nothing. */
  template <class Map>
  __device__ void read(const KinkRows<Map> &rows, const unsigned (&keys)[SLOTS])
  {
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      of[s] = place(s) < rows.n ? rows.read(keys[s] % MOST_KINKS) : Kink{INFINITE, 0, 0, 0};
    }
  }

  /** Calls test(place, next) for neighbours; whether it holds for all. */
  template <class Test>
  __device__ bool all_neighbours(unsigned kinks, Test test) const
  {
    const double beyond = __shfl_down_sync(ALL_LANES, of[0].place, 1);
    bool holds = true;
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      const double next = s + 1 < SLOTS ? of[(s + 1) % SLOTS].place : beyond;
      holds = holds && (place(s) + 1 >= kinks || test(of[s].place, next));
    }
    return !Group<WARP_SIZE>::any(!holds);
  }
};

/** Draws the units of the lane and lays their kinks into rows, with their keys; returns sums over the units. */
template <unsigned SLOTS, class Map>
__device__ OuterSums draw_kinks(const Family &family, const double *tables, const unsigned *words, const KinkRows<Map> &rows,
                                unsigned (&keys)[SLOTS])
{
  OuterSums sums;
  float w = 0;
  float b = 0;
  float a = 0;
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    // Two slots hold both kinks of a unit, or those of two units.
    const unsigned e = family.hidden.kinks == 2 ? s : 0;
    const unsigned unit = Group<WARP_SIZE>::rank() + (s - e) * WARP_SIZE;
    keys[s] = NO_KEY;
    if (unit < family.width) {
      if (e == 0) {
        w = number_of(family.weight, tables, words, unit);
        b = number_of(family.bias, tables, words, unit);
        a = number_of(family.factor, tables, words, unit);
        sums.add(family.hidden, w, b, a);
      }
      const Kink kink = kink_of(family.hidden, e, w, b, a);
      const unsigned i = unit + e * family.width;
      sums.add(kink);
      rows.write(i, kink);
      keys[s] = key_of(kink.place, i);
    }
  }
  return sums;
}

/** Reads the kinks from left to right. False if two are too close to tell their order. */
template <unsigned SLOTS, class Map>
__device__ bool sort_kinks(const Hidden &hidden, const KinkRows<Map> &rows, unsigned (&keys)[SLOTS], LaneKinks<SLOTS> &kinks)
{
  using G = Group<WARP_SIZE>;
  const auto surely = [&](double place, double next) { return in_order_for_sure(hidden, place, next); };
  sort_keys(keys);
  G::sync();
  kinks.read(rows, keys);
  if (kinks.all_neighbours(rows.n, surely)) {
    return true;
  }
  if (kinks.all_neighbours(rows.n, [](double place, double next) { return place <= next; })) {
    return false;
  }
  // Keys that differ in the number of the kink alone.
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = LaneKinks<SLOTS>::place(s);
    keys[s] = i < rows.n ? rows.rank_of(i) * MOST_KINKS + i : NO_KEY;
  }
  sort_keys(keys);
  kinks.read(rows, keys);
  return kinks.all_neighbours(rows.n, surely);
}

/** Replaces two numbers by their sums over the lanes. Half of the lanes adds up each. */
__device__ inline void sum_both(double &a, double &b)
{
  constexpr int HALF = WARP_SIZE / 2;
  const bool second = Group<WARP_SIZE>::rank() >= HALF;
  double mine = (second ? b : a) + __shfl_xor_sync(ALL_LANES, second ? a : b, HALF);
  for (int lanes = HALF / 2; lanes > 0; lanes /= 2) {
    mine += __shfl_xor_sync(ALL_LANES, mine, lanes);
  }
  a = __shfl_sync(ALL_LANES, mine, 0);
  b = __shfl_sync(ALL_LANES, mine, HALF);
}

/** Adds up over the lanes what pieces need: all but the slopes on the far right. */
__device__ inline void join_sums(OuterSums &sums)
{
  sum_both(sums.slope, sums.offset);
  sum_both(sums.slopes, sums.offsets);
  // A lane has at most two units.
  sums.activeLeft = __popc(__ballot_sync(ALL_LANES, sums.activeLeft > 0)) + __popc(__ballot_sync(ALL_LANES, sums.activeLeft > 1));
}

/** Writes the pieces between kinks: their lines, summed from the far left. */
template <unsigned SLOTS, class Map>
__device__ void write_pieces(const LaneKinks<SLOTS> &kinks, unsigned n, const OuterSums &left, const Map &map)
{
  using G = Group<WARP_SIZE>;
  double slope = 0;
  double offset = 0;
  int active = 0;
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    slope += kinks.of[s].slope;
    offset += kinks.of[s].offset;
    active += kinks.of[s].enters;
  }
  slope = left.slope + G::sum_before(slope);
  offset = left.offset + G::sum_before(offset);
  active = left.activeLeft + G::sum_before(active);
  if (G::rank() == 0) {
    map.slopes[0] = surely(slope, active);
  }
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = LaneKinks<SLOTS>::place(s);
    slope += kinks.of[s].slope;
    offset += kinks.of[s].offset;
    active += kinks.of[s].enters;
    if (i < n) {
      const double sure = surely(slope, active);
      map.borders[i] = kinks.of[s].place;
      map.slopes[i + 1] = sure;
      map.values[i] = fma(sure, kinks.of[s].place, offset);
    }
  }
}

/** build_pieces with so many kinks in each lane. */
template <unsigned SLOTS, class Map>
__device__ bool build_pieces_in_lanes(const Family &family, const double *tables, const unsigned *words, Map &map,
                                      signed char *enters)
{
  using G = Group<WARP_SIZE>;
  const KinkRows<Map> rows = {map, enters, family.width * family.hidden.kinks};
  unsigned keys[SLOTS];
  LaneKinks<SLOTS> kinks;
  OuterSums sums = draw_kinks(family, tables, words, rows, keys);
  const double constant = number_of(family.constant, tables, words, 0);
  const bool ordered = sort_kinks(family.hidden, rows, keys, kinks);
  join_sums(sums);
  sums.offset += constant;
  sums.offsets += fabs(constant);
  map.n = rows.n + 1;
  set_errors(map, family, sums, 0, 0);
  G::sync();
  write_pieces(kinks, rows.n, sums, map);
  G::sync();
  return ordered && sums.slopes < LARGEST && sums.offsets < LARGEST;
}

/**
 * Draws a network and makes the pieces of its map, as build_pieces does, a warp a network. At most MOST_KINKS kinks.
 *
 * @param words room for MOST_WORDS in shared memory
 */
template <class Map>
__device__ bool build_pieces_by_warp(const Family &family, const double *tables, Words &reader, unsigned *words, Map &map,
                                     signed char *enters)
{
  lay_words(reader, family.words, words);
  return family.width * family.hidden.kinks <= WARP_SIZE && family.hidden.kinks == 1
             ? build_pieces_in_lanes<1>(family, tables, words, map, enters)
             : build_pieces_in_lanes<2>(family, tables, words, map, enters);
}
