// Follows orbits of networks: what cuBLAS leaves of a step, and what is measured of it. Matrices are those of many networks,
// one after the other; the vectors of a network stand one after the other, component by component. Every kernel runs with
// any grid; what it writes depends on its arguments alone. org.liyorke.dynamics.orbits does the same on the CPU.

#include "activations.cuh"
#include "group.cuh"

/** One layer of a step, for all vectors of all networks. networks * columns * tangents * outputs is below 2^31. */
struct Layer {
  unsigned networks;
  /** States of a network. */
  unsigned columns;
  /** Tangent vectors of a state. */
  unsigned tangents;
  /** Components of a vector. */
  unsigned outputs;
  /** Floats from the numbers of a network to those of the next. */
  unsigned parameterStride;
  /** Floats from the states of a network to those of the next, where they are read and where they are written. */
  unsigned inStride;
  unsigned outStride;
  unsigned unused;
};

static_assert(sizeof(Layer) == 32, "the layout that the host fills");

/** out = f(in + bias). */
extern "C" __global__ void activate(float *out, const float *in, const float *biases, Layer layer, Activation f)
{
  const unsigned perNetwork = layer.columns * layer.outputs;
  const unsigned total = layer.networks * perNetwork;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += stride) {
    const unsigned network = i / perNetwork;
    const unsigned at = i % perNetwork;
    const float bias = biases[(size_t) network * layer.parameterStride + at % layer.outputs];
    out[(size_t) network * layer.outStride + at] = value_at(f, in[(size_t) network * layer.inStride + at] + bias);
  }
}

/** The same, and dout = f'(in + bias) din for the tangent vectors, which stand without gaps. */
extern "C" __global__ void activate_with_tangents(float *out, float *dout, const float *in, const float *din,
                                                  const float *biases, Layer layer, Activation f)
{
  const unsigned perState = layer.tangents * layer.outputs;
  const unsigned total = layer.networks * layer.columns * perState;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += stride) {
    const unsigned state = i / perState;
    const unsigned network = state / layer.columns;
    const unsigned row = i % layer.outputs;
    const unsigned at = state % layer.columns * layer.outputs + row;
    const float bias = biases[(size_t) network * layer.parameterStride + row];
    const float z = in[(size_t) network * layer.inStride + at] + bias;
    dout[i] = slope_at(f, z) * din[i];
    if (i % perState < layer.outputs) {
      out[(size_t) network * layer.outStride + at] = value_at(f, z);
    }
  }
}

/** What is kept of an orbit from step to step. */
struct Measures {
  /** The product of the growths of its tangent, until it gets too large or too small, and the logarithms of those before. */
  double product;
  double logarithms;
  /** Extreme distances of the pair. */
  double smallest;
  double largest;
  unsigned marks;
  unsigned unused;
};

/** The orbits of a batch, those of a network together. */
struct Orbits {
  /** Beyond it an orbit has escaped. */
  double radius;
  /** From an initial state to its partner. */
  double pairDistance;
  unsigned networks;
  /** Orbits of a network. */
  unsigned count;
  unsigned dimension;
  unsigned unused;
};

static_assert(sizeof(Measures) == 40 && sizeof(Orbits) == 32, "the layouts that the host fills");

/** Their vectors and measures. Without partners or tangents the address is null. */
struct Vectors {
  float *states;
  float *partners;
  float *tangents;
  /** The random numbers of each network: its initial states, then its directions, normalised by begin_orbits. */
  float *starts;
  Measures *measures;
};

constexpr unsigned ESCAPED = 1u;
constexpr unsigned TANGENT_OVERFLOWED = 2u;
constexpr unsigned PARTNER_ESCAPED = 4u;

/** Logarithms are dear: products are multiplied while they stay between these. */
constexpr double LEAST_PRODUCT = 0x1p-500;
constexpr double MOST_PRODUCT = 0x1p500;

