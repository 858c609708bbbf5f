// The syntax of a PTX text: its kernels, their parameters, and the statements of their bodies.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

/** A text that is no PTX, or says what the software device does not know. */
struct PtxError : std::runtime_error {
  PtxError(unsigned line, const std::string &problem)
      : std::runtime_error("line " + std::to_string(line) + ": " + problem)
  {
  }
};

/** A variable: a parameter of a kernel, or shared or local memory. */
struct PtxVariable {
  std::string name;
  size_t alignment = 1;
  /** 0 for an array whose size is known only at launch. */
  size_t bytes = 0;
};

/** A declaration, an instruction, a label with its colon, or a brace; without comments and semicolon. */
struct PtxStatement {
  unsigned line = 0;
  std::string text;
};

struct PtxEntry {
  unsigned line = 0;
  std::string name;
  std::vector<PtxVariable> parameters;
  /** The most threads that a block may have; 0 if the kernel sets no limit. */
  size_t maxThreads = 0;
  std::vector<PtxStatement> body;

  std::vector<size_t> parameterSizes() const;
};

struct PtxText {
  std::vector<PtxEntry> entries;
  /** What is declared outside of kernels. */
  std::vector<PtxStatement> declarations;
};

/** Splits a PTX text; throws PtxError. */
PtxText readPtx(const std::string &text);

/** Reads the name, alignment and size in `.param .align 8 .b8 name[48]` and the like, whatever the state space. */
PtxVariable readVariable(const PtxStatement &declaration);

/** The parts of a text between separators outside of brackets and braces, without spaces around them. */
std::vector<std::string> splitPtx(const std::string &text, const char *separators);
