// The core of a map in the bands of the line (line.cuh), in single precision and in the registers of a warp: what core.cuh
// does with cells in double precision. The arguments are in docs/device-proofs.md.
#pragma once

#include "core.cuh"
#include "line.cuh"

/** Roundings to float32, all together, as a share of the magnitudes summed: room for 32 of twice these magnitudes. */
constexpr float FLOAT_ROUNDINGS = 0x1p-18f;

/** Far more than a few roundings of a result, as a share of it. */
constexpr float FLOAT_PAD = 0x1p-20f;

/** No sum of integers overflows while magnitudes stay below, in units. */
constexpr float MOST_UNITS = 0x1.fp30f;

/** An interval of floats; empty if low > high. */
struct Span {
  float low;
  float high;
};

__device__ inline Span negated(Span s) { return {-s.high, -s.low}; }

/** What one pass over the bands of a core finds: as Pass, of the points with f(x) >= x and f(x) <= x. */
struct LinePass {
  float upFrom = FAR;
  float largest = -FAR;
  float downTo = -FAR;
  float least = FAR;

  /** Takes what was found of -f(-x). */
  __device__ void join_mirrored(const LinePass &other)
  {
    upFrom = smaller(upFrom, -other.downTo);
    least = smaller(least, -other.largest);
    downTo = larger(downTo, -other.upFrom);
    largest = larger(largest, -other.least);
  }
};

/** The map on an unbounded band to the right: where it begins, its value there, and its slopes. */
struct Ray {
  float from;
  Span value;
  Span slope;

  /** Looks at the part up to a bound, which may be infinite, of a core that begins at `low`. */
  __device__ void look(float low, float bound, LinePass &pass) const
  {
    // What falls below the core does not come back.
    const float falls = slope.high < 0 ? reach((value.high - low) / -slope.high) : FAR;
    const float end = smaller(bound, falls);
    if (!(end >= from)) {
      return;
    }
    if (slope.low < 1 || value.low <= from) {
      const float downEnd = slope.low > 1 ? smaller(end, reach((from - value.low) / (slope.low - 1))) : end;
      pass.downTo = larger(pass.downTo, downEnd);
      pass.least = smaller(pass.least, slope.low < 0 ? padded(value.low, slope.low * (downEnd - from), -1) : value.low);
    }
    if (slope.high >= 1 || value.high >= from) {
      const float upEnd = slope.high < 1 ? smaller(end, reach((value.high - from) / (1 - slope.high))) : end;
      pass.upFrom = smaller(pass.upFrom, from);
      pass.largest =
          larger(pass.largest, slope.high > 0 ? padded(value.high, slope.high * (upEnd - from), 1) : value.high);
    }
  }

 private:
  __device__ static float padded(float value, float change, float side)
  {
    return value + (change + side * FLOAT_PAD * (fabsf(value) + fabsf(change)));
  }

  /** A bit further than `length` from the beginning. */
  __device__ float reach(float length) const { return padded(from, length, 1); }
};

