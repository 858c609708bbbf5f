// Arithmetic of PTX: what each instruction does with the values of a lane, and the table of all of them.
//
// Compiled twice, see PTX_ARITHMETIC in ptx_code.hpp. So nothing here may use code of the standard library, which the
// linker would share between both. NVIDIA's "Parallel Thread Execution ISA" defines the results; where it leaves them
// open, README.md says what is done.

#include "ptx_lanes.hpp"

#include <cstring>

#ifndef PTX_TABLE
#define PTX_TABLE PTX_ARITHMETIC
#endif

namespace {

template <class To, class From>
PTX_INLINE To as(From from)
{
  static_assert(sizeof(To) == sizeof(From));
  To to;
  memcpy(&to, &from, sizeof to);
  return to;
}

template <class T>
constexpr bool IS_SIGNED = T(-1) < T(0);
template <class T>
constexpr unsigned BITS = 8 * sizeof(T);

template <class T>
struct Wider;
template <>
struct Wider<uint16_t> { using Type = uint32_t; };
template <>
struct Wider<int16_t> { using Type = int32_t; };
template <>
struct Wider<uint32_t> { using Type = uint64_t; };
template <>
struct Wider<int32_t> { using Type = int64_t; };
// Products of 16 bits would be promoted to int, whose overflow is undefined.
template <class T>
struct Unsigned { using Type = T; };
template <>
struct Unsigned<uint16_t> { using Type = uint32_t; };
template <>
struct Unsigned<int16_t> { using Type = uint32_t; };
template <>
struct Unsigned<int32_t> { using Type = uint32_t; };
template <>
struct Unsigned<int64_t> { using Type = uint64_t; };

/** A number, or for what is none the only NaN that PTX has in single precision. */
PTX_INLINE float number(float value) { return value == value ? value : as<float>(0x7FFFFFFFu); }
PTX_INLINE double number(double value) { return value; }

// Integers.

#define FUNCTION(Name, parameters, ...)                     \
  struct Name {                                             \
    template <class T>                                      \
    static PTX_INLINE T of parameters { __VA_ARGS__; }      \
  };

FUNCTION(Move, (T a), return a)
FUNCTION(Add, (T a, T b), using U = typename Unsigned<T>::Type; return T(U(a) + U(b)))
FUNCTION(Subtract, (T a, T b), using U = typename Unsigned<T>::Type; return T(U(a) - U(b)))
FUNCTION(Multiply, (T a, T b), using U = typename Unsigned<T>::Type; return T(U(a) * U(b)))
FUNCTION(MultiplyAdd, (T a, T b, T c), return Add::of(Multiply::of(a, b), c))
FUNCTION(Negate, (T a), using U = typename Unsigned<T>::Type; return T(U(0) - U(a)))
FUNCTION(Absolute, (T a), return a < 0 ? Negate::of(a) : a)
FUNCTION(Minimum, (T a, T b), return b < a ? b : a)
FUNCTION(Maximum, (T a, T b), return a < b ? b : a)
FUNCTION(And, (T a, T b), return T(a & b))
FUNCTION(Or, (T a, T b), return T(a | b))
FUNCTION(Xor, (T a, T b), return T(a ^ b))
FUNCTION(Not, (T a), return T(~a))

/** Division by zero, which PTX leaves open, gives what GPUs do: all bits set, and the dividend as the remainder. */
FUNCTION(Divide, (T a, T b), return b == 0 ? T(~T(0)) : IS_SIGNED<T> && b == T(-1) ? Negate::of(a) : T(a / (b == 0 ? T(1) : b)))
FUNCTION(Remainder, (T a, T b), return b == 0 ? a : IS_SIGNED<T> && b == T(-1) ? T(0) : T(a % (b == 0 ? T(1) : b)))

struct MultiplyWide {
  template <class T>
  static PTX_INLINE typename Wider<T>::Type of(T a, T b)
  {
    using W = typename Wider<T>::Type;
    return W(W(a) * W(b));
  }
};

struct MultiplyAddWide {
  template <class T, class W>
  static PTX_INLINE W of(T a, T b, W c)
  {
    return Add::of(W(MultiplyWide::of(a, b)), c);
  }
};

struct MultiplyHigh {
  template <class T>
  static PTX_INLINE T of(T a, T b)
  {
    if constexpr (sizeof(T) < 8) {
      return T(MultiplyWide::of(a, b) >> BITS<T>);
    } else if constexpr (IS_SIGNED<T>) {
      __extension__ using Wide = __int128;
      return T(Wide(a) * b >> 64);
    } else {
      __extension__ using Wide = unsigned __int128;
      return T(Wide(a) * b >> 64);
    }
  }
};

FUNCTION(MultiplyAddHigh, (T a, T b, T c), return Add::of(MultiplyHigh::of(a, b), c))

/** Shifts by more than the width are shifts by the width. */
struct ShiftLeft {
  template <class T>
  static PTX_INLINE T of(T a, uint32_t count)
  {
    return count >= BITS<T> ? T(0) : T(a << count);
  }
};

struct ShiftRight {
  template <class T>
  static PTX_INLINE T of(T a, uint32_t count)
  {
    return T(a >> (count < BITS<T> ? count : IS_SIGNED<T> ? BITS<T> - 1 : 0)) & (count < BITS<T> || IS_SIGNED<T> ? T(-1) : T(0));
  }
};

/** The high half of b:a shifted left, or the low half shifted right; by at most 32, or by the count modulo 32. */
template <bool LEFT, bool WRAP>
struct FunnelShift {
  static PTX_INLINE uint32_t of(uint32_t a, uint32_t b, uint32_t count)
  {
    const uint64_t both = uint64_t{b} << 32 | a;
    const uint32_t by = WRAP ? count & 31 : count < 32 ? count : 32;
    return LEFT ? uint32_t(both << by >> 32) : uint32_t(both >> by);
  }
};

struct Reverse {
  template <class T>
  static PTX_INLINE T of(T a)
  {
    uint64_t bits = __builtin_bswap64(a);
    bits = (bits & 0x0F0F0F0F0F0F0F0Fu) << 4 | (bits >> 4 & 0x0F0F0F0F0F0F0F0Fu);
    bits = (bits & 0x3333333333333333u) << 2 | (bits >> 2 & 0x3333333333333333u);
    bits = (bits & 0x5555555555555555u) << 1 | (bits >> 1 & 0x5555555555555555u);
    return T(bits >> (64 - BITS<T>));
  }
};

struct CountBits {
  template <class T>
  static PTX_INLINE uint32_t of(T a)
  {
    return uint32_t(__builtin_popcountll(a));
  }
};

struct LeadingZeros {
  template <class T>
  static PTX_INLINE uint32_t of(T a)
  {
    return a == 0 ? BITS<T> : uint32_t(__builtin_clzll(a)) - (64 - BITS<T>);
  }
};

/** The place of the highest bit that is not the sign, or how far it must be shifted to get to the top. */
template <bool SHIFT>
struct HighestBit {
  template <class T>
  static PTX_INLINE uint32_t of(T a)
  {
    using U = typename Unsigned<T>::Type;
    const U bits = U(a < 0 ? ~a : a);
    const uint32_t zeros = LeadingZeros::of(bits);
    return bits == 0 ? ~0u : SHIFT ? zeros : BITS<T> - 1 - zeros;
  }
};

/** The lowest bits of a word; all of it from its width on. */
template <class U>
PTX_INLINE U lowest(uint32_t count)
{
  return count >= BITS<U> ? U(~U(0)) : U((U(1) << count) - 1);
}

struct InsertBits {
  template <class T>
  static PTX_INLINE T of(T a, T b, uint32_t position, uint32_t length)
  {
    const T field = ShiftLeft::of(lowest<T>(length & 255), position & 255);
    return T((b & ~field) | (ShiftLeft::of(a, position & 255) & field));
  }
};

struct ExtractBits {
  template <class T>
  static PTX_INLINE T of(T a, uint32_t position, uint32_t length)
  {
    using U = typename Unsigned<T>::Type;
    const uint32_t from = position & 255;
    const uint32_t count = length & 255;
    const U field = lowest<U>(count);
    const uint32_t top = from + count - 1 < BITS<T> ? from + count - 1 : BITS<T> - 1;
    const bool negative = IS_SIGNED<T> && count > 0 && (U(a) >> top & 1u) != 0;
    const U inside = from + count > BITS<T> ? lowest<U>(from < BITS<T> ? BITS<T> - from : 0) : field;
    const U taken = ShiftRight::of(U(a), from) & inside;
    return T(negative ? U(taken | U(~(field & inside))) : taken);
  }
};

struct PermuteBytes {
  static PTX_INLINE uint32_t of(uint32_t a, uint32_t b, uint32_t selectors)
  {
    const uint64_t both = uint64_t{b} << 32 | a;
    uint32_t result = 0;
    for (unsigned i = 0; i < 4; i++) {
      const uint32_t selector = selectors >> 4 * i;
      const uint32_t byte = uint32_t(both >> 8 * (selector & 7)) & 255;
      const uint32_t sign = (byte & 128) != 0 ? 255 : 0;
      result |= ((selector & 8) != 0 ? sign : byte) << 8 * i;
    }
    return result;
  }
};

/** Any function of three bits, given as a table of eight. */
struct Logic {
  static PTX_INLINE uint32_t of(uint32_t a, uint32_t b, uint32_t c, uint32_t table)
  {
    uint32_t result = 0;
    for (unsigned i = 0; i < 8; i++) {
      const uint32_t term = ((i & 4) != 0 ? a : ~a) & ((i & 2) != 0 ? b : ~b) & ((i & 1) != 0 ? c : ~c);
      result |= (table >> i & 1) != 0 ? term : 0;
    }
    return result;
  }
};

// Floating-point numbers.

FUNCTION(FloatAdd, (T a, T b), return number(a + b))
FUNCTION(FloatSubtract, (T a, T b), return number(a - b))
FUNCTION(FloatMultiply, (T a, T b), return number(a * b))
FUNCTION(FloatDivide, (T a, T b), return number(a / b))
FUNCTION(Reciprocal, (T a), return number(1 / a))

struct Fused {
  static PTX_INLINE float of(float a, float b, float c) { return number(__builtin_fmaf(a, b, c)); }
  static PTX_INLINE double of(double a, double b, double c) { return __builtin_fma(a, b, c); }
};

struct Root {
  static PTX_INLINE float of(float a) { return number(__builtin_sqrtf(a)); }
  static PTX_INLINE double of(double a) { return __builtin_sqrt(a); }
};

/** Only the sign changes, even of what is no number. */
struct FloatNegate {
  static PTX_INLINE float of(float a) { return as<float>(as<uint32_t>(a) ^ 0x80000000u); }
  static PTX_INLINE double of(double a) { return as<double>(as<uint64_t>(a) ^ 0x8000000000000000u); }
};

struct FloatAbsolute {
  static PTX_INLINE float of(float a) { return as<float>(as<uint32_t>(a) & 0x7FFFFFFFu); }
  static PTX_INLINE double of(double a) { return as<double>(as<uint64_t>(a) & 0x7FFFFFFFFFFFFFFFu); }
};

PTX_INLINE bool negative(float a) { return as<uint32_t>(a) >> 31 != 0; }
PTX_INLINE bool negative(double a) { return as<uint64_t>(a) >> 63 != 0; }

/** A number wins over what is none, and -0 is less than +0. */
FUNCTION(FloatMinimum, (T a, T b), return a != a ? number(b) : b != b ? a : a < b || (a == b && negative(a)) ? a : b)
FUNCTION(FloatMaximum, (T a, T b), return a != a ? number(b) : b != b ? a : a > b || (a == b && negative(b)) ? a : b)

/**
 * The approximation of 1/a that a division in software starts from: 20 bits after the point of a are used, and as many made;
 * subnormal numbers count as zero. The last bits that a GPU makes are not documented; here they are rounded.
 */
struct RoughReciprocal {
  static PTX_INLINE double of(double a)
  {
    const uint64_t bits = as<uint64_t>(a);
    const uint64_t sign = bits & 0x8000000000000000u;
    if ((bits & 0x7FF0000000000000u) == 0) {
      return as<double>(sign | 0x7FF0000000000000u);
    }
    const uint64_t exact = as<uint64_t>(1 / as<double>(bits & 0xFFFFFFFF00000000u));
    const uint64_t rounded = (exact + 0x80000000u) & 0xFFFFFFFF00000000u;
    return as<double>((rounded & 0x7FF0000000000000u) == 0 ? sign : rounded);
  }
};

// Conversions.

/** Between integers, from an integer to a floating-point number, and between floating-point numbers; rounded to nearest. */
template <class R, class A>
struct Convert {
  template <class V>
  static PTX_INLINE R of(V value)
  {
    return R(A(value));
  }
};

struct ToFloat {
  static PTX_INLINE float of(double value) { return number(float(value)); }
};

struct NearestEven {
  static PTX_INLINE float of(float a) { return __builtin_rintf(a); }
  static PTX_INLINE double of(double a) { return __builtin_rint(a); }
};

struct TowardZero {
  static PTX_INLINE float of(float a) { return __builtin_truncf(a); }
  static PTX_INLINE double of(double a) { return __builtin_trunc(a); }
};

struct Down {
  static PTX_INLINE float of(float a) { return __builtin_floorf(a); }
  static PTX_INLINE double of(double a) { return __builtin_floor(a); }
};

struct Up {
  static PTX_INLINE float of(float a) { return __builtin_ceilf(a); }
  static PTX_INLINE double of(double a) { return __builtin_ceil(a); }
};

/** To an integer: rounded, and the nearest one where the type ends; of what is no number, 0 between 32 bits, else the top bit. */
template <class I, class Rounding>
struct ToInteger {
  template <class T>
  static PTX_INLINE I of(T value)
  {
    constexpr I TOP_BIT = I(uint64_t{1} << (BITS<I> - 1));
    constexpr I LEAST = IS_SIGNED<I> ? TOP_BIT : I(0);
    constexpr I MOST = I(~LEAST);
    constexpr T BEYOND = T(uint64_t{1} << (BITS<I> - 1)) * (IS_SIGNED<I> ? 1 : 2);
    const T rounded = Rounding::of(value);
    if (rounded != rounded) {
      return sizeof(T) == 4 && sizeof(I) == 4 ? I(0) : TOP_BIT;
    }
    return rounded >= BEYOND ? MOST : rounded <= T(LEAST) ? LEAST : I(rounded);
  }
};

// Comparisons: of integers, and of floating-point numbers false or true when one of them is no number.

#define COMPARISON(Name, expression)                                 \
  struct Name {                                                      \
    template <class T>                                               \
    static PTX_INLINE bool of(T a, T b) { return expression; }       \
  };

COMPARISON(Equal, a == b)
COMPARISON(NotEqual, a != b)
COMPARISON(Less, a < b)
COMPARISON(LessOrEqual, a <= b)
COMPARISON(Greater, a > b)
COMPARISON(GreaterOrEqual, a >= b)
COMPARISON(OrderedNotEqual, a < b || a > b)
COMPARISON(EqualOrUnordered, !(a < b || a > b))
COMPARISON(LessOrUnordered, !(a >= b))
COMPARISON(LessEqualOrUnordered, !(a > b))
COMPARISON(GreaterOrUnordered, !(a <= b))
COMPARISON(GreaterEqualOrUnordered, !(a < b))
COMPARISON(BothNumbers, a == a && b == b)
COMPARISON(NotBothNumbers, a != a || b != b)

PTX_INLINE uint32_t joined(PtxJoin join, uint32_t result, uint32_t other)
{
  switch (join) {
    case PtxJoin::AND: return result & other;
    case PtxJoin::OR: return result | other;
    case PtxJoin::XOR: return result ^ other;
    default: return result;
  }
}

/** setp p|q, a, b, c: p = (a ~ b) joined with c, q = !(a ~ b) joined with c. */
template <class Function, class T>
void compare(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  const T *const a = ptxValues<T>(warp.registers, in.operands[2]);
  const T *const b = ptxValues<T>(warp.registers, in.operands[3]);
  uint32_t result = 0;
  if (lanes == PTX_ALL_LANES) {
    for (unsigned lane = 0; lane < PTX_LANES; lane++) {
      result |= uint32_t{Function::of(a[lane], b[lane])} << lane;
    }
  } else {
    ptxForEach(lanes, [&](unsigned lane) { result |= uint32_t{Function::of(a[lane], b[lane])} << lane; });
  }
  const uint32_t other = in.join == PtxJoin::NONE ? 0 : warp.predicates[in.operands[4]];
  ptxSetPredicate(warp, in.operands[0], joined(in.join, result, other), lanes);
  ptxSetPredicate(warp, in.operands[1], joined(in.join, ~result, other), lanes);
}

template <class Function, class T>
constexpr PtxOperation comparison(const char *name)
{
  return {name, compare<Function, T>, {PtxOperand::PREDICATE, PtxOperand::PREDICATE, ptxOperandOf<T>(), ptxOperandOf<T>()}};
}

/** selp d, a, b, p. */
template <class T>
void select(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  T *const result = ptxValues<T>(warp.registers, in.operands[0]);
  const T *const a = ptxValues<T>(warp.registers, in.operands[1]);
  const T *const b = ptxValues<T>(warp.registers, in.operands[2]);
  const uint32_t predicate = warp.predicates[in.operands[3]];
  if (lanes == PTX_ALL_LANES) {
#pragma GCC ivdep
    for (unsigned lane = 0; lane < PTX_LANES; lane++) {
      result[lane] = (predicate >> lane & 1) != 0 ? a[lane] : b[lane];
    }
  } else {
    ptxForEach(lanes, [=](unsigned lane) { result[lane] = (predicate >> lane & 1) != 0 ? a[lane] : b[lane]; });
  }
}

template <class T>
constexpr PtxOperation selection(const char *name)
{
  return {name, select<T>, {ptxOperandOf<T>(), ptxOperandOf<T>(), ptxOperandOf<T>(), PtxOperand::PREDICATE}};
}

/** Predicates: all lanes at once. */
template <class Function>
void unaryPredicate(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  ptxSetPredicate(warp, in.operands[0], Function::of(warp.predicates[in.operands[1]]), lanes);
}

template <class Function>
void binaryPredicate(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  const uint32_t a = warp.predicates[in.operands[1]];
  const uint32_t b = warp.predicates[in.operands[2]];
  ptxSetPredicate(warp, in.operands[0], Function::of(a, b), lanes);
}

/** mov {low, high}, whole. */
template <class Whole, class Half>
void unpack(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  Half *const low = ptxValues<Half>(warp.registers, in.operands[0]);
  Half *const high = ptxValues<Half>(warp.registers, in.operands[1]);
  const Whole *const whole = ptxValues<Whole>(warp.registers, in.operands[2]);
  ptxForEach(lanes, [=](unsigned lane) {
    const Whole value = whole[lane];
    low[lane] = Half(value);
    high[lane] = Half(value >> BITS<Half>);
  });
}

/** mov whole, {low, high}. */
struct Pack {
  static PTX_INLINE uint32_t of(uint16_t low, uint16_t high) { return uint32_t{high} << 16 | low; }
  static PTX_INLINE uint64_t of(uint32_t low, uint32_t high) { return uint64_t{high} << 32 | low; }
};

// The table. TYPES lists a name of a type and the type in C++.

#define UNARY(name, Function, type, T) ptxOperation<Function, T, T>(name "." type),
#define BINARY(name, Function, type, T) ptxOperation<Function, T, T, T>(name "." type),
#define TERNARY(name, Function, type, T) ptxOperation<Function, T, T, T, T>(name "." type),
#define COUNT(name, Function, type, T) ptxOperation<Function, uint32_t, T>(name "." type),
#define SHIFT(name, Function, type, T) ptxOperation<Function, T, T, uint32_t>(name "." type),
#define WIDE(name, Function, type, T) ptxOperation<Function, typename Wider<T>::Type, T, T>(name "." type),
#define WIDE_SUM(name, Function, type, T) \
  ptxOperation<Function, typename Wider<T>::Type, T, T, typename Wider<T>::Type>(name "." type),
#define COMPARE(name, Function, type, T) comparison<Function, T>(name "." type),

#define SMALL_INTEGERS(KIND, name, F) \
  KIND(name, F, "u16", uint16_t) KIND(name, F, "s16", int16_t) KIND(name, F, "u32", uint32_t) KIND(name, F, "s32", int32_t)
#define UNSIGNED(KIND, name, F) KIND(name, F, "u16", uint16_t) KIND(name, F, "u32", uint32_t) KIND(name, F, "u64", uint64_t)
#define SIGNED(KIND, name, F) KIND(name, F, "s16", int16_t) KIND(name, F, "s32", int32_t) KIND(name, F, "s64", int64_t)
#define INTEGERS(KIND, name, F) UNSIGNED(KIND, name, F) SIGNED(KIND, name, F)
#define BIT_WORDS(KIND, name, F) KIND(name, F, "b32", uint32_t) KIND(name, F, "b64", uint64_t)
#define ALL_BITS(KIND, name, F) KIND(name, F, "b16", uint16_t) BIT_WORDS(KIND, name, F)
#define FLOATS(KIND, name, F) KIND(name, F, "f32", float) KIND(name, F, "f64", double)

#define CONVERSION(to, from, R, RegisterA, A) ptxOperation<Convert<R, A>, R, RegisterA>("cvt." to "." from),
// From and to eight bits, which registers of 16 and 32 bits hold.
#define FROM_BYTE(to, R)                                                                      \
  CONVERSION(to, "u8", R, uint16_t, uint8_t) CONVERSION(to, "s8", R, uint16_t, int8_t)       \
  CONVERSION(to, "u8", R, uint32_t, uint8_t) CONVERSION(to, "s8", R, uint32_t, int8_t)
#define TO_INTEGER_FROM(to, R)                                                                                        \
  CONVERSION(to, "u16", R, uint16_t, uint16_t) CONVERSION(to, "s16", R, int16_t, int16_t)                            \
  CONVERSION(to, "u32", R, uint32_t, uint32_t) CONVERSION(to, "s32", R, int32_t, int32_t)                            \
  CONVERSION(to, "u64", R, uint64_t, uint64_t) CONVERSION(to, "s64", R, int64_t, int64_t) FROM_BYTE(to, R)
#define TO_FLOAT_FROM(to, R)                                                                                          \
  CONVERSION(to, "u16", R, uint16_t, uint16_t) CONVERSION(to, "s16", R, int16_t, int16_t)                            \
  CONVERSION(to, "u32", R, uint32_t, uint32_t) CONVERSION(to, "s32", R, int32_t, int32_t)                            \
  CONVERSION(to, "u64", R, uint64_t, uint64_t) CONVERSION(to, "s64", R, int64_t, int64_t)
#define TO_INTEGER(rounding, Rounding, to, I)                                 \
  ptxOperation<ToInteger<I, Rounding>, I, float>("cvt." rounding "." to ".f32"), \
  ptxOperation<ToInteger<I, Rounding>, I, double>("cvt." rounding "." to ".f64"),
#define ROUNDING(rounding, Rounding)                                                              \
  TO_INTEGER(rounding, Rounding, "u32", uint32_t) TO_INTEGER(rounding, Rounding, "s32", int32_t) \
  TO_INTEGER(rounding, Rounding, "u64", uint64_t) TO_INTEGER(rounding, Rounding, "s64", int64_t) \
  ptxOperation<Rounding, float, float>("cvt." rounding ".f32.f32"),                              \
  ptxOperation<Rounding, double, double>("cvt." rounding ".f64.f64"),

constexpr PtxOperand P = PtxOperand::PREDICATE;

constexpr PtxOperation OPERATIONS[] = {
    ALL_BITS(UNARY, "mov", Move) INTEGERS(UNARY, "mov", Move) FLOATS(UNARY, "mov", Move)
    // Global addresses are addresses as they are.
    ptxOperation<Move, uint64_t, uint64_t>("cvta.to.global.u64"),
    ptxOperation<Move, uint64_t, uint64_t>("cvta.global.u64"),
    ptxOperation<Pack, uint32_t, uint16_t, uint16_t>("pack.b32"),
    ptxOperation<Pack, uint64_t, uint32_t, uint32_t>("pack.b64"),
    {"unpack.b32", unpack<uint32_t, uint16_t>, {PtxOperand::BITS_16, PtxOperand::BITS_16, PtxOperand::BITS_32}},
    {"unpack.b64", unpack<uint64_t, uint32_t>, {PtxOperand::BITS_32, PtxOperand::BITS_32, PtxOperand::BITS_64}},

    INTEGERS(BINARY, "add", Add) INTEGERS(BINARY, "sub", Subtract) INTEGERS(BINARY, "mul.lo", Multiply)
    INTEGERS(TERNARY, "mad.lo", MultiplyAdd) INTEGERS(BINARY, "mul.hi", MultiplyHigh)
    INTEGERS(TERNARY, "mad.hi", MultiplyAddHigh) SMALL_INTEGERS(WIDE, "mul.wide", MultiplyWide)
    SMALL_INTEGERS(WIDE_SUM, "mad.wide", MultiplyAddWide) INTEGERS(BINARY, "div", Divide)
    INTEGERS(BINARY, "rem", Remainder) INTEGERS(BINARY, "min", Minimum) INTEGERS(BINARY, "max", Maximum)
    SIGNED(UNARY, "neg", Negate) SIGNED(UNARY, "abs", Absolute)
    ALL_BITS(BINARY, "and", And) ALL_BITS(BINARY, "or", Or) ALL_BITS(BINARY, "xor", Xor) ALL_BITS(UNARY, "not", Not)
    ALL_BITS(SHIFT, "shl", ShiftLeft) ALL_BITS(SHIFT, "shr", ShiftRight) INTEGERS(SHIFT, "shr", ShiftRight)
    ptxOperation<FunnelShift<true, true>, uint32_t, uint32_t, uint32_t, uint32_t>("shf.l.wrap.b32"),
    ptxOperation<FunnelShift<true, false>, uint32_t, uint32_t, uint32_t, uint32_t>("shf.l.clamp.b32"),
    ptxOperation<FunnelShift<false, true>, uint32_t, uint32_t, uint32_t, uint32_t>("shf.r.wrap.b32"),
    ptxOperation<FunnelShift<false, false>, uint32_t, uint32_t, uint32_t, uint32_t>("shf.r.clamp.b32"),
    BIT_WORDS(UNARY, "brev", Reverse) BIT_WORDS(COUNT, "popc", CountBits) BIT_WORDS(COUNT, "clz", LeadingZeros)
    COUNT("bfind", HighestBit<false>, "u32", uint32_t) COUNT("bfind", HighestBit<false>, "s32", int32_t)
    COUNT("bfind", HighestBit<false>, "u64", uint64_t) COUNT("bfind", HighestBit<false>, "s64", int64_t)
    COUNT("bfind.shiftamt", HighestBit<true>, "u32", uint32_t) COUNT("bfind.shiftamt", HighestBit<true>, "s32", int32_t)
    COUNT("bfind.shiftamt", HighestBit<true>, "u64", uint64_t) COUNT("bfind.shiftamt", HighestBit<true>, "s64", int64_t)
    ptxOperation<InsertBits, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t>("bfi.b32"),
    ptxOperation<InsertBits, uint64_t, uint64_t, uint64_t, uint32_t, uint32_t>("bfi.b64"),
    ptxOperation<ExtractBits, uint32_t, uint32_t, uint32_t, uint32_t>("bfe.u32"),
    ptxOperation<ExtractBits, int32_t, int32_t, uint32_t, uint32_t>("bfe.s32"),
    ptxOperation<ExtractBits, uint64_t, uint64_t, uint32_t, uint32_t>("bfe.u64"),
    ptxOperation<ExtractBits, int64_t, int64_t, uint32_t, uint32_t>("bfe.s64"),
    ptxOperation<PermuteBytes, uint32_t, uint32_t, uint32_t, uint32_t>("prmt.b32"),
    ptxOperation<Logic, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t>("lop3.b32"),

    // Without .rn the driver may contract a product and a sum, so that the result is not defined.
    FLOATS(BINARY, "add.rn", FloatAdd) FLOATS(BINARY, "sub.rn", FloatSubtract) FLOATS(BINARY, "mul.rn", FloatMultiply)
    FLOATS(TERNARY, "fma.rn", Fused) FLOATS(BINARY, "div.rn", FloatDivide) FLOATS(UNARY, "rcp.rn", Reciprocal)
    FLOATS(UNARY, "sqrt.rn", Root) FLOATS(UNARY, "neg", FloatNegate) FLOATS(UNARY, "abs", FloatAbsolute)
    FLOATS(BINARY, "min", FloatMinimum) FLOATS(BINARY, "max", FloatMaximum)
    UNARY("rcp.approx.ftz", RoughReciprocal, "f64", double)

    TO_INTEGER_FROM("u16", uint16_t) TO_INTEGER_FROM("s16", int16_t) TO_INTEGER_FROM("u32", uint32_t)
    TO_INTEGER_FROM("s32", int32_t) TO_INTEGER_FROM("u64", uint64_t) TO_INTEGER_FROM("s64", int64_t)
    TO_FLOAT_FROM("rn.f32", float) TO_FLOAT_FROM("rn.f64", double)
    ptxOperation<Convert<double, float>, double, float>("cvt.f64.f32"),
    ptxOperation<ToFloat, float, double>("cvt.rn.f32.f64"),
    ROUNDING("rni", NearestEven) ROUNDING("rzi", TowardZero) ROUNDING("rmi", Down) ROUNDING("rpi", Up)

    ALL_BITS(COMPARE, "setp.eq", Equal) ALL_BITS(COMPARE, "setp.ne", NotEqual)
    INTEGERS(COMPARE, "setp.eq", Equal) INTEGERS(COMPARE, "setp.ne", NotEqual) INTEGERS(COMPARE, "setp.lt", Less)
    INTEGERS(COMPARE, "setp.le", LessOrEqual) INTEGERS(COMPARE, "setp.gt", Greater)
    INTEGERS(COMPARE, "setp.ge", GreaterOrEqual) UNSIGNED(COMPARE, "setp.lo", Less)
    UNSIGNED(COMPARE, "setp.ls", LessOrEqual) UNSIGNED(COMPARE, "setp.hi", Greater)
    UNSIGNED(COMPARE, "setp.hs", GreaterOrEqual)
    FLOATS(COMPARE, "setp.eq", Equal) FLOATS(COMPARE, "setp.ne", OrderedNotEqual) FLOATS(COMPARE, "setp.lt", Less)
    FLOATS(COMPARE, "setp.le", LessOrEqual) FLOATS(COMPARE, "setp.gt", Greater) FLOATS(COMPARE, "setp.ge", GreaterOrEqual)
    FLOATS(COMPARE, "setp.equ", EqualOrUnordered) FLOATS(COMPARE, "setp.neu", NotEqual)
    FLOATS(COMPARE, "setp.ltu", LessOrUnordered) FLOATS(COMPARE, "setp.leu", LessEqualOrUnordered)
    FLOATS(COMPARE, "setp.gtu", GreaterOrUnordered) FLOATS(COMPARE, "setp.geu", GreaterEqualOrUnordered)
    FLOATS(COMPARE, "setp.num", BothNumbers) FLOATS(COMPARE, "setp.nan", NotBothNumbers)

#define SELECT(name, F, type, T) selection<T>(name "." type),
    ALL_BITS(SELECT, "selp", ) INTEGERS(SELECT, "selp", ) FLOATS(SELECT, "selp", )

    {"mov.pred", unaryPredicate<Move>, {P, P}},
    {"not.pred", unaryPredicate<Not>, {P, P}},
    {"and.pred", binaryPredicate<And>, {P, P, P}},
    {"or.pred", binaryPredicate<Or>, {P, P, P}},
    {"xor.pred", binaryPredicate<Xor>, {P, P, P}},
};

}  // namespace

extern const PtxOperations PTX_TABLE = {OPERATIONS, sizeof OPERATIONS / sizeof OPERATIONS[0]};
