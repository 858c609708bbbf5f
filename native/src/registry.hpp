// The kernels that were compiled for the host, by name.
#pragma once

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "block.hpp"

struct HostKernel {
  std::string name;
  KernelCall call;
  std::vector<size_t> parameterSizes;
};

/** Adds a kernel when the library is loaded. */
struct Registration {
  explicit Registration(HostKernel kernel);
};

/** The kernel of that name; null if there is none. */
const HostKernel *findHostKernel(const std::string &name);

template <auto Kernel>
struct KernelOf;

template <class... P, void (*Kernel)(P...)>
struct KernelOf<Kernel> {
  static void call(void *const *parameters) { callWith(parameters, std::index_sequence_for<P...>{}); }

  template <size_t... I>
  static void callWith(void *const *parameters, std::index_sequence<I...>)
  {
    Kernel(*static_cast<std::remove_reference_t<P> *>(parameters[I])...);
  }

  static HostKernel named(const char *name) { return {name, &call, {sizeof(P)...}}; }
};

#define REGISTER_KERNEL(name) static const Registration registered_##name(KernelOf<&name>::named(#name));
