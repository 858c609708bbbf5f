// Draws two-layer scalar networks and proves on chip for as many as possible that they are ordered or chaotic; what is
// not proven comes back as positions in the batch. Every kernel runs with any grid of blocks of its size; what it writes depends
// on its arguments alone, but for the order of positions.

#include "bands.cuh"
#include "corners.cuh"
#include "few.cuh"
#include "graph.cuh"
#include "lanes.cuh"
#include "linecore.cuh"
#include "pieces.cuh"
#include "polyline.cuh"
#include "window.cuh"

/** Threads of a warp without a network that are worth waiting for more of them, and steps before they are counted again. */
constexpr unsigned REFILLED = 6;
constexpr unsigned STEPS_AT_A_TIME = 8;

/** Threads that wait until they bound slopes together. */
constexpr unsigned SLOPES_TOGETHER = 8;

/** Networks that each thread gets of a list: with fewer it would wait for the slowest one of its warp. */
constexpr unsigned NETWORKS_OF_THREAD = 8;

/** Networks of a thread each in a block. */
constexpr unsigned THREAD_BLOCK = 64;

/** Passes over all networks of a thread each: most of those that more would settle are as well left to the next stage. */
constexpr unsigned FIRST_ROUNDS = 2;

/** Warps of a block that work on one network each, or all on one. */
constexpr unsigned BLOCK_WARPS = 4;
constexpr unsigned WARPS_BLOCK = BLOCK_WARPS * WARP_SIZE;

/** Of those blocks so many at a time on a multiprocessor: at most 128 registers a thread, without notable spilling. */
constexpr unsigned BLOCKS = 4;

/** The same for bands of the line: at most 72 registers. */
constexpr unsigned LINE_BLOCKS = 7;

/** Blocks of one warp: a network that takes long holds up no other. */
constexpr unsigned WARP_BLOCKS = 16;

constexpr unsigned EXPONENTS = 16;

/** Powers m and halves of n of witnesses: 2^m n is at most MOST_STEPS, n below MOST_N. */
constexpr unsigned POWERS = 8;
constexpr unsigned HALVES = MOST_N / 2;

/** Rounds of dividing the nodes of a graph. */
constexpr unsigned GRAPH_ROUNDS = 8;

/** Passes over a network in bands: first parts of its core, then of the nodes that are left. */
constexpr unsigned BAND_PASSES = 4;

/** The same on the bands of one pass. */
constexpr unsigned BAND_ROUNDS = 3;

/** What a batch leaves: filled by kernels, read by org.liyorke.engine.cuda.DeviceDecisions. */
struct Outcome {
  /** ordered[n]: networks without a point of least period 2^n. */
  unsigned long long ordered[EXPONENTS];
  /** chaotic[m][h]: networks with a witness (m, 2 h + 1), which is (0, 3) if there is a point of period three. */
  unsigned long long chaotic[POWERS][HALVES];
  /** Lengths of the lists: what each stage leaves to the next, and the last one's proofs of chaos. */
  unsigned queued;
  unsigned left;
  unsigned unsettled;
  unsigned proofs;
  /** How many of those queued the second stage has taken, and of those left the last one. */
  unsigned begun;
  unsigned taken;
};

static_assert(sizeof(Outcome) == 4248, "the layout that the host reads");

/** A network left to the last stage, and an interval that holds its periodic orbits; infinite if none is known. */
struct Left {
  Interval core;
  unsigned position;
  /** Not 0 if it is known that the first steps of the orbits of the turning points show nothing. */
  unsigned followed;
};

/** A network proven chaotic. */
struct Proof {
  double x;
  unsigned position;
  unsigned short power;
  unsigned short n;
};

static_assert(sizeof(Left) == 24 && sizeof(Proof) == 16, "the layouts that the host allocates and reads");

/** Networks to decide. */
struct Range {
  /** Index of the network at position 0. */
  unsigned long long first;
  unsigned long long key;
  unsigned networks;
  unsigned unused;
};

static_assert(sizeof(Range) == 24, "the layout that the host fills");

