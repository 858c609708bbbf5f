// Proves order by a graph that covers the map on its core: nodes are intervals, with an edge wherever the image of one
// may meet another. A warp works on one graph of at most 64 nodes, whose sets are the bits of a word.
//
// A periodic orbit follows a closed path, so it stays in one strongly connected component. A component is simple if
// its nodes make p runs of neighbours, each of which leads to one run only. Then the runs form one cycle. Let s be an
// interval that holds all products of one slope of each run. If s is above -1, f^p + id increases on the points of an
// orbit in a run, so f^p permutes them without a cycle of length two, and by Sharkovsky's theorem, applied to the map
// that connects the dots, it fixes them: the orbit has period p. If s is at most 0, f^p reverses the order of these
// points, its square is the identity on them: the period is p or 2p. When all components are simple, all periods lie
// in a finite set; a power of two that is not in it is no period. Components that are not simple are divided further.
#pragma once

#include "core.cuh"

using NodeSet = unsigned long long;

constexpr unsigned MOST_NODES = 64;
constexpr unsigned SLOTS = MOST_NODES / WARP_SIZE;

/** Intervals that are narrower than this share of their ends are not divided: they would be too near to borders. */
constexpr double NARROW = 0x1p-36;

/** Runs in a cycle, at most. */
constexpr unsigned MOST_RUNS = 16;

/** Ends of the nodes from left to right, in shared memory. */
struct Nodes {
  double *low;
  double *high;
  unsigned n;

  static constexpr unsigned ROOM = 2 * MOST_NODES;
};

/** Node rank + 32 s is in slot s of lane rank. */
struct LaneNodes {
  NodeSet successors[SLOTS];
  NodeSet reached[SLOTS];
  Interval slopes[SLOTS];
};

__device__ inline unsigned node_of_slot(unsigned s) { return Group<WARP_SIZE>::rank() + s * WARP_SIZE; }

__device__ inline bool contains(NodeSet set, unsigned node) { return (set >> node & 1u) != 0; }

/** Node number n of a set, counted from 0; the set has more. */
__device__ inline unsigned nth_node(NodeSet set, unsigned n)
{
  for (; n > 0; n--) {
    set &= set - 1;
  }
  return __ffsll((long long) set) - 1;
}

/** Part p of equal parts of an interval; where it is too narrow, part 0 is all of it. */
__device__ inline Interval part_of(Interval whole, unsigned p, unsigned parts)
{
  const double width = whole.high - whole.low;
  if (!(width > NARROW * (fabs(whole.low) + fabs(whole.high)))) {
    return p == 0 ? whole : Interval{whole.high, whole.high};
  }
  const double low = whole.low + width * ((double) p / parts);
  const double high = p + 1 == parts ? whole.high : whole.low + width * ((double) (p + 1) / parts);
  return {smaller(low, whole.high), smaller(high, whole.high)};
}

/** Bounds of the values and slopes of the map on an interval; an end that is a border stands for the true border. */
template <class Map>
__device__ void bound_on(const Map &map, Interval in, Interval &values, Interval &slopes)
{
  values = {INFINITE, -INFINITE};
  slopes = {INFINITE, -INFINITE};
  unsigned j = cells_before(map, in.low, true);
  if (j > 0 && map.border(j) != in.low && map.border(j) + map.radius(map.border(j)) > in.low) {
    j--;
  }
  for (bool inside = true; inside;) {
    const Interval extent = map.extent(j);
    if (extent.low < extent.high) {
      const Lines g = map.lines(j);
      const Interval part = nearest_part(extent, in);
      const Interval s = map.slope_of_map(j, g, part);
      values = {smaller(values.low, g.least(part)), larger(values.high, g.largest(part))};
      slopes = {smaller(slopes.low, s.low), larger(slopes.high, s.high)};
    }
    j++;
    inside = j < map.n && map.border(j) != in.high && map.border(j) - map.radius(map.border(j)) < in.high;
  }
  values = {map.clamped(values.low), map.clamped(values.high)};
}

/** The nodes that an interval may meet: neighbours. */
__device__ inline NodeSet nodes_meeting(const Nodes &nodes, Interval in)
{
  unsigned first = 0;
  for (unsigned high = nodes.n; first < high;) {
    const unsigned middle = (first + high) / 2;
    if (nodes.high[middle] < in.low) {
      first = middle + 1;
    } else {
      high = middle;
    }
  }
  unsigned end = first;
  for (unsigned high = nodes.n; end < high;) {
    const unsigned middle = (end + high) / 2;
    if (nodes.low[middle] <= in.high) {
      end = middle + 1;
    } else {
      high = middle;
    }
  }
  const NodeSet upToEnd = end == MOST_NODES ? ~NodeSet(0) : (NodeSet(1) << end) - 1;
  return first < end ? upToEnd & (~NodeSet(0) << first) : 0;
}

