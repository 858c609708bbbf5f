package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;

/** Maps of deep networks and what is decided from them, against rational arithmetic. */
class DeepMapBuilderTest {
  private static NetworkFamily family(
      String init, int width, int depth, String hidden, String output, double gain) {
    return Families.resolve(
        init, width, depth, 1, Activation.named(hidden), Activation.named(output), null, gain);
  }

  private static DeepMapBuilder builder(NetworkFamily family) {
    return new DeepMapBuilder(
        family.sizes(), family.activation().piecewiseLinear(), family.output().piecewiseLinear());
  }

  static Stream<Arguments> activations() {
    return Activation.allPiecewiseLinear().stream()
        .flatMap(
            hidden ->
                Stream.of("identity", "relu", "clip").map(o -> Arguments.of(hidden.name(), o)));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void boundsHoldTheExactMap(String hidden, String output) {
    SplittableRandom rng = new SplittableRandom(3);
    int built = 0;
    int tried = 0;
    for (int depth = 2; depth <= 5; depth++) {
      for (int width : new int[] {1, 2, 3, 7, depth == 3 ? 24 : 10}) {
        for (String init : new String[] {"he", "glorot", "constant(0.75)", "U(-1, 2)"}) {
          NetworkFamily family = family(init, width, depth, hidden, output, 1.25);
          NetworkSampler sampler = new NetworkSampler(family, 11);
          float[] p = new float[family.parameters()];
          for (int i = 0; i < 2; i++) {
            sampler.draw(i, 1, p);
            CoreMap map = new CoreMap();
            tried++;
            if (builder(family).build(p, 0, map)) {
              built++;
              PiecewiseLinearMap exact = PiecewiseLinearMap.of(family.network(p, 0));
              MapBounds.assertHold(family.describe() + " " + i, exact, map, rng);
            }
          }
        }
      }
    }
    assertTrue(built > 0.7 * tried, built + " of " + tried);
  }

  /** Small integers: equal breakpoints, cancelling slopes, values exactly on kinks. */
  @ParameterizedTest
  @CsvSource({"2, 3", "3, 3", "4, 3", "2, 4", "3, 4"})
  void whatIsBuiltOfIntegersIsRight(int width, int depth) {
    SplittableRandom rng = new SplittableRandom(29);
    for (Activation hidden : Activation.allPiecewiseLinear()) {
      NetworkFamily family = family("he", width, depth, hidden.name(), "identity", 1);
      float[] p = new float[family.parameters()];
      for (int i = 0; i < 60; i++) {
        for (int j = 0; j < p.length; j++) {
          p[j] = rng.nextInt(-2, 3) / (float) (1 + rng.nextInt(2));
        }
        CoreMap map = new CoreMap();
        if (builder(family).build(p, 0, map)) {
          PiecewiseLinearMap exact = PiecewiseLinearMap.of(family.network(p, 0));
          MapBounds.assertHold(hidden.name() + " " + i, exact, map, rng);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "he, 2, 3, relu, identity, 1.5, 400",
    "he, 2, 3, relu, relu, 2, 300",
    "he, 3, 3, clip, identity, 3, 200",
    "he, 3, 4, leaky-relu, identity, 1.5, 150",
    "he, 8, 3, relu, identity, 2, 60",
    "he, 4, 3, abs, clip, 2, 100",
    "glorot, 4, 5, hard-tanh, identity, 4, 60",
    "he, 16, 3, relu, identity, 2, 15"
  })
  void decisionsAgreeWithRationalArithmetic(
      String init, int width, int depth, String hidden, String output, double gain, int networks) {
    NetworkFamily family = family(init, width, depth, hidden, output, gain);
    FloatCascade cascade =
        new FloatCascade(
            family.sizes(),
            family.activation().piecewiseLinear(),
            family.output().piecewiseLinear());
    NetworkSampler sampler = new NetworkSampler(family, 71);
    float[] p = new float[family.parameters()];
    int settled = 0;
    for (int i = 0; i < networks; i++) {
      sampler.draw(i, 1, p);
      Decision quick = cascade.decide(p, 0);
      if (quick != null) {
        settled++;
        Decision exact =
            ExactCascade.decideInRationals(PiecewiseLinearMap.of(family.network(p, 0)));
        assertEquals(exact.verdict(), quick.verdict(), "network " + i);
        assertEquals(exact.period3(), quick.period3(), "network " + i);
      }
    }
    assertTrue(settled > 0.95 * networks, settled + " of " + networks);
  }

  @Test
  void aHiddenLayerThatIsNeverActiveLeavesAConstant() {
    // Both units of the second layer are -1 at most before the ReLU.
    float[] p = {1, -1, 0, 0, -1, -2, -3, -1, -1, -1, 5, 7, 0.5f};
    CoreMap map = new CoreMap();
    DeepMapBuilder builder =
        new DeepMapBuilder(new int[] {1, 2, 2, 1}, Activation.RELU, Activation.IDENTITY);
    assertTrue(builder.build(p, 0, map));
    for (int i = 0; i <= map.m; i++) {
      assertEquals(0, map.slope[i]);
      assertEquals(0.5, map.offset[i]);
    }
  }

  @Test
  void aSumOfSlopesThatComesOutAsZeroIsNotTakenForZero() {
    // The second layer is relu(x) - relu(x) / 3 * 3 in effect: not zero for sure.
    float third = 1 / 3f;
    float[] p = {1, 1, 0, 0, 1, 0, third, 0, 1, 1, third, -1, 0};
    CoreMap map = new CoreMap();
    DeepMapBuilder builder =
        new DeepMapBuilder(new int[] {1, 2, 2, 1}, Activation.RELU, Activation.IDENTITY);
    if (builder.build(p, 0, map)) {
      assertEquals(0, map.slope[0]);
      assertNotEquals(0, map.slope[map.m]);
      assertTrue(Math.abs(map.slope[map.m]) <= map.slopeError);
    }
  }

  @Test
  void hugeAndVanishingNumbersAreRefused() {
    int[] sizes = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    DeepMapBuilder builder = new DeepMapBuilder(sizes, Activation.ABS, Activation.IDENTITY);
    for (float size : new float[] {0x1p120f, 0x1p-120f}) {
      float[] p = new float[16];
      for (int i = 0; i < p.length; i += 2) {
        p[i] = size;
        p[i + 1] = 1;
      }
      assertFalse(builder.build(p, 0, new CoreMap()));
    }
  }
}
