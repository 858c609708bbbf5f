package org.liyorke.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liyorke.tally.QuantitySummary;

/** The columns of the observables, after those of the verdicts; every point has the same ones. */
final class ObservablesCsv {
  private static final List<String> COLUMNS =
      List.of(
          "networks",
          "finite",
          "minus_infinity",
          "missing",
          "mean",
          "mean_lower",
          "mean_upper",
          "sd",
          "share_positive",
          "share_positive_lower",
          "share_positive_upper");

  private ObservablesCsv() {}

  /** The titles: lyapunov_mean, lyapunov_flat_orbits_mean, ... */
  static Stream<String> header(List<PointResult> points) {
    List<String> titles = new ArrayList<>();
    Map<String, List<QuantitySummary>> observables =
        points.isEmpty() ? Map.of() : points.get(0).observables();
    observables.forEach(
        (key, quantities) ->
            quantities.forEach(
                quantity -> {
                  String prefix = key + (quantity.name().isEmpty() ? "" : "_" + quantity.name());
                  COLUMNS.forEach(column -> titles.add(prefix + "_" + column));
                  QuantitySummary.ORDERS.forEach(order -> titles.add(prefix + "_q" + order));
                }));
    return titles.stream();
  }

  /** The values of a point, NaN where there is none. */
  static Stream<Object> fields(PointResult point) {
    return point.observables().values().stream()
        .flatMap(List::stream)
        .flatMap(ObservablesCsv::fields);
  }

  private static Stream<Object> fields(QuantitySummary summary) {
    Stream<Object> numbers =
        Stream.of(
            summary.networks(),
            summary.finite(),
            summary.minusInfinity(),
            summary.missing(),
            summary.mean().estimate(),
            summary.mean().lower(),
            summary.mean().upper(),
            summary.sd(),
            summary.positive().estimate(),
            summary.positive().lower(),
            summary.positive().upper());
    return Stream.concat(numbers, summary.quantiles().stream());
  }
}
