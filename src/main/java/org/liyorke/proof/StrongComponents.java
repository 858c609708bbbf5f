package org.liyorke.proof;

import java.util.Arrays;

/**
 * The strongly connected components of a finite directed graph (Tarjan 1972), without recursion.
 */
final class StrongComponents {
  /** A graph on the vertices 0 ... size() - 1. */
  interface Graph {
    int size();

    /** Number of edges that leave a vertex. */
    int degree(int vertex);

    /** Where edge number {@code k} of a vertex leads. */
    int target(int vertex, int k);
  }

  private final Graph graph;
  private final int[] component;
  private final int[] low;
  private final int[] index;
  private final int[] nextEdge;
  private final int[] open;
  private int openSize;
  private int visited;
  private int count;

  private StrongComponents(Graph graph) {
    int n = graph.size();
    this.graph = graph;
    component = new int[n];
    low = new int[n];
    index = new int[n];
    nextEdge = new int[n];
    open = new int[n];
    Arrays.fill(component, -1);
  }

  /** The number of the component of every vertex. */
  static int[] of(Graph graph) {
    StrongComponents search = new StrongComponents(graph);
    for (int v = 0; v < graph.size(); v++) {
      if (search.index[v] == 0) {
        search.visit(v);
      }
    }
    return search.component;
  }

  private void visit(int root) {
    int[] path = new int[graph.size()];
    int depth = 0;
    path[0] = enter(root);
    while (depth >= 0) {
      int v = path[depth];
      if (nextEdge[v] < graph.degree(v)) {
        int w = graph.target(v, nextEdge[v]++);
        if (index[w] == 0) {
          path[++depth] = enter(w);
        } else if (component[w] < 0) {
          low[v] = Math.min(low[v], index[w]);
        }
      } else {
        close(v);
        depth--;
        if (depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[v]);
        }
      }
    }
  }

  private int enter(int v) {
    index[v] = ++visited;
    low[v] = visited;
    open[openSize++] = v;
    return v;
  }

  /**
   * All edges of v are done: when v is the first of its component, everything above it belongs to
   * it.
   */
  private void close(int v) {
    if (low[v] == index[v]) {
      int w;
      do {
        w = open[--openSize];
        component[w] = count;
      } while (w != v);
      count++;
    }
  }

  /**
   * For every vertex whether it lies on a cycle, its component having another vertex or an edge to
   * itself.
   */
  static boolean[] onCycle(Graph graph, int[] component) {
    int[] sizes = new int[graph.size()];
    for (int c : component) {
      sizes[c]++;
    }
    boolean[] result = new boolean[graph.size()];
    for (int v = 0; v < result.length; v++) {
      result[v] = sizes[component[v]] > 1 || hasLoop(graph, v);
    }
    return result;
  }

  private static boolean hasLoop(Graph graph, int v) {
    for (int k = 0; k < graph.degree(v); k++) {
      if (graph.target(v, k) == v) {
        return true;
      }
    }
    return false;
  }
}
