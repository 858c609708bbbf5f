package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceIndexTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 63, 64, 127, 128, 129, 700, 4096})
  void theNumberOfBreakpointsBelowIsFound(int m) {
    SplittableRandom random = new SplittableRandom(m);
    PieceIndex index = new PieceIndex();
    for (int round = 0; round < 20; round++) {
      double[] x = new double[m + 3];
      for (int i = 0; i < m; i++) {
        // Clusters, and points beyond the interval.
        double u = random.nextDouble(-1.2, 1.2);
        x[i] = round % 2 == 0 ? u : u * u * u * 1e-3;
      }
      Arrays.sort(x, 0, m);
      index.lay(x, m, -1, 1);
      for (int i = 0; i < 500; i++) {
        double v = i < m ? Math.max(-1, Math.min(1, x[i])) : random.nextDouble(-1, 1);
        int expected = 0;
        while (expected < m && x[expected] < v) {
          expected++;
        }
        assertEquals(expected, index.find(x, m, v), "m " + m + " v " + v);
      }
    }
  }
}
