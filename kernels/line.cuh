// The whole line in bands, for a first look at a wide network in single precision: kinks are not sorted but counted into
// their bands, in integers of 32 bits, so that sums do not depend on the order of additions.
//
// Bands are equally wide in |x| / (|x| + spread): fine where kinks are frequent, and one line of lanes holds them all. The
// band in the middle is the point 0, where the kinks of units without a bias are.
#pragma once

#include "cells.cuh"

/** Bands on each side of 0; the last one is unbounded. */
constexpr unsigned SIDE_BANDS = 63;
constexpr unsigned MIDDLE_BAND = SIDE_BANDS;
constexpr unsigned LINE_BANDS = 2 * SIDE_BANDS + 1;

/** Each lane of a warp has so many neighbours; the very last one is no band. */
constexpr unsigned LANE_BANDS = 4;
constexpr unsigned BAND_ROOM = LANE_BANDS * WARP_SIZE;
static_assert(LINE_BANDS == BAND_ROOM - 1, "the bands of all lanes");

constexpr unsigned NO_BAND = ~0u;
constexpr float FAR = __builtin_huge_valf();

/** The borders of the bands, in shared memory: band j is between borders j and j + 1. The outermost are infinite. */
struct LineBorders {
  float *border;

  /** Doubles of shared memory. */
  static constexpr unsigned ROOM = (BAND_ROOM + 2) / 2;

  /** Sets border j, at most BAND_ROOM. */
  __device__ void lay(unsigned j, float spread) const
  {
    const unsigned i = j > MIDDLE_BAND ? j - MIDDLE_BAND - 1 : MIDDLE_BAND - j;
    const float magnitude = i < SIDE_BANDS ? spread * ((float) i / (float) (SIDE_BANDS - i)) : FAR;
    border[j] = j > MIDDLE_BAND ? magnitude : -magnitude;
  }

  /** The band that holds the place where w x + b = kink, w not 0; NO_BAND if it is too near to a border to tell. */
  __device__ unsigned band_of(float w, float b, float kink, float spread) const
  {
    const float argument = b - kink;
    const float size = fabsf(argument);
    const float share = size / fmaf(spread, fabsf(w), size);
    // Numbers from 128 on have 16 bits of fraction. The share is off by less than two of the last one.
    const unsigned place = __float_as_uint(fmaf(share, (float) SIDE_BANDS, 128.0f)) - __float_as_uint(128.0f);
    const bool sure = ((place + 2) & 0xFFFFu) >= 4 || place <= 2 || argument == 0;
    const unsigned i = sure ? place >> 16 : exact_number(w, (double) b - (double) kink, (place + 2) >> 16);
    // The sign of a difference of floats is exact, and so is 0.
    const unsigned j = (argument < 0) == (w < 0) ? MIDDLE_BAND - 1 - i : MIDDLE_BAND + 1 + i;
    return i == NO_BAND ? NO_BAND : argument == 0 ? MIDDLE_BAND : j;
  }

 private:
  /** The number of the band on its side, counted from 0, of a kink close to the border with a number. */
  __device__ unsigned exact_number(double w, double argument, unsigned i) const
  {
    const double place = fabs(argument / w);
    const double edge = border[MIDDLE_BAND + 1 + i];
    if (fabs(place - edge) <= 8 * U * edge && edge < INFINITE) {
      return NO_BAND;
    }
    return place < edge ? i - 1 : i;
  }
};

/** What the units do to the map in each band, in units of the family's scales. In shared memory. */
struct LineCounts {
  int *rises;
  int *drops;
  int *offsets;

  static constexpr unsigned ROOM = 3 * BAND_ROOM / 2;

  __device__ static LineCounts at(double *memory)
  {
    int *first = reinterpret_cast<int *>(memory);
    return {first, first + BAND_ROOM, first + 2 * BAND_ROOM};
  }

  /** Thread `rank` of `size`. */
  __device__ void clear(unsigned rank, unsigned size) const
  {
    for (unsigned j = rank; j < 3 * BAND_ROOM; j += size) {
      rises[j] = 0;
    }
  }

  __device__ void add(unsigned band, int slope, int offset) const
  {
    atomicAdd(slope < 0 ? &drops[band] : &rises[band], slope);
    atomicAdd(&offsets[band], offset);
  }
};

/** What a thread collects beside the counts of the bands. */
struct LineSums {
  /** Slopes and offsets that units with w < 0 have at their first kink, and offsets that no kink changes. */
  int slope = 0;
  int offset = 0;
  int constant = 0;
  /** Magnitudes of all slopes and offsets that were rounded to integers. */
  float slopes = 0;
  float offsets = 0;
  unsigned refused = 0;

