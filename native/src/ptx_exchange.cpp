// What the lanes of a warp do together. Every lane that an operation names must be there: a GPU would wait for it.

#include "ptx_lanes.hpp"
#include "ptx_memory.hpp"

namespace {

// What a lane reads from one that does not take part is undefined.
constexpr uint32_t NOBODY = 0xDEADDEADu;

/** Checks that the lanes in each lane's mask, which begins at an operand, have come with that mask. */
const uint32_t *members(const PtxWarp &warp, const PtxInstruction &in, uint32_t lanes, unsigned operand)
{
  const uint32_t *const masks = ptxValues<uint32_t>(warp.registers, in.operands[operand]);
  uint32_t checked = 0;
  ptxForEach(lanes, [&](unsigned lane) {
    if ((checked >> lane & 1) != 0) {
      return;
    }
    const uint32_t mask = masks[lane];
    if ((mask >> lane & 1) == 0) {
      throw PtxFault(in, lane, "takes part in a warp operation whose mask leaves it out");
    }
    ptxForEach(mask & warp.alive, [&](unsigned other) {
      if ((lanes >> other & 1) == 0 || masks[other] != mask) {
        throw PtxFault(in, lane, "waits in a warp operation for lane " + std::to_string(other) + ", which is elsewhere");
      }
    });
    checked |= mask;
  });
  return masks;
}

enum class Shuffle { UP, DOWN, BUTTERFLY, INDEX };

/** shfl.sync d|p, a, b, c, mask: c has the last lane of a segment in its low bits, and in bits 8 to 12 what segments are. */
template <Shuffle MODE>
void shuffle(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  const uint32_t *const masks = members(warp, in, lanes, 5);
  const uint32_t *const value = ptxValues<uint32_t>(warp.registers, in.operands[2]);
  const uint32_t *const b = ptxValues<uint32_t>(warp.registers, in.operands[3]);
  const uint32_t *const c = ptxValues<uint32_t>(warp.registers, in.operands[4]);
  uint32_t result[PTX_LANES];
  uint32_t inside = 0;
  ptxForEach(lanes, [&](unsigned lane) {
    const uint32_t by = b[lane] & 31;
    const uint32_t segment = c[lane] >> 8 & 31;
    const uint32_t first = lane & segment;
    const uint32_t last = first | (c[lane] & 31 & ~segment);
    const uint32_t source = MODE == Shuffle::UP          ? lane - by
                            : MODE == Shuffle::DOWN      ? lane + by
                            : MODE == Shuffle::BUTTERFLY ? lane ^ by
                                                         : first | (by & ~segment);
    const bool taken = MODE == Shuffle::UP ? int32_t(source) >= int32_t(last) : source <= last;
    const uint32_t from = taken ? source : lane;
    inside |= uint32_t{taken} << lane;
    result[lane] = (masks[lane] & lanes) >> from & 1 ? value[from] : NOBODY;
  });
  uint32_t *const to = ptxValues<uint32_t>(warp.registers, in.operands[0]);
  ptxForEach(lanes, [&](unsigned lane) { to[lane] = result[lane]; });
  ptxSetPredicate(warp, in.operands[1], inside, lanes);
}

/** vote.sync.ballot d, p, mask. */
void ballot(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  const uint32_t *const masks = members(warp, in, lanes, 2);
  const uint32_t positive = warp.predicates[in.operands[1]] & lanes;
  uint32_t *const to = ptxValues<uint32_t>(warp.registers, in.operands[0]);
  ptxForEach(lanes, [&](unsigned lane) { to[lane] = positive & masks[lane]; });
}

enum class Vote { ANY, ALL, UNIFORM };

/** vote.sync d, p, mask. */
template <Vote MODE>
void vote(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  const uint32_t *const masks = members(warp, in, lanes, 2);
  const uint32_t positive = warp.predicates[in.operands[1]] & lanes;
  uint32_t result = 0;
  ptxForEach(lanes, [&](unsigned lane) {
    const uint32_t there = masks[lane] & lanes;
    const bool any = (positive & there) != 0;
    const bool all = (positive & there) == there;
    const bool outcome = MODE == Vote::ANY ? any : MODE == Vote::ALL ? all : all || !any;
    result |= uint32_t{outcome} << lane;
  });
  ptxSetPredicate(warp, in.operands[0], result, lanes);
}

/** match.any.sync d, a, mask: the lanes with the same value. */
template <class T>
void match(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  const uint32_t *const masks = members(warp, in, lanes, 2);
  const T *const value = ptxValues<T>(warp.registers, in.operands[1]);
  uint32_t result[PTX_LANES] = {};
  ptxForEach(lanes, [&](unsigned lane) {
    ptxForEach(masks[lane] & lanes, [&](unsigned other) { result[lane] |= uint32_t{value[other] == value[lane]} << other; });
  });
  uint32_t *const to = ptxValues<uint32_t>(warp.registers, in.operands[0]);
  ptxForEach(lanes, [&](unsigned lane) { to[lane] = result[lane]; });
}

void activeMask(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  uint32_t *const to = ptxValues<uint32_t>(warp.registers, in.operands[0]);
  ptxForEach(lanes, [&](unsigned lane) { to[lane] = lanes; });
}

/** bar.warp.sync mask. */
void synchronize(PtxWarp &warp, const PtxInstruction &in, uint32_t lanes)
{
  members(warp, in, lanes, 0);
}

void fence(PtxWarp &, const PtxInstruction &, uint32_t)
{
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

constexpr PtxOperand P = PtxOperand::PREDICATE;
constexpr PtxOperand W = PtxOperand::BITS_32;
constexpr PtxOperand D = PtxOperand::BITS_64;

constexpr PtxOperation EXCHANGES[] = {
    {"shfl.sync.up.b32", shuffle<Shuffle::UP>, {W, P, W, W, W, W}},
    {"shfl.sync.down.b32", shuffle<Shuffle::DOWN>, {W, P, W, W, W, W}},
    {"shfl.sync.bfly.b32", shuffle<Shuffle::BUTTERFLY>, {W, P, W, W, W, W}},
    {"shfl.sync.idx.b32", shuffle<Shuffle::INDEX>, {W, P, W, W, W, W}},
    {"vote.sync.ballot.b32", ballot, {W, P, W}},
    {"vote.sync.any.pred", vote<Vote::ANY>, {P, P, W}},
    {"vote.sync.all.pred", vote<Vote::ALL>, {P, P, W}},
    {"vote.sync.uni.pred", vote<Vote::UNIFORM>, {P, P, W}},
    {"match.any.sync.b32", match<uint32_t>, {W, W, W}},
    {"match.any.sync.b64", match<uint64_t>, {W, D, W}},
    {"activemask.b32", activeMask, {W}},
    {"bar.warp.sync", synchronize, {W}},
    {"membar.cta", fence, {}},
    {"membar.gl", fence, {}},
    {"membar.sys", fence, {}},
    {"fence.acq_rel.cta", fence, {}},
    {"fence.acq_rel.gpu", fence, {}},
    {"fence.sc.cta", fence, {}},
    {"fence.sc.gpu", fence, {}},
};

}  // namespace

extern const PtxOperations PTX_EXCHANGES = {EXCHANGES, sizeof EXCHANGES / sizeof EXCHANGES[0]};
