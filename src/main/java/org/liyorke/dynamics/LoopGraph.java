package org.liyorke.dynamics;

/**
 * A graph of closed intervals on each of which f is strictly monotone, with an edge v -&gt; w only
 * where f maps v over all of w, and one component that branches.
 */
interface LoopGraph {
  /** The vertices are 0 .. size() - 1. */
  int size();

  /** Whether a vertex belongs to the branching component. */
  boolean inChaos(int v);

  /** The edges of v are firstEdge(v) .. firstEdge(v + 1) - 1. */
  int firstEdge(int v);

  int successor(int edge);

  /** About where a vertex begins. */
  double left(int v);

  /** About where a vertex ends. */
  double right(int v);

  /** Whether f increases on a vertex. */
  boolean rises(int v);
}
