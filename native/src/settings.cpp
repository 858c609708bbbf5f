#include "settings.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

constexpr size_t MEBIBYTE = size_t{1} << 20;
constexpr long DEFAULT_MEMORY = 256;

[[noreturn]] void refuse(const char *name, const std::string &value, const char *limit)
{
  fprintf(stderr, "software CUDA device: %s %s: must be %s\n", name, value.c_str(), limit);
  exit(2);
}

std::string text(const char *name)
{
  const char *value = getenv(name);
  return value == nullptr ? "" : value;
}

/** Decimal digits alone, at most nine; -1 for anything else. */
long digits(const std::string &value)
{
  const bool plain = !value.empty() && value.size() <= 9 && value.find_first_not_of("0123456789") == std::string::npos;
  return plain ? std::stol(value) : -1;
}

long number(const char *name, long otherwise, long least, long most, const char *limit)
{
  const std::string value = text(name);
  if (value.empty()) {
    return otherwise;
  }
  const long read = digits(value);
  if (read < least || read > most) {
    refuse(name, value, limit);
  }
  return read;
}

Fault fault(const char *name)
{
  const std::string value = text(name);
  if (value.empty()) {
    return {};
  }
  const size_t colon = value.find(':');
  std::string call = colon == std::string::npos ? value : value.substr(colon + 1);
  const long device = colon == std::string::npos ? 0 : digits(value.substr(0, colon));
  const bool andAllLater = !call.empty() && call.back() == '+';
  if (andAllLater) {
    call.pop_back();
  }
  if (device < 0 || digits(call) < 1) {
    refuse(name, value, "[DEVICE:]N[+], N from 1");
  }
  return {int(device), digits(call), andAllLater};
}

/** Whether the second of two words was chosen; the first one is the default. */
bool choice(const char *name, const char *first, const char *second, const char *limit)
{
  const std::string value = text(name);
  if (!value.empty() && value != first && value != second) {
    refuse(name, value, limit);
  }
  return value == second;
}

Settings read()
{
  Settings s;
  const unsigned cores = std::thread::hardware_concurrency();
  s.devices = int(number("SOFTWARE_CUDA_DEVICES", 1, 0, 16, "from 0 to 16"));
  s.memoryBytes =
      MEBIBYTE * size_t(number("SOFTWARE_CUDA_MEMORY", DEFAULT_MEMORY, 1, 65536, "from 1 to 65536 (mebibytes)"));
  s.threads = unsigned(number("SOFTWARE_CUDA_THREADS", std::clamp(cores, 1u, 4u), 1, 16, "from 1 to 16"));
  s.failAllocation = fault("SOFTWARE_CUDA_FAIL_ALLOCATION");
  s.failLaunch = fault("SOFTWARE_CUDA_FAIL_LAUNCH");
  s.loseDevice = fault("SOFTWARE_CUDA_LOSE_DEVICE");
  // A lost device stays lost.
  s.loseDevice.andAllLater = true;
  s.report = text("SOFTWARE_CUDA_REPORT");
  s.runPtx = choice("SOFTWARE_CUDA_RUN", "host", "ptx", "host or ptx");
  s.profile = text("SOFTWARE_CUDA_PROFILE");
  if (!s.profile.empty() && !s.runPtx) {
    refuse("SOFTWARE_CUDA_PROFILE", s.profile, "used with SOFTWARE_CUDA_RUN=ptx");
  }
  return s;
}

}  // namespace

const Settings &settings()
{
  static const Settings all = read();
  return all;
}