  __device__ void add(const LineSums &other)
  {
    slope += other.slope;
    offset += other.offset;
    constant += other.constant;
    slopes += other.slopes;
    offsets += other.offsets;
    refused |= other.refused;
  }

  /** Adds what the other threads of the group have. */
  template <class G>
  __device__ void join()
  {
    slope = G::sum(slope);
    offset = G::sum(offset);
    constant = G::sum(constant);
    slopes = G::sum(slopes);
    offsets = G::sum(offsets);
    refused = G::any(refused != 0);
  }
};

/** Draws the units of a network and counts them; thread `rank` of `size`. */
class LineCounter {
 public:
  __device__ LineCounter(const Family &family, LineBorders borders, LineCounts counts)
      : family(family), borders(borders), counts(counts)
  {
  }

  __device__ LineSums count(const double *tables, Words &words, unsigned rank, unsigned size)
  {
    if (family.hidden.kinks == 1) {
      add_all<1>(tables, words, rank, size);
    } else {
      add_all<2>(tables, words, rank, size);
    }
    return sums;
  }

 private:
  const Family &family;
  const LineBorders borders;
  const LineCounts counts;
  LineSums sums;

  template <unsigned KINKS>
  __device__ void add_all(const double *tables, Words &words, unsigned rank, unsigned size)
  {
    for (unsigned first = rank * UNITS_AT_A_TIME; first < family.width; first += size * UNITS_AT_A_TIME) {
      const Four w = four_numbers(family.weight, tables, words, first);
      const Four b = four_numbers(family.bias, tables, words, first);
      const Four a = four_numbers(family.factor, tables, words, first);
#pragma unroll
      for (unsigned i = 0; i < UNITS_AT_A_TIME; i++) {
        if (first + i < family.width) {
          add<KINKS>(w.of[i], b.of[i], a.of[i]);
        }
      }
    }
  }

  template <unsigned KINKS>
  __device__ void add(float w, float b, float a)
  {
    const float factor = a * family.offsetUnits;
    if (w == 0) {
      add_constant(factor * value_at(b));
    } else if (KINKS == 1) {
      add_bent(w, b, a * family.slopeUnits * fabsf(w), w < 0 ? -factor : factor);
    } else {
      add_clamp(w, b, a * family.slopeUnits * fabsf(w), w < 0 ? -factor : factor);
    }
  }

  /** A unit of one kink, where its argument is 0. */
  __device__ void add_bent(float w, float b, float slope, float factor)
  {
    const float offset = factor * b;
    const int slopeUnits = __float2int_rn(slope);
    const int offsetUnits = __float2int_rn(offset);
    add_kink(w, b, 0, slopeUnits, offsetUnits);
    sums.slopes += fabsf(slope);
    sums.offsets += fabsf(offset);
    if (w < 0) {
      sums.slope += slopeUnits;
      sums.offset += offsetUnits;
    }
  }

  /** A unit of two kinks, constant on both sides. */
  __device__ void add_clamp(float w, float b, float slope, float factor)
  {
    const float low = (float) family.hidden.kink[0];
    const float high = (float) family.hidden.kink[1];
    const float begins = factor * (b - low);
    const float ends = factor * (b - high);
    const int slopeUnits = __float2int_rn(slope);
    add_kink(w, b, low, slopeUnits, __float2int_rn(begins));
    add_kink(w, b, high, -slopeUnits, -__float2int_rn(ends));
    sums.slopes += 2 * fabsf(slope);
    sums.offsets += fabsf(begins) + fabsf(ends);
    // The far left.
    add_constant(w < 0 ? -factor * high : factor * low);
  }

  __device__ void add_kink(float w, float b, float kink, int slope, int offset)
  {
    const unsigned band = borders.band_of(w, b, kink, family.spread);
    if (band == NO_BAND) {
      sums.refused = 1;
    } else {
      counts.add(band, slope, offset);
    }
  }

  __device__ void add_constant(float offset)
  {
    sums.constant += __float2int_rn(offset);
    sums.offsets += fabsf(offset);
  }

  /** The activation's value. */
  __device__ float value_at(float b) const
  {
    const Hidden &hidden = family.hidden;
    return hidden.kinks == 1 ? b * (float) (b < 0 ? hidden.left : hidden.right)
                             : smaller(larger(b, (float) hidden.kink[0]), (float) hidden.kink[1]);
  }
};
