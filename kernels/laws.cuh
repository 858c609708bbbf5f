// From a random word to a float32 number: contract 3 of docs/design.md, the same bits as org.liyorke.random.Law.
// Needs exactly rounded arithmetic: no fast-math, no contraction (-fmad=false); fused operations are written out.
#pragma once

/**
 * The steps of a law in numbers; org.liyorke.random.LawRecipe, which explains them, has the same names. Filled by
 * org.liyorke.engine.cuda.DeviceLaws in this order.
 */
struct Law {
  double slope;
  double shift;
  /** Where the law's rows of four coefficients begin in the table of all laws, counted in doubles; NO_TABLE for none. */
  unsigned table;
  /** Where the rows for words with the top bit set begin after that. */
  unsigned upper;
  float least;
  float most;
  float scale;
  float mean;
};

static_assert(sizeof(Law) == 40, "the layout that the host fills");

constexpr unsigned NO_TABLE = 0xFFFFFFFFu;

/** The number of one word; `tables` holds the coefficients of all laws. */
__device__ inline float number_of_word(const Law &law, const double *tables, unsigned word)
{
  // y = 2 word + 1 - 2^32, made from the bits of 2^52 + 2 word + 1.
  const double y = __longlong_as_double(2 * (long long) word + ((0x433LL << 52) + 1)) - (0x1p52 + 0x1p32);
  double number = fma(y, law.slope, law.shift);
  if (law.table != NO_TABLE) {
    const double x = 0x1p32 - fabs(y);
    const unsigned row = (unsigned) (__double_as_longlong(x) >> 44) & 8188u;
    const double *t = tables + law.table + (word >> 31 != 0u ? law.upper : 0u) + row;
    number *= fma(fma(fma(t[3], x, t[2]), x, t[1]), x, t[0]);
  }
  float z = (float) number;
  z = z < law.least ? law.least : z > law.most ? law.most : z;
  z *= law.scale;
  return law.mean == 0 ? z : z + law.mean;
}
