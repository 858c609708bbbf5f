// From the statements of a kernel to instructions with decoded operands.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <map>
#include <unordered_map>

#include "ptx_kernel.hpp"
#include "ptx_memory.hpp"

namespace {

constexpr size_t REGISTER_ALIGNMENT = 32;

struct SpecialName {
  const char *name;
  PtxSpecial what;
};

constexpr SpecialName SPECIALS[] = {
    {"%tid.x", PtxSpecial::TID_X},       {"%tid.y", PtxSpecial::TID_Y},       {"%tid.z", PtxSpecial::TID_Z},
    {"%ntid.x", PtxSpecial::NTID_X},     {"%ntid.y", PtxSpecial::NTID_Y},     {"%ntid.z", PtxSpecial::NTID_Z},
    {"%ctaid.x", PtxSpecial::CTAID_X},   {"%ctaid.y", PtxSpecial::CTAID_Y},   {"%ctaid.z", PtxSpecial::CTAID_Z},
    {"%nctaid.x", PtxSpecial::NCTAID_X}, {"%nctaid.y", PtxSpecial::NCTAID_Y}, {"%nctaid.z", PtxSpecial::NCTAID_Z},
    {"%laneid", PtxSpecial::LANE},
};

using OperationTable = std::unordered_multimap<std::string, const PtxOperation *>;

void addTo(OperationTable &table, const PtxOperations &operations)
{
  for (size_t i = 0; i < operations.count; i++) {
    table.emplace(operations.first[i].name, &operations.first[i]);
  }
}

const OperationTable &operations()
{
  static const OperationTable all = [] {
    OperationTable table;
    const bool modern = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    addTo(table, modern ? PTX_ARITHMETIC_AVX2 : PTX_ARITHMETIC);
    addTo(table, PTX_EXCHANGES);
    return table;
  }();
  return all;
}

const OperationTable &atomics()
{
  static const OperationTable all = [] {
    OperationTable table;
    addTo(table, PTX_ATOMICS);
    return table;
  }();
  return all;
}

size_t bytesOf(PtxOperand kind)
{
  switch (kind) {
    case PtxOperand::BITS_16: return 2;
    case PtxOperand::BITS_32: return 4;
    case PtxOperand::BITS_64: return 8;
    default: return 0;
  }
}

bool startsWith(const std::string &text, const char *prefix)
{
  return text.compare(0, strlen(prefix), prefix) == 0;
}

/** Takes a modifier off a list; whether it was there. */
bool take(std::vector<std::string> &modifiers, std::initializer_list<const char *> wanted)
{
  const auto found = std::find_if(modifiers.begin(), modifiers.end(), [&](const std::string &modifier) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const char *each) { return modifier == each; });
  });
  if (found == modifiers.end()) {
    return false;
  }
  modifiers.erase(found);
  return true;
}

size_t alignedTo(size_t offset, size_t alignment)
{
  return (offset + alignment - 1) / alignment * alignment;
}

/** The names of a kernel, and the registers that they stand for. */
class Names {
 public:
  explicit Names(PtxKernel &newKernel) : kernel(newKernel), scopes(1) { kernel.predicates = PTX_UNUSED + 1; }

  void enter() { scopes.emplace_back(); }
  void leave() { scopes.pop_back(); }

  /** .reg .b32 %r<12>, or names without a count. */
  void declareRegisters(const PtxStatement &statement)
  {
    const size_t type = statement.text.find(" .");
    const size_t space = statement.text.find(' ', type + 1);
    const std::string kind = statement.text.substr(type + 2, space - type - 2);
    const PtxOperand operand = kind == "pred"                                ? PtxOperand::PREDICATE
                               : kind.size() == 3 && kind.substr(1) == "16"  ? PtxOperand::BITS_16
                               : kind.size() == 3 && kind.substr(1) == "32"  ? PtxOperand::BITS_32
                               : kind.size() == 3 && kind.substr(1) == "64"  ? PtxOperand::BITS_64
                                                                             : PtxOperand::NONE;
    if (operand == PtxOperand::NONE) {
      throw PtxError(statement.line, "unknown type of registers '." + kind + "'");
    }
    for (const std::string &name : splitPtx(statement.text.substr(space + 1), ",")) {
      const size_t count = name.find('<');
      if (count == std::string::npos) {
        scopes.back().registers.insert_or_assign(name, Register{operand, place(operand)});
      } else {
        scopes.back().families.insert_or_assign(name.substr(0, count), operand);
      }
    }
  }

