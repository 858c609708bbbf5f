// How often each instruction of a PTX text was executed.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "ptx_kernel.hpp"

/** Sums over all launches of the process, on all devices and system threads. */
class PtxProfile {
 public:
  explicit PtxProfile(std::string newFile) : file(std::move(newFile)) {}

  bool wanted() const { return !file.empty(); }

  /** Adds what a system thread counted, for each instruction of the kernel. */
  void add(const PtxKernel &kernel, const std::vector<PtxCount> &counts);

  /** Writes the table, if one is wanted; whether that was possible. */
  bool write() const;

 private:
  const std::string file;
  mutable std::mutex lock;
  std::map<std::pair<std::string, unsigned>, PtxCount> lines;
};

/** The profile that the environment asks for. */
PtxProfile &ptxProfile();
