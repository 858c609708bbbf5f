package org.liyorke.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignChangesTest {
  /** The signs of values - grid. */
  @ParameterizedTest
  @CsvSource({
    "+-+-++, 4",
    "++++++, 0",
    "+0-+++, 2",
    "+0++++, 0",
    "-0++++, 1",
    // An exact zero at either end has no neighbour on one side.
    "0-----, 0",
    "-----0, 0",
    // Two zeros in a row: neither has neighbours of opposite sign.
    "+00---, 0",
    // The last gap is not looked at, its end is a neighbour.
    "++++-+, 1",
    "+++++-, 0",
    "++++0-, 1"
  })
  void countsNegativeProductsAndZerosBetweenOppositeSigns(String signs, int changes) {
    double[] grid = new double[signs.length()];
    double[] values = new double[signs.length()];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = i;
      values[i] = i + "-0+".indexOf(signs.charAt(i)) - 1;
    }
    assertEquals(changes, SignChanges.count(values, grid));
  }

  @Test
  void valuesThatAreNotNumbersAreNoChange() {
    double[] grid = {0, 1, 2, 3};
    assertEquals(0, SignChanges.count(new double[] {-1, Double.NaN, 3, 4}, grid));
    assertEquals(1, SignChanges.count(new double[] {-1, Double.POSITIVE_INFINITY, 3, 4}, grid));
  }
}