/** The nodes for which a predicate of the slots holds. */
__device__ inline NodeSet nodes_where(const bool (&holds)[SLOTS])
{
  return (NodeSet) __ballot_sync(ALL_LANES, holds[1]) << WARP_SIZE | __ballot_sync(ALL_LANES, holds[0]);
}

/** What slot and lane of a node have. */
template <class T>
__device__ T of_node(const T &slot0, const T &slot1, unsigned node)
{
  const T a = __shfl_sync(ALL_LANES, slot0, node % WARP_SIZE);
  const T b = __shfl_sync(ALL_LANES, slot1, node % WARP_SIZE);
  return node < WARP_SIZE ? a : b;
}

/** The highest node of a set at or below a node; the set has one. */
__device__ inline unsigned highest_up_to(NodeSet set, unsigned node)
{
  return node - __clzll((long long) (set << (63 - node)));
}

template <class Map>
__device__ void find_edges(const Map &map, const Nodes &nodes, LaneNodes &mine)
{
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = node_of_slot(s);
    mine.successors[s] = 0;
    mine.slopes[s] = {0, 0};
    if (i < nodes.n && nodes.low[i] < nodes.high[i]) {
      Interval values;
      bound_on(map, {nodes.low[i], nodes.high[i]}, values, mine.slopes[s]);
      // True borders may be a little beside the ends of nodes.
      const Interval image = {values.low - 16 * U * fabs(values.low), values.high + 16 * U * fabs(values.high)};
      mine.successors[s] = nodes_meeting(nodes, image);
    }
    mine.reached[s] = mine.successors[s];
  }
}

/** Which nodes are reached from each by one edge or more (Warshall's algorithm). */
__device__ inline void close_transitively(LaneNodes &mine, unsigned n)
{
  for (unsigned k = 0; k < n; k++) {
    const NodeSet row = of_node(mine.reached[0], mine.reached[1], k);
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      mine.reached[s] |= contains(mine.reached[s], k) ? row : 0;
    }
  }
}

/**
 * The powers of two that periods of orbits in a component may be, as bits; 0 if the component is not simple.
 *
 * @param starts the nodes of the component before which a run begins
 */
__device__ inline unsigned periods_in(const LaneNodes &mine, NodeSet component, NodeSet starts)
{
  using G = Group<WARP_SIZE>;
  const unsigned runs = __popcll(starts);
  if (runs > MOST_RUNS) {
    return 0;
  }
  unsigned run[SLOTS];
  unsigned target[SLOTS];
  bool oneRun = true;
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = node_of_slot(s);
    run[s] = MOST_NODES;
    target[s] = MOST_NODES;
    if (contains(component, i)) {
      const NodeSet inside = mine.successors[s] & component;
      const unsigned first = __ffsll((long long) inside) - 1;
      run[s] = highest_up_to(starts, i);
      target[s] = highest_up_to(starts, first);
      // Successors are neighbours, so those in another run contain its start.
      oneRun = oneRun && (inside & starts & ~(NodeSet(1) << first)) == 0;
    }
  }
  Interval product = {1, 1};
  bool signsKnown = true;
  bool falling = false;
  for (NodeSet left = starts; left != 0; left &= left - 1) {
    const unsigned start = __ffsll((long long) left) - 1;
    const unsigned to = of_node(target[0], target[1], start);
    Interval s = {INFINITE, -INFINITE};
#pragma unroll
    for (unsigned k = 0; k < SLOTS; k++) {
      if (run[k] == start) {
        oneRun = oneRun && target[k] == to;
        s = {smaller(s.low, mine.slopes[k].low), larger(s.high, mine.slopes[k].high)};
      }
    }
    s = {G::least(s.low), G::largest(s.high)};
    product = product_of(product, s);
    signsKnown = signsKnown && (s.high <= 0 || s.low >= 0);
    falling = falling != (s.high <= 0);
  }
  if (G::any(!oneRun)) {
    return 0;
  }
  const bool power = (runs & (runs - 1)) == 0;
  if (product.low > -1 + PAD) {
    return power ? runs : 1u << 31;
  }
  return signsKnown && falling ? (power ? runs | 2 * runs : 1u << 31) : 0;
}