/** Nodes in Nodes::ROOM doubles of shared memory. */
__device__ inline Nodes nodes_at(double *memory)
{
  return {memory, memory + MOST_NODES, 0};
}

/** Narrow networks, a thread each: pieces, and what their core says. Others are listed in `queue`. */
extern "C" __global__ void __launch_bounds__(THREAD_BLOCK) settle_narrow(Outcome *outcome, unsigned *queue,
    const unsigned *words, Range batch, Family family, const double *tables)
{
  using G = Group<1>;
  DYNAMIC_SHARED(double, shared);
  const unsigned kinks = family.width * family.hidden.kinks;
  Cells<THREAD_BLOCK, false> map;
  map.place(shared + threadIdx.x, kinks);
  signed char *enters = reinterpret_cast<signed char *>(shared + THREAD_BLOCK * map.room(kinks)) + threadIdx.x;
  unsigned settled[3] = {0, 0, 0};
  // All threads of a warp take the same number of turns, as they vote.
  for (unsigned begin = blockIdx.x * THREAD_BLOCK; begin < batch.networks; begin += gridDim.x * THREAD_BLOCK) {
    const unsigned position = begin + threadIdx.x;
    int exponent = OPEN;
    if (position < batch.networks) {
      Words reader(words, batch.key, batch.first + position, position, family.words);
      if (build_pieces<G>(family, tables, reader, map, enters, THREAD_BLOCK)) {
        exponent = find_core_of_pieces<G>(map, FIRST_ROUNDS).exponent;
      }
    }
    for (int e = 0; e < 3; e++) {
      settled[e] += exponent == e;
    }
    const bool left = position < batch.networks && exponent == OPEN;
    const unsigned leaving = __ballot_sync(ALL_LANES, left);
    const unsigned lane = threadIdx.x % WARP_SIZE;
    unsigned at = 0;
    if (lane == 0 && leaving != 0) {
      at = atomicAdd(&outcome->queued, (unsigned) __popc(leaving));
    }
    at = __shfl_sync(ALL_LANES, at, 0);
    if (left) {
      queue[at + __popc(leaving & ((1u << lane) - 1))] = position;
    }
  }
  for (int e = 0; e < 3; e++) {
    if (settled[e] != 0) {
      atomicAdd(&outcome->ordered[e], (unsigned long long) settled[e]);
    }
  }
}

/** Counts and lists a proof of chaos. */
__device__ inline void note_proof(Outcome *outcome, Proof *proofs, unsigned position, const Witness &witness)
{
  atomicAdd(&outcome->chaotic[witness.power][witness.n / 2], 1ull);
  proofs[atomicAdd(&outcome->proofs, 1u)] = {witness.x, position, (unsigned short) witness.power,
                                             (unsigned short) witness.n};
}

/** Notes what is found of a network; where that is nothing it is left. */
__device__ inline void note(Outcome *outcome, Left *left, Proof *proofs, unsigned position, Interval core, bool followed,
                            const Finding &finding)
{
  if (finding.witness.n != 0) {
    note_proof(outcome, proofs, position, finding.witness);
  } else if (finding.exponent != OPEN) {
    atomicAdd(&outcome->ordered[finding.exponent], 1ull);
  } else {
    left[atomicAdd(&outcome->left, 1u)] = {core, position, followed};
  }
}

/** The next item of a list for each lane of a set; `taken` counts the items. */
__device__ inline unsigned take_items(unsigned *taken, unsigned lanes)
{
  const unsigned lane = threadIdx.x % WARP_SIZE;
  unsigned first = 0;
  if (lane == 0) {
    first = atomicAdd(taken, (unsigned) __popc(lanes));
  }
  return __shfl_sync(ALL_LANES, first, 0) + __popc(lanes & ((1u << lane) - 1));
}

