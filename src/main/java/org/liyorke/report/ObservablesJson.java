package org.liyorke.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.tally.Interval;
import org.liyorke.tally.QuantitySummary;

/**
 * The "observables" of a point: an object for each observable with the numbers of its main
 * quantity, and an object of the same form inside for each other quantity.
 */
final class ObservablesJson {
  private ObservablesJson() {}

  static Map<String, Object> of(Map<String, List<QuantitySummary>> observables) {
    Map<String, Object> object = new LinkedHashMap<>();
    observables.forEach((key, quantities) -> object.put(key, observable(quantities)));
    return object;
  }

  private static Map<String, Object> observable(List<QuantitySummary> quantities) {
    Map<String, Object> object = quantity(quantities.get(0));
    quantities.stream().skip(1).forEach(other -> object.put(other.name(), quantity(other)));
    return object;
  }

  private static Map<String, Object> quantity(QuantitySummary summary) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("networks", summary.networks());
    object.put("finite", summary.finite());
    object.put("minus_infinity", summary.minusInfinity());
    object.put("missing", summary.missing());
    object.put("mean", summary.mean().estimate());
    object.put("mean_interval", ends(summary.mean()));
    object.put("sd", summary.sd());
    object.put("share_positive", SummaryJson.interval(summary.positive()));
    Map<String, Object> quantiles = new LinkedHashMap<>();
    for (int i = 0; i < QuantitySummary.ORDERS.size(); i++) {
      quantiles.put(QuantitySummary.ORDERS.get(i).toString(), summary.quantiles().get(i));
    }
    object.put("quantiles", quantiles);
    return object;
  }

  private static Map<String, Object> ends(Interval interval) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("lower", interval.lower());
    object.put("upper", interval.upper());
    object.put("confidence", interval.confidence());
    return object;
  }
}