/** Notes the periods of simple components and returns the nodes of the others. */
__device__ inline NodeSet nodes_of_open_components(const Nodes &nodes, const LaneNodes &mine, unsigned &periods)
{
  bool cyclic[SLOTS];
  bool begins[SLOTS];
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = node_of_slot(s);
    cyclic[s] = contains(mine.reached[s], i);
    begins[s] = i < nodes.n && (i == 0 || nodes.high[i - 1] != nodes.low[i]);
  }
  const NodeSet gaps = nodes_where(begins);
  NodeSet open = 0;
  for (NodeSet left = nodes_where(cyclic); left != 0;) {
    const unsigned i = __ffsll((long long) left) - 1;
    const NodeSet row = of_node(mine.reached[0], mine.reached[1], i);
    bool member[SLOTS];
#pragma unroll
    for (unsigned s = 0; s < SLOTS; s++) {
      member[s] = contains(row, node_of_slot(s)) && contains(mine.reached[s], i);
    }
    const NodeSet component = nodes_where(member);
    const unsigned found = periods_in(mine, component, component & (~(component << 1) | gaps));
    periods |= found;
    open |= found == 0 ? component : 0;
    left &= ~component;
  }
  return open;
}

/** The first nodes: cells of the core, divided or joined. False where the core ends on a border. */
template <class Map>
__device__ bool first_nodes(const Map &map, Interval core, Nodes &nodes)
{
  // A core may be larger; so its ends are none that was computed from a border.
  const Interval in = {core.low - PAD * fabs(core.low), core.high + PAD * fabs(core.high)};
  const unsigned first = cells_before(map, in.low, true);
  const unsigned last = cells_before(map, in.high, false);
  const bool ends = (first == 0 || in.low == 0 || map.border(first) != in.low) &&
                    (last + 1 == map.n || in.high == 0 || map.border(last + 1) != in.high);
  if (!(in.low > -INFINITE && in.high < INFINITE && in.low < in.high && ends && first <= last)) {
    return false;
  }
  const unsigned cells = last - first + 1;
  const unsigned parts = cells <= MOST_NODES ? MOST_NODES / cells : 1;
  const unsigned joined = (cells + MOST_NODES - 1) / MOST_NODES;
  nodes.n = cells <= MOST_NODES ? cells * parts : (cells + joined - 1) / joined;
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = node_of_slot(s);
    if (i < nodes.n) {
      const unsigned begin = first + i / parts * joined;
      const unsigned end = smaller_of(begin + joined - 1, last);
      const Interval whole = meet({map.extent(begin).low, map.extent(end).high}, in);
      const Interval part = part_of(whole, i % parts, parts);
      nodes.low[i] = part.low;
      nodes.high[i] = part.high;
    }
  }
  Group<WARP_SIZE>::sync();
  return true;
}

/** Divides the nodes of a set as far as there is room; the others are dropped. */
__device__ inline void divide_nodes(Nodes &nodes, NodeSet kept)
{
  using G = Group<WARP_SIZE>;
  const unsigned parts = MOST_NODES / __popcll(kept);
  Interval mine[SLOTS];
  nodes.n = __popcll(kept) * parts;
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    const unsigned i = node_of_slot(s);
    if (i < nodes.n) {
      const unsigned from = nth_node(kept, i / parts);
      mine[s] = part_of({nodes.low[from], nodes.high[from]}, i % parts, parts);
    }
  }
  G::sync();
#pragma unroll
  for (unsigned s = 0; s < SLOTS; s++) {
    if (node_of_slot(s) < nodes.n) {
      nodes.low[node_of_slot(s)] = mine[s].low;
      nodes.high[node_of_slot(s)] = mine[s].high;
    }
  }
  G::sync();
}

/** The least n such that 2^n is not in a set of periods. */
__device__ inline int exponent_missing_in(unsigned periods)
{
  return __ffs((int) ~periods) - 1;
}

/** A graph that is made finer and finer. */
struct Graph {
  Nodes nodes;
  /** Nodes of components that are not simple. */
  NodeSet open;
  /** Powers of two that may be periods, of orbits through other nodes. */
  unsigned periods;

  /** Begins with the cells of the core. Else the graph says nothing. */
  template <class Map>
  __device__ bool begin(const Map &map, Interval core)
  {
    periods = 0;
    open = ~NodeSet(0);
    return first_nodes(map, core, nodes);
  }

  /** The least n for which the graph proves that there is no point of least period 2^n; OPEN if it does not. */
  template <class Map>
  __device__ int exponent(const Map &map, unsigned rounds)
  {
    LaneNodes mine;
    for (unsigned round = 0; round < rounds; round++) {
      find_edges(map, nodes, mine);
      close_transitively(mine, nodes.n);
      open = nodes_of_open_components(nodes, mine, periods);
      if (open == 0) {
        return exponent_missing_in(periods);
      }
      if (2u * __popcll(open) > MOST_NODES) {
        return OPEN;
      }
      if (round + 1 < rounds) {
        divide_nodes(nodes, open);
      }
    }
    return OPEN;
  }
};