/** The networks that settle_narrow leaves, a thread each: core and laps. */
extern "C" __global__ void __launch_bounds__(THREAD_BLOCK) settle_queued(Outcome *outcome, Left *left, Proof *proofs,
    const unsigned *queue, const unsigned *words, Range batch, Family family, const double *tables)
{
  using G = Group<1>;
  DYNAMIC_SHARED(double, shared);
  const unsigned kinks = family.width * family.hidden.kinks;
  FewLaps<Cells<THREAD_BLOCK, false>> laps;
  Cells<THREAD_BLOCK, false> &map = laps.map;
  map.place(shared + threadIdx.x, kinks);
  signed char *enters = reinterpret_cast<signed char *>(shared + THREAD_BLOCK * map.room(kinks)) + threadIdx.x;
  const unsigned queued = outcome->queued;
  if ((blockIdx.x * THREAD_BLOCK + threadIdx.x) / WARP_SIZE * WARP_SIZE * NETWORKS_OF_THREAD >= queued) {
    return;
  }
  Steps<Cells<THREAD_BLOCK, false>> steps;
  unsigned position = 0;
  bool busy = false;
  bool more = true;
  // The threads of a warp go through this loop together; those without a network get one when there are many of them.
  while (true) {
    const unsigned idle = __ballot_sync(ALL_LANES, !busy);
    if (more && (unsigned) __popc(idle) >= REFILLED) {
      const unsigned i = take_items(&outcome->taken, idle);
      more = __any_sync(ALL_LANES, i < queued) != 0;
      if (!busy && i < queued) {
        position = queue[i];
        Words reader(words, batch.key, batch.first + position, position, family.words);
        Core core = {{-INFINITE, INFINITE}, OPEN};
        if (build_pieces<G>(family, tables, reader, map, enters, THREAD_BLOCK)) {
          core = find_core_of_pieces<G>(map, MOST_ROUNDS);
        }
        laps.core = core.in;
        busy = core.exponent == OPEN && is_bounded(core.in) && laps.find(core.in);
        if (busy) {
          steps.begin(laps);
        } else {
          note(outcome, left, proofs, position, core.in, false, {core.exponent, NO_WITNESS});
        }
      }
      __syncwarp();
    } else if (idle == ALL_LANES) {
      break;
    }
    for (unsigned s = 0; s < STEPS_AT_A_TIME; s++) {
      const unsigned slopes = __ballot_sync(ALL_LANES, busy && steps.bounds_slopes());
      const unsigned images = __ballot_sync(ALL_LANES, busy && !steps.bounds_slopes());
      // Steps of one kind at a time; those that bound slopes when several threads wait for them.
      const bool turn = steps.bounds_slopes() == (images == 0 || (unsigned) __popc(slopes) >= SLOPES_TOGETHER);
      if (busy && turn) {
        busy = steps.step(laps);
        if (!busy) {
          note(outcome, left, proofs, position, laps.core, steps.followed, steps.finding);
        }
      }
      __syncwarp();
    }
  }
}

/** What a warp counts: lane n the networks without period 2^n. */
class Settled {
 public:
  /** Counts a network, or adds it to a list. */
  __device__ void note(unsigned &length, Left *list, unsigned position, Core core)
  {
    const unsigned lane = threadIdx.x % WARP_SIZE;
    note(core.exponent);
    if (lane == 0 && core.exponent == OPEN) {
      list[atomicAdd(&length, 1u)] = {core.in, position, 0};
    }
  }

  __device__ void note(int exponent) { count += (int) (threadIdx.x % WARP_SIZE) == exponent; }

  __device__ void write(Outcome *outcome) const
  {
    if (count != 0) {
      atomicAdd(&outcome->ordered[threadIdx.x % WARP_SIZE], (unsigned long long) count);
    }
  }

 private:
  unsigned count = 0;
};