__device__ inline double infinity() { return __longlong_as_double(0x7FFLL << 52); }
__device__ inline double not_a_number() { return __longlong_as_double(0x7FF8LL << 48); }

/** The Euclidean norm; the threads of the group share the components. */
template <class G>
__device__ double norm_of(const float *vector, unsigned dimension)
{
  double sum = 0;
  for (unsigned i = G::rank(); i < dimension; i += G::SIZE) {
    const double value = vector[i];
    sum += value * value;
  }
  return sqrt(G::sum(sum));
}

template <class G>
__device__ double distance_of(const float *a, const float *b, unsigned dimension)
{
  double sum = 0;
  for (unsigned i = G::rank(); i < dimension; i += G::SIZE) {
    const double difference = (double) a[i] - b[i];
    sum += difference * difference;
  }
  return sqrt(G::sum(sum));
}

/** Whether a component is beyond the radius, or no number. */
template <class G>
__device__ bool has_escaped(const float *state, unsigned dimension, double radius)
{
  bool outside = false;
  for (unsigned i = G::rank(); i < dimension; i += G::SIZE) {
    outside |= !(fabs((double) state[i]) <= radius);
  }
  return G::any(outside);
}

/** Divides where `from` and `to` may be the same. */
template <class G>
__device__ void divide(float *to, const float *from, unsigned dimension, double by)
{
  for (unsigned i = G::rank(); i < dimension; i += G::SIZE) {
    to[i] = (float) (from[i] / by);
  }
}

template <class G>
__device__ unsigned marks_of(const Orbits &o, const Vectors &v, unsigned orbit)
{
  const size_t at = (size_t) orbit * o.dimension;
  unsigned marks = has_escaped<G>(v.states + at, o.dimension, o.radius) ? ESCAPED : 0u;
  if (v.partners != nullptr && has_escaped<G>(v.partners + at, o.dimension, o.radius)) {
    marks |= PARTNER_ESCAPED;
  }
  return marks;
}

__device__ inline float *direction_of(const Orbits &o, const Vectors &v, unsigned orbit)
{
  const unsigned network = orbit / o.count;
  const size_t numbers = (size_t) o.count * o.dimension;
  return v.starts + (size_t) network * 2u * numbers + numbers + (size_t) (orbit % o.count) * o.dimension;
}

template <class G>
__device__ void begin_orbit(const Orbits &o, const Vectors &v, unsigned orbit)
{
  const size_t at = (size_t) orbit * o.dimension;
  float *direction = direction_of(o, v, orbit);
  const float *start = direction - (size_t) o.count * o.dimension;
  divide<G>(direction, direction, o.dimension, norm_of<G>(direction, o.dimension));
  G::sync();
  for (unsigned i = G::rank(); i < o.dimension; i += G::SIZE) {
    v.states[at + i] = start[i];
    if (v.tangents != nullptr) {
      v.tangents[at + i] = direction[i];
    }
    if (v.partners != nullptr) {
      v.partners[at + i] = (float) (start[i] + o.pairDistance * direction[i]);
    }
  }
  G::sync();
  const unsigned marks = marks_of<G>(o, v, orbit);
  if (G::rank() == 0) {
    v.measures[orbit] = {1, 0, infinity(), 0, marks, 0u};
  }
}

/** Scales a tangent to norm 1 after a step and keeps what it had grown; the marks of the orbit. */
template <class G>
__device__ unsigned measure_tangent(const Orbits &o, const Vectors &v, unsigned orbit, bool measured)
{
  float *tangent = v.tangents + (size_t) orbit * o.dimension;
  const double norm = norm_of<G>(tangent, o.dimension);
  const bool vanished = norm == 0;
  if (vanished && !measured) {
    // It starts anew.
    divide<G>(tangent, direction_of(o, v, orbit), o.dimension, 1);
    return 0u;
  }
  if (measured && G::rank() == 0) {
    Measures &m = v.measures[orbit];
    m.product *= norm;
    if (!(m.product > LEAST_PRODUCT && m.product < MOST_PRODUCT)) {
      m.logarithms += log(m.product);
      m.product = 1;
    }
  }
  // One that is 0 stays so instead of being divided by 0.
  divide<G>(tangent, tangent, o.dimension, vanished ? 1 : norm);
  return norm < infinity() ? 0u : TANGENT_OVERFLOWED;
}

