// Cells that are the linear pieces of the map: the kinks of all units, sorted.
#pragma once

#include "cells.cuh"

/** Sorts kinks that stand in the rows of the cells; the slope jump of kink i is in slope(i + 1). */
template <class Map>
__device__ void sort_kinks(Group<1>, const Map &map, signed char *enters, unsigned stride, unsigned kinks)
{
  for (unsigned i = 1; i < kinks; i++) {
    const double place = map.borders[i];
    const double offset = map.values[i];
    const double slope = map.slopes[i + 1];
    const signed char entering = enters[i * stride];
    unsigned to = i;
    for (; to > 0 && map.borders[to - 1] > place; to--) {
      map.borders[to] = map.borders[to - 1];
      map.values[to] = map.values[to - 1];
      map.slopes[to + 1] = map.slopes[to];
      enters[to * stride] = enters[(to - 1) * stride];
    }
    map.borders[to] = place;
    map.values[to] = offset;
    map.slopes[to + 1] = slope;
    enters[to * stride] = entering;
  }
}

/** Writes the kinks of unit i, whose w and b stand in the rows of borders and values. */
template <class Map>
__device__ void write_kinks(const Family &family, double a, unsigned i, const Map &map, signed char *enters,
                            unsigned stride, OuterSums &sums)
{
  const double w = map.borders[i];
  const double b = map.values[i];
  sums.add(family.hidden, w, b, a);
  for (unsigned e = 0; e < family.hidden.kinks; e++) {
    const Kink kink = kink_of(family.hidden, e, w, b, a);
    const unsigned to = i + e * family.width;
    sums.add(kink);
    map.borders[to] = kink.place;
    map.values[to] = kink.offset;
    map.slopes[to + 1] = kink.slope;
    enters[to * stride] = (signed char) kink.enters;
  }
}

/** Writes the kinks of all units, unsorted, and returns the sums over the thread's units. */
template <class G, class Map>
__device__ OuterSums collect_kinks(const Family &family, const double *tables, Words &words, const Map &map,
                                   signed char *enters, unsigned stride)
{
  const unsigned width = family.width;
  const unsigned step = G::SIZE * UNITS_AT_A_TIME;
  const unsigned begin = G::rank() * UNITS_AT_A_TIME;
  // The words are read in order; w and b wait where their unit's kink will be.
  for (unsigned first = begin; first < width; first += step) {
    const Four w = four_numbers(family.weight, tables, words, first);
#pragma unroll
    for (unsigned j = 0; j < UNITS_AT_A_TIME; j++) {
      if (first + j < width) {
        map.borders[first + j] = w.of[j];
      }
    }
  }
  for (unsigned first = begin; first < width; first += step) {
    const Four b = four_numbers(family.bias, tables, words, first);
#pragma unroll
    for (unsigned j = 0; j < UNITS_AT_A_TIME; j++) {
      if (first + j < width) {
        map.values[first + j] = b.of[j];
      }
    }
  }
  OuterSums sums;
  for (unsigned first = begin; first < width; first += step) {
    const Four a = four_numbers(family.factor, tables, words, first);
#pragma unroll
    for (unsigned j = 0; j < UNITS_AT_A_TIME; j++) {
      if (first + j < width) {
        write_kinks(family, a.of[j], first + j, map, enters, stride, sums);
      }
    }
  }
  return sums;
}

/**
 * Whether it is sure that a kink lies left of the next one, or that both are at one point. Quotients of float32 numbers
 * that round to the same double are equal, and so are zeros.
 */
__device__ inline bool in_order_for_sure(const Hidden &hidden, double place, double next)
{
  const double gap = next - place;
  const bool exact = place == 0 || (hidden.kinks == 1 && hidden.kink[0] == 0);
  return gap > 64 * U * (fabs(next) + fabs(place)) || (gap == 0 && exact);
}

/** Turns sorted kinks into the lines of the pieces, summed from the far left. False if two kinks are too close. */
template <class G, class Map>
__device__ bool add_up_pieces(const Family &family, const Map &map, const signed char *enters, unsigned stride,
                              unsigned kinks, const OuterSums &left)
{
  const unsigned share = (kinks + G::SIZE - 1) / G::SIZE;
  const unsigned begin = smaller_of(G::rank() * share, kinks);
  const unsigned end = smaller_of(begin + share, kinks);
  double slope = 0;
  double offset = 0;
  int active = 0;
  bool apart = true;
  for (unsigned i = begin; i < end; i++) {
    slope += map.slopes[i + 1];
    offset += map.values[i];
    active += enters[i * stride];
    apart = apart && (i + 1 == kinks || in_order_for_sure(family.hidden, map.borders[i], map.borders[i + 1]));
  }
  slope = left.slope + G::sum_before(slope);
  offset = left.offset + G::sum_before(offset);
  active = left.activeLeft + G::sum_before(active);
  if (begin == 0) {
    map.slopes[0] = surely(slope, active);
  }
  for (unsigned i = begin; i < end; i++) {
    slope += map.slopes[i + 1];
    offset += map.values[i];
    active += enters[i * stride];
    const double s = surely(slope, active);
    map.slopes[i + 1] = s;
    map.values[i] = fma(s, map.borders[i], offset);
  }
  G::sync();
  return !G::any(!apart);
}

/**
 * Draws a network and makes the pieces of its map, a thread a network. False if bounds cannot be given: numbers
 * are huge, or kinks are too close to tell their order.
 */
template <class G, class Map>
__device__ bool build_pieces(const Family &family, const double *tables, Words &words, Map &map, signed char *enters,
                             unsigned stride)
{
  const unsigned kinks = family.width * family.hidden.kinks;
  OuterSums sums = collect_kinks<G>(family, tables, words, map, enters, stride);
  sums.template join<G>();
  const double constant = one_number(family.constant, tables, words);
  sums.offset += constant;
  sums.offsets += fabs(constant);
  sort_kinks(G(), map, enters, stride, kinks);
  map.n = kinks + 1;
  set_errors(map, family, sums, 0, 0);
  return add_up_pieces<G>(family, map, enters, stride, kinks, sums) && sums.slopes < LARGEST && sums.offsets < LARGEST;
}
