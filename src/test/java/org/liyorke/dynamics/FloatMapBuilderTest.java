package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liyorke.model.Activation;

class FloatMapBuilderTest {
  private static CoreMap build(float... p) {
    CoreMap map = new CoreMap();
    FloatMapBuilder builder =
        new FloatMapBuilder(p.length / 3, Activation.RELU, Activation.IDENTITY);
    assertTrue(builder.build(p, 0, map));
    return map;
  }

  @ParameterizedTest
  @EnumSource
  void boundsHoldTheExactMap(ReluParameters.Kind kind) {
    SplittableRandom rng = new SplittableRandom(11);
    for (int width : new int[] {1, 2, 3, 16, 40, 300}) {
      for (int i = 0; i < 4; i++) {
        float[] p = ReluParameters.draw(rng, kind, width);
        PiecewiseLinearMap exact = PiecewiseLinearMap.of(MapBounds.network(p));
        MapBounds.assertHold(kind + " " + width + " " + i, exact, build(p), rng);
      }
    }
  }

  @Test
  void theSlopeIsZeroWhereNoUnitIsActive() {
    CoreMap map = build(-1, 1, -2, 1, -1, -1, -4, -3, 2, 3, 5, 7, 0.5f);
    assertEquals(4, map.m);
    assertEquals(-1, map.x[1]);
    assertEquals(0, map.slope[2]);
    assertEquals(0.5, map.offset[2]);
  }

  @Test
  void aSumOfSlopesThatComesOutAsZeroIsNotTakenForZero() {
    CoreMap map = build(1, 1, 0, -1, 2, -2, 0);
    assertEquals(0, map.slope[0]);
    assertNotEquals(0, map.slope[2]);
    assertTrue(Math.abs(map.slope[2]) < map.slopeError);
  }

  @Test
  void flatAndFallingPiecesLeaveNoPeriodFour() {
    CoreMap map = build(1, 0, -3, 1);
    assertEquals(0, map.slope[0]);
    assertEquals(CoreFinder.Outcome.NO_PERIOD_FOUR, new CoreFinder().find(map));
  }
}
