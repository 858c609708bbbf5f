// The hidden units of a drawn two-layer network x -> output(sum a phi(w x + b) + c): their numbers, and the kinks they
// put into the map. The same numbers as org.liyorke.model.NetworkSampler.
#pragma once

#include "laws.cuh"
#include "philox.cuh"

/** Where the numbers of one kind of parameter (w, b, a or c) come from. */
struct Part {
  Law law;
  /** The word of the first one among the words of the network. */
  unsigned word;
  /** Not 0 if all are `value` and take no word. */
  unsigned constant;
  float value;
  unsigned unused;
};

/** A piecewise linear activation of one or two kinks: org.liyorke.model.Activation. */
struct Hidden {
  /** Where the kinks are, the lower one first, and how much the slope increases there. */
  double kink[2];
  double jump[2];
  /** The outer pieces are left x + leftOffset and right x + rightOffset. */
  double left;
  double leftOffset;
  double right;
  double rightOffset;
  /** 1 where a slope of 0 ends at a kink, -1 where one begins, else 0. */
  int enters[2];
  unsigned kinks;
  unsigned unused;
};

/** What is the same for all networks: filled by org.liyorke.engine.cuda.DecisionFamily in this order. */
struct Family {
  Part weight;
  Part bias;
  Part factor;
  Part constant;
  Hidden hidden;
  /** Bounds of the output; infinite without. */
  double floor;
  double ceiling;
  /** Powers of two by which jumps of slope and offset are multiplied before they are rounded to integers. */
  double slopeScale;
  double offsetScale;
  /** The same for sums in integers of 32 bits, where bands divide the whole line. */
  float slopeUnits;
  float offsetUnits;
  /** Half of these bands are within this distance of 0. */
  float spread;
  unsigned width;
  /** Words that belong to a network, a multiple of 4. */
  unsigned words;
  unsigned unused;
};

static_assert(sizeof(Part) == 56 && sizeof(Hidden) == 80 && sizeof(Family) == 360, "the layouts that the host fills");

constexpr unsigned UNITS_AT_A_TIME = 4;

/** Four neighbours. */
struct Four {
  float of[UNITS_AT_A_TIME];
};

/** Reads the words of one network: from memory, or if there are none there, made here. */
class Words {
 public:
  __device__ Words(const unsigned *memory, unsigned long long key, unsigned long long network, unsigned position,
                   unsigned words)
      : memory(memory == nullptr ? nullptr : memory + (unsigned long long) position * words),
        key(key),
        firstGroup(network * (words / 4u)),
        words(words)
  {
  }

  /** The words from `at` on; what would be read beyond the network's is any word. */
  __device__ uint4 from(unsigned at)
  {
    if (memory != nullptr) {
      return make_uint4(memory[at], inMemory(at + 1), inMemory(at + 2), inMemory(at + 3));
    }
    const uint4 head = group(at / 4u);
    const unsigned shift = at % 4u;
    if (shift == 0) {
      return head;
    }
    const uint4 tail = group(at / 4u + 1);
    return shift == 1   ? make_uint4(head.y, head.z, head.w, tail.x)
           : shift == 2 ? make_uint4(head.z, head.w, tail.x, tail.y)
                        : make_uint4(head.w, tail.x, tail.y, tail.z);
  }

  /** One word. */
  __device__ unsigned one(unsigned at)
  {
    if (memory != nullptr) {
      return memory[at];
    }
    const uint4 four = group(at / 4u);
    const unsigned shift = at % 4u;
    return shift == 0 ? four.x : shift == 1 ? four.y : shift == 2 ? four.z : four.w;
  }

 private:
  const unsigned *memory;
  unsigned long long key;
  unsigned long long firstGroup;
  unsigned words;
  // Runs of parameters follow each other, so the group that was read last is often the next one.
  unsigned kept = ~0u;
  uint4 keptWords = {0, 0, 0, 0};

  __device__ unsigned inMemory(unsigned at) const { return memory[at < words ? at : words - 1]; }

