package org.liyorke.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.Activation;
import org.liyorke.model.Families;
import org.liyorke.model.NetworkFamily;
import org.liyorke.model.NetworkSampler;
import org.liyorke.proof.Enumeration;
import org.liyorke.proof.ExactMap;
import org.liyorke.proof.Finding;

/** How many networks double precision settles, and that it never refuses whole kinds of them. */
class FloatCascadeTest {
  @ParameterizedTest
  @CsvSource({
    "relu,relu,2",
    "relu,relu,16",
    "relu,relu,64",
    "relu,clip,2",
    "relu,clip,16",
    "relu,clip,64",
    "relu,hard-tanh,16",
    "abs,clip,4",
    "leaky-relu,relu,16",
    "hard-tanh,relu,16",
    "hard-tanh,hard-tanh,2"
  })
  void clampedMapsRarelyNeedExactArithmetic(String hidden, String output, int width) {
    NetworkFamily family =
        Families.resolve(
            "he", width, 2, 1, Activation.named(hidden), Activation.named(output), null, 1);
    FloatCascade cascade =
        new FloatCascade(
            width, family.activation().piecewiseLinear(), family.output().piecewiseLinear());
    NetworkSampler sampler = new NetworkSampler(family, 42);
    float[] numbers = new float[family.parameters()];
    int open = 0;
    for (int i = 0; i < 8_000; i++) {
      sampler.draw(i, 1, numbers);
      open += cascade.decide(numbers, 0) == null ? 1 : 0;
    }
    assertTrue(open <= 16, "open: " + open);
  }

  /** All kinks at 0 and the value there exactly on the bound. */
  @ParameterizedTest
  @CsvSource({"relu,1", "clip,1", "relu,-1", "clip,-1"})
  void aValueExactlyOnTheBoundIsNoObstacle(String output, float sign) {
    FloatCascade cascade =
        new FloatCascade(3, Activation.RELU, Activation.named(output).piecewiseLinear());
    float[] numbers = {1, 2, -1, 0, 0, 0, sign, sign / 4, sign / 2, 0};
    assertEquals(Verdict.ORDERED, cascade.decide(numbers, 0).verdict());
  }

  /** Maps with slopes 1, -1 and 0 on half-lines among them, on which nothing separates. */
  @ParameterizedTest
  @CsvSource({"relu,identity", "relu,relu", "leaky-relu,relu", "abs,identity", "abs,relu"})
  void networksWithoutBiasesHavePeriodsOneAndTwoOnly(String hidden, String output) {
    NetworkFamily family =
        Families.resolve(
            "he", 2, 2, 1, Activation.named(hidden), Activation.named(output), null, 1);
    FloatCascade cascade =
        new FloatCascade(
            2, family.activation().piecewiseLinear(), family.output().piecewiseLinear());
    for (int i = 0; i < 81; i++) {
      float[] numbers = {1, -1, 0, i % 2 == 0 ? 0f : -0f, weight(i / 9), weight(i % 9), 0};
      assertEquals(4, cascade.decide(numbers, 0).missingPeriod());
      ExactMap exact = ExactMap.of(family.network(numbers, 0));
      assertEquals(Finding.NO, Enumeration.leastPeriod(exact, 4, 100_000), i + "");
    }
  }

  private static float weight(int i) {
    return (i - 4) / 2f;
  }

  /** A single bias, however small, makes other maps: this one is chaotic. */
  @Test
  void aTinyBiasIsABias() {
    NetworkFamily family = Families.resolve("he", 2, 2, 1, null, null, null, 1);
    float[] tent = {1, 1, 0, -0x1p-100f, 2, -4, 0};
    assertEquals(Verdict.CHAOTIC, NetworkDecider.forFamily(family).decide(tent, 0).verdict());
  }
}
