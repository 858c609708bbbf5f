#include "ptx_profile.hpp"

#include <fstream>

#include "settings.hpp"

void PtxProfile::add(const PtxKernel &kernel, const std::vector<PtxCount> &counts)
{
  const std::lock_guard<std::mutex> guard(lock);
  for (size_t i = 0; i < counts.size(); i++) {
    if (counts[i].warps > 0) {
      const PtxInstruction &instruction = kernel.code[i];
      const bool banked = instruction.space == PtxSpace::SHARED || instruction.space == PtxSpace::GLOBAL;
      PtxCount &sum = lines[{kernel.name, instruction.line}];
      sum.warps += counts[i].warps;
      sum.lanes += counts[i].lanes;
      sum.passes += banked ? counts[i].passes : counts[i].warps;
    }
  }
}

bool PtxProfile::write() const
{
  if (!wanted()) {
    return true;
  }
  const std::lock_guard<std::mutex> guard(lock);
  std::ofstream out(file);
  out << "kernel\tline\twarps\tlanes\tpasses\n";
  for (const auto &[key, count] : lines) {
    out << key.first << '\t' << key.second << '\t' << count.warps << '\t' << count.lanes << '\t' << count.passes << '\n';
  }
  out.close();
  return bool(out);
}

PtxProfile &ptxProfile()
{
  static PtxProfile profile(settings().profile);
  return profile;
}
