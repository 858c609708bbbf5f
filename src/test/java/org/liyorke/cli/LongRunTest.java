package org.liyorke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large runs of the whole program: millions of networks, minutes of time. */
@Tag("long")
class LongRunTest {
  /** Two independent counts of the same probability differ by so many standard errors at most. */
  private static final double MAX_Z = 4.5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode counts(String command) {
    Cli run = Cli.run((command + " --json --quiet").split(" "));
    assertEquals(0, run.status(), run.err());
    try {
      return JSON.readTree(run.out()).get("points").get(0).get("counts");
    } catch (JsonProcessingException e) {
      throw new AssertionError(run.out(), e);
    }
  }

  /**
   * Probabilities measured by an independent exact program, as printed to the digits given: their
   * rounding is part of the standard error.
   */
  @ParameterizedTest
  @CsvSource({
    "--init he --width 2, 400000, 0.0044, 0.0089",
    "--init he --width 8, 400000, 0.0071, 0.0233",
    "--init he --width 64, 200000, 0.0039, 0.0164",
    "--init he --width 1024, 20000, 0.0032, 0.0127",
    "--init he --output relu --width 2, 400000, 0.00066, 0.0016",
    "--init he --output relu --width 64, 200000, 0.00003, 0.00066",
    "--init he --output clip --width 2, 400000, 0.00032, 0.00071",
    "--init he --output clip --width 64, 200000, 0, 0.00028",
    "--init glorot --width 2, 400000, 0.00023, 0.00094",
    "--init glorot --width 8, 400000, 0, 0.00003",
    "--init unit-he --width 2, 400000, 0.0001, 0.0025",
    "--init unit-he --width 64, 200000, 0.00001, 0.0005",
    "--init he --width 64 --gain 0.5, 40000, 0, 0.00005",
    "--init he --width 64 --gain 2, 40000, 0.066, 0.113",
    "--init he --width 64 --gain 4, 40000, 0.169, 0.204",
    "--init he --width 64 --gain 8, 40000, 0.224, 0.240"
  })
  void countsAgreeWithAnIndependentProgram(
      String family, int networks, double period3, double chaotic) {
    JsonNode counts = counts("estimate " + family + " --seed 42 --networks " + networks);
    assertClose(period3, counts.get("period3").asLong(), networks, family + " period three");
    assertClose(chaotic, counts.get("chaotic").asLong(), networks, family + " chaotic");
  }

  private static void assertClose(double expected, long count, int networks, String what) {
    double ours = (double) count / networks;
    double pooled = Math.max((expected + ours) / 2, 1.0 / networks);
    double rounding = expected < 0.001 ? 0.5e-5 : 0.5e-4;
    double error = Math.sqrt(2 * pooled * (1 - pooled) / networks + rounding * rounding);
    assertTrue(Math.abs(ours - expected) < MAX_Z * error, () -> what + ": " + ours);
  }

  @Test
  void aMillionHeNetworksOfWidth64LeaveFewerThanOneInTenThousandUndecided() {
    JsonNode counts = counts("estimate --init he --width 64 --seed 42 --networks 1000000");
    assertEquals(
        1_000_000,
        counts.get("chaotic").asLong()
            + counts.get("ordered").asLong()
            + counts.get("undecided").asLong());
    assertTrue(counts.get("undecided").asLong() < 100, counts::toString);
    assertTrue(counts.get("period3_undecided").asLong() < 100, counts::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 64, 1024})
  void tenRangesAddUpToOneOnAnyNumberOfThreads(int width) {
    int part = width > 100 ? 1_000 : 10_000;
    String command = "estimate --init he --seed 42 --width " + width;
    JsonNode whole = counts(command + " --threads 1 --range 0:" + 10 * part);
    for (String name : new String[] {"chaotic", "ordered", "undecided", "period3"}) {
      long sum = 0;
      for (int i = 0; i < 10; i++) {
        String range = " --range " + i * part + ":" + (i + 1) * part;
        sum += counts(command + " --threads " + (1 + i % 3) + range).get(name).asLong();
      }
      assertEquals(whole.get(name).asLong(), sum, name);
    }
  }
}
