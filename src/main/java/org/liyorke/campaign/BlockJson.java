package org.liyorke.campaign;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import org.liyorke.tally.ObservableTally;
import org.liyorke.tally.PairedOutcomes;
import org.liyorke.tally.Question;
import org.liyorke.tally.VerdictTally;

/**
 * The text of a block in a journal: a JSON object with the keys block, points (for each one the
 * counts, and "observed"), paired, catalog and seconds. What is 0 or empty is left out.
 */
final class BlockJson {
  private static final String BLOCK = "block";
  private static final String POINTS = "points";
  private static final String OBSERVED = "observed";
  private static final String PAIRED = "paired";
  private static final String CATALOG = "catalog";

  /** Begins what may differ in two lines of the same block. */
  static final String SECONDS = ",\"seconds\":";

  /** Reads the values of a line one by one. */
  private static final ObjectReader PARTS =
      ConfigurationJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BlockJson() {}

  /**
   * The text of a block.
   *
   * @param catalog JSON objects of its chaotic networks, each followed by a newline
   */
  static String write(BlockTally tally, String catalog) {
    ObjectNode json = ConfigurationJson.MAPPER.createObjectNode();
    json.put(BLOCK, tally.block());
    ArrayNode points = json.putArray(POINTS);
    for (int i = 0; i < tally.points().size(); i++) {
      ObjectNode point = tally.verdicts(i).toJson();
      if (tally.observed(i).networks() > 0) {
        point.set(OBSERVED, tally.observed(i).toJson());
      }
      points.add(point);
    }
    if (!tally.paired().isEmpty()) {
      ObjectNode paired = json.putObject(PAIRED);
      tally.paired().forEach((question, joint) -> paired.set(question.key(), joint.toJson()));
    }
    StringBuilder text = new StringBuilder(json.toString());
    text.setLength(text.length() - 1);
    if (!catalog.isEmpty()) {
      text.append(",\"").append(CATALOG).append("\":[");
      text.append(catalog.strip().replace('\n', ',')).append(']');
    }
    return text.append(SECONDS).append(tally.seconds()).append('}').toString();
  }

  /**
   * The number of the block; -1 if the text is that of no block.
   *
   * @throws IOException if it is no JSON
   */
  static long block(byte[] text) throws IOException {
    try (JsonParser parser = PARTS.createParser(text)) {
      boolean isBlock =
          parser.nextToken() == JsonToken.START_OBJECT && BLOCK.equals(parser.nextFieldName());
      return isBlock && parser.nextToken() == JsonToken.VALUE_NUMBER_INT
          ? parser.getLongValue()
          : -1;
    }
  }

  /**
   * Reads the counts into an empty tally.
   *
   * @throws IOException if the text is no JSON
   * @throws IllegalArgumentException if it is not that of a block with the points of the tally
   */
  static void read(byte[] text, BlockTally tally, Configuration configuration) throws IOException {
    try (JsonParser parser = PARTS.createParser(text)) {
      parser.nextToken();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        switch (key) {
          case POINTS -> readPoints(PARTS.readTree(parser), tally, configuration);
          case PAIRED -> readPaired(PARTS.readTree(parser), tally);
          case "seconds" -> tally.addSeconds(parser.getDoubleValue());
          // The catalog may be long, and is read on its own.
          default -> parser.skipChildren();
        }
      }
    }
  }

  private static void readPoints(JsonNode points, BlockTally tally, Configuration configuration) {
    if (points.size() != tally.points().size()) {
      throw new IllegalArgumentException("a block of " + points.size() + " points");
    }
    for (int i = 0; i < points.size(); i++) {
      JsonNode point = points.get(i);
      tally.verdicts(i).merge(VerdictTally.fromJson(point));
      if (point.has(OBSERVED)) {
        tally
            .observed(i)
            .merge(ObservableTally.fromJson(configuration.kinds(), point.get(OBSERVED)));
      }
    }
  }

  private static void readPaired(JsonNode paired, BlockTally tally) {
    for (Question question : Question.values()) {
      if (paired.has(question.key())) {
        int points = tally.points().size();
        tally.addPaired(question, PairedOutcomes.fromJson(points, paired.get(question.key())));
      }
    }
  }

  /**
   * Reads the chaotic networks.
   *
   * @param lines gets the JSON object of each, without a newline
   */
  static void readCatalog(byte[] text, Consumer<String> lines) throws IOException {
    try (JsonParser parser = PARTS.createParser(text)) {
      parser.nextToken();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        if (!key.equals(CATALOG)) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          JsonNode network = PARTS.readTree(parser);
          lines.accept(network.toString());
        }
      }
    }
  }
}