  __device__ uint4 group(unsigned number)
  {
    if (number != kept) {
      kept = number;
      keptWords = words_of_group(key, firstGroup + number);
    }
    return keptWords;
  }
};

/** The numbers of the units first to first + 3, as far as there are so many units. */
__device__ inline Four four_numbers(const Part &part, const double *tables, Words &words, unsigned first)
{
  if (part.constant != 0) {
    return {{part.value, part.value, part.value, part.value}};
  }
  const uint4 four = words.from(part.word + first);
  return {{number_of_word(part.law, tables, four.x), number_of_word(part.law, tables, four.y),
           number_of_word(part.law, tables, four.z), number_of_word(part.law, tables, four.w)}};
}

/** The only number of a part. */
__device__ inline float one_number(const Part &part, const double *tables, Words &words)
{
  return part.constant != 0 ? part.value : number_of_word(part.law, tables, words.one(part.word));
}

/** A kink of the map: where it is, by what it increases slope and offset, and whether an idle unit becomes active. */
struct Kink {
  double place;
  double slope;
  double offset;
  int enters;
};

/**
 * Kink number e of a unit. The place is rounded twice: it is off by less than 3u of itself, u = 2^-53, and exact where
 * it is 0. A unit with w = 0 has none; it gets one at 0 that changes nothing.
 */
__device__ inline Kink kink_of(const Hidden &hidden, unsigned e, double w, double b, double a)
{
  if (w == 0) {
    return {0, 0, 0, 0};
  }
  const double argument = b - hidden.kink[e];
  const double turned = w < 0 ? -a : a;
  // w a is exact; each further factor rounds once.
  return {-argument / w, turned * w * hidden.jump[e], turned * hidden.jump[e] * argument,
          a == 0 ? 0 : w < 0 ? -hidden.enters[e] : hidden.enters[e]};
}

/**
 * Sums over units: the line on the far left, magnitudes for the error bounds, and how many slopes are not exactly
 * 0.
 */
struct OuterSums {
  double slope = 0;
  double offset = 0;
  double slopes = 0;
  double offsets = 0;
  int activeLeft = 0;
  int activeRight = 0;

  /** Adds a unit's line on the far left. */
  __device__ void add(const Hidden &hidden, double w, double b, double a)
  {
    const bool leftSide = w > 0 || (w == 0 && b < hidden.kink[0]);
    const double side = leftSide ? hidden.left : hidden.right;
    const double s = a * w * side;
    double o = a * (side * b + (leftSide ? hidden.leftOffset : hidden.rightOffset));
    if (w == 0 && hidden.kinks == 2 && b >= hidden.kink[0] && b <= hidden.kink[1]) {
      // Between the kinks the activation is what it is on the left, bent once.
      o = a * (hidden.left * b + hidden.leftOffset + hidden.jump[0] * (b - hidden.kink[0]));
    }
    slope += s;
    offset += o;
    // The magnitudes of what was added, before anything cancelled.
    slopes += fabs(s);
    offsets += fabs(a) * (fabs(side * b) + fabs(leftSide ? hidden.leftOffset : hidden.rightOffset)) + fabs(o);
    const bool moves = w != 0 && a != 0;
    activeLeft += moves && side != 0;
    activeRight += moves && (w > 0 ? hidden.right : hidden.left) != 0;
  }

  /** Adds the magnitudes of a kink. */
  __device__ void add(const Kink &kink)
  {
    slopes += fabs(kink.slope);
    offsets += fabs(kink.offset);
  }

  /** Adds other sums. */
  __device__ void add(const OuterSums &other)
  {
    slope += other.slope;
    offset += other.offset;
    slopes += other.slopes;
    offsets += other.offsets;
    activeLeft += other.activeLeft;
    activeRight += other.activeRight;
  }

  /** Adds what the other threads of the group have. */
  template <class G>
  __device__ void join()
  {
    slope = G::sum(slope);
    offset = G::sum(offset);
    slopes = G::sum(slopes);
    offsets = G::sum(offsets);
    activeLeft = G::sum(activeLeft);
    activeRight = G::sum(activeRight);
  }
};
