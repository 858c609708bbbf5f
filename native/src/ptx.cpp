#include "ptx.hpp"

#include <cstdio>

namespace {

constexpr char ENTRY[] = ".entry";
constexpr char PARAMETER[] = ".param";

/** Size of the parameter whose declaration begins at `text`; 0 if it cannot be read. */
size_t parameterSize(const char *text)
{
  // .param .u64 name   or   .param .align 8 .b8 name[48]
  char kind = 0;
  unsigned bits = 0;
  unsigned count = 1;
  const bool read = sscanf(text, ".param .%c%u %*[A-Za-z0-9_$][%u]", &kind, &bits, &count) >= 2 ||
                    sscanf(text, ".param .align %*u .%c%u %*[A-Za-z0-9_$][%u]", &kind, &bits, &count) >= 2;
  return read ? size_t{bits} / 8 * count : 0;
}

}  // namespace

std::vector<PtxEntry> readPtx(const std::string &text)
{
  std::vector<PtxEntry> entries;
  if (text.find(".version") == std::string::npos) {
    return entries;
  }
  for (size_t at = text.find(ENTRY); at != std::string::npos; at = text.find(ENTRY, at + 1)) {
    const size_t open = text.find('(', at);
    const size_t close = text.find(')', at);
    char name[256];
    if (close == std::string::npos || open > close || sscanf(&text[at], ".entry %255[A-Za-z0-9_$]", name) != 1) {
      return {};
    }
    PtxEntry entry{name, {}};
    for (size_t p = text.find(PARAMETER, open); p < close; p = text.find(PARAMETER, p + 1)) {
      entry.parameterSizes.push_back(parameterSize(&text[p]));
    }
    entries.push_back(entry);
  }
  return entries;
}
