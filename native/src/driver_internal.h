// What the software libcuda.so.1 offers to the software cuRAND; no part of CUDA. The results are values of CUresult.
#pragma once

#include <cstddef>

extern "C" {

/** Puts work(data) that writes bytes at a device address on a stream of the current context. */
int softwareCudaEnqueue(void *stream, unsigned long long address, size_t bytes, void (*work)(void *), void *data);

/** Counts a generator on the current device. */
int softwareCudaAddGenerator();

/** Counts an allocation that the caller makes for itself, which a fault may refuse. */
int softwareCudaMayAllocate();

/** Counts a generator that ends. */
int softwareCudaRemoveGenerator();
}
