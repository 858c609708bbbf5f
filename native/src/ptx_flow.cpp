// Where lanes that a branch has parted meet again.
//
// Post-dominators are the dominators of the reversed graph from a common exit; found by the iteration of Cooper, Harvey and
// Kennedy, "A simple, fast dominance algorithm", 2001.

#include <algorithm>

#include "ptx_kernel.hpp"

namespace {

constexpr unsigned NONE = ~0u;

/** The basic blocks of a kernel; the number of blocks itself stands for the exit. */
class FlowGraph {
 public:
  explicit FlowGraph(const std::vector<PtxInstruction> &code) : blockOf(code.size())
  {
    std::vector<bool> begins(code.size() + 1);
    begins[0] = true;
    for (size_t i = 0; i < code.size(); i++) {
      if (code[i].kind == PtxKind::BRANCH) {
        begins[code[i].target] = true;
      }
      begins[i + 1] = begins[i + 1] || code[i].kind == PtxKind::BRANCH || code[i].kind == PtxKind::RETURN;
    }
    for (size_t i = 0; i < code.size(); i++) {
      if (begins[i]) {
        first.push_back(unsigned(i));
      }
      blockOf[i] = unsigned(first.size() - 1);
    }
    connect(code);
  }

  unsigned exit() const { return unsigned(first.size()); }

  /** The block that every way from a block to the exit goes through first; NONE where no way leads there. */
  std::vector<unsigned> postDominators() const
  {
    const std::vector<unsigned> order = backwards();
    std::vector<unsigned> rank(exit() + 1, NONE);
    for (size_t i = 0; i < order.size(); i++) {
      rank[order[i]] = unsigned(i);
    }
    std::vector<unsigned> dominator(exit() + 1, NONE);
    dominator[exit()] = exit();
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 1; i < order.size(); i++) {
        unsigned common = NONE;
        for (const unsigned next : successors[order[i]]) {
          if (dominator[next] != NONE) {
            common = common == NONE ? next : meet(dominator, rank, common, next);
          }
        }
        changed = changed || dominator[order[i]] != common;
        dominator[order[i]] = common;
      }
    }
    return dominator;
  }

  std::vector<unsigned> blockOf;
  /** The first instruction of each block. */
  std::vector<unsigned> first;

 private:
  void connect(const std::vector<PtxInstruction> &code)
  {
    successors.resize(exit() + 1);
    predecessors.resize(exit() + 1);
    for (unsigned block = 0; block < exit(); block++) {
      const unsigned end = block + 1 < exit() ? first[block + 1] : unsigned(code.size());
      const PtxInstruction &last = code[end - 1];
      const bool always = last.guard == PTX_TRUE && last.guardFlip == 0;
      if (last.kind == PtxKind::BRANCH) {
        link(block, blockOf[last.target]);
      } else if (last.kind == PtxKind::RETURN) {
        link(block, exit());
      }
      if (!always || (last.kind != PtxKind::BRANCH && last.kind != PtxKind::RETURN)) {
        link(block, block + 1);
      }
    }
  }

  void link(unsigned from, unsigned to)
  {
    successors[from].push_back(to);
    predecessors[to].push_back(from);
  }

  /** The blocks in reverse postorder of the reversed graph, from the exit on. */
  std::vector<unsigned> backwards() const
  {
    std::vector<unsigned> order;
    std::vector<bool> seen(exit() + 1);
    std::vector<std::pair<unsigned, size_t>> path{{exit(), 0}};
    seen[exit()] = true;
    while (!path.empty()) {
      const unsigned block = path.back().first;
      if (path.back().second == predecessors[block].size()) {
        order.push_back(block);
        path.pop_back();
        continue;
      }
      const unsigned before = predecessors[block][path.back().second++];
      if (!seen[before]) {
        seen[before] = true;
        path.emplace_back(before, 0);
      }
    }
    std::reverse(order.begin(), order.end());
    return order;
  }

  static unsigned meet(const std::vector<unsigned> &dominator, const std::vector<unsigned> &rank, unsigned a, unsigned b)
  {
    while (a != b) {
      unsigned &later = rank[a] > rank[b] ? a : b;
      later = dominator[later];
    }
    return a;
  }

  std::vector<std::vector<unsigned>> successors;
  std::vector<std::vector<unsigned>> predecessors;
};

}  // namespace

void findReconvergence(std::vector<PtxInstruction> &code)
{
  const FlowGraph graph(code);
  const std::vector<unsigned> dominators = graph.postDominators();
  for (size_t i = 0; i < code.size(); i++) {
    if (code[i].kind == PtxKind::BRANCH) {
      const unsigned meeting = dominators[graph.blockOf[i]];
      code[i].reconvergence = meeting < graph.exit() ? graph.first[meeting] : uint32_t(code.size());
    }
  }
}
