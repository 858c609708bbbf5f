package org.liyorke.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts in JSON objects; a count of 0 is left out. */
final class JsonCounts {
  private JsonCounts() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static void put(ObjectNode object, String key, long count) {
    if (count != 0) {
      object.put(key, count);
    }
  }

  /** Writes the counts by their keys; an empty map is left out. */
  static void put(ObjectNode object, String key, Map<?, Long> counts) {
    if (!counts.isEmpty()) {
      ObjectNode histogram = object.putObject(key);
      counts.forEach((name, count) -> histogram.put(name.toString(), count));
    }
  }

  /**
   * A count.
   *
   * @return 0 if the key is not there
   * @throws IllegalArgumentException if it is no count
   */
  static long get(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value == null ? 0 : count(key, value);
  }

  /**
   * The counts by their keys.
   *
   * @return empty if the key is not there
   * @throws IllegalArgumentException if one of them is no count
   */
  static Map<String, Long> histogram(JsonNode object, String key) {
    Map<String, Long> counts = new LinkedHashMap<>();
    object.path(key).properties().forEach(e -> counts.put(e.getKey(), count(key, e.getValue())));
    return counts;
  }

  private static long count(String key, JsonNode value) {
    if (!(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0)) {
      throw new IllegalArgumentException(key + " " + value + " must be a count, at least 0");
    }
    return value.longValue();
  }
}
