// Activations of float32 numbers and their derivatives. Exactly rounded operations alone, so the same bits on every device
// and on the host: no fast-math, no contraction (-fmad=false), fused operations written out.
#pragma once

/** org.liyorke.engine.cuda.DeviceActivation gives the numbers and fills the structure in this order. */
enum ActivationKind { IDENTITY = 0, RELU = 1, LINES = 2, TANH = 3, SIGMOID = 4, GELU = 5 };

struct Activation {
  int kind;
  /** Of LINES: the kinks, and slopes and constants of the lines left of them, between and right. */
  float lo;
  float hi;
  float slopes[3];
  float constants[3];
  int unused;
};

static_assert(sizeof(Activation) == 40, "the layout that the host fills");

/**
 * exp(x) for x in [-87, 88], the nearer end's value beyond, NaN for NaN; relative error below 1.2 * 2^-23.
 *
 * x = n log 2 + r, |r| <= 0.3466, log 2 in two parts of which the product of the first with n is exact; exp(r) = 1 + r + r^2
 * Q(r), Q of degree 4 by a weighted minimax fit, off by 2^-28 of exp(r).
 */
__device__ inline float exp_of(float x)
{
  // Adding 1.5 * 2^23 rounds to an integer, which then stands in the last bits.
  constexpr float ROUND = 12582912.0f;
  const float bounded = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
  const float shifted = fmaf(bounded, 0x1.715476p+0f, ROUND);
  const float n = shifted - ROUND;
  const float r = fmaf(n, -0x1.7f7d1cp-20f, fmaf(n, -0x1.62e4p-1f, bounded));
  float q = 0x1.6a2314p-10f;
  q = fmaf(q, r, 0x1.123a8ep-7f);
  q = fmaf(q, r, 0x1.5558f6p-5f);
  q = fmaf(q, r, 0x1.55549p-3f);
  q = fmaf(q, r, 0x1.fffffcp-2f);
  const float power = __uint_as_float((__float_as_uint(shifted) - __float_as_uint(ROUND) + 127u) << 23);
  return fmaf(r * r, q, r + 1.0f) * power;
}

/** tanh(x), relative error below 2^-22. */
__device__ inline float tanh_of(float x)
{
  const float size = fabsf(x);
  if (size < 0.6f) {
    // x + x^3 P(x^2), P by a weighted minimax fit, off by 2^-28 of tanh(x).
    const float s = x * x;
    float p = -0x1.830be6p-8f;
    p = fmaf(p, s, 0x1.54e014p-6f);
    p = fmaf(p, s, -0x1.b89ed8p-5f);
    p = fmaf(p, s, 0x1.1109dcp-3f);
    p = fmaf(p, s, -0x1.55553ep-2f);
    return fmaf(x * s, p, x);
  }
  const float value = 1.0f - 2.0f / (exp_of(2.0f * size) + 1.0f);
  return x < 0.0f ? -value : value;
}

/** 1 / cosh(x)^2 = 4 e / (1 + e)^2 with e = exp(-2 |x|), where nothing cancels; relative error below 2^-21 for |x| <= 43. */
__device__ inline float tanh_slope(float x)
{
  const float e = exp_of(-2.0f * fabsf(x));
  return 4.0f * e / ((1.0f + e) * (1.0f + e));
}

/** 1 / (1 + exp(-x)), relative error below 2^-22 for x >= -87. */
__device__ inline float sigmoid_of(float x)
{
  const float e = exp_of(-fabsf(x));
  return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}

/** Its derivative, relative error below 2^-21 for |x| <= 87. */
__device__ inline float sigmoid_slope(float x)
{
  const float e = exp_of(-fabsf(x));
  return e / ((1.0f + e) * (1.0f + e));
}

/** The standard normal distribution function and density. */
struct Normal {
  float probability;
  float density;
};

/**
 * Both at x: relative errors below 2^-20 for |x| <= 13, where the smaller tail is 6e-39; beyond, 0 for it and the density.
 *
 * With t = |x| the tail is exp(-t^2/2) R(t), R(t) (1 + 2 t) = P((t - 4) / (t + 4)), P of degree 10 by a minimax fit, off by
 * 2^-28. t^2 is taken with its rounding error: exp(-(s + l)/2) = exp(-s/2) (1 - l/2) but for l^2/8 < 2^-36.
 */
__device__ inline Normal normal_at(float x)
{
  const float size = fabsf(x);
  const float t = size > 13.0f ? 13.0f : size;
  const float u = (t - 4.0f) / (t + 4.0f);
  float p = -0x1.2cdce2p-13f;
  p = fmaf(p, u, -0x1.947d06p-15f);
  p = fmaf(p, u, 0x1.9b06bcp-10f);
  p = fmaf(p, u, -0x1.4b4d46p-10f);
  p = fmaf(p, u, -0x1.58b756p-7f);
  p = fmaf(p, u, 0x1.6b875ap-5f);
  p = fmaf(p, u, -0x1.862d9p-4f);
  p = fmaf(p, u, 0x1.080072p-3f);
  p = fmaf(p, u, -0x1.8ac5e6p-4f);
  p = fmaf(p, u, -0x1.78fb9ap-6f);
  p = fmaf(p, u, 0x1.b30b54p-1f);
  const float s = t * t;
  const float lost = fmaf(t, t, -s);
  // Beyond 13 both are less than a float32 number next to 0.
  const float bell = size > 13.0f ? 0.0f : exp_of(-0.5f * s) * (1.0f - 0.5f * lost);
  const float tail = bell * (p / (1.0f + 2.0f * t));
  return {x < 0.0f ? tail : 1.0f - tail, 0x1.988454p-2f * bell};
}

/** x Phi(x); absolute error below 2^-22 (|x| + 1), relative error below 2^-20 for x >= -13. */
__device__ inline float gelu_of(float x)
{
  return x * normal_at(x).probability;
}

/** Phi(x) + x phi(x), absolute error below 2^-20. */
__device__ inline float gelu_slope(float x)
{
  const Normal normal = normal_at(x);
  return normal.probability + x * normal.density;
}

__device__ inline int line_at(const Activation &f, float x)
{
  return x < f.lo ? 0 : x < f.hi ? 1 : 2;
}

/** The value at x; what is not a number stays so. */
__device__ inline float value_at(const Activation &f, float x)
{
  switch (f.kind) {
    case RELU: return x < 0.0f ? 0.0f : x;
    case LINES: {
      const int line = line_at(f, x);
      return f.slopes[line] * x + f.constants[line];
    }
    case TANH: return tanh_of(x);
    case SIGMOID: return sigmoid_of(x);
    case GELU: return gelu_of(x);
    default: return x;
  }
}

/** The derivative at x; at a kink the one on the right. */
__device__ inline float slope_at(const Activation &f, float x)
{
  switch (f.kind) {
    case RELU: return x < 0.0f ? 0.0f : 1.0f;
    case LINES: return f.slopes[line_at(f, x)];
    case TANH: return tanh_slope(x);
    case SIGMOID: return sigmoid_slope(x);
    case GELU: return gelu_slope(x);
    default: return 1.0f;
  }
}