/** Networks of few kinks, a warp each: pieces, core and graph. */
extern "C" __global__ void __launch_bounds__(WARPS_BLOCK, BLOCKS) settle_pieces(Outcome *outcome, Left *left,
    const unsigned *words, Range batch, Family family, const double *tables)
{
  using G = Group<WARP_SIZE>;
  DYNAMIC_SHARED(double, shared);
  const unsigned kinks = family.width * family.hidden.kinks;
  Cells<1, false> map;
  const unsigned room = map.room(kinks) + Nodes::ROOM + (kinks + 7) / 8;
  double *memory = shared + threadIdx.x / WARP_SIZE * room;
  map.place(memory, kinks);
  Graph graph;
  graph.nodes = nodes_at(memory + map.room(kinks));
  // There are no nodes yet when the words are read.
  static_assert(MOST_WORDS * sizeof(unsigned) <= Nodes::ROOM * sizeof(double), "");
  unsigned *drawn = reinterpret_cast<unsigned *>(graph.nodes.low);
  signed char *enters = reinterpret_cast<signed char *>(memory + map.room(kinks) + Nodes::ROOM);
  const unsigned warp = blockIdx.x * BLOCK_WARPS + threadIdx.x / WARP_SIZE;
  Settled settled;
  for (unsigned position = warp; position < batch.networks; position += gridDim.x * BLOCK_WARPS) {
    Words reader(words, batch.key, batch.first + position, position, family.words);
    Core core = {{-INFINITE, INFINITE}, OPEN};
    if (build_pieces_by_warp(family, tables, reader, drawn, map, enters)) {
      core = find_core_by_corners(map, MOST_ROUNDS);
      if (core.exponent == OPEN && graph.begin(map, core.in)) {
        core.exponent = graph.exponent(map, GRAPH_ROUNDS);
      }
    }
    settled.note(outcome->left, left, position, core);
    G::sync();
  }
  settled.write(outcome);
}

/** The threads that draw and collect one wide network. */
template <unsigned WARPS>
struct Team {
  using G = Group<WARP_SIZE>;

  static constexpr unsigned SIZE = WARPS * WARP_SIZE;

  __device__ static unsigned rank() { return threadIdx.x % SIZE; }
  __device__ static unsigned index() { return threadIdx.x / SIZE; }

  /** The first warp decides. */
  __device__ static bool decides() { return rank() < WARP_SIZE; }

  __device__ static void sync()
  {
    if (WARPS == 1) {
      __syncwarp();
    } else {
      __syncthreads();
    }
  }

  /** The sum of what all threads have. The first warp gets it; `room` is for one of each warp, if there are several. */
  template <class Sums>
  __device__ static Sums joined(Sums sums, Sums *room)
  {
    sums.template join<G>();
    if (WARPS > 1) {
      if (G::rank() == 0) {
        room[rank() / WARP_SIZE] = sums;
      }
      sync();
      sums = room[0];
      for (unsigned w = 1; w < WARPS; w++) {
        sums.add(room[w]);
      }
    }
    return sums;
  }
};

/** Wide networks in bands of the line, a team of warps each. Those that are not settled are queued. */
template <unsigned WARPS>
__device__ void settle_line(double *memory, Outcome *outcome, Left *queue, const unsigned *words, const Range &batch,
                            const Family &family, const double *tables)
{
  using T = Team<WARPS>;
  const LineBorders borders = {reinterpret_cast<float *>(memory)};
  const LineCounts counts = LineCounts::at(memory + LineBorders::ROOM + T::index() * LineCounts::ROOM);
  LineSums *room = reinterpret_cast<LineSums *>(memory + LineBorders::ROOM + LineCounts::ROOM);
  for (unsigned j = threadIdx.x; j <= BAND_ROOM; j += WARPS_BLOCK) {
    borders.lay(j, family.spread);
  }
  __syncthreads();
  constexpr unsigned TEAMS = BLOCK_WARPS / WARPS;
  Settled settled;
  for (unsigned position = blockIdx.x * TEAMS + T::index(); position < batch.networks; position += gridDim.x * TEAMS) {
    // Else the compiler keeps what follows from the key in registers while networks are decided.
    unsigned long long key = batch.key;
    asm volatile("" : "+l"(key));
    Words reader(words, key, batch.first + position, position, family.words);
    counts.clear(T::rank(), T::SIZE);
    T::sync();
    LineSums sums = LineCounter(family, borders, counts).count(tables, reader, T::rank(), T::SIZE);
    T::sync();
    sums = T::joined(sums, room);
    if (T::decides()) {
      LineMap map;
      Core core = {{-INFINITE, INFINITE}, OPEN};
      if (map.bound_slopes(family, sums, counts, borders, one_number(family.constant, tables, reader))) {
        core = map.find();
      }
      settled.note(outcome->queued, queue, position, core);
    }
    T::sync();
  }
  settled.write(outcome);
}

