package org.liyorke.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liyorke.dynamics.orbits.ObservableKind;
import org.liyorke.dynamics.orbits.Quantity;

/**
 * What was observed of any set of networks (contract 5): merging is associative and commutative to
 * the bit. Not safe for concurrent use.
 */
public final class ObservableTally {
  private static final String NETWORKS = "networks";

  private final Map<ObservableKind, List<QuantityTally>> tallies = new LinkedHashMap<>();
  private long networks;

  /** An empty tally of these kinds. */
  public ObservableTally(List<ObservableKind> kinds) {
    for (ObservableKind kind : kinds) {
      List<QuantityTally> quantities = new ArrayList<>();
      kind.quantities().forEach(quantity -> quantities.add(new QuantityTally()));
      tallies.put(kind, quantities);
    }
  }

  /**
   * A tally that {@link #toJson} wrote.
   *
   * @param kinds those it was made for
   * @throws IllegalArgumentException if it holds what no tally of these kinds does
   */
  public static ObservableTally fromJson(List<ObservableKind> kinds, JsonNode json) {
    ObservableTally tally = new ObservableTally(kinds);
    tally.networks = JsonCounts.get(json, NETWORKS);
    tally.tallies.forEach(
        (kind, quantities) -> {
          JsonNode values = json.path(kind.key());
          if (values.size() != quantities.size()) {
            throw new IllegalArgumentException(
                kind.key() + ": must have " + quantities.size() + " quantities");
          }
          for (int i = 0; i < quantities.size(); i++) {
            quantities.set(i, QuantityTally.fromJson(values.get(i)));
          }
        });
    return tally;
  }

  /** Everything counted: the quantities in lists, by the key of their observable. */
  public ObjectNode toJson() {
    ObjectNode json = JsonCounts.object();
    json.put(NETWORKS, networks);
    tallies.forEach(
        (kind, quantities) -> {
          ArrayNode values = json.putArray(kind.key());
          quantities.forEach(quantity -> values.add(quantity.toJson()));
        });
    return json;
  }

  /**
   * Counts one value of one network.
   *
   * @param quantity its position in {@link ObservableKind#quantities}
   * @param value finite and within +-32,768, negative infinity, or NaN for none
   */
  public void add(ObservableKind kind, int quantity, double value) {
    tallies.get(kind).get(quantity).add(value);
  }

  /**
   * Adds what an engine counted of one quantity; its networks are counted by {@link #addNetworks}.
   *
   * @param quantity its position in {@link ObservableKind#quantities}
   */
  public void add(ObservableKind kind, int quantity, QuantityCounts counts) {
    tallies.get(kind).get(quantity).add(counts);
  }

  /** Counts networks, whose values come by {@link #add}. */
  public void addNetworks(long count) {
    networks = Math.addExact(networks, count);
  }

  /** The kinds of observables, in order. */
  public List<ObservableKind> kinds() {
    return List.copyOf(tallies.keySet());
  }

  /** The networks observed. */
  public long networks() {
    return networks;
  }

  /**
   * Adds the values of another tally of the same networks, which are not counted again.
   *
   * @param part of some of these kinds
   */
  public void addKindsOf(ObservableTally part) {
    part.tallies.forEach(
        (kind, quantities) -> {
          for (int i = 0; i < quantities.size(); i++) {
            tallies.get(kind).get(i).merge(quantities.get(i));
          }
        });
  }

  /** Adds what the other tally, of the same kinds, counted. */
  public void merge(ObservableTally other) {
    networks = Math.addExact(networks, other.networks);
    addKindsOf(other);
  }

  /**
   * What was observed, by the key of the observable, the main quantity first.
   *
   * @param confidence of the intervals, in (0, 1)
   */
  public Map<String, List<QuantitySummary>> summaries(double confidence) {
    Map<String, List<QuantitySummary>> summaries = new LinkedHashMap<>();
    tallies.forEach(
        (kind, quantities) -> {
          List<QuantitySummary> each = new ArrayList<>();
          for (int i = 0; i < quantities.size(); i++) {
            Quantity quantity = kind.quantities().get(i);
            each.add(quantities.get(i).summary(quantity, confidence));
          }
          summaries.put(kind.key(), each);
        });
    return summaries;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObservableTally that
        && networks == that.networks
        && tallies.equals(that.tallies);
  }

  /** Follows the counts: a tally is no key for a map while it is being filled. */
  @Override
  public int hashCode() {
    return 31 * tallies.hashCode() + Long.hashCode(networks);
  }

  @Override
  public String toString() {
    return tallies.toString();
  }
}
