// Random words made in registers: contract 1 of docs/design.md, the same numbers as org.liyorke.random.Philox4x32 and
// WordStream, and as cuRAND's Philox generator with the legacy ordering.
#pragma once

/** Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC 2011): the image of a counter under a key. */
__device__ inline uint4 philox4x32(uint4 counter, unsigned key0, unsigned key1)
{
  for (int round = 0; round < 10; round++) {
    const unsigned high0 = __umulhi(0xD2511F53u, counter.x);
    const unsigned low0 = 0xD2511F53u * counter.x;
    const unsigned high1 = __umulhi(0xCD9E8D57u, counter.z);
    const unsigned low1 = 0xCD9E8D57u * counter.z;
    counter = make_uint4(high1 ^ counter.y ^ key0, low1, high0 ^ counter.w ^ key1, low0);
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return counter;
}

/** The words at the positions 4 * group to 4 * group + 3; group below 2^61. */
__device__ inline uint4 words_of_group(unsigned long long key, unsigned long long group)
{
  const unsigned long long block = group >> 16;
  const uint4 counter =
      make_uint4((unsigned) block, (unsigned) (block >> 32), (unsigned) (group & 0xFFFFu), 0u);
  return philox4x32(counter, (unsigned) key, (unsigned) (key >> 32));
}
