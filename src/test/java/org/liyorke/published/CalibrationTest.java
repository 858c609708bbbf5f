package org.liyorke.published;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liyorke.model.Activation;

/**
 * Shares that independent programs counted, and that the notebooks print, with their sample sizes.
 * A right program fails with a probability below 10^-4 in all.
 */
class CalibrationTest {
  private static final double MAX_Z = 4.5;

  private static double z(double share, long of, GridCounts counts) {
    double pooled = (share * of + counts.asCoded()) / (of + counts.networks());
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / of + 1.0 / counts.networks()));
    return Math.abs(counts.asCodedShare() - share) / error;
  }

  private static void check(
      String init,
      int width,
      int depth,
      String output,
      double window,
      double share,
      long of,
      long n) {
    Setup setup =
        new Setup(init, null, width, depth, Activation.RELU, Activation.named(output), window);
    GridCounts counts = setup.count(1, n, new Workers(2, () -> false));
    assertTrue(z(share, of, counts) < MAX_Z, () -> setup.options() + ": " + counts);
  }

  /** Independent re-runs, then what three notebooks print below their code. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @CsvSource({
    "glorot-std, 2, 2, identity, 2, 0.0217, 100000",
    "unit-he, 2, 2, identity, 2, 0.1365, 100000",
    "glorot-std, 2, 2, identity, 2, 0.0228, 10000",
    "he, 4, 2, relu, 1, 0.0877, 10000",
    "glorot, 2, 3, relu, 1, 0.0106, 10000"
  })
  private @interface PublishedShares {}

  @PublishedShares
  void publishedSharesComeOut(
      String init, int width, int depth, String output, double window, double share, long of) {
    check(init, width, depth, output, window, share, of, 20_000);
  }

  @Tag("long")
  @PublishedShares
  void publishedSharesComeOutOfManyNetworks(
      String init, int width, int depth, String output, double window, double share, long of) {
    check(init, width, depth, output, window, share, of, 100_000);
  }
}
