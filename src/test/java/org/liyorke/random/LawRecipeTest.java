package org.liyorke.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one form of all laws gives the bits of each. */
class LawRecipeTest {
  private static final int WORDS = 20_000;

  static Stream<Law> laws() {
    return Stream.of(
        new UniformLaw(-1, 1),
        new UniformLaw(0, 1e-44),
        new UniformLaw(-3, Float.MAX_VALUE),
        new NormalLaw(0, 1),
        new NormalLaw(0, 2.0 / 7).scaledBy(0.3),
        new NormalLaw(-1e-3, 4e-90),
        new NormalLaw(5, 1e-4),
        new TruncatedNormalLaw(-1, 1, 1),
        new TruncatedNormalLaw(-2, 2, 0.1).scaledBy(3),
        new TruncatedNormalLaw(-0.5, 3, 1),
        new TruncatedNormalLaw(1, Double.POSITIVE_INFINITY, 1e-40));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void numbersAreThoseOfTheLaw(Law law) {
    LawRecipe recipe = law.recipe();
    int[] words = new int[WORDS];
    new WordStream(42).fill(0, words, 0, WORDS);
    int[] ends = {0, 1, -1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE};
    System.arraycopy(ends, 0, words, 0, ends.length);
    for (int word : words) {
      assertEquals(
          Float.floatToRawIntBits(law.fromWord(word)),
          Float.floatToRawIntBits(recipe.number(word)),
          () -> law + ", word " + Integer.toHexString(word));
    }
    assertTrue(recipe.table().isReadOnly());
  }

  @Test
  void constantsHaveNone() {
    assertThrows(IllegalStateException.class, () -> new ConstantLaw(1).recipe());
    assertThrows(IllegalStateException.class, () -> new NormalLaw(1, 0).recipe());
  }
}