template <class G>
__device__ void measure_orbit(const Orbits &o, const Vectors &v, unsigned orbit, bool measured)
{
  unsigned marks = marks_of<G>(o, v, orbit);
  if (v.tangents != nullptr) {
    marks |= measure_tangent<G>(o, v, orbit, measured);
  }
  Measures &m = v.measures[orbit];
  if (v.partners != nullptr && measured) {
    const size_t at = (size_t) orbit * o.dimension;
    const double distance = distance_of<G>(v.states + at, v.partners + at, o.dimension);
    if (G::rank() == 0) {
      m.smallest = smaller(m.smallest, distance);
      m.largest = larger(m.largest, distance);
    }
  }
  if (G::rank() == 0 && marks != 0u) {
    m.marks |= marks;
  }
}

template <class G>
__device__ unsigned first_orbit() { return (blockIdx.x * blockDim.x + threadIdx.x) / G::SIZE; }
template <class G>
__device__ unsigned orbit_stride() { return gridDim.x * blockDim.x / G::SIZE; }

template <class G>
__device__ void begin_all(const Orbits &o, const Vectors &v)
{
  for (unsigned orbit = first_orbit<G>(); orbit < o.networks * o.count; orbit += orbit_stride<G>()) {
    begin_orbit<G>(o, v, orbit);
  }
}

template <class G>
__device__ void measure_all(const Orbits &o, const Vectors &v, bool measured)
{
  for (unsigned orbit = first_orbit<G>(); orbit < o.networks * o.count; orbit += orbit_stride<G>()) {
    measure_orbit<G>(o, v, orbit, measured);
  }
}

/** Initial states, partners and directions; a thread an orbit. */
extern "C" __global__ void begin_orbits(float *states, float *partners, float *tangents, float *starts,
    Measures *measures, Orbits o)
{
  begin_all<Group<1>>(o, {states, partners, tangents, starts, measures});
}

/** The same with a warp an orbit, for large dimensions. */
extern "C" __global__ void begin_wide_orbits(float *states, float *partners, float *tangents, float *starts,
    Measures *measures, Orbits o)
{
  begin_all<Group<WARP_SIZE>>(o, {states, partners, tangents, starts, measures});
}

/** What there is to do after a step; `measured` is 0 in the transient. */
extern "C" __global__ void measure_orbits(float *states, float *partners, float *tangents, float *starts,
    Measures *measures, Orbits o, unsigned measured)
{
  measure_all<Group<1>>(o, {states, partners, tangents, starts, measures}, measured != 0u);
}

extern "C" __global__ void measure_wide_orbits(float *states, float *partners, float *tangents, float *starts,
    Measures *measures, Orbits o, unsigned measured)
{
  measure_all<Group<WARP_SIZE>>(o, {states, partners, tangents, starts, measures}, measured != 0u);
}

/** Mean exponent of a network, and the share of its flat orbits: org.liyorke.dynamics.orbits.LyapunovExponent. */
extern "C" __global__ void reduce_exponents(double *exponents, double *flatShares, const Measures *measures, Orbits o,
    double steps)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned network = blockIdx.x * blockDim.x + threadIdx.x; network < o.networks; network += stride) {
    double sum = 0;
    unsigned finite = 0;
    unsigned flat = 0;
    for (unsigned orbit = network * o.count; orbit < (network + 1u) * o.count; orbit++) {
      const Measures &m = measures[orbit];
      if ((m.marks & (ESCAPED | TANGENT_OVERFLOWED)) != 0u) {
        continue;
      }
      const double exponent = (m.logarithms + log(m.product)) / steps;
      if (exponent > -infinity()) {
        sum += exponent;
        finite++;
      } else {
        flat++;
      }
    }
    const unsigned bounded = finite + flat;
    exponents[network] = finite > 0u ? sum / finite : flat > 0u ? -infinity() : not_a_number();
    flatShares[network] = bounded > 0u ? (double) flat / bounded : not_a_number();
  }
}

