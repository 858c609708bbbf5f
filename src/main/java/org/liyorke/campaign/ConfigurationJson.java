package org.liyorke.campaign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configurations as the JSON of campaign.json; the same text on every Java version. */
final class ConfigurationJson {
  static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ConfigurationJson() {}

  /** The text of campaign.json. */
  static byte[] bytes(Configuration configuration) {
    try {
      byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree(configuration));
      return (new String(json, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA-256 of the configuration, in hexadecimal. */
  static String hash(Configuration configuration) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] text = MAPPER.writeValueAsBytes(tree(configuration));
      return HexFormat.of().formatHex(digest.digest(text));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode tree(Configuration configuration) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("layout", BlockLayout.VERSION);
    json.put("version", configuration.version());
    json.put("seed", new BigInteger(Long.toUnsignedString(configuration.seed())));
    json.putArray("range").add(configuration.first()).add(configuration.end());
    ArrayNode points = json.putArray("points");
    for (Configuration.Point point : configuration.points()) {
      ObjectNode each = points.addObject();
      each.set("family", MAPPER.valueToTree(point.family()));
      each.put("width", point.width());
      each.put("gain", point.gain());
    }
    ArrayNode groups = json.putArray("groups");
    for (Configuration.Group group : configuration.groups()) {
      ObjectNode each = groups.addObject();
      each.set("points", MAPPER.valueToTree(group.points()));
      each.put("chunk", group.chunk());
    }
    json.set("observation", MAPPER.valueToTree(configuration.observation()));
    json.put("catalog", configuration.catalog());
    json.set("until", until(configuration.until()));
    json.set("shard", shard(configuration.shard()));
    return json;
  }

  private static JsonNode until(StoppingRule until) {
    if (until == null) {
      return MAPPER.nullNode();
    }
    return MAPPER
        .createObjectNode()
        .put(until.relative() ? "relative" : "width", until.limit())
        .put("confidence", until.confidence());
  }

  private static JsonNode shard(Shard shard) {
    return shard.isWhole()
        ? MAPPER.nullNode()
        : MAPPER.createObjectNode().put("index", shard.index()).put("of", shard.of());
  }

  /**
   * Reads a configuration.
   *
   * @throws IOException if it is no JSON
   * @throws IllegalArgumentException if it is JSON, but no configuration of this layout
   */
  static Configuration read(byte[] bytes) throws IOException {
    JsonNode json = MAPPER.readTree(bytes);
    if (json.path("layout").intValue() != BlockLayout.VERSION) {
      throw new IllegalArgumentException(
          "layout " + json.path("layout") + ": must be " + BlockLayout.VERSION);
    }
    Configuration configuration = configuration(json);
    String expected = MAPPER.writeValueAsString(tree(configuration));
    if (!expected.equals(MAPPER.writeValueAsString(json))) {
      throw new IllegalArgumentException("it has other keys or values than a configuration");
    }
    return configuration;
  }

  private static Configuration configuration(JsonNode json) {
    List<Configuration.Point> points = new ArrayList<>();
    for (JsonNode point : json.path("points")) {
      JsonNode width = point.path("width");
      points.add(
          new Configuration.Point(
              map(point.path("family")),
              width.isNull() ? null : width.intValue(),
              point.path("gain").doubleValue()));
    }
    List<Configuration.Group> groups = new ArrayList<>();
    for (JsonNode group : json.path("groups")) {
      List<Integer> members = new ArrayList<>();
      group.path("points").forEach(member -> members.add(member.intValue()));
      groups.add(new Configuration.Group(members, group.path("chunk").longValue()));
    }
    return new Configuration(
        json.path("version").textValue(),
        json.path("seed").bigIntegerValue().longValue(),
        json.path("range").path(0).longValue(),
        json.path("range").path(1).longValue(),
        points,
        groups,
        map(json.path("observation")),
        json.path("catalog").booleanValue(),
        readUntil(json.path("until")),
        readShard(json.path("shard")));
  }

  private static Map<String, Object> map(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("an object is missing");
    }
    return MAPPER.convertValue(object, new TypeReference<>() {});
  }

  private static StoppingRule readUntil(JsonNode until) {
    boolean relative = until.has("relative");
    return until.isObject()
        ? new StoppingRule(
            until.path(relative ? "relative" : "width").doubleValue(),
            relative,
            until.path("confidence").doubleValue())
        : null;
  }

  private static Shard readShard(JsonNode shard) {
    return shard.isObject()
        ? new Shard(shard.path("index").intValue(), shard.path("of").intValue())
        : Shard.WHOLE;
  }

  /**
   * The first thing in which two configurations differ, with both values; null if they are equal.
   *
   * @param nameA what to call the first one, as in "there"
   */
  static String difference(Configuration a, String nameA, Configuration b, String nameB) {
    return difference("", tree(a), nameA, tree(b), nameB);
  }

  private static String difference(
      String path, JsonNode a, String nameA, JsonNode b, String nameB) {
    if (a.equals(b)) {
      return null;
    }
    if (a.isArray() && b.isArray() && a.size() != b.size()) {
      return "%s: %d entries %s, %d %s".formatted(path, a.size(), nameA, b.size(), nameB);
    }
    for (String key : keys(a, b)) {
      String name = a.isArray() ? path + "[" + key + "]" : (path.isEmpty() ? "" : path + ".") + key;
      JsonNode left = a.isArray() ? a.get(Integer.parseInt(key)) : a.path(key);
      JsonNode right = b.isArray() ? b.get(Integer.parseInt(key)) : b.path(key);
      String difference = difference(name, left, nameA, right, nameB);
      if (difference != null) {
        return difference;
      }
    }
    return "%s: %s %s, %s %s".formatted(path, text(a), nameA, text(b), nameB);
  }

  /** The keys or positions that both containers have together; none unless both are of one kind. */
  private static Set<String> keys(JsonNode a, JsonNode b) {
    Set<String> keys = new LinkedHashSet<>();
    if (a.isObject() && b.isObject()) {
      for (JsonNode each : List.of(a, b)) {
        for (Iterator<String> names = each.fieldNames(); names.hasNext(); ) {
          keys.add(names.next());
        }
      }
    } else if (a.isArray() && b.isArray()) {
      for (int i = 0; i < a.size(); i++) {
        keys.add(Integer.toString(i));
      }
    }
    return keys;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "none" : value.toString();
  }
}
