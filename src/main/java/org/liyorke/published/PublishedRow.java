package org.liyorke.published;

import java.math.BigDecimal;
import java.util.List;

/**
 * One number of a published table.
 *
 * @param label of the row as published: weights, biases of the layers
 * @param percent the number
 * @param other the number that another copy of the table has in its place; null if there is none
 * @param setups what it may have been run with, the likeliest first; at least one
 */
public record PublishedRow(String label, BigDecimal percent, BigDecimal other, List<Setup> setups) {
  /** Networks of the published experiments. */
  static final long NETWORKS = 10_000;

  /** Farther from a number than so many standard errors a count does not reproduce it. */
  private static final double MAX_Z = 3;

  /** Copies the list. */
  public PublishedRow {
    setups = List.copyOf(setups);
  }

  /**
   * How far a count lies from the nearer published number, in standard errors of the difference of
   * two samples; what the rounding of the published number allows is not counted.
   */
  double distance(GridCounts counts) {
    return distance(nearest(counts), counts);
  }

  /** How far the share lies from the nearer published number, as a fraction. */
  double gap(GridCounts counts) {
    return gap(nearest(counts), counts);
  }

  /** Whether a count reproduces one of the numbers. */
  boolean isReproducedBy(GridCounts counts) {
    return distance(counts) <= MAX_Z;
  }

  /** The number that a count is nearer to. */
  BigDecimal nearest(GridCounts counts) {
    return other != null && gap(other, counts) < gap(percent, counts) ? other : percent;
  }

  private static double gap(BigDecimal percent, GridCounts counts) {
    return Math.abs(counts.asCodedShare() - percent.doubleValue() / 100);
  }

  private static double distance(BigDecimal percent, GridCounts counts) {
    double publishedCount = percent.doubleValue() / 100 * NETWORKS;
    double rounding = 0.5 * percent.ulp().doubleValue() / 100;
    double pooled = (publishedCount + counts.asCoded()) / (NETWORKS + counts.networks());
    double variance = pooled * (1 - pooled) * (1.0 / NETWORKS + 1.0 / counts.networks());
    return Math.max(0, gap(percent, counts) - rounding) / Math.sqrt(variance);
  }
}