/** Share of scrambled pairs and extreme distances: org.liyorke.dynamics.orbits.ScrambledPairs. */
extern "C" __global__ void reduce_pairs(double *shares, double *smallest, double *largest,
    const Measures *measures, Orbits o, double near, double far)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned network = blockIdx.x * blockDim.x + threadIdx.x; network < o.networks; network += stride) {
    double least = infinity();
    double most = 0;
    unsigned bounded = 0;
    unsigned scrambled = 0;
    for (unsigned orbit = network * o.count; orbit < (network + 1u) * o.count; orbit++) {
      const Measures &m = measures[orbit];
      if ((m.marks & (ESCAPED | PARTNER_ESCAPED)) == 0u) {
        bounded++;
        scrambled += m.smallest < near && m.largest > far ? 1u : 0u;
        least = smaller(least, m.smallest);
        most = larger(most, m.largest);
      }
    }
    shares[network] = bounded > 0u ? (double) scrambled / bounded : not_a_number();
    smallest[network] = bounded > 0u ? log(least) : not_a_number();
    largest[network] = bounded > 0u ? log(most) : not_a_number();
  }
}

/** Share of orbits that escape. */
extern "C" __global__ void reduce_escapes(double *shares, const Measures *measures, Orbits o)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned network = blockIdx.x * blockDim.x + threadIdx.x; network < o.networks; network += stride) {
    unsigned escaped = 0;
    for (unsigned orbit = network * o.count; orbit < (network + 1u) * o.count; orbit++) {
      escaped += (measures[orbit].marks & ESCAPED) != 0u ? 1u : 0u;
    }
    shares[network] = (double) escaped / o.count;
  }
}

/** Copies a row of numbers to every network. */
extern "C" __global__ void repeat_row(float *out, const float *row, unsigned count, unsigned networks)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < networks * count; i += stride) {
    out[i] = row[i % count];
  }
}

__device__ inline bool is_finite(float value)
{
  return (__float_as_uint(value) & 0x7F800000u) != 0x7F800000u;
}

/** org.liyorke.dynamics.orbits.LapCounter. */
__device__ inline unsigned laps_of(const float *values, unsigned count, double height)
{
  unsigned turns = 0;
  int direction = 0;
  double low = infinity();
  double high = -infinity();
  for (unsigned i = 0; i < count; i++) {
    const double value = values[i];
    if (!is_finite(values[i])) {
      continue;
    }
    low = smaller(low, value);
    high = larger(high, value);
    if (direction >= 0 && value < high - height) {
      turns += (unsigned) direction;
      direction = -1;
      low = value;
    } else if (direction <= 0 && value > low + height) {
      turns += (unsigned) -direction;
      direction = 1;
      high = value;
    }
  }
  return turns + 1u;
}

/** Logarithm of the number of laps of each network, whose `count` values begin `stride` apart. */
extern "C" __global__ void count_laps(double *logarithms, const float *values, unsigned networks, unsigned count,
                                      unsigned rowStride, double height)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned network = blockIdx.x * blockDim.x + threadIdx.x; network < networks; network += stride) {
    logarithms[network] = log((double) laps_of(values + (size_t) network * rowStride, count, height));
  }
}

/** growth = (after - before) / compositions. */
extern "C" __global__ void lap_growth(double *growths, const double *before, const double *after, unsigned networks,
                                      double compositions)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned network = blockIdx.x * blockDim.x + threadIdx.x; network < networks; network += stride) {
    growths[network] = (after[network] - before[network]) / compositions;
  }
}

