package org.liyorke.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Components against mutual reachability on random graphs, and on a path far too long for
 * recursion.
 */
class StrongComponentsTest {
  private record Lists(int[][] edges) implements StrongComponents.Graph {
    @Override
    public int size() {
      return edges.length;
    }

    @Override
    public int degree(int vertex) {
      return edges[vertex].length;
    }

    @Override
    public int target(int vertex, int k) {
      return edges[vertex][k];
    }
  }

  private static boolean[][] reachable(int[][] edges) {
    int n = edges.length;
    boolean[][] reach = new boolean[n][n];
    for (int v = 0; v < n; v++) {
      for (int w : edges[v]) {
        reach[v][w] = true;
      }
    }
    for (int k = 0; k < n; k++) {
      for (int v = 0; v < n; v++) {
        for (int w = 0; w < n; w++) {
          reach[v][w] |= reach[v][k] && reach[k][w];
        }
      }
    }
    return reach;
  }

  @Test
  void agreesWithReachability() {
    SplittableRandom rng = new SplittableRandom(3);
    for (int run = 0; run < 300; run++) {
      int n = rng.nextInt(1, 12);
      int[][] edges = new int[n][];
      for (int v = 0; v < n; v++) {
        edges[v] = rng.ints(rng.nextInt(0, 3), 0, n).toArray();
      }
      boolean[][] reach = reachable(edges);
      int[] component = StrongComponents.of(new Lists(edges));
      boolean[] onCycle = StrongComponents.onCycle(new Lists(edges), component);
      for (int v = 0; v < n; v++) {
        assertEquals(reach[v][v], onCycle[v]);
        for (int w = 0; w < n; w++) {
          assertEquals(v == w || reach[v][w] && reach[w][v], component[v] == component[w]);
        }
      }
    }
  }

  @Test
  void followsLongPaths() {
    int n = 200_000;
    int[][] edges = new int[n][];
    for (int v = 0; v < n; v++) {
      edges[v] = new int[] {(v + 1) % n};
    }
    int[] component = StrongComponents.of(new Lists(edges));
    assertEquals(component[0], component[n - 1]);
  }
}
