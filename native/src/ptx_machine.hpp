// Runs the kernels of a PTX text, instruction by instruction.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "block.hpp"
#include "ptx_kernel.hpp"

struct PtxLaunch {
  const PtxKernel &kernel;
  void *const *parameters;
  Dimensions grid;
  Dimensions block;
  /** Shared memory besides the kernel's own. */
  size_t sharedBytes;
  /** The allocations, by growing address. */
  const std::vector<PtxRange> &memory;
};

/** Runs all blocks of a launch on up to `workers` system threads; an empty text, or what the kernel did wrong. */
std::string runPtx(const PtxLaunch &launch, unsigned workers);
