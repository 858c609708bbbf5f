// Draws networks (contracts 1 to 3 of docs/design.md): words, and the numbers made from them. Every kernel runs with any
// grid; what it writes depends on its arguments alone.

#include "laws.cuh"
#include "philox.cuh"

/** Consecutive networks of one family, back to back. networks * words and networks * parameters are below 2^31. */
struct Batch {
  /** Index of the first network. */
  unsigned long long first;
  unsigned networks;
  /** Numbers in a network. */
  unsigned parameters;
  /** Words that belong to a network, a multiple of 4. */
  unsigned words;
  unsigned unused;
};

/** Neighbouring parameters of one law in every network: org.liyorke.model.ParameterRun. */
struct Run {
  unsigned parameter;
  unsigned word;
  unsigned count;
};

static_assert(sizeof(Batch) == 24 && sizeof(Run) == 12, "the layouts that the host fills");

/** The words at the positions [first, first + count) of a stream. */
extern "C" __global__ void fill_words(unsigned *out, unsigned long long key, unsigned long long first, unsigned count)
{
  const unsigned head = (unsigned) (first & 3u);
  const unsigned groups = (head + count + 3u) / 4u;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < groups; i += stride) {
    const uint4 group = words_of_group(key, first / 4u + i);
    const unsigned words[4] = {group.x, group.y, group.z, group.w};
    for (unsigned j = 0; j < 4u; j++) {
      // Wraps around for words before the first, which makes it too large as well.
      const unsigned at = 4u * i + j - head;
      if (at < count) {
        out[at] = words[j];
      }
    }
  }
}

/** Numbers of a law from words in memory: words[0] is the first word of the batch. */
extern "C" __global__ void shape_numbers(float *out, const unsigned *words, Batch batch, Run run, Law law,
                                         const double *tables)
{
  const unsigned total = batch.networks * run.count;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += stride) {
    const unsigned network = i / run.count;
    const unsigned j = i % run.count;
    out[network * batch.parameters + run.parameter + j] =
        number_of_word(law, tables, words[network * batch.words + run.word + j]);
  }
}

/** The same numbers with the words made in registers. */
extern "C" __global__ void draw_numbers(float *out, unsigned long long key, Batch batch, Run run, Law law,
                                        const double *tables)
{
  const unsigned begin = run.word / 4u;
  const unsigned groups = (run.word + run.count + 3u) / 4u - begin;
  const unsigned total = batch.networks * groups;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += stride) {
    const unsigned network = i / groups;
    const unsigned groupInNetwork = begin + i % groups;
    const uint4 group = words_of_group(key, (batch.first + network) * (batch.words / 4u) + groupInNetwork);
    const unsigned words[4] = {group.x, group.y, group.z, group.w};
    float *numbers = out + (network * batch.parameters + run.parameter);
    for (unsigned j = 0; j < 4u; j++) {
      // Wraps around for words before the run, which makes it too large as well.
      const unsigned at = 4u * groupInNetwork + j - run.word;
      if (at < run.count) {
        numbers[at] = number_of_word(law, tables, words[j]);
      }
    }
  }
}

/** Parameters that take no word. */
extern "C" __global__ void fill_constants(float *out, Batch batch, Run run, float value)
{
  const unsigned total = batch.networks * run.count;
  const unsigned stride = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += stride) {
    out[i / run.count * batch.parameters + run.parameter + i % run.count] = value;
  }
}