/** The map in bands, and the interval that holds its periodic orbits. Each lane of a warp has LANE_BANDS neighbours. */
class LineMap {
 public:
  /**
   * Reads the counts and bounds the slopes.
   *
   * @param sums those of all units
   * @param constant the output bias
   * @return false if there are no bounds
   */
  __device__ bool bound_slopes(const Family &family, const LineSums &sums, LineCounts counts, LineBorders borders,
                               float constant)
  {
    const float offsets = sums.offsets + fabsf(constant * family.offsetUnits);
    if (sums.refused != 0 || !(sums.slopes < MOST_UNITS && offsets < MOST_UNITS)) {
      return false;
    }
    const Hidden &hidden = family.hidden;
    const bool bent = hidden.kinks == 1;
    const float perSlope = 1 / family.slopeUnits;
    const float perOffset = 1 / family.offsetUnits;
    const float steepest = larger(1, larger(fabs(hidden.left), fabs(hidden.right)));
    const float halves = (bent ? 0.5f : 1.5f) * (float) family.width;
    errorSlope = steepest * perSlope * (halves + FLOAT_ROUNDINGS * sums.slopes);
    errorOffset = offsets == 0 ? 0 : steepest * perOffset * (halves + FLOAT_ROUNDINGS * offsets);
    read(counts, borders);
    // On the far left units with w < 0 are on their right side, and the others have the rest of the sum.
    float farSlope = 0;
    float farOffset = (float) sums.constant * perOffset + constant;
    if (bent) {
      const float left = (float) hidden.left;
      const float right = (float) hidden.right;
      farSlope = perSlope * (left * (float) (totalSlope - sums.slope) - right * (float) sums.slope);
      farOffset += perOffset * (left * (float) (totalOffset - sums.offset) - right * (float) sums.offset);
    }
    scale((float) hidden.jump[0] * perSlope, farSlope, (float) hidden.jump[0] * perOffset, farOffset);
    floor = (float) family.floor;
    ceiling = (float) family.ceiling;
    core = {floor, ceiling};
    if (!bent) {
      // What all units add to the far left is at most the sum of their magnitudes.
      const float range = 2 * perOffset * offsets;
      core = {clamped(farOffset - range), clamped(farOffset + range)};
    }
    return true;
  }

  /** Finds the core, and what it says. Values are bounded only if slopes do not decide. */
  __device__ Core find()
  {
    int exponent = exponent_of_slopes();
    if (exponent == OPEN) {
      bound_values();
      exponent = rays_are_clear() && enclose() ? narrow() : OPEN;
    }
    return {{core.low, core.high}, exponent};
  }

 private:
  using G = Group<WARP_SIZE>;

  float border[LANE_BANDS + 1];
  /** Bounds of the map inside a band; empty where the band is not bounded. */
  Span value[LANE_BANDS];
  /** Bands of this lane with slopes of -1 or less, with slopes above 0, with f(x) >= x and f(x) <= x: as bits. */
  unsigned steep = 0;
  unsigned rising = 0;
  unsigned upward = 0;
  unsigned downward = 0;
  /** Sums of the positive and the negative jumps of the slope in a band; the line at its left end. */
  float rise[LANE_BANDS];
  float drop[LANE_BANDS];
  float leftSlope[LANE_BANDS];
  float leftOffset[LANE_BANDS];
  /** The sums of all bands, in units. */
  int totalSlope;
  int totalOffset;
  float errorSlope;
  float errorOffset;
  float floor;
  float ceiling;
  Span core;
  /** The bands on both ends; the left one is that of -f(-x). */
  Ray left;
  Ray right;

  __device__ float clamped(float v) const { return smaller(larger(v, floor), ceiling); }

