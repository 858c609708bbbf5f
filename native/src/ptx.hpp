// What the software device reads of a PTX text: the kernels it declares and the sizes of their parameters.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

struct PtxEntry {
  std::string name;
  std::vector<size_t> parameterSizes;
};

/** The kernels of a PTX text; empty if it is none. */
std::vector<PtxEntry> readPtx(const std::string &text);