/** Networks of many kinks, a warp each: bands of the line, in single precision. */
extern "C" __global__ void __launch_bounds__(WARPS_BLOCK, LINE_BLOCKS) settle_wide(Outcome *outcome, Left *queue,
    const unsigned *words, Range batch, Family family, const double *tables)
{
  DYNAMIC_SHARED(double, shared);
  settle_line<1>(shared, outcome, queue, words, batch, family, tables);
}

/** Networks of very many kinks, a block each: all warps draw, the first one decides. */
extern "C" __global__ void __launch_bounds__(WARPS_BLOCK, LINE_BLOCKS) settle_widest(Outcome *outcome, Left *queue,
    const unsigned *words, Range batch, Family family, const double *tables)
{
  DYNAMIC_SHARED(double, shared);
  settle_line<BLOCK_WARPS>(shared, outcome, queue, words, batch, family, tables);
}

/** How a network in bands goes on after a pass: settled, or with `bands` new ones; OPEN without any is the end. */
struct Progress {
  int exponent;
  unsigned bands;
};

/** Tells all warps of a team what the first one knows. */
template <unsigned WARPS>
__device__ void share_progress(Progress &progress, Progress *room)
{
  if (WARPS > 1) {
    if (threadIdx.x == 0) {
      *room = progress;
    }
    Team<WARPS>::sync();
    progress = *room;
  }
  Team<WARPS>::sync();
}

/** Turns what was collected into bounds of the map: the first warp does. False if there are none. */
template <class Map>
__device__ bool finish_bands(const Family &family, const double *tables, Words &reader, BandSums &sums, Map &map)
{
  const double constant = one_number(family.constant, tables, reader);
  sums.outer.offset += constant;
  sums.outer.offsets += fabs(constant);
  if (sums.refused != 0 || !(sums.outer.slopes < LARGEST && sums.outer.offsets < LARGEST)) {
    return false;
  }
  add_up_bands(family, sums, map);
  return true;
}

/** What the bands of one pass say, and the bands of the next one; the first warp does. The first pass narrows the core. */
template <class Map>
__device__ Progress decide_bands(unsigned pass, Map &map, Graph &graph, Core &core)
{
  if (pass == 0) {
    core = find_core_in<Group<WARP_SIZE>>(map, core.in);
    if (core.exponent != OPEN || !graph.begin(map, core.in)) {
      return {core.exponent, 0};
    }
  } else {
    divide_nodes(graph.nodes, graph.open);
  }
  const int exponent = graph.exponent(map, BAND_ROUNDS);
  const bool again = exponent == OPEN && pass + 1 < BAND_PASSES && lay_bands_of_nodes(graph.nodes, graph.open, map);
  return {exponent, again ? map.n : 0};
}