/** The state of every network is its point, taken from among `points`; the tangents are the unit vectors. */
extern "C" __global__ void begin_jacobians(float *states, float *tangents, const float *numbers, unsigned networks,
                                           unsigned dimension, unsigned points, unsigned point)
{
  const unsigned perNetwork = dimension * dimension;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < networks * perNetwork; i += stride) {
    const unsigned network = i / perNetwork;
    const unsigned column = i % perNetwork / dimension;
    const unsigned row = i % dimension;
    tangents[i] = row == column ? 1.0f : 0.0f;
    if (column == 0) {
      states[network * dimension + row] = numbers[((size_t) network * points + point) * dimension + row];
    }
  }
}

/** Counts and sums of values that do not depend on their order: org.liyorke.tally.QuantityTally. */
struct Tally {
  unsigned long long finite;
  unsigned long long minusInfinity;
  unsigned long long missing;
  unsigned long long positive;
  /** Values that are too large to be summed. */
  unsigned long long refused;
  /** The sum of the values in units of 2^-32: of their last 32 bits, and of the bits before, signed. */
  unsigned long long sums[2];
  /** The same of their squares, in three parts. */
  unsigned long long squares[3];
  /** By bin: the negative ones from the largest size down, 0, the positive ones. */
  unsigned long long bins[1];
};

constexpr int BIN_SHIFT = 52 - 7;
constexpr long long FIRST_BIN = (1023LL - 20) << 7;
constexpr int BINS_OF_A_SIGN = (35 << 7) + 1;

/** The bin of a value, 0 for those next to 0; org.liyorke.tally.ValueHistogram. */
__device__ inline int bin_of(double value)
{
  const double size = fabs(value);
  if (size < 0x1p-20) {
    return 0;
  }
  const int bin = (int) ((__double_as_longlong(size) >> BIN_SHIFT) - FIRST_BIN) + 1;
  return value > 0 ? bin : -bin;
}

__device__ inline void add_finite(Tally *tally, double value)
{
  if (!(fabs(value) <= 0x1p15)) {
    atomicAdd(&tally->refused, 1ULL);
    return;
  }
  const long long fixed = __double2ll_rn(value * 0x1p32);
  const unsigned long long size = (unsigned long long) (fixed < 0 ? -fixed : fixed);
  const unsigned long long low = size & 0xFFFFFFFFu;
  const unsigned long long high = size >> 32;
  const unsigned long long middle = 2 * low * high;
  atomicAdd(&tally->sums[0], (unsigned long long) fixed & 0xFFFFFFFFu);
  atomicAdd(&tally->sums[1], (unsigned long long) (fixed >> 32));
  // size^2 = high^2 2^64 + middle 2^32 + low^2, size at most 2^47; every part is below 2^33, so 2^31 of them can be added.
  const unsigned long long first = low * low;
  const unsigned long long second = (middle & 0xFFFFFFFFu) + (first >> 32);
  atomicAdd(&tally->squares[0], first & 0xFFFFFFFFu);
  atomicAdd(&tally->squares[1], second);
  atomicAdd(&tally->squares[2], high * high + (middle >> 32));
  atomicAdd(&tally->bins[bin_of(value) + BINS_OF_A_SIGN], 1ULL);
  atomicAdd(&tally->finite, 1ULL);
  if (value > 0) {
    atomicAdd(&tally->positive, 1ULL);
  }
}

/** Adds the values of networks: finite, minus infinity, or not a number for none. */
extern "C" __global__ void tally_values(Tally *tally, const double *values, unsigned networks)
{
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned network = blockIdx.x * blockDim.x + threadIdx.x; network < networks; network += stride) {
    const double value = values[network];
    if (value != value) {
      atomicAdd(&tally->missing, 1ULL);
    } else if (value == -infinity()) {
      atomicAdd(&tally->minusInfinity, 1ULL);
    } else {
      add_finite(tally, value);
    }
  }
}
