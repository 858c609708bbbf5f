package org.liyorke.dynamics;

import java.util.Arrays;

/**
 * Strongly connected components of a directed graph (Tarjan 1972), iterative; memory is kept
 * between uses.
 */
final class StrongComponents {
  private int[] number = new int[256];
  private int[] low = new int[256];
  private int[] component = new int[256];
  private int[] position = new int[256];
  private int[] stack = new int[256];
  private int[] call = new int[256];
  private int[] size = new int[256];
  private int[] inner = new int[256];
  private int count;
  private int vertices;

  /**
   * Finds the components of the vertices 0..n-1; edges to vertices from n on are ignored.
   *
   * @param firstEdge the edges of v are successor[firstEdge[v]] .. successor[firstEdge[v + 1] - 1]
   */
  void find(int n, int[] firstEdge, int[] successor) {
    reserve(n);
    vertices = n;
    Arrays.fill(number, 0, n, 0);
    Arrays.fill(component, 0, n, -1);
    count = 0;
    int numbered = 0;
    int depth = 0;
    for (int root = 0; root < n; root++) {
      if (number[root] != 0) {
        continue;
      }
      int calls = 0;
      call[calls++] = root;
      number[root] = low[root] = ++numbered;
      position[root] = firstEdge[root];
      stack[depth++] = root;
      while (calls > 0) {
        int u = call[calls - 1];
        int next = unvisited(u, n, firstEdge, successor);
        if (next >= 0) {
          number[next] = low[next] = ++numbered;
          position[next] = firstEdge[next];
          stack[depth++] = next;
          call[calls++] = next;
          continue;
        }
        calls--;
        if (calls > 0) {
          low[call[calls - 1]] = Math.min(low[call[calls - 1]], low[u]);
        }
        if (low[u] == number[u]) {
          depth = close(u, depth);
        }
      }
    }
    countEdges(firstEdge, successor);
  }

  private int unvisited(int u, int n, int[] firstEdge, int[] successor) {
    for (int p = position[u]; p < firstEdge[u + 1]; p++) {
      int v = successor[p];
      if (v >= n) {
        continue;
      }
      if (number[v] == 0) {
        position[u] = p + 1;
        return v;
      }
      if (component[v] < 0) {
        low[u] = Math.min(low[u], number[v]);
      }
    }
    position[u] = firstEdge[u + 1];
    return -1;
  }

  private int close(int root, int depth) {
    size[count] = 0;
    inner[count] = 0;
    int d = depth;
    int v;
    do {
      v = stack[--d];
      component[v] = count;
      size[count]++;
    } while (v != root);
    count++;
    return d;
  }

  private void countEdges(int[] firstEdge, int[] successor) {
    for (int v = 0; v < vertices; v++) {
      for (int p = firstEdge[v]; p < firstEdge[v + 1]; p++) {
        if (successor[p] < vertices && component[successor[p]] == component[v]) {
          inner[component[v]]++;
        }
      }
    }
  }

  int count() {
    return count;
  }

  int of(int v) {
    return component[v];
  }

  /** Vertices of component c. */
  int size(int c) {
    return size[c];
  }

  /** Edges inside component c. */
  int edges(int c) {
    return inner[c];
  }

  /** The number of a component with more edges than vertices, or -1. */
  int branching() {
    for (int c = 0; c < count; c++) {
      if (inner[c] > size[c]) {
        return c;
      }
    }
    return -1;
  }

  private void reserve(int n) {
    if (n > number.length) {
      int capacity = Math.max(n, 2 * number.length);
      number = new int[capacity];
      low = new int[capacity];
      component = new int[capacity];
      position = new int[capacity];
      stack = new int[capacity];
      call = new int[capacity];
      size = new int[capacity];
      inner = new int[capacity];
    }
  }
}