/** Queued networks in bands of their cores, a team of warps each. */
template <unsigned WARPS>
__device__ void settle_cores(double *memory, Outcome *outcome, Left *left, const Left *queue, const unsigned *words,
                             const Range &batch, const Family &family, const double *tables)
{
  using T = Team<WARPS>;
  Cells<1, true> map;
  map.place(memory, BAND_BORDERS);
  Graph graph;
  graph.nodes = nodes_at(memory + map.room(BAND_BORDERS));
  BandSums *room = reinterpret_cast<BandSums *>(memory + map.room(BAND_BORDERS) + Nodes::ROOM);
  constexpr unsigned TEAMS = BLOCK_WARPS / WARPS;
  Settled settled;
  for (unsigned i = blockIdx.x * TEAMS + T::index(); i < outcome->queued; i += gridDim.x * TEAMS) {
    const unsigned position = queue[i].position;
    Core core = {queue[i].core, OPEN};
    Words reader(words, batch.key, batch.first + position, position, family.words);
    Progress progress = {OPEN, 0};
    if (T::decides() && lay_bands_of_core(core.in, family.bias.constant != 0, graph.nodes, map)) {
      progress.bands = map.n;
    }
    share_progress<WARPS>(progress, reinterpret_cast<Progress *>(room));
    for (unsigned pass = 0; progress.bands > 0; pass++) {
      map.n = progress.bands;
      clear_bands(map, T::rank(), T::SIZE);
      T::sync();
      BandSums sums = collect_bands(family, tables, reader, map, T::rank(), T::SIZE);
      T::sync();
      sums = T::joined(sums, room);
      progress = {OPEN, 0};
      if (T::decides() && finish_bands(family, tables, reader, sums, map)) {
        progress = decide_bands(pass, map, graph, core);
      }
      // The sums have been read.
      T::sync();
      share_progress<WARPS>(progress, reinterpret_cast<Progress *>(room));
    }
    if (T::decides()) {
      settled.note(outcome->left, left, position, {core.in, progress.exponent});
    }
    T::sync();
  }
  settled.write(outcome);
}

/** What settle_wide leaves, a warp a network: bands of the core, and graph. */
extern "C" __global__ void __launch_bounds__(WARPS_BLOCK, BLOCKS) settle_cores_of_wide(Outcome *outcome, Left *left,
    const Left *queue, const unsigned *words, Range batch, Family family, const double *tables)
{
  DYNAMIC_SHARED(double, shared);
  const unsigned room = Cells<1, true>::room(BAND_BORDERS) + Nodes::ROOM;
  settle_cores<1>(shared + threadIdx.x / WARP_SIZE * room, outcome, left, queue, words, batch, family, tables);
}

/** What settle_widest leaves, a block a network. */
extern "C" __global__ void __launch_bounds__(WARPS_BLOCK, BLOCKS) settle_cores_of_widest(Outcome *outcome, Left *left,
    const Left *queue, const unsigned *words, Range batch, Family family, const double *tables)
{
  DYNAMIC_SHARED(double, shared);
  settle_cores<BLOCK_WARPS>(shared, outcome, left, queue, words, batch, family, tables);
}

/** Looks for a power of two that is no least period, each once. */
template <class Map>
class MissingPowers {
 public:
  __device__ MissingPowers(const Laps<Map> &laps, double *memory) : laps(laps), memory(memory) {}

  /** n if there is surely no point of least period 2^n; else OPEN. */
  __device__ int try_exponent(int n)
  {
    if (n > MOST_EXPONENT || (tried >> n & 1u) != 0) {
      return OPEN;
    }
    tried |= 1u << n;
    return find_period(laps, 1u << n, memory).answer == Answer::NO ? n : OPEN;
  }

  /** Of all from 1 on that were not tried, the first one of which this is known. */
  __device__ int try_others()
  {
    int exponent = OPEN;
    for (int n = 1; n <= MOST_EXPONENT && exponent == OPEN; n++) {
      exponent = try_exponent(n);
    }
    return exponent;
  }

 private:
  const Laps<Map> &laps;
  double *memory;
  unsigned tried = 0;
};

/** Decides a map without period three, of which so many steps of the orbits of turning points have shown something or not. */
template <class Map>
__device__ Finding decide_without_three(const Laps<Map> &laps, Course course, unsigned steps, double *memory)
{
  MissingPowers<Map> powers(laps, memory);
  for (;; steps = MOST_STEPS) {
    if (course.witness.n != 0) {
      return {OPEN, course.witness};
    }
    // Where orbits are drawn to a cycle, periods are likely to end there.
    const int exponent = powers.try_exponent(course.cycle + 1 > 1 ? course.cycle + 1 : 1);
    if (exponent != OPEN) {
      return {exponent, NO_WITNESS};
    }
    if (steps == MOST_STEPS) {
      break;
    }
    course = follow_turns(laps, MOST_STEPS);
  }
  const int exponent = powers.try_others();
  return {exponent, exponent == OPEN ? find_witness_anywhere(laps) : NO_WITNESS};
}