  /** A variable in memory, by its address. */
  void declareAddress(const std::string &name, uint64_t address) { addresses.insert_or_assign(name, address); }

  bool findAddress(const std::string &name, uint64_t &address) const
  {
    const auto found = addresses.find(name);
    if (found != addresses.end()) {
      address = found->second;
    }
    return found != addresses.end();
  }

  /** The kind of a register; NONE if there is none of that name. */
  PtxOperand kindOf(const std::string &name) { return find(name).kind; }
  uint32_t numberOf(const std::string &name) { return find(name).number; }

  /** A register that holds a value for ever. */
  uint32_t constant(PtxOperand kind, uint64_t value)
  {
    const auto key = std::make_pair(kind, value);
    const auto found = constants.find(key);
    if (found != constants.end()) {
      return found->second;
    }
    const uint32_t offset = place(kind);
    kernel.constants.push_back({offset, unsigned(bytesOf(kind)), value});
    constants.emplace(key, offset);
    return offset;
  }

  uint32_t place(PtxOperand kind)
  {
    if (kind == PtxOperand::PREDICATE) {
      return uint32_t(kernel.predicates++);
    }
    const size_t offset = alignedTo(kernel.registerBytes, REGISTER_ALIGNMENT);
    kernel.registerBytes = offset + PTX_LANES * bytesOf(kind);
    return uint32_t(offset);
  }

 private:
  struct Register {
    PtxOperand kind = PtxOperand::NONE;
    uint32_t number = 0;
  };

  struct Scope {
    std::unordered_map<std::string, Register> registers;
    /** Registers that differ in a number at the end get their place when they are first used. */
    std::unordered_map<std::string, PtxOperand> families;
  };

  Register find(const std::string &name)
  {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
      const auto found = scope->registers.find(name);
      if (found != scope->registers.end()) {
        return found->second;
      }
      const size_t digits = name.find_last_not_of("0123456789") + 1;
      const auto family = scope->families.find(name.substr(0, digits));
      if (digits < name.size() && family != scope->families.end()) {
        const Register made{family->second, place(family->second)};
        scope->registers.emplace(name, made);
        return made;
      }
    }
    return findSpecial(name);
  }

  Register findSpecial(const std::string &name)
  {
    for (const SpecialName &special : SPECIALS) {
      if (name == special.name) {
        const Register made{PtxOperand::BITS_32, place(PtxOperand::BITS_32)};
        kernel.specials.push_back({special.what, made.number});
        scopes.front().registers.emplace(name, made);
        return made;
      }
    }
    return {};
  }

  PtxKernel &kernel;
  std::vector<Scope> scopes;
  std::unordered_map<std::string, uint64_t> addresses;
  std::map<std::pair<PtxOperand, uint64_t>, uint32_t> constants;
};

/** A number as PTX writes it: 12, -3, 0x1F, 0f3F800000, 0d3FF0000000000000; whether it is one. */
bool readNumber(const std::string &text, uint64_t &value)
{
  const bool bits = startsWith(text, "0f") || startsWith(text, "0d");
  const bool negative = !bits && startsWith(text, "-");
  const char *digits = text.c_str() + (bits ? 2 : negative ? 1 : 0);
  if (isxdigit(static_cast<unsigned char>(*digits)) == 0) {
    return false;
  }
  char *end;
  value = strtoull(digits, &end, bits ? 16 : 0);
  value = negative ? uint64_t{0} - value : value;
  return *end == '\0' || strcmp(end, "U") == 0;
}

