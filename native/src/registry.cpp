#include "registry.hpp"

#include <map>

namespace {

// Made at first use: registrations run before main in no particular order.
std::map<std::string, HostKernel> &kernels()
{
  static std::map<std::string, HostKernel> all;
  return all;
}

}  // namespace

Registration::Registration(HostKernel kernel)
{
  const std::string name = kernel.name;
  kernels().emplace(name, std::move(kernel));
}

const HostKernel *findHostKernel(const std::string &name)
{
  const auto found = kernels().find(name);
  return found == kernels().end() ? nullptr : &found->second;
}
