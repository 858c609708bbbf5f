package org.liyorke.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FamiliesTest {
  private static NetworkFamily family(String init, int width, int depth) {
    return Families.resolve(init, width, depth, 1, null, null, null, 1);
  }

  /** The laws of the layers as "weights | bias", joined by " ; ". */
  private static String laws(NetworkFamily family) {
    List<String> layers =
        family.layers().stream()
            .map(laws -> LawNotation.of(laws.weights()) + " | " + LawNotation.of(laws.bias()))
            .toList();
    return String.join(" ; ", layers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "he > N(0, 2) | N(0, 2) ; N(0, 0.25) | N(0, 0.25)",
        "glorot > N(0, 0.2222222222222222) | N(0, 0.2222222222222222) ; N(0, 0.2222222222222222) |"
            + " N(0, 0.2222222222222222)",
        "lecun > N(0, 1) | N(0, 1) ; N(0, 0.125) | N(0, 0.125)",
        "unit-he > constant(1) | N(0, 2) ; N(0, 0.25) | N(0, 0.25)",
        "he-uniform-bias > N(0, 2) | U(0, 1) ; N(0, 0.25) | U(0, 1)",
        "normal-truncated > N(0, 0.125) | T(-1, 1, 1) ; N(0, 0.125) | T(-1, 1, 1)",
        "N(1, 2/k) > N(1, 0.25) | N(1, 0.25) ; N(1, 0.25) | N(1, 0.25)"
      })
  void resolvesAtWidthEight(String init, String laws) {
    assertEquals(laws, laws(family(init, 8, 2)));
  }

  /**
   * The Glorot row as coded: the standard deviation, not the variance, is 2/3 at width 2; no output
   * bias.
   */
  @Test
  void glorotStdHasStandardDeviationTwoThirdsAtWidthTwo() {
    NetworkFamily family = family("glorot-std", 2, 2);
    assertEquals(2.0 / 3, Math.sqrt(family.layers().get(0).weights().variance()), 1e-15);
    assertEquals(2.0 / 3, Math.sqrt(family.layers().get(0).bias().variance()), 1e-15);
    assertEquals(2.0 / 3, Math.sqrt(family.layers().get(1).weights().variance()), 1e-15);
    assertEquals("constant(0)", LawNotation.of(family.layers().get(1).bias()));
  }

  @Test
  void presetsExtendToAnyDepth() {
    String he = "N(0, 0.5) | N(0, 0.5)";
    assertEquals(
        "constant(1) | N(0, 2) ; " + he + " ; " + he + " ; " + he, laws(family("unit-he", 4, 4)));
    assertEquals("N(0, 2) | N(0, 2)", laws(family("unit-he", 4, 1)));
  }

  @Test
  void everyNameResolvesAtEveryDepthAndWidthOne() {
    for (String name : Families.names()) {
      for (int depth = 1; depth <= NetworkFamily.MAX_DEPTH; depth++) {
        assertEquals(depth, family(name, 1, depth).depth());
      }
    }
    assertEquals(17, Families.names().size());
  }

  @Test
  void kIsTheStateAtDepthOneSoThatTheWidthIsUnused() {
    NetworkFamily family = Families.resolve("N(0, 1/k)", 64, 1, 5, null, null, null, 1);
    assertEquals("N(0, 0.2) | N(0, 0.2)", laws(family));
    assertArrayEquals(new int[] {5, 5}, family.sizes());
    assertEquals(30, family.parameters());
    assertEquals(
        family.layers(), Families.resolve("N(0, 1/k)", -9, 1, 5, null, null, null, 1).layers());
  }

  @Test
  void biasOverridesEveryLayerAndGainTheLastWeights() {
    NetworkFamily family = Families.resolve("he", 2, 3, 1, null, null, "U(-k, k)", 3);
    assertEquals("N(0, 2) | U(-2, 2) ; N(0, 1) | U(-2, 2) ; N(0, 9) | U(-2, 2)", laws(family));
  }

  @Test
  void countsParametersAndWords() {
    NetworkFamily he = family("he", 64, 2);
    assertArrayEquals(new int[] {1, 64, 1}, he.sizes());
    assertEquals(193, he.parameters());
    assertEquals(193, he.randomParameters());
    assertEquals(196, he.wordsPerNetwork());
    assertEquals(Long.MAX_VALUE / 196, he.maxNetworks());
    NetworkFamily unit = family("unit-he", 64, 2);
    assertEquals(193, unit.parameters());
    assertEquals(129, unit.randomParameters());
    assertEquals(132, unit.wordsPerNetwork());
    NetworkFamily constant = family("constant", 64, 2);
    assertEquals(0, constant.wordsPerNetwork());
    assertEquals(Long.MAX_VALUE, constant.maxNetworks());
    assertEquals(List.of(193), constant.runs().stream().map(ParameterRun::count).toList());
    assertEquals(List.of(128, 65), he.runs().stream().map(ParameterRun::count).toList());
  }

  @Test
  void networksAreLimitedByTheirWords() {
    NetworkFamily he = family("he", 64, 2);
    he.requireNetworks("--networks", he.maxNetworks());
    UserError error =
        assertThrows(UserError.class, () -> he.requireNetworks("--networks", he.maxNetworks() + 1));
    assertEquals(
        "--networks 47058020596197836: must be from 0 to 47058020596197835 for this family",
        error.getMessage());
  }

  @Test
  void describesItselfWithTheResolvedLaws() {
    NetworkFamily family =
        Families.resolve("he", 2, 2, 1, Activation.ABS, Activation.CLIP, "zero", 1);
    Map<String, Object> expected =
        Map.of(
            "init",
            "he",
            "activation",
            "abs",
            "output",
            "clip",
            "depth",
            2,
            "state",
            1,
            "bias",
            "zero",
            "laws",
            List.of(
                Map.of("weights", "N(0, 2)", "bias", "constant(0)"),
                Map.of("weights", "N(0, 1)", "bias", "constant(0)")));
    assertEquals(expected, family.describe());
    assertEquals(
        List.of("init", "activation", "output", "depth", "state", "bias", "laws"),
        List.copyOf(family.describe().keySet()));
    assertNull(family("he", 2, 2).describe().get("bias"));
  }

  /** What describe() writes is the grammar: it reads back to the same law. */
  @ParameterizedTest
  @MethodSource("org.liyorke.model.Families#names")
  void notationReadsBack(String init) {
    for (LayerLaws laws : family(init, 6, 3).layers()) {
      assertEquals(
          laws.weights(), LawParser.parse(LawNotation.of(laws.weights()), new LawScope(1, 1, 1)));
      assertEquals(
          laws.bias(), LawParser.parse(LawNotation.of(laws.bias()), new LawScope(1, 1, 1)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "0 > 2 > 1 > 1 > --width 0: must be from 1 to 65536",
        "-3 > 2 > 1 > 1 > --width -3: must be from 1 to 65536",
        "65537 > 2 > 1 > 1 > --width 65537: must be from 1 to 65536",
        "2 > 0 > 1 > 1 > --depth 0: must be from 1 to 8",
        "2 > 9 > 1 > 1 > --depth 9: must be from 1 to 8",
        "2 > 2 > 0 > 1 > --state 0: must be from 1 to 65536",
        "2 > 1 > 65537 > 1 > --state 65537: must be from 1 to 65536",
        "2 > 2 > 1 > NaN > --gain NaN: must be above 0 and finite",
        "2 > 2 > 1 > 0 > --gain 0.0: must be above 0 and finite",
        "2 > 2 > 1 > -1 > --gain -1.0: must be above 0 and finite",
        "2 > 2 > 1 > Infinity > --gain Infinity: must be above 0 and finite",
        "65536 > 3 > 1 > 1 > '--width 65536, --state 1: numbers of one network 4295229441: must be"
            + " at most 2147483639'",
      })
  void sizesAndGainAreLimited(int width, int depth, int state, double gain, String message) {
    UserError error =
        assertThrows(
            UserError.class,
            () -> Families.resolve("he", width, depth, state, null, null, null, gain));
    assertEquals(message, error.getMessage());
    assertEquals(2, error.exitStatus());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e38, 1e300, 1e-60, Double.MIN_VALUE})
  void aGainBeyondSinglePrecisionIsRefused(double gain) {
    UserError error =
        assertThrows(
            UserError.class, () -> Families.resolve("he", 2, 2, 1, null, null, null, gain));
    assertTrue(error.getMessage().startsWith("--gain " + gain + ": "), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "foo", "He", "he ", "he.tom", "unit_he"})
  void unknownInitsAreRefusedWithTheList(String init) {
    UserError error = assertThrows(UserError.class, () -> family(init, 2, 2));
    assertTrue(
        error.getMessage().startsWith("--init " + init + ": must be one of constant, glorot,"));
    assertEquals(2, error.exitStatus());
  }

  @Test
  void mistakesInLawsNameTheOption() {
    UserError init = assertThrows(UserError.class, () -> family("N(0, 1-k)", 2, 2));
    assertEquals(
        "--init N(0, 1-k): column 6: variance 1-k = -1.0 (k = 2, fan_in = 1, fan_out = 2): must be"
            + " at least 0",
        init.getMessage());
    UserError bias =
        assertThrows(UserError.class, () -> Families.resolve("he", 2, 2, 1, null, null, "U(0)", 1));
    assertEquals("--bias U(0): column 4: ',' expected, found ')'", bias.getMessage());
    assertEquals(2, bias.exitStatus());
    UserError large = assertThrows(UserError.class, () -> family("constant(1e39)", 2, 2));
    assertTrue(
        large
            .getMessage()
            .startsWith("--init constant(1e39): constant 1.0E39 must be within float32"));
  }
}