/** The state spaces that instructions name. */
PtxSpace takeSpace(std::vector<std::string> &modifiers)
{
  if (take(modifiers, {"global"})) {
    return PtxSpace::GLOBAL;
  }
  if (take(modifiers, {"shared"})) {
    return PtxSpace::SHARED;
  }
  if (take(modifiers, {"local"})) {
    return PtxSpace::LOCAL;
  }
  return take(modifiers, {"param"}) ? PtxSpace::PARAMETER : PtxSpace::NONE;
}

/** The registers that hold a value of a type such as "s8" or "f64", where no register says. */
PtxOperand operandForType(const std::string &type)
{
  const std::string bits = type.empty() ? "" : type.substr(1);
  return bits == "64" ? PtxOperand::BITS_64 : bits == "32" ? PtxOperand::BITS_32 : PtxOperand::BITS_16;
}

class Compiler {
 public:
  Compiler(const PtxText &text, const PtxEntry &newEntry) : entry(newEntry), names(kernel)
  {
    kernel.name = entry.name;
    kernel.maxThreads = entry.maxThreads;
    placeParameters();
    placeVariables(text.declarations);
    placeVariables(entry.body);
    placeDynamicShared(text.declarations);
  }

  PtxKernel compile()
  {
    for (const PtxStatement &statement : entry.body) {
      readStatement(statement);
    }
    PtxInstruction end;
    end.kind = PtxKind::RETURN;
    end.line = entry.body.empty() ? 0 : entry.body.back().line;
    kernel.code.push_back(end);
    for (const auto &[instruction, label] : jumps) {
      const auto found = labels.find(label);
      if (found == labels.end()) {
        throw PtxError(kernel.code[instruction].line, "unknown label '" + label + "'");
      }
      kernel.code[instruction].target = found->second;
    }
    findReconvergence(kernel.code);
    return std::move(kernel);
  }

 private:
  void placeParameters()
  {
    for (const PtxVariable &parameter : entry.parameters) {
      const size_t offset = alignedTo(kernel.parameterBytes, parameter.alignment);
      names.declareAddress(parameter.name, offset);
      kernel.parameterOffsets.push_back(offset);
      kernel.parameterSizes.push_back(parameter.bytes);
      kernel.parameterBytes = offset + parameter.bytes;
    }
  }

  void placeVariables(const std::vector<PtxStatement> &statements)
  {
    for (const PtxStatement &statement : statements) {
      if (startsWith(statement.text, ".shared ")) {
        place(readVariable(statement), kernel.sharedBytes);
      } else if (startsWith(statement.text, ".local ")) {
        place(readVariable(statement), kernel.localBytes);
      }
    }
  }

  void place(const PtxVariable &variable, size_t &used)
  {
    const size_t offset = alignedTo(used, variable.alignment);
    names.declareAddress(variable.name, offset);
    used = offset + variable.bytes;
  }

  /** All arrays of a size known at launch begin together, behind the other shared variables. */
  void placeDynamicShared(const std::vector<PtxStatement> &declarations)
  {
    std::vector<PtxVariable> arrays;
    for (const PtxStatement &statement : declarations) {
      if (startsWith(statement.text, ".extern .shared ")) {
        arrays.push_back(readVariable(statement));
        kernel.sharedBytes = alignedTo(kernel.sharedBytes, arrays.back().alignment);
      } else if (!startsWith(statement.text, ".shared ")) {
        throw PtxError(statement.line, "unknown declaration '" + statement.text + "'");
      }
    }
    for (const PtxVariable &array : arrays) {
      names.declareAddress(array.name, kernel.sharedBytes);
    }
  }