  /** Reads the counts; what they are before each band stands in leftSlope and leftOffset. */
  __device__ void read(LineCounts counts, LineBorders borders)
  {
    const unsigned first = LANE_BANDS * G::rank();
    int slopes[LANE_BANDS + 1] = {0};
    int offsets[LANE_BANDS + 1] = {0};
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      const int rises = counts.rises[first + i];
      const int drops = counts.drops[first + i];
      border[i] = borders.border[first + i];
      rise[i] = (float) rises;
      drop[i] = (float) drops;
      slopes[i + 1] = slopes[i] + rises + drops;
      offsets[i + 1] = offsets[i] + counts.offsets[first + i];
    }
    border[LANE_BANDS] = borders.border[first + LANE_BANDS];
    const int slopesBefore = G::sum_before(slopes[LANE_BANDS]);
    const int offsetsBefore = G::sum_before(offsets[LANE_BANDS]);
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      leftSlope[i] = (float) (slopesBefore + slopes[i]);
      leftOffset[i] = (float) (offsetsBefore + offsets[i]);
    }
    totalSlope = __shfl_sync(ALL_LANES, slopesBefore + slopes[LANE_BANDS], WARP_SIZE - 1);
    totalOffset = __shfl_sync(ALL_LANES, offsetsBefore + offsets[LANE_BANDS], WARP_SIZE - 1);
  }

  /** From units to numbers. */
  __device__ void scale(float slopeUnit, float farSlope, float offsetUnit, float farOffset)
  {
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      rise[i] *= slopeUnit;
      drop[i] *= slopeUnit;
      leftSlope[i] = fmaf(slopeUnit, leftSlope[i], farSlope);
      leftOffset[i] = fmaf(offsetUnit, leftOffset[i], farOffset);
      if (border[i] < border[i + 1]) {
        note_slope(i, slope_in(i));
      }
    }
  }

  /** Bounds of the slope inside band i. */
  __device__ Span slope_in(unsigned i) const
  {
    return {leftSlope[i] + drop[i] - errorSlope, leftSlope[i] + rise[i] + errorSlope};
  }

  __device__ void note_slope(unsigned i, Span slope)
  {
    set(steep, i, !(slope.low > -1));
    set(rising, i, !(slope.high <= 0));
  }

  __device__ static void set(unsigned &bits, unsigned i, bool value)
  {
    bits = (bits & ~(1u << i)) | (value ? 1u << i : 0);
  }

  /** What the slopes on the core prove. A core of one point proves the same as slopes that are steep nowhere. */
  __device__ int exponent_of_slopes() const
  {
    unsigned meeting = 0;
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      meeting |= border[i] < core.high && core.low < border[i + 1] ? 1u << i : 0;
    }
    return !G::any((steep & meeting) != 0) ? 1 : !G::any((rising & meeting) != 0) ? 2 : OPEN;
  }

  /** The error of values at points of magnitude up to `reach`, and of what is computed from them. */
  __device__ float error(float reach) const { return (errorSlope + FLOAT_PAD) * reach + errorOffset; }

  __device__ void bound_values()
  {
    float at[LANE_BANDS + 1];
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      at[i] = fmaf(leftSlope[i], border[i], leftOffset[i]);
    }
    at[LANE_BANDS] = __shfl_down_sync(ALL_LANES, at[0], 1);
    constexpr unsigned LAST = (LINE_BANDS - 1) % LANE_BANDS;
    right = ray_from(from_lane(border[LAST], WARP_SIZE - 1), from_lane(at[LAST], WARP_SIZE - 1), slope_in(LAST),
                     WARP_SIZE - 1);
    left = ray_from(-from_lane(border[1], 0), -from_lane(at[1], 0), slope_in(0), 0);
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      bound_band(i, at[i], at[i + 1]);
    }
  }

  __device__ static float from_lane(float value, unsigned lane) { return __shfl_sync(ALL_LANES, value, lane); }

  /** The ray whose slopes a lane has. */
  __device__ Ray ray_from(float from, float value, Span slope, unsigned lane) const
  {
    const float e = error(fabsf(from));
    return {from, {value - e, value + e}, {from_lane(slope.low, lane), from_lane(slope.high, lane)}};
  }

  /** Bounds the map inside band i by the values at its borders. */
  __device__ void bound_band(unsigned i, float atLeft, float atRight)
  {
    const float l = border[i];
    const float r = border[i + 1];
    value[i] = {FAR, -FAR};
    if (!(l < r && l > -FAR && r < FAR)) {
      return;
    }
    // A jump at a share t of the band bends g away from its chord by jump t (1 - t) times the width.
    const float e = error(larger(fabsf(l), fabsf(r)));
    const float below = e + 0.25f * (r - l) * rise[i];
    const float above = e - 0.25f * (r - l) * drop[i];
    const Span g = {smaller(atLeft, atRight) - below, larger(atLeft, atRight) + above};
    const Span gap = {smaller(atLeft - l, atRight - r) - below, larger(atLeft - l, atRight - r) + above};
    value[i] = {clamped(g.low), clamped(g.high)};
    set(upward, i, smaller(larger(gap.high, floor - l), ceiling - l) >= 0);
    set(downward, i, smaller(larger(gap.low, floor - r), ceiling - r) <= 0);
    const Span slope = slope_in(i);
    if (g.high <= floor || g.low >= ceiling) {
      note_slope(i, {0, 0});
    } else if (g.low < floor || g.high > ceiling) {
      note_slope(i, {smaller(slope.low, 0), larger(slope.high, 0)});
    }
  }

  /** Whether the output is clamped on neither ray, as far as the core goes. */
  __device__ bool rays_are_clear() const
  {
    return floor < right.from && (ceiling <= right.from || ceiling == FAR) && -ceiling < left.from &&
           (-floor <= left.from || floor == -FAR);
  }

  /** A first core of a map that falls on both rays, where no other bound can begin; false if there is none. */
  __device__ bool enclose()
  {
    if (!(core.low == -FAR && core.high == FAR && left.slope.high < 0 && right.slope.high < 0)) {
      return true;
    }
    Span inner = {FAR, -FAR};
#pragma unroll
    for (unsigned i = 0; i < LANE_BANDS; i++) {
      inner = {smaller(inner.low, value[i].low), larger(inner.high, value[i].high)};
    }
    inner = {G::least(inner.low), G::largest(inner.high)};
    const Span a = negated(left.slope);
    const Span d = negated(right.slope);
    const Span f0 = negated(left.value);
    const float t0 = -left.from;
    core = {-outer_bound(d, a, -right.from, negated(right.value), left.from, left.value, negated(inner), FLOAT_PAD),
            outer_bound(a, d, t0, f0, right.from, right.value, inner, FLOAT_PAD)};
    return core.low > -FAR && core.high < FAR;
  }

  /** Narrows the core pass by pass, until it or the slopes on it prove something, or it stays as it is. */
  __device__ int narrow()
  {
    for (unsigned round = 0; round < MOST_ROUNDS; round++) {
      LinePass pass;
#pragma unroll
      for (unsigned i = 0; i < LANE_BANDS; i++) {
        look_at_band(i, pass);
      }
      pass = {G::least(pass.upFrom), G::largest(pass.largest), G::largest(pass.downTo), G::least(pass.least)};
      look_at_rays(pass);
      const float before = core.high - core.low;
      core = {larger(core.low, larger(pass.upFrom, clamped(pass.least))),
              smaller(core.high, smaller(pass.downTo, clamped(pass.largest)))};
      if (core.low > core.high) {
        return 0;
      }
      const int exponent = exponent_of_slopes();
      if (exponent != OPEN) {
        return exponent;
      }
      if (round > 0 && !(core.high - core.low < (float) WORTHWHILE * before)) {
        break;
      }
    }
    return OPEN;
  }

  __device__ void look_at_band(unsigned i, LinePass &pass) const
  {
    const Span in = {larger(border[i], core.low), smaller(border[i + 1], core.high)};
    // A band whose image misses the core holds no point of a periodic orbit.
    if (!(in.low <= in.high && value[i].high >= core.low && value[i].low <= core.high)) {
      return;
    }
    if ((upward >> i & 1u) != 0) {
      pass.upFrom = smaller(pass.upFrom, in.low);
      pass.largest = larger(pass.largest, value[i].high);
    }
    if ((downward >> i & 1u) != 0) {
      pass.downTo = larger(pass.downTo, in.high);
      pass.least = smaller(pass.least, value[i].low);
    }
  }

  __device__ void look_at_rays(LinePass &pass) const
  {
    if (core.high > right.from) {
      right.look(core.low, core.high, pass);
    }
    if (-core.low > left.from) {
      LinePass mirrored;
      left.look(-core.high, -core.low, mirrored);
      pass.join_mirrored(mirrored);
    }
  }
};
