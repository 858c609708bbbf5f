package org.liyorke.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.liyorke.model.Activation;

class SetupSearchTest {
  private static final RunContext CONTEXT =
      new RunContext(3, 6_000, new Workers(2, () -> false), (families, observation) -> null);
  private static final Setup UNIT = setup("unit-he", 2);
  private static final Setup GLOROT = setup("glorot-std", 2);

  private static Setup setup(String init, double window) {
    return new Setup(init, null, 2, 2, Activation.RELU, Activation.IDENTITY, window);
  }

  private static PublishedRow row(String percent, String other, Setup... setups) {
    BigDecimal second = other == null ? null : new BigDecimal(other);
    return new PublishedRow("row", new BigDecimal(percent), second, List.of(setups));
  }

  @Test
  void theFirstSetupThatGivesTheNumberIsFound() {
    PublishedRow row = row("2.28", null, UNIT, GLOROT, GLOROT);
    SetupSearch.Found found = SetupSearch.search(row, 6_000, CONTEXT);
    assertEquals(GLOROT, found.setup());
    assertTrue(found.reproduced());
    assertTrue(found.note().contains("of 3 combinations tried 2 agree"), found.note());
    assertEquals(GLOROT.count(3, 6_000, CONTEXT.workers()), found.counts());
  }

  @Test
  void theNumberOfTheOtherCopyCountsToo() {
    SetupSearch.Found found = SetupSearch.search(row("40", "2.28", UNIT, GLOROT), 6_000, CONTEXT);
    assertEquals(GLOROT, found.setup());
    assertTrue(found.note().contains("gives 2.28 %"), found.note());
  }

  @Test
  void whereNoneGivesItTheRowIsShownAsItIsStated() {
    SetupSearch.Found found = SetupSearch.search(row("30", null, GLOROT, UNIT), 6_000, CONTEXT);
    assertEquals(GLOROT, found.setup());
    assertFalse(found.reproduced());
    assertTrue(found.note().startsWith("None of 2 combinations"), found.note());
    assertTrue(found.note().contains("nearest (--init unit-he"), found.note());
  }

  @Test
  void aKnownSetupThatDoesNotGiveItIsSaidSo() {
    SetupSearch.Found found = SetupSearch.search(row("30", null, UNIT), 1_000, CONTEXT);
    assertFalse(found.reproduced());
    assertEquals(
        "Settings known from the code; the procedure as coded does not give 30 %.", found.note());
  }

  /** 2,500 of 10,000 against 25.0 %: what rounding allows is no distance. */
  @Test
  void theDistanceLeavesTheRoundingOut() {
    PublishedRow row = row("25.0", null, UNIT);
    assertEquals(0, row.distance(new GridCounts(10_000, 2_504, 0)));
    double z = row.distance(new GridCounts(10_000, 2_600, 0));
    double pooled = 0.255;
    assertEquals((0.01 - 0.0005) / Math.sqrt(2 * pooled * (1 - pooled) / 10_000), z, 1e-12);
    assertTrue(row.isReproducedBy(new GridCounts(10_000, 2_600, 0)));
    assertFalse(row.isReproducedBy(new GridCounts(10_000, 2_800, 0)));
  }

  @Test
  void aCancelledSearchEnds() {
    RunContext cancelled =
        new RunContext(3, 6_000, new Workers(2, () -> true), (families, observation) -> null);
    assertThrows(
        CancellationException.class,
        () -> SetupSearch.search(row("30", null, UNIT), 1_000, cancelled));
  }
}
