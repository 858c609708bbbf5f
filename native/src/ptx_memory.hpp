// Memory accesses of PTX: which function does one, what is checked, and how many passes it takes.
#pragma once

#include <stdexcept>
#include <string>

#include "ptx_code.hpp"

/** What a kernel did wrong; ends its launch. */
struct PtxFault : std::runtime_error {
  PtxFault(const PtxInstruction &instruction, unsigned lane, const std::string &problem)
      : std::runtime_error("line " + std::to_string(instruction.line) + " of the PTX, lane " + std::to_string(lane) + ": " +
                           problem)
  {
  }
};

/**
 * The function that loads or stores values of a type of PTX ("u8", "f64").
 *
 * @param registers what registers hold the values, no narrower than the type
 * @return null if there is none
 */
PtxExecute ptxLoad(const std::string &type, PtxOperand registers);
PtxExecute ptxStore(const std::string &type, PtxOperand registers);