  void readStatement(const PtxStatement &statement)
  {
    const std::string &text = statement.text;
    if (text == "{") {
      names.enter();
    } else if (text == "}") {
      names.leave();
    } else if (text.back() == ':') {
      labels[text.substr(0, text.size() - 1)] = uint32_t(kernel.code.size());
    } else if (startsWith(text, ".reg ")) {
      names.declareRegisters(statement);
    } else if (text[0] != '.') {
      kernel.code.push_back(readInstruction(statement));
    } else if (!startsWith(text, ".shared ") && !startsWith(text, ".local ") && !startsWith(text, ".pragma ")) {
      refuse(statement, "unknown directive");
    }
  }

  PtxInstruction readInstruction(const PtxStatement &statement)
  {
    PtxInstruction made;
    made.line = statement.line;
    std::string text = statement.text;
    if (text[0] == '@') {
      const size_t end = std::min(text.find(' '), text.size());
      const bool inverted = startsWith(text, "@!");
      const size_t begin = inverted ? 2 : 1;
      made.guard = operand(statement, text.substr(begin, end - begin), PtxOperand::PREDICATE);
      made.guardFlip = inverted ? PTX_ALL_LANES : 0;
      text.erase(0, std::min(end + 1, text.size()));
    }
    const size_t end = std::min(text.find(' '), text.size());
    const std::string name = text.substr(0, end);
    const std::string rest = text.substr(std::min(end + 1, text.size()));
    std::vector<std::string> operands = splitPtx(rest, ",|");
    if (operands.front().empty()) {
      operands.clear();
    }
    if (name == "bra" || name == "bra.uni") {
      made.kind = PtxKind::BRANCH;
      jumps.emplace_back(kernel.code.size(), rest);
    } else if (name == "ret" || name == "ret.uni" || name == "exit") {
      made.kind = PtxKind::RETURN;
    } else if (name == "bar.sync" || name == "barrier.sync" || name == "barrier.sync.aligned") {
      readBarrier(statement, operands, made);
    } else if (startsWith(name, "ld.") || startsWith(name, "st.")) {
      readAccess(statement, name, operands, made);
    } else if (startsWith(name, "atom.") || startsWith(name, "red.")) {
      readAtomic(statement, name, operands, made);
    } else {
      readOperation(statement, name, operands, made);
    }
    return made;
  }

  void readBarrier(const PtxStatement &statement, const std::vector<std::string> &operands, PtxInstruction &made)
  {
    if (operands != std::vector<std::string>{"0"}) {
      refuse(statement, "only barrier 0 of all threads is known, not");
    }
    made.kind = PtxKind::BARRIER;
  }

  void readAccess(const PtxStatement &statement, const std::string &name, const std::vector<std::string> &operands,
                  PtxInstruction &made)
  {
    std::vector<std::string> modifiers = splitPtx(name, ".");
    const bool isLoad = modifiers.front() == "ld";
    modifiers.erase(modifiers.begin());
    made.space = takeSpace(modifiers);
    // What says which caches are used, or that others may change the value, changes nothing here.
    take(modifiers, {"volatile", "relaxed", "weak"});
    take(modifiers, {"nc", "ca", "cg", "cs", "lu", "cv", "wb", "wt"});
    const bool four = take(modifiers, {"v4"});
    made.elements = four ? 4 : take(modifiers, {"v2"}) ? 2 : 1;
    if (made.space == PtxSpace::NONE || modifiers.size() != 1 || operands.size() != 2) {
      refuse(statement, "unknown instruction");
    }
    std::vector<std::string> values{operands[isLoad ? 0 : 1]};
    if (values.front()[0] == '{') {
      values = splitPtx(values.front().substr(1, values.front().size() - 2), ",");
    }
    const PtxOperand named = names.kindOf(values.front());
    const PtxOperand kind = named == PtxOperand::NONE ? operandForType(modifiers.front()) : named;
    made.execute = isLoad ? ptxLoad(modifiers.front(), kind) : ptxStore(modifiers.front(), kind);
    if (made.execute == nullptr || values.size() != made.elements) {
      refuse(statement, "unknown instruction or wrong operands");
    }
    const unsigned firstValue = isLoad ? 0 : 1;
    for (unsigned i = 0; i < made.elements; i++) {
      made.operands[firstValue + i] = isLoad ? result(statement, values[i], kind) : operand(statement, values[i], kind);
    }
    readAddress(statement, operands[isLoad ? 1 : 0], isLoad ? made.elements : 0u, made);
  }

