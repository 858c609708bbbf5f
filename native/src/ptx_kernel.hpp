// A kernel of a PTX text, decoded once for all its launches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ptx.hpp"
#include "ptx_code.hpp"

/** A value that is the same in every lane, with a register of its own. */
struct PtxConstant {
  uint32_t offset;
  unsigned bytes;
  uint64_t value;
};

/** What a special register of 32 bits tells. */
enum class PtxSpecial { TID_X, TID_Y, TID_Z, NTID_X, NTID_Y, NTID_Z, CTAID_X, CTAID_Y, CTAID_Z, NCTAID_X, NCTAID_Y, NCTAID_Z, LANE };

struct PtxSpecialRegister {
  PtxSpecial what;
  uint32_t offset;
};

struct PtxKernel {
  std::string name;
  std::vector<size_t> parameterSizes;
  /** Where each parameter begins. */
  std::vector<size_t> parameterOffsets;
  size_t parameterBytes = 0;
  size_t maxThreads = 0;

  std::vector<PtxInstruction> code;
  /** Of a warp. */
  size_t registerBytes = 0;
  size_t predicates = 0;
  std::vector<PtxConstant> constants;
  std::vector<PtxSpecialRegister> specials;

  /** Shared memory of known size; that of a size known at launch comes behind. */
  size_t sharedBytes = 0;
  /** Local memory of a lane. */
  size_t localBytes = 0;
};

/** Decodes an entry; throws PtxError for anything that the interpreter does not know. */
PtxKernel compilePtx(const PtxText &text, const PtxEntry &entry);

/**
 * Says of every branch where the lanes that it parts are together again: where its immediate post-dominator begins, or
 * behind the code where they are only together when they end.
 */
void findReconvergence(std::vector<PtxInstruction> &code);
