// What the environment asks of the software device; native/README.md lists the variables.
#pragma once

#include <cstddef>
#include <string>

/** A fault at the n-th call of a kind on one device; n counts from 1, and 0 means never. */
struct Fault {
  int device = 0;
  long call = 0;
  bool andAllLater = false;

  bool strikes(int onDevice, long number) const
  {
    return call > 0 && onDevice == device && (number == call || (andAllLater && number > call));
  }
};

struct Settings {
  int devices = 1;
  size_t memoryBytes = 0;
  unsigned threads = 1;
  Fault failAllocation;
  Fault failLaunch;
  Fault loseDevice;
  std::string report;
  /** Whether the PTX is run instead of the kernels compiled for the host. */
  bool runPtx = false;
  /** The file for the counts of executed instructions; empty for none. */
  std::string profile;
};

/** Read once; a variable that cannot be read ends the process with a message. */
const Settings &settings();
