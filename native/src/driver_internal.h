// What the software libcuda.so.1 offers to the software cuRAND and cuBLAS; no part of CUDA. The results are values of CUresult.
#pragma once

#include <cstddef>

extern "C" {

/**
 * Puts work(data) that writes bytes at a device address on a stream of the current context. A graph may do it several
 * times. When it cannot be done any more, or was refused, dispose(data) is called.
 */
int softwareCudaEnqueue(void *stream, unsigned long long address, size_t bytes, void (*work)(void *), void *data,
                        void (*dispose)(void *));

/** Whether all bytes belong to one allocation of the current device: success if so. */
int softwareCudaOwns(unsigned long long address, size_t bytes);

/** Counts a handle of cuBLAS on the current device. */
int softwareCudaAddHandle();

/** Counts a handle of cuBLAS that ends. */
int softwareCudaRemoveHandle();

/** Counts a generator on the current device. */
int softwareCudaAddGenerator();

/** Counts an allocation that the caller makes for itself, which a fault may refuse. */
int softwareCudaMayAllocate();

/** Counts a generator that ends. */
int softwareCudaRemoveGenerator();
}
