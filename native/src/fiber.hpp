// Fibres: functions with stacks of their own that hand over control by themselves, all on one thread of the system.
#pragma once

#include <cstddef>

/** One fibre. Runs on the system thread that resumes it, always the same one. */
class Fiber {
 public:
  using Function = void (*)(void *);

  Fiber();
  ~Fiber();
  Fiber(const Fiber &) = delete;
  Fiber &operator=(const Fiber &) = delete;

  /** Lets the fibre begin with function(argument) when it is resumed next; what it did before is abandoned. */
  void prepare(Function function, void *argument);

  /** Runs the fibre until it yields or its function ends; true if it ended. */
  bool resume();

  /** Where a prepared fibre begins. */
  static void start(Fiber *fiber);

  /** Gives control back to the caller of resume. To be called on the fibre. */
  void yield();

 private:
  void leave(bool forGood);
  void arrived();

  char *stack;
  void *saved = nullptr;
  void *resumer = nullptr;
  Function function = nullptr;
  void *argument = nullptr;
  bool ended = true;

  // For AddressSanitizer, which must be told of every change of stack.
  void *ownShadow = nullptr;
  const void *resumerStack = nullptr;
  size_t resumerStackSize = 0;
};
