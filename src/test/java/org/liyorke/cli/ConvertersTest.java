package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that options accept. */
class ConvertersTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "100000, 100000",
    "1e6, 1000000",
    "1.5e3, 1500",
    "2.50E1, 25",
    "1000e-3, 1",
    "9223372036854775807, 9223372036854775807"
  })
  void countsMayHaveExponents(String text, long expected) {
    assertEquals(expected, Converters.count("--networks", text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "42, 42",
    "0x2a, 42",
    "18446744073709551615, -1",
    "0xFFFFFFFFFFFFFFFF, -1",
    "9223372036854775808, -9223372036854775808"
  })
  void seedsHaveSixtyFourBits(String text, long bits) {
    assertEquals(bits, Converters.seed("--seed", text));
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "1M, 1048576",
    "1024k, 1048576",
    "3g, 3221225472",
    "8589934591G, 9223372035781033984",
    "9223372036854775807, 9223372036854775807"
  })
  void memoryIsCountedInPowersOf1024(String text, long bytes) {
    assertEquals(bytes, Converters.memory("--device-memory", text));
  }

  @Test
  void rangesExcludeTheirEnd() {
    assertEquals(new IndexRange(0, 100_000), Converters.range("--range", "0:1e5"));
  }

  @Test
  void listsAreCutAtCommasOutsideOfBrackets() {
    Setting<List<String>> inits = Settings.INIT.list();
    assertEquals(
        List.of("he", "N(0, 2/k)", "glorot"),
        inits.converter().convert("--init", "he,N(0, 2/k),glorot"));
    assertEquals(List.of("he"), inits.defaultValue());
  }

  @Test
  void suggestionsAreNear() {
    List<String> words = List.of("estimate", "sweep", "classify");
    assertEquals("; did you mean sweep?", Suggestion.forWord("swep", words));
    assertEquals("; did you mean classify?", Suggestion.forWord("classfiy", words));
    assertEquals("", Suggestion.forWord("zzz", words));
    assertEquals("", Suggestion.forWord("x".repeat(1_000), words));
  }
}
