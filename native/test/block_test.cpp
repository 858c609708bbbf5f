// Kernels that wait for each other in every way the software device knows; ends with 0 if all do what a GPU does.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "cuda_for_host.hpp"

namespace {

int failures = 0;

void expect(bool condition, const std::string &what)
{
  if (!condition) {
    fprintf(stderr, "block-test: %s\n", what.c_str());
    failures++;
  }
}

template <class Kernel>
std::string run(Kernel kernel, unsigned blocks, unsigned threads, size_t sharedBytes = 0, unsigned workers = 1)
{
  static Kernel *running;
  running = &kernel;
  const KernelCall call = [](void *const *) { (*running)(); };
  return runGrid(Launch{call, nullptr, {blocks, 1, 1}, {threads, 1, 1}, sharedBytes}, workers);
}

void sumsInSharedMemory()
{
  for (const unsigned threads : {1u, 31u, 32u, 33u, 256u, 1024u}) {
    std::vector<unsigned> sums(5);
    const std::string problem = run(
        [&] {
          DYNAMIC_SHARED(unsigned, values);
          values[threadIdx.x] = threadIdx.x + blockIdx.x;
          __syncthreads();
          for (unsigned step = 1; step < blockDim.x; step *= 2) {
            const unsigned other = threadIdx.x + step;
            const unsigned more = threadIdx.x % (2 * step) == 0 && other < blockDim.x ? values[other] : 0;
            __syncthreads();
            values[threadIdx.x] += more;
            __syncthreads();
          }
          if (threadIdx.x == 0) {
            sums[blockIdx.x] = values[0];
          }
        },
        5, threads, threads * sizeof(unsigned));
    expect(problem.empty(), problem);
    for (unsigned block = 0; block < 5; block++) {
      expect(sums[block] == threads * (threads - 1) / 2 + threads * block, "a sum in shared memory");
    }
  }
}

void staticSharedMemoryBelongsToABlock()
{
  std::vector<unsigned> seen(64 * 40);
  const std::string problem = run(
      [&] {
        __shared__ unsigned mine;
        if (threadIdx.x == 0) {
          mine = blockIdx.x;
        }
        __syncthreads();
        seen[blockIdx.x * blockDim.x + threadIdx.x] = mine;
        __syncthreads();
      },
      64, 40, 0, 4);
  expect(problem.empty(), problem);
  for (unsigned i = 0; i < seen.size(); i++) {
    expect(seen[i] == i / 40, "a shared variable");
  }
}

void shuffles()
{
  std::vector<double> answers(5 * 64);
  const std::string problem = run(
      [&] {
        const unsigned lane = threadIdx.x % 32;
        double *answer = &answers[5 * threadIdx.x];
        answer[0] = __shfl_sync(~0u, 0.5 + threadIdx.x, 3);
        answer[1] = __shfl_up_sync(~0u, 0.5 + threadIdx.x, 2);
        answer[2] = __shfl_down_sync(~0u, 0.5 + threadIdx.x, 2);
        answer[3] = __shfl_xor_sync(~0u, 0.5 + threadIdx.x, 5);
        answer[4] = lane < 8 ? __shfl_sync(0xFFu, float(threadIdx.x), 9, 4) : __shfl_sync(~0xFFu, float(threadIdx.x), 9);
      },
      1, 64);
  expect(problem.empty(), problem);
  for (unsigned i = 0; i < 64; i++) {
    const unsigned lane = i % 32;
    const unsigned first = i - lane;
    const double *answer = &answers[5 * i];
    expect(answer[0] == 3.5 + first, "shfl");
    expect(answer[1] == 0.5 + (lane < 2 ? i : i - 2), "shfl_up");
    expect(answer[2] == 0.5 + (lane > 29 ? i : i + 2), "shfl_down");
    expect(answer[3] == 0.5 + first + (lane ^ 5), "shfl_xor");
    expect(answer[4] == (lane < 8 ? first + lane / 4 * 4 + 1 : first + 9), "shfl in parts of a warp");
  }
}

void votes()
{
  std::vector<unsigned> ballots(40);
  std::vector<int> counts(40);
  const std::string problem = run(
      [&] {
        // The second warp has eight lanes, of which the last two have ended.
        if (threadIdx.x >= 38) {
          return;
        }
        ballots[threadIdx.x] = __ballot_sync(~0u, threadIdx.x % 3 == 0);
        const bool all = __all_sync(~0u, threadIdx.x < 38) && !__all_sync(~0u, threadIdx.x % 2);
        const bool any = __any_sync(~0u, threadIdx.x % 5 == 0) && !__any_sync(~0u, threadIdx.x > 38);
        counts[threadIdx.x] = __syncthreads_count(all && any && threadIdx.x > 0);
      },
      1, 40);
  expect(problem.empty(), problem);
  for (unsigned i = 0; i < 38; i++) {
    expect(ballots[i] == (i < 32 ? 0x49249249u : 0x12u), "a ballot");
    expect(counts[i] == 37, "a count at a barrier");
  }
}

void atomics()
{
  unsigned long long sum = 0;
  unsigned most = 0;
  unsigned exchanged = 0;
  const std::string problem = run(
      [&] {
        atomicAdd(&sum, 1ull + threadIdx.x);
        atomicMax(&most, blockIdx.x * blockDim.x + threadIdx.x);
        atomicCAS(&exchanged, 0u, 7u);
      },
      200, 64, 0, 4);
  expect(problem.empty(), problem);
  expect(sum == 200 * 65 * 32 && most == 200 * 64 - 1 && exchanged == 7, "atomics");
}

void mistakesEndTheLaunch()
{
  const auto isReported = [](const std::string &problem, const char *words) {
    expect(problem.find(words) != std::string::npos, std::string("not reported: ") + words);
  };
  isReported(run(
                 [] {
                   if (threadIdx.x == 0) {
                     __syncthreads();
                     __syncthreads();
                   } else {
                     __shfl_sync(~0u, 1, 0);
                   }
                 },
                 3, 64),
             "for ever");
  isReported(run([] { __ballot_sync(1u, 1); }, 1, 2), "leaves it out");
  isReported(run([] { threadIdx.x == 0 ? (void) __shfl_sync(3u, 1, 0) : (void) __ballot_sync(3u, 1); }, 1, 2),
             "different operations");
  // And nothing is left of it.
  expect(run([] { __syncthreads(); }, 3, 64).empty(), "a launch after a mistake");
}

void bitsAndRounding()
{
  expect(__popcll(0xF00000000000000Full) == 8 && __popcll(0) == 0, "__popcll");
  expect(__ffsll(1LL << 40) == 41 && __ffsll(0) == 0, "__ffsll");
  expect(__clzll(1LL << 40) == 23 && __clzll(0) == 64, "__clzll");
  expect(__double2ll_rn(2.5) == 2 && __double2ll_rn(-0x1p62) == -(1LL << 62), "__double2ll_rn");
}

}  // namespace

int main()
{
  bitsAndRounding();
  sumsInSharedMemory();
  staticSharedMemoryBelongsToABlock();
  shuffles();
  votes();
  atomics();
  mistakesEndTheLaunch();
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
