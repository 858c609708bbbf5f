#include "ptx.hpp"

#include <cctype>
#include <cstdio>
#include <cstring>

namespace {

/** Walks through a text and counts its lines. */
class Scanner {
 public:
  explicit Scanner(const std::string &newText) : text(newText) {}

  unsigned line() const { return lineNumber; }
  bool atEnd() const { return at >= text.size(); }
  char peek() const { return atEnd() ? '\0' : text[at]; }

  char next()
  {
    lineNumber += text[at] == '\n' ? 1 : 0;
    return text[at++];
  }

  /** To the next character that is neither space nor comment; whether there is one. */
  bool skipBlank()
  {
    while (!atEnd()) {
      if (isspace(static_cast<unsigned char>(peek())) != 0) {
        next();
      } else if (text.compare(at, 2, "//") == 0) {
        skipTo("\n");
      } else if (text.compare(at, 2, "/*") == 0) {
        skipTo("*/");
      } else {
        return true;
      }
    }
    return false;
  }

  /** Whether the text goes on with this. */
  bool isAt(const char *prefix) const { return text.compare(at, strlen(prefix), prefix) == 0; }

  void skipLine() { skipTo("\n"); }

  /** What comes before one of the characters, with single spaces and without comments; stops at it. */
  PtxStatement until(const char *stops)
  {
    skipBlank();
    PtxStatement statement{lineNumber, {}};
    while (strchr(stops, peek()) == nullptr) {
      const size_t before = at;
      skipBlank();
      if (at > before) {
        statement.text += strchr(stops, peek()) == nullptr ? " " : "";
      } else {
        statement.text += next();
      }
    }
    if (atEnd()) {
      throw PtxError(statement.line, "unexpected end of the text after '" + statement.text.substr(0, 60) + "'");
    }
    return statement;
  }

 private:
  void skipTo(const char *end)
  {
    const size_t found = text.find(end, at);
    const size_t stop = found == std::string::npos ? text.size() : found + strlen(end);
    while (at < stop) {
      next();
    }
  }

  const std::string &text;
  size_t at = 0;
  unsigned lineNumber = 1;
};

bool startsWith(const std::string &text, const char *prefix)
{
  return text.compare(0, strlen(prefix), prefix) == 0;
}

/** Reads `x, y, z` of .maxntid. */
size_t product(const std::string &numbers)
{
  unsigned x = 1;
  unsigned y = 1;
  unsigned z = 1;
  sscanf(numbers.c_str(), "%u , %u , %u", &x, &y, &z);
  return size_t{x} * y * z;
}

/** Reads the directives between the parameters of a kernel and its body. */
void readDirectives(const PtxStatement &directives, PtxEntry &entry)
{
  for (const std::string &directive : splitPtx(directives.text, ".")) {
    if (startsWith(directive, "maxntid ")) {
      entry.maxThreads = product(directive.substr(8));
    } else if (!directive.empty() && !startsWith(directive, "minnctapersm ")) {
      throw PtxError(directives.line, "unknown directive '." + directive + "'");
    }
  }
}

void readBody(Scanner &scanner, PtxEntry &entry)
{
  scanner.next();
  for (unsigned depth = 1; depth > 0;) {
    scanner.skipBlank();
    const char first = scanner.peek();
    if (first == '{' || first == '}') {
      entry.body.push_back({scanner.line(), std::string(1, scanner.next())});
      depth = first == '{' ? depth + 1 : depth - 1;
      continue;
    }
    PtxStatement statement = scanner.until(";:");
    if (scanner.next() == ':') {
      statement.text += ':';
    }
    entry.body.push_back(statement);
  }
  entry.body.pop_back();
}

PtxEntry readEntry(Scanner &scanner, const PtxStatement &head)
{
  PtxEntry entry;
  entry.line = head.line;
  entry.name = splitPtx(head.text.substr(head.text.find(".entry") + strlen(".entry")), " ").back();
  if (scanner.peek() == '(') {
    scanner.next();
    const PtxStatement parameters = scanner.until(")");
    for (const std::string &parameter : splitPtx(parameters.text, ",")) {
      if (!parameter.empty()) {
        entry.parameters.push_back(readVariable({parameters.line, parameter}));
      }
    }
    scanner.next();
  }
  readDirectives(scanner.until("{"), entry);
  readBody(scanner, entry);
  return entry;
}

}  // namespace

std::vector<size_t> PtxEntry::parameterSizes() const
{
  std::vector<size_t> sizes;
  for (const PtxVariable &parameter : parameters) {
    sizes.push_back(parameter.bytes);
  }
  return sizes;
}

std::vector<std::string> splitPtx(const std::string &text, const char *separators)
{
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    if (depth == 0 && strchr(separators, c) != nullptr) {
      parts.emplace_back();
    } else if (c != ' ' || !parts.back().empty()) {
      parts.back() += c;
    }
  }
  for (std::string &part : parts) {
    part.erase(part.find_last_not_of(' ') + 1);
  }
  return parts;
}

PtxVariable readVariable(const PtxStatement &declaration)
{
  const std::string &text = declaration.text;
  PtxVariable variable;
  const size_t aligned = text.find(".align");
  size_t type = text.rfind(" .");
  char kind = 0;
  unsigned bits = 0;
  char name[256];
  unsigned count = 1;
  const int read = type == std::string::npos
                       ? 0
                       : sscanf(&text[type], " .%c%u %255[A-Za-z0-9_$%%][%u]", &kind, &bits, name, &count);
  if (read < 3 || strchr("bsuf", kind) == nullptr || bits % 8 != 0 || bits > 64) {
    throw PtxError(declaration.line, "unknown declaration '" + text + "'");
  }
  variable.name = name;
  variable.alignment = bits / 8;
  unsigned alignment;
  if (aligned != std::string::npos && sscanf(&text[aligned], ".align %u", &alignment) == 1 && alignment > 0) {
    variable.alignment = alignment;
  }
  const bool sized = text.find("[]") == std::string::npos;
  variable.bytes = sized ? size_t{bits} / 8 * count : 0;
  return variable;
}

PtxText readPtx(const std::string &text)
{
  PtxText ptx;
  Scanner scanner(text);
  bool version = false;
  while (scanner.skipBlank()) {
    if (scanner.isAt(".version ") || scanner.isAt(".target ") || scanner.isAt(".address_size ")) {
      version = version || scanner.isAt(".version ");
      scanner.skipLine();
      continue;
    }
    const PtxStatement head = scanner.until(";({");
    if (head.text.find(".entry") != std::string::npos) {
      ptx.entries.push_back(readEntry(scanner, head));
    } else if (scanner.peek() == ';') {
      ptx.declarations.push_back(head);
      scanner.next();
    } else {
      throw PtxError(head.line, "unknown directive '" + head.text + "'");
    }
  }
  if (!version || ptx.entries.empty()) {
    throw PtxError(scanner.line(), "no PTX: a version and at least one kernel are needed");
  }
  return ptx;
}