  void readAtomic(const PtxStatement &statement, const std::string &name, std::vector<std::string> operands,
                  PtxInstruction &made)
  {
    std::vector<std::string> modifiers = splitPtx(name, ".");
    if (modifiers.front() == "red") {
      operands.insert(operands.begin(), "_");
    }
    modifiers.erase(modifiers.begin());
    made.space = takeSpace(modifiers);
    take(modifiers, {"relaxed", "acq_rel"});
    take(modifiers, {"cta", "gpu", "sys"});
    const bool known = (made.space == PtxSpace::GLOBAL || made.space == PtxSpace::SHARED) && modifiers.size() == 2;
    const auto found = known ? atomics().find(modifiers[0] + "." + modifiers[1]) : atomics().end();
    if (found == atomics().end() || operands.size() < 3) {
      refuse(statement, "unknown instruction");
    }
    const PtxOperand *const kinds = found->second->operands;
    made.execute = found->second->execute;
    made.operands[0] = result(statement, operands[0], kinds[0]);
    readAddress(statement, operands[1], 1, made);
    const size_t count = kinds[3] == PtxOperand::NONE ? 3 : 4;
    if (operands.size() != count) {
      refuse(statement, "wrong number of operands in");
    }
    for (size_t i = 2; i < count; i++) {
      made.operands[i] = operand(statement, operands[i], kinds[i]);
    }
  }

  /** [register+12], [name+12] and the like. */
  void readAddress(const PtxStatement &statement, const std::string &text, unsigned number, PtxInstruction &made)
  {
    const size_t plus = std::min(text.find('+'), text.size() - 1);
    const std::string base = splitPtx(text.substr(1, plus - 1), ",").front();
    uint64_t displacement = 0;
    const std::string added = plus + 1 < text.size() ? text.substr(plus + 1, text.size() - plus - 2) : "0";
    if (text[0] != '[' || !readNumber(added, displacement)) {
      refuse(statement, "unknown address in");
    }
    made.displacement = int64_t(displacement);
    const PtxOperand kind = names.kindOf(base);
    made.wideAddress = kind != PtxOperand::BITS_32;
    uint64_t address;
    if (kind == PtxOperand::BITS_32 || kind == PtxOperand::BITS_64) {
      made.operands[number] = names.numberOf(base);
    } else if (names.findAddress(base, address) || readNumber(base, address)) {
      made.operands[number] = names.constant(PtxOperand::BITS_64, 0);
      made.displacement += int64_t(address);
    } else {
      refuse(statement, "unknown address in");
    }
  }

  void readOperation(const PtxStatement &statement, std::string name, std::vector<std::string> operands,
                     PtxInstruction &made)
  {
    if (startsWith(name, "setp.")) {
      made.join = takeJoin(name);
    }
    unfold(statement, name, operands);
    const size_t compared = made.join == PtxJoin::NONE ? operands.size() : operands.size() - 1;
    const auto [begin, end] = operations().equal_range(name);
    for (auto each = begin; each != end; ++each) {
      if (fits(each->second->operands, operands, compared)) {
        made.execute = each->second->execute;
        readOperands(statement, each->second->operands, operands, made);
        return;
      }
    }
    refuse(statement, begin == end ? "unknown instruction" : "wrong operands in");
  }

  /** Takes the way to join out of setp.lt.and.f64. */
  static PtxJoin takeJoin(std::string &name)
  {
    for (const auto &[text, join] : {std::make_pair(".and.", PtxJoin::AND), std::make_pair(".or.", PtxJoin::OR),
                                     std::make_pair(".xor.", PtxJoin::XOR)}) {
      const size_t at = name.find(text);
      if (at != std::string::npos) {
        name.erase(at, strlen(text) - 1);
        return join;
      }
    }
    return PtxJoin::NONE;
  }