/**
 * Decides a map by its laps: order, or chaos with the answer whether there is a point of period three: a witness (0, 3)
 * if there is one, else another.
 */
template <class Map>
__device__ Finding decide_laps(const Laps<Map> &laps, bool followed, double *memory)
{
  const unsigned steps = followed ? MOST_STEPS : STEPS;
  const Course course = follow_turns(laps, steps);
  if (course.witness.power == 0 && course.witness.n == 3) {
    return {OPEN, course.witness};
  }
  const Periodic three = find_period(laps, 3, memory);
  if (three.answer == Answer::YES) {
    return {OPEN, {three.x, 0, 3}};
  }
  return three.answer == Answer::NO ? decide_without_three(laps, course, steps, memory) : NOTHING;
}

/** Decides a map given in pieces on an interval that holds all periodic orbits. */
template <class Map>
__device__ Finding decide_window(const Map &map, const Buckets &buckets, Interval window, bool followed, bool fixesZero,
                                 Turn *turns, double *memory)
{
  using G = Group<WARP_SIZE>;
  // Pieces on a window without a bound are those of the whole line.
  const Core core = is_bounded(window) ? find_core_in<G>(map, window) : find_core<G>(map);
  if (core.exponent != OPEN || !is_bounded(core.in)) {
    return {core.exponent, NO_WITNESS};
  }
  // Bounds of values at the ends of the core may stick out of it a little: orbits that go there are not at their end.
  const double pad = PAD * (fabs(core.in.low) + fabs(core.in.high));
  const Interval wider = {core.in.low - pad, core.in.high + pad};
  const unsigned n = find_turns(map, turns);
  const Cone cone = fixesZero ? cone_of(map) : Cone{{INFINITE, -INFINITE}, false};
  return n <= MOST_TURNS ? decide_laps(Laps<Map>{map, buckets, turns, n, wider, cone}, followed, memory) : NOTHING;
}

/**
 * The last stage, a warp a network: pieces on the interval known; orbits, period three, powers of two. Each block has
 * memory of its own in `memory`.
 */
extern "C" __global__ void __launch_bounds__(WARP_SIZE, WARP_BLOCKS) settle_left(Outcome *outcome,
    unsigned *unsettled, Proof *proofs, const Left *left, char *memory, const unsigned *words, Range batch, Family family, const double *tables)
{
  using G = Group<WARP_SIZE>;
  DYNAMIC_SHARED(double, shared);
  const unsigned kinks = family.width * family.hidden.kinks;
  const Scratch scratch(memory + blockIdx.x * Scratch::bytes(kinks), kinks);
  Buckets buckets;
  buckets.starts = reinterpret_cast<unsigned *>(shared + Waiting::ROOM);
  Cells<1, false> map;
  const bool fixesZero = fixes_zero(family);
  Settled settled;
  while (true) {
    unsigned i = 0;
    if (threadIdx.x == 0) {
      i = atomicAdd(&outcome->begun, 1u);
    }
    i = __shfl_sync(ALL_LANES, i, 0);
    if (i >= outcome->left) {
      break;
    }
    const Interval window = left[i].core;
    const unsigned position = left[i].position;
    Words reader(words, batch.key, batch.first + position, position, family.words);
    Finding finding = NOTHING;
    if (build_window(family, tables, reader, window, scratch, map, buckets)) {
      finding = decide_window(map, buckets, window, left[i].followed != 0, fixesZero, scratch.turns, shared);
    }
    settled.note(finding.exponent);
    if (threadIdx.x == 0 && finding.witness.n != 0) {
      note_proof(outcome, proofs, position, finding.witness);
    } else if (threadIdx.x == 0 && finding.exponent == OPEN) {
      unsettled[atomicAdd(&outcome->unsettled, 1u)] = position;
    }
    G::sync();
  }
  settled.write(outcome);
}
