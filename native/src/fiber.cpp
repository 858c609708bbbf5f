#include "fiber.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

#if !defined(__x86_64__)
#error "The change of stacks is written for x86-64 only, as are JCuda's native libraries."
#endif

namespace {

constexpr size_t GUARD = 4096;
// Kernels keep little on the stack; the sanitizers' frames are some times larger. Untouched pages cost nothing.
constexpr size_t STACK = 256 * 1024;

}  // namespace

// Saves the callee-saved registers of the System V ABI on the present stack, stores the stack pointer in *save, and
// continues where the stack pointer `load` was saved. The floating-point environment is left alone: nobody changes it.
extern "C" void switchStack(void **save, void *load);

asm(R"(
.text
.p2align 4
.type switchStack, @function
switchStack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size switchStack, .-switchStack

.type fiberEntry, @function
fiberEntry:
  movq %rbx, %rdi
  call startFiber
  ud2
.size fiberEntry, .-fiberEntry
)");

extern "C" void fiberEntry();

extern "C" __attribute__((used, visibility("hidden"))) void startFiber(Fiber *fiber)
{
  Fiber::start(fiber);
}

Fiber::Fiber()
{
  void *memory = mmap(nullptr, GUARD + STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    throw std::bad_alloc();
  }
  // An overflow of the stack ends in a fault, not in another fibre.
  mprotect(memory, GUARD, PROT_NONE);
  stack = static_cast<char *>(memory) + GUARD;
}

Fiber::~Fiber()
{
#if defined(__SANITIZE_ADDRESS__)
  __asan_unpoison_memory_region(stack, STACK);
#endif
  munmap(stack - GUARD, GUARD + STACK);
}

void Fiber::prepare(Function newFunction, void *newArgument)
{
#if defined(__SANITIZE_ADDRESS__)
  // Frames that an abandoned fibre left behind.
  __asan_unpoison_memory_region(stack, STACK);
#endif
  function = newFunction;
  argument = newArgument;
  ended = false;
  ownShadow = nullptr;
  // What switchStack pops, r15 first: five registers, of which rbx takes the fibre to fiberEntry, then the return address.
  // The stack pointer is a multiple of 16 at fiberEntry's call, as the ABI wants.
  uintptr_t *top = reinterpret_cast<uintptr_t *>(stack + STACK) - 9;
  memset(top, 0, 9 * sizeof *top);
  top[4] = reinterpret_cast<uintptr_t>(this);
  top[6] = reinterpret_cast<uintptr_t>(&fiberEntry);
  saved = top;
}

bool Fiber::resume()
{
#if defined(__SANITIZE_ADDRESS__)
  void *shadow = nullptr;
  __sanitizer_start_switch_fiber(&shadow, stack, STACK);
  switchStack(&resumer, saved);
  __sanitizer_finish_switch_fiber(shadow, nullptr, nullptr);
#else
  switchStack(&resumer, saved);
#endif
  return ended;
}

void Fiber::start(Fiber *fiber)
{
  fiber->arrived();
  fiber->function(fiber->argument);
  fiber->ended = true;
  fiber->leave(true);
}

void Fiber::yield()
{
  leave(false);
}

void Fiber::leave(bool forGood)
{
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_start_switch_fiber(forGood ? nullptr : &ownShadow, resumerStack, resumerStackSize);
#else
  (void) forGood;
#endif
  switchStack(&saved, resumer);
  arrived();
}

void Fiber::arrived()
{
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(ownShadow, &resumerStack, &resumerStackSize);
#endif
}