  /** Second results that are left out become explicit, and {low, high} becomes two operands. */
  void unfold(const PtxStatement &statement, std::string &name, std::vector<std::string> &operands)
  {
    const bool two = startsWith(name, "setp.") || startsWith(name, "shfl.");
    if (two && statement.text.find('|') == std::string::npos && !operands.empty()) {
      operands.insert(operands.begin() + 1, "_");
    }
    for (size_t i = 0; i < operands.size(); i++) {
      if (startsWith(name, "mov.") && operands[i][0] == '{') {
        name = (i == 0 ? "unpack" : "pack") + name.substr(strlen("mov"));
        const std::vector<std::string> parts = splitPtx(operands[i].substr(1, operands[i].size() - 2), ",");
        operands.erase(operands.begin() + long(i));
        operands.insert(operands.begin() + long(i), parts.begin(), parts.end());
        return;
      }
    }
  }

  /** Whether the registers among the operands are of the kinds that an operation takes. */
  bool fits(const PtxOperand *kinds, const std::vector<std::string> &operands, size_t count)
  {
    const size_t wanted = size_t(std::find(kinds, kinds + 6, PtxOperand::NONE) - kinds);
    if (wanted != count) {
      return false;
    }
    for (size_t i = 0; i < count; i++) {
      const PtxOperand kind = names.kindOf(operands[i]);
      if (kind != PtxOperand::NONE && kind != kinds[i]) {
        return false;
      }
    }
    return true;
  }

  void readOperands(const PtxStatement &statement, const PtxOperand *kinds, const std::vector<std::string> &operands,
                    PtxInstruction &made)
  {
    for (size_t i = 0; i < operands.size(); i++) {
      const bool joined = made.join != PtxJoin::NONE && i + 1 == operands.size();
      const PtxOperand kind = joined ? PtxOperand::PREDICATE : kinds[i];
      const bool isResult = i == 0 && operands.size() > 1;
      made.operands[i] = isResult ? result(statement, operands[i], kind) : operand(statement, operands[i], kind);
    }
  }

  uint32_t result(const PtxStatement &statement, const std::string &text, PtxOperand kind)
  {
    if (text != "_" && names.kindOf(text) == PtxOperand::NONE) {
      refuse(statement, ("'" + text + "' is no register, in").c_str());
    }
    return operand(statement, text, kind);
  }

  uint32_t operand(const PtxStatement &statement, const std::string &text, PtxOperand kind)
  {
    const PtxOperand found = names.kindOf(text);
    if (found == kind) {
      return names.numberOf(text);
    }
    if (found != PtxOperand::NONE) {
      refuse(statement, ("'" + text + "' has the wrong size for").c_str());
    }
    if (text == "_") {
      return kind == PtxOperand::PREDICATE ? PTX_UNUSED : names.place(kind);
    }
    uint64_t value;
    const bool isNumber = readNumber(text, value);
    const bool misfit = (startsWith(text, "0f") && kind != PtxOperand::BITS_32) ||
                        (startsWith(text, "0d") && kind != PtxOperand::BITS_64);
    if (misfit || (!isNumber && !names.findAddress(text, value))) {
      refuse(statement, ("unknown operand '" + text + "' in").c_str());
    }
    return kind == PtxOperand::PREDICATE ? (value != 0 ? PTX_TRUE : PTX_FALSE) : names.constant(kind, value);
  }

  [[noreturn]] static void refuse(const PtxStatement &statement, const char *problem)
  {
    throw PtxError(statement.line, problem + (" '" + statement.text + "'"));
  }

  const PtxEntry &entry;
  PtxKernel kernel;
  Names names;
  std::unordered_map<std::string, uint32_t> labels;
  std::vector<std::pair<size_t, std::string>> jumps;
};

}  // namespace

PtxKernel compilePtx(const PtxText &text, const PtxEntry &entry)
{
  return Compiler(text, entry).compile();
}
