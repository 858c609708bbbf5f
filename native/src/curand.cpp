// The part of cuRAND that this project calls, with raw words of the Philox generator in legacy order: libcurand.so.10.
//
// Written after contract 1 of docs/design.md and independently of kernels/, so that comparing the two means something.

#include <cstdint>
#include <memory>

#include "cuda_types.h"
#include "driver_internal.h"

namespace {

enum Status : int {
  SUCCESS = 0,
  NOT_INITIALIZED = 101,
  ALLOCATION_FAILED = 102,
  TYPE_ERROR = 103,
  OUT_OF_RANGE = 104,
  LAUNCH_FAILURE = 201,
  INITIALIZATION_FAILED = 203,
};

constexpr int PSEUDO_PHILOX4_32_10 = 161;
constexpr int ORDERING_PSEUDO_DEFAULT = 101;
constexpr int ORDERING_PSEUDO_LEGACY = 103;
constexpr int VERSION = 10310;

struct Words {
  uint32_t word[4];
};

Words philox(uint64_t key, uint64_t low, uint64_t high)
{
  uint32_t c[4] = {uint32_t(low), uint32_t(low >> 32), uint32_t(high), uint32_t(high >> 32)};
  uint32_t k[2] = {uint32_t(key), uint32_t(key >> 32)};
  for (int round = 0; round < 10; round++, k[0] += 0x9E3779B9u, k[1] += 0xBB67AE85u) {
    const uint64_t p = uint64_t{0xD2511F53u} * c[0];
    const uint64_t q = uint64_t{0xCD9E8D57u} * c[2];
    const uint32_t next[4] = {uint32_t(q >> 32) ^ c[1] ^ k[0], uint32_t(q), uint32_t(p >> 32) ^ c[3] ^ k[1], uint32_t(p)};
    for (int i = 0; i < 4; i++) {
      c[i] = next[i];
    }
  }
  return {{c[0], c[1], c[2], c[3]}};
}

uint32_t wordAt(uint64_t seed, uint64_t position)
{
  const uint64_t group = position / 4;
  return philox(seed, group / 65536, group % 65536).word[position % 4];
}

void fill(uint32_t *out, uint64_t seed, uint64_t offset, size_t count)
{
  for (size_t i = 0; i < count;) {
    const uint64_t position = offset + i;
    if (position % 4 == 0 && count - i >= 4) {
      const Words four = philox(seed, position / 4 / 65536, position / 4 % 65536);
      for (uint32_t word : four.word) {
        out[i++] = word;
      }
    } else {
      out[i++] = wordAt(seed, position);
    }
  }
}

struct Generator {
  bool onHost;
  uint64_t seed = 0;
  uint64_t offset = 0;
  int ordering = ORDERING_PSEUDO_DEFAULT;
  void *stream = nullptr;
  bool hasStates = false;
};

struct Job {
  uint32_t *out;
  uint64_t seed;
  uint64_t offset;
  size_t count;

  static void run(void *data)
  {
    const Job &job = *static_cast<Job *>(data);
    fill(job.out, job.seed, job.offset, job.count);
  }

  static void dispose(void *data) { delete static_cast<Job *>(data); }
};

Status create(Generator **generator, int type, bool onHost)
{
  if (type != PSEUDO_PHILOX4_32_10) {
    return TYPE_ERROR;
  }
  if (!onHost && softwareCudaAddGenerator() != CUDA_SUCCESS) {
    return INITIALIZATION_FAILED;
  }
  *generator = new Generator{onHost};
  return SUCCESS;
}

/** NVIDIA's library allocates its states when it first generates. */
Status makeStates(Generator &generator)
{
  const int result = generator.hasStates ? CUDA_SUCCESS : softwareCudaMayAllocate();
  if (result != CUDA_SUCCESS) {
    return result == CUDA_ERROR_OUT_OF_MEMORY ? ALLOCATION_FAILED : LAUNCH_FAILURE;
  }
  generator.hasStates = true;
  return SUCCESS;
}

}  // namespace

EXPORT int curandGetVersion(int *version)
{
  *version = VERSION;
  return SUCCESS;
}

EXPORT int curandCreateGenerator(Generator **generator, int type)
{
  return create(generator, type, false);
}

EXPORT int curandCreateGeneratorHost(Generator **generator, int type)
{
  return create(generator, type, true);
}

EXPORT int curandDestroyGenerator(Generator *generator)
{
  if (generator == nullptr) {
    return NOT_INITIALIZED;
  }
  const std::unique_ptr<Generator> ending(generator);
  const bool freed = generator->onHost || softwareCudaRemoveGenerator() == CUDA_SUCCESS;
  return freed ? SUCCESS : LAUNCH_FAILURE;
}

EXPORT int curandSetPseudoRandomGeneratorSeed(Generator *generator, unsigned long long seed)
{
  generator->seed = seed;
  return SUCCESS;
}

EXPORT int curandSetGeneratorOffset(Generator *generator, unsigned long long offset)
{
  generator->offset = offset;
  return SUCCESS;
}

EXPORT int curandSetGeneratorOrdering(Generator *generator, int ordering)
{
  generator->ordering = ordering;
  return SUCCESS;
}

EXPORT int curandSetStream(Generator *generator, void *stream)
{
  generator->stream = stream;
  return SUCCESS;
}

EXPORT int curandGenerate(Generator *generator, unsigned *out, size_t count)
{
  // The order that cuRAND takes by default depends on its version and on the GPU.
  if (generator->ordering != ORDERING_PSEUDO_LEGACY) {
    return OUT_OF_RANGE;
  }
  const uint64_t offset = generator->offset;
  if (generator->onHost) {
    fill(out, generator->seed, offset, count);
  } else {
    const Status states = makeStates(*generator);
    if (states != SUCCESS) {
      return states;
    }
    Job *job = new Job{out, generator->seed, offset, count};
    const auto address = reinterpret_cast<unsigned long long>(out);
    if (softwareCudaEnqueue(generator->stream, address, 4 * count, &Job::run, job, &Job::dispose) != CUDA_SUCCESS) {
      return LAUNCH_FAILURE;
    }
  }
  generator->offset = offset + count;
  return SUCCESS;
}
